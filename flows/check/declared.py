"""The checks a release must pass, gathered from the contract, `expectations/` and `sql/checks/`.

Free of Great Expectations: whoever starts the gate counts the declared checks with this module, apart from the
process that runs them, so that a check lost on the way shows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from flows.check import queries, suites
from flows.check.condensed import structural_checks
from flows.check.model import Check
from flows.contract import PUBLISHED
from flows.errors import ConfigurationError
from flows.settings import resource_folder

AFTER_GATE = frozenset({"pipeline_runs", "dq_results"})  # filled once the gate has spoken, so it cannot read them
JUDGED = {name: table for name, table in PUBLISHED.items() if name not in AFTER_GATE}


@dataclass(frozen=True, slots=True)
class Sources:
    """Where hand-written checks lie."""

    expectations: Path = resource_folder("expectations")
    queries: Path = resource_folder("sql") / "checks"


def declared(sources: Sources) -> dict[str, tuple[Check, ...]]:
    """All checks by suite, one suite for each table the gate judges, in a fixed order.

    Raises:
        ConfigurationError: a suite or query cannot be read, is empty, names an unknown table, or is missing.
    """
    written = [*suites.read_all(sources.expectations), *queries.read_all(sources.queries)]
    _require_known(check.suite for check in written)
    return {
        name: (
            *structural_checks(table),
            *(check for check in written if check.suite == name),
        )
        for name, table in JUDGED.items()
    }


def row_rules(sources: Sources) -> tuple[Check, ...]:
    """The checks that say of one row that it is wrong; the row they name is moved aside before publishing."""
    return tuple(check for checks in declared(sources).values() for check in checks if check.moves)


def fingerprint(checks: Mapping[str, Iterable[Check]]) -> str:
    """Hash of all checks, to the letter: equal where two processes have read the same ones."""
    content = {suite: [asdict(check) for check in members] for suite, members in checks.items()}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _require_known(named: Iterable[Any]) -> None:
    unknown = sorted(set(named) - set(JUDGED))
    if unknown:
        raise ConfigurationError(
            f"Checks are written for tables the gate does not judge: {', '.join(unknown)}.",
            next_step=f"Known tables: {', '.join(JUDGED)}.",
        )
