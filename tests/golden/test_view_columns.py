"""Every column of a view says what it means, as those of tables do."""

from __future__ import annotations

import yaml

from flows.load.views import VIEWS
from tests.golden.conftest import Ask

COLUMNS = "select table_name, column_name, comment from duckdb_columns() where not internal"


def test_each_has_a_meaning(ask: Ask) -> None:
    columns = [row for row in ask(COLUMNS) if row["table_name"].startswith("v_")]
    assert columns
    assert [(row["table_name"], row["column_name"]) for row in columns if not row["comment"]] == []


def test_a_meaning_comes_from_the_tables_that_a_view_reads(ask: Ask) -> None:
    meanings = {(row["table_name"], row["column_name"]): row["comment"] for row in ask(COLUMNS)}
    assert meanings["v_deals", "is_additive"] == meanings["deals", "is_additive"]
    assert meanings["v_agreements", "title"] == meanings["agreements", "title"]
    assert meanings["v_agreement_lifecycle", "status"] == meanings["agreements", "status"]
    assert meanings["v_provenance", "report_status"] != meanings["deal_reports", "report_status"]


def test_no_meaning_is_left_over(ask: Ask) -> None:
    views = [row for row in ask(COLUMNS) if row["table_name"].startswith("v_")]
    known = {row["column_name"] for row in views} | {f"{row['table_name']}.{row['column_name']}" for row in views}
    assert set(yaml.safe_load((VIEWS / "columns.yml").read_text("utf-8"))) - known == set()
