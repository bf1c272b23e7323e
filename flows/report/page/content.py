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


def lists(con: duckdb.DuckDBPyConnection, packs: list[Rows]) -> dict[str, Any]:
    """Everything but the reports, which are in `packs`: facts, conflicts, changes, checks, dictionary."""
    agreed = (report for pack in packs for report in pack if report["status"] == "agreed")
    signed = {str(report["fact_id"]) for report in agreed if report["says_signed"]}
    return {
        "deals": [_shown(deal, signed) for deal in ask(con, "page_deals")],
        "agreements": ask(con, "page_agreements"),
        "countries": {row["code"]: row["name"] for row in ask(con, "page_countries")},
        "conflicts": ask(con, "page_conflicts"),
        "changes": ask(con, "page_changes"),
        "checks": ask(con, "page_checks"),
        "aside": ask(con, "page_rows_aside"),
        "dictionary": ask(con, "page_dictionary"),
    }


def _shown(deal: dict[str, Any], signed: set[str]) -> dict[str, Any]:
    """A deal with its value as people write it, and whether a report that it is agreed says “signed”."""
    return deal | {
        "value": compact_money(deal),
        "is_signed": deal["status"] == "agreed" and deal["id"] in signed,
    }


def evidence(con: duckdb.DuckDBPyConnection) -> tuple[list[Rows], dict[str, int]]:
    """The reports in packs, and the pack in which each fact's reports lie."""
    packs: list[Rows] = [[]]
    pack_of: dict[str, int] = {}
    for fact, reports in groupby(ask(con, "page_reports"), key=lambda report: str(report["fact_id"])):
        if len(packs[-1]) >= REPORTS_A_PACK:
            packs.append([])
        packs[-1] += (_with_marks(report) for report in reports)
        pack_of[fact] = len(packs) - 1
    return packs, pack_of


def _with_marks(report: dict[str, Any]) -> dict[str, Any]:
    """The sentence cut at its marked words: browsers count characters outside the first plane as two."""
    text, start, end = report.pop("text"), report.pop("mark_start"), report.pop("mark_end")
    return report | {"text": [text[:start], text[start:end], text[end:]], "says_signed": says_signed(text)}


def plain(value: object) -> Any:
    """Numbers and dates as JSON writes them: a browser's number holds 15 digits, and amounts have fewer."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"JSON has no {type(value).__name__}")
