"""What the page says of changed facts: inputs and expected rows."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from flows.report.release import ask

TABLES = """
create table pipeline_runs (run_id varchar, started_at timestamp);
create table changes (fact_id varchar, title varchar, change varchar, cause varchar, files varchar, reason varchar);
create table corrections (fact_id varchar, field varchar, old varchar, new varchar, changed_in_run varchar);
create table documents (doc_id varchar, file_name varchar, outlet varchar, url varchar, published_edtf varchar);
create table deal_reports (
    deal_id varchar, doc_id varchar, confidence double, qualifier_text varchar, value_text varchar
);
create table agreement_reports (agreement_id varchar, doc_id varchar, confidence double);
insert into pipeline_runs values ('run_1', '2020-01-01');
insert into documents values
    ('doc_old', 'old.txt', 'The Old Post', null, '2020-01-01'),
    ('doc_new', 'new.txt', null, 'https://post.example/1', '2020-01-02');
insert into deal_reports values
    ('deal_1', 'doc_old', 0.9, null, '$3bn'),
    ('deal_1', 'doc_new', 0.9, null, null),
    ('deal_1', 'doc_new', 0.4, 'about', '$3bn');
"""


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    made.execute(TABLES)
    return made


def changed(con: duckdb.DuckDBPyConnection, change: str, cause: str, files: str) -> dict[str, Any]:
    con.execute("insert into changes values ('deal_1', 'Ships', ?, ?, ?, null)", [change, cause, files])
    (row,) = ask(con, "page_changes")
    return row


def test_an_article_that_changes_no_value_tells_a_fact_again(con: duckdb.DuckDBPyConnection) -> None:
    row = changed(con, "changed", "article_added", "new.txt")
    assert (row["change"], row["differences"]) == ("told_again", None)
    (teller,) = row["told_by"]
    assert (teller["outlet"], teller["url"]) == (None, "https://post.example/1")
    assert (teller["published"], teller["value"]) == ("2020-01-02", "about $3bn")


def test_an_article_that_changes_a_value_changes_a_fact(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("insert into corrections values ('deal_1', 'amount', '2', '3', 'run_1')")
    row = changed(con, "changed", "article_added", "new.txt")
    assert (row["change"], row["told_by"]) == ("changed", None)
    assert row["differences"] == [{"field": "amount", "old": "2", "new": "3"}]


@pytest.mark.parametrize(
    ("change", "cause"), [("added", "article_added"), ("changed", "decision"), ("changed", "article_withdrawn")]
)
def test_only_new_articles_tell_a_fact_again(con: duckdb.DuckDBPyConnection, change: str, cause: str) -> None:
    row = changed(con, change, cause, "new.txt")
    assert (row["change"], row["told_by"]) == (change, None)
