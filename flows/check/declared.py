"""The checks a release must pass, gathered from the contract, `expectations/` and `sql/checks/`.

Free of Great Expectations: whoever starts the gate counts the declared checks with this module, apart from the
process that runs them, so that a check lost on the way shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.check import queries, rendered, suites
from flows.check.model import Check
from flows.contract import PUBLISHED, Table
from flows.contract.checks import Expectation, structural_expectations
from flows.contract.ddl import quoted
from flows.errors import ConfigurationError
from flows.settings import PROJECT

AFTER_GATE = frozenset({"pipeline_runs", "dq_results"})  # filled once the gate has spoken, so it cannot read them
NOT_NULL = "expect_column_values_to_not_be_null"
JUDGED = {name: table for name, table in PUBLISHED.items() if name not in AFTER_GATE}


def _packaged(name: str) -> Path:
    """A data folder of this program: beside the package in a working copy, inside it once installed."""
    beside = PROJECT / name
    return beside if beside.is_dir() else PROJECT / "flows" / name


@dataclass(frozen=True, slots=True)
class Sources:
    """Where hand-written checks lie."""

    expectations: Path = _packaged("expectations")
    queries: Path = _packaged("sql") / "checks"


def declared(sources: Sources) -> dict[str, tuple[Check, ...]]:
    """All checks by suite, one suite for each table the gate judges, in a fixed order.

    Raises:
        ConfigurationError: a suite or query cannot be read, is empty, names an unknown table, or is missing.
    """
    written = [*suites.read_all(sources.expectations), *queries.read_all(sources.queries)]
    _require_known(check.suite for check in written)
    return {
        name: (
            *_structural(table),
            *rendered.standard_checks(table),
            *(check for check in written if check.suite == name),
        )
        for name, table in JUDGED.items()
    }


def row_rules(sources: Sources) -> tuple[Check, ...]:
    """The checks that say of one row that it is wrong; the row they name is moved aside before publishing."""
    rules = [check for checks in declared(sources).values() for check in checks if check.moves]
    return (*rules, *(check for table in JUDGED.values() for check in rendered.vocabulary_rules(table)))


def fingerprint(checks: Mapping[str, Iterable[Check]]) -> str:
    """Hash of all checks, to the letter: equal where two processes have read the same ones."""
    content = {suite: [asdict(check) for check in members] for suite, members in checks.items()}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _structural(table: Table) -> Iterator[Check]:
    """The contract's own checks; those for NULL as one query a table, since each costs its share of a second."""
    for expectation in structural_expectations(table, PUBLISHED):
        if expectation["type"] != NOT_NULL:
            yield _rendered(table.name, expectation)
    yield rendered.required_columns(table)


def _rendered(suite: str, expectation: Expectation) -> Check:
    """The check; `{batch}` stands for the whole table, whose plain name is shorter and always parses."""
    column = expectation["kwargs"].get("column")
    kwargs = {key: _named(value, suite) for key, value in expectation["kwargs"].items()}
    return Check(
        suite=suite,
        name=expectation["type"],
        type=expectation["type"],
        kwargs=kwargs,
        severity=expectation["severity"],
        reason=expectation["meta"]["reason"],
        column=None if column is None else str(column),
    )


def _named(value: object, suite: str) -> object:
    return value.replace("{batch}", quoted(suite)) if isinstance(value, str) else value


def _require_known(named: Iterable[Any]) -> None:
    unknown = sorted(set(named) - set(JUDGED))
    if unknown:
        raise ConfigurationError(
            f"Checks are written for tables the gate does not judge: {', '.join(unknown)}.",
            next_step=f"Known tables: {', '.join(JUDGED)}.",
        )
