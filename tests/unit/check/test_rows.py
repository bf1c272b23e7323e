"""Rows that are wrong by themselves are found before publishing and taken out with what hangs on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.check.rows import Offence, offending_rows, without
from flows.contract import PUBLISHED
from flows.contract.ddl import create_table

TEXT = "Norland met Sudland."
ROW = {
    "doc_id": "doc_a",
    "span_start": 0,
    "span_end": 7,
    "span_text": "Norland",
    "evidence_start": 0,
    "evidence_end": 20,
    "evidence_text": TEXT,
    "deal_kind": "goods",
    "deal_form": "contract",
    "report_status": "agreed",
    "attribution": "narration",
    "is_cumulative": False,
    "is_negated": False,
    "is_hypothetical": False,
    "rule": "sale",
    "confidence": 0.9,
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Three reports: a sound one, one with words that are not there, one with a status that does not exist."""
    path = tmp_path / "build.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create schema core")
        for table in PUBLISHED.values():
            con.execute(loose(create_table(table, "core")))
        con.execute("insert into core.documents (doc_id, raw_text) values ('doc_a', ?)", [TEXT])
        insert(con, report_id="sound")
        insert(con, report_id="it's misread", span_text="Nordland")
        insert(con, report_id="odd", report_status="splendid")
    return path


def loose(ddl: str) -> str:
    lines = [line.replace(" not null", "") for line in ddl.splitlines() if "primary key" not in line]
    return "\n".join(lines).replace(",\n)", "\n)")


def insert(con: duckdb.DuckDBPyConnection, **values: Any) -> None:
    row = ROW | values
    con.table("core.deal_reports").insert([row.get(name) for name in PUBLISHED["deal_reports"].column_names])


def test_offending_reports_are_named_with_their_rule(database: Path) -> None:
    found = [(o.table, o.row_id, o.broken_rule) for o in offending_rows(database, "core")]
    assert found == [
        ("deal_reports", "it's misread", "deal_reports_span_is_verbatim"),
        ("deal_reports", "odd", "vocabularies_are_closed"),
    ]


def test_the_detail_names_the_column(database: Path) -> None:
    assert [offence.detail for offence in offending_rows(database, "core")] == ["0..7", "report_status"]


def test_an_offence_keeps_the_whole_row(database: Path) -> None:
    offence = offending_rows(database, "core")[0]
    assert json.loads(offence.row_json)["span_text"] == "Nordland"
    assert offence.as_row().keys() == set(PUBLISHED["quarantined_rows"].column_names)
    assert offence.doc_id == "doc_a"


PARTS = {
    "deal_reports": pl.DataFrame({"report_id": ["a", "b"], "refines_report_id": [None, "a"]}),
    "deal_report_parties": pl.DataFrame({"report_id": ["a", "a", "b"]}),
    "agreement_reports": pl.DataFrame({"report_id": ["a"]}),
    "agreement_report_parties": pl.DataFrame({"report_id": ["a"]}),
    "mentions": pl.DataFrame({"mention_id": ["m", "n"]}),
    "documents": pl.DataFrame({"doc_id": ["d"]}),
}


def offence(table: str, row_id: str) -> Offence:
    return Offence(table, row_id, "rule", None, None, "{}")


def test_a_removed_report_takes_its_parties_along() -> None:
    kept = without(PARTS, [offence("deal_reports", "a")])
    assert kept["deal_reports"]["report_id"].to_list() == ["b"]
    assert kept["deal_report_parties"]["report_id"].to_list() == ["b"]


def test_a_report_that_sharpened_a_removed_one_stands_by_itself() -> None:
    kept = without(PARTS, [offence("deal_reports", "a")])
    assert kept["deal_reports"]["refines_report_id"].to_list() == [None]


def test_reports_of_the_other_kind_and_mentions_stay() -> None:
    kept = without(PARTS, [offence("deal_reports", "a")])
    assert [kept[name].height for name in ("agreement_reports", "agreement_report_parties", "mentions")] == [1, 1, 2]


def test_a_removed_mention_goes_alone() -> None:
    kept = without(PARTS, [offence("entity_mentions", "m")])
    assert kept["mentions"]["mention_id"].to_list() == ["n"]
    assert kept["deal_reports"].height == 2


def test_nothing_offending_changes_nothing() -> None:
    kept = without(PARTS, [])
    assert all(kept[name].equals(PARTS[name]) for name in PARTS)
