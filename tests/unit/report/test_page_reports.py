"""The reports that the page shows: cut at their words, and in packs of JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

import duckdb
import pytest

from flows.contract import PUBLISHED, ddl
from flows.report.page.content import evidence, signed

TABLES = ("documents", "deal_reports", "agreement_reports", "deals", "entities", "reconciliations")


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty tables, without what a whole row would have to hold."""
    with duckdb.connect() as con:
        for name in TABLES:
            columns = ", ".join(f"{ddl.quoted(c.name)} {c.type.value}" for c in PUBLISHED[name].columns)
            con.execute(f"create table {name} ({columns})")
        con.execute("insert into documents by name select 'doc_1' as doc_id, 'a.txt' as file_name")
        yield con


def told(con: duckdb.DuckDBPyConnection, report: str, text: str, words: str, status: str = "agreed") -> None:
    """A report of the deal `deal_1` whose words stand in its sentence."""
    con.execute(
        "insert into deal_reports by name select $report as report_id, 'deal_1' as deal_id, 'doc_1' as doc_id,"
        " 10 as evidence_start, 10 + $at as span_start, 10 + $at + length($words) as span_end,"
        " $text as evidence_text, $status as report_status, 2500000.50 as amount_usd",
        {"report": report, "text": text, "words": words, "at": text.index(words), "status": status},
    )


def test_a_sentence_is_cut_by_characters(con: duckdb.DuckDBPyConnection) -> None:
    told(con, "r_1", "🚢🚢 Ānō sells two “ships” 🚢 to Bebē.", "two “ships” 🚢")
    packs, pack_of = evidence(con, [])
    (report,) = json.loads(packs[pack_of["deal_1"]])
    assert report["text"] == ["🚢🚢 Ānō sells ", "two “ships” 🚢", " to Bebē."]
    assert (report["usd"], report["url"], report["says_signed"]) == (2500000.5, None, False)


def test_a_report_says_signed_where_its_sentence_does(con: duckdb.DuckDBPyConnection) -> None:
    told(con, "r_1", "Ano signed the contract.", "the contract")
    told(con, "r_2", "Ano has not signed the contract.", "the contract")
    told(con, "r_3", "Ano won the contract.", "the contract")
    said = signed(con)
    ((pack,), _) = evidence(con, said)
    assert [report["report_id"] for report in said] == ["r_1"]
    assert ["".join(report["text"]) for report in json.loads(pack) if report["says_signed"]] == [
        "Ano signed the contract."
    ]
