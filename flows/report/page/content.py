"""What the page shows, as plain values that JSON can hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import duckdb

from flows.report.figures import compact_money
from flows.report.release import ask
from flows.report.signing import says_signed

REPORTS_A_PACK = 400  # reports unpacked at once when a fact is opened: a few milliseconds of work in a browser

Rows = list[dict[str, Any]]


def signed(con: duckdb.DuckDBPyConnection) -> Rows:
    """Id, fact and status of each report whose sentence says “signed”."""
    return [report for report in ask(con, "page_signed") if says_signed(report.pop("text"))]


def lists(con: duckdb.DuckDBPyConnection, said: Rows) -> dict[str, Any]:
    """Everything but the reports: facts, conflicts, changes, checks, dictionary; `said` are those that say “signed”."""
    agreed = {report["fact_id"] for report in said if report["status"] == "agreed"}
    return {
        "deals": [_shown(deal, agreed) for deal in ask(con, "page_deals")],
        "agreements": ask(con, "page_agreements"),
        "countries": {row["code"]: row["name"] for row in ask(con, "page_countries")},
        "conflicts": ask(con, "page_conflicts"),
        "changes": ask(con, "page_changes"),
        "checks": ask(con, "page_checks"),
        "aside": ask(con, "page_rows_aside"),
        "dictionary": ask(con, "page_dictionary"),
    }


def _shown(deal: dict[str, Any], agreed: set[str]) -> dict[str, Any]:
    """A deal with its value as people write it, and whether a report that it is agreed says “signed”."""
    return deal | {
        "value": compact_money(deal),
        "is_signed": deal["status"] == "agreed" and deal["id"] in agreed,
    }


def evidence(con: duckdb.DuckDBPyConnection, said: Rows) -> tuple[list[str], dict[str, int]]:
    """The reports in packs, lists in JSON, and the pack in which each fact's reports lie."""
    packs: list[list[str]] = [[]]
    pack_of: dict[str, int] = {}
    reports = ask(con, "page_reports", signed=[report["report_id"] for report in said])
    for fact, told in groupby(reports, key=lambda report: str(report["fact_id"])):
        if len(packs[-1]) >= REPORTS_A_PACK:
            packs.append([])
        packs[-1] += (report["report"] for report in told)
        pack_of[fact] = len(packs) - 1
    return [f"[{','.join(pack)}]" for pack in packs], pack_of


def plain(value: object) -> Any:
    """Numbers and dates as JSON writes them: a browser's number holds 15 digits, and amounts have fewer."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"JSON has no {type(value).__name__}")
