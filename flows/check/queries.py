"""Failing-row queries in `sql/checks/`: each returns the rows that break one rule, so no row means passed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from flows.check.model import QUERY_TYPE, Check
from flows.errors import ConfigurationError
from flows.model.vocabulary.runs import CheckSeverity

HEADER_LINE = re.compile(r"-- (?P<key>grain|suite|severity|reason|moves|needs): (?P<value>\S.*)")
REQUIRED = {"grain", "suite", "severity", "reason"}
SEVERITIES = {severity.value for severity in CheckSeverity}


def read_all(directory: Path) -> Iterator[Check]:
    """A check for every query file, in order of file name.

    Raises:
        ConfigurationError: there is none, or a header is incomplete.
    """
    paths = sorted(directory.glob("*.sql"))
    if not paths:
        raise ConfigurationError("There is no failing-row query.", where=str(directory))
    yield from map(read, paths)


def read(path: Path) -> Check:
    """The check of one query file; its header comment gives grain, suite, severity and reason.

    The first column of the query is the offending row's key, named `row_id`; a second, `detail`, may say more.

    Raises:
        ConfigurationError: a part of the header is missing or wrong, or there is no query.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    header = {m["key"]: m["value"] for line in lines if (m := HEADER_LINE.fullmatch(line.rstrip()))}
    body = "\n".join(line for line in lines if not line.startswith("--")).strip().rstrip(";")
    missing = REQUIRED - set(header)
    if missing or not body or header["severity"] not in SEVERITIES:
        raise ConfigurationError(
            f"The query's header lacks {', '.join(sorted(missing)) or 'a known severity'}, or it holds no query.",
            where=str(path),
        )
    return Check(
        suite=header["suite"],
        name=path.stem,
        type=QUERY_TYPE,
        kwargs={"unexpected_rows_query": body},
        severity=header["severity"],
        reason=header["reason"],
        moves=header.get("moves"),
        needs=header.get("needs"),
    )
