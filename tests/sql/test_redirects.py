"""Which ids lead to others after a release, and which do not: inputs and expected rows."""

from __future__ import annotations

import duckdb
import pytest

from flows.load.history import OUT

TABLES = "".join(
    f"""
create schema {schema};
create table {schema}.reconciliations (report_id varchar, fact_id varchar, judgement varchar);
create table {schema}.entities (entity_id varchar);
create table {schema}.entity_mentions (mention_id varchar, doc_id varchar, entity_id varchar);
create table {schema}.deal_reports (deal_id varchar, doc_id varchar);
create table {schema}.agreement_reports (agreement_id varchar, doc_id varchar);
create table {schema}.id_redirects (old_id varchar, new_id varchar, reason varchar, run_id varchar);
"""
    for schema in ("old", "new")
)
TOLD = """
create schema told;
create table told.gone (doc_id varchar, reason varchar);
create table told.erased (doc_id varchar);
insert into old.entities values ('organization:acme'), ('organization:acme group');
insert into old.entity_mentions values ('men_1', 'doc_1', 'organization:acme');
insert into new.entities values ('organization:acme group');
"""
ELSE = "what told of it now tells of another"


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    """Two firms before; of them the group now, and nothing that tells of either."""
    made = duckdb.connect()
    made.execute(TABLES + TOLD)
    return made


def redirects(con: duckdb.DuckDBPyConnection) -> list[tuple[str | None, ...]]:
    return con.execute((OUT / "redirects.sql").read_text(encoding="utf-8"), {"run_id": "run_2"}).fetchall()


def test_an_entity_whose_mentions_name_another_leads_to_it(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("insert into new.entity_mentions values ('men_1', 'doc_1', 'organization:acme group')")
    assert redirects(con) == [("organization:acme", "organization:acme group", ELSE, "run_2")]


def test_an_entity_that_stands_where_no_mention_names_it_is_not_retired(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("insert into new.entity_mentions values ('men_1', 'doc_1', 'organization:acme group')")
    con.execute("insert into new.entities values ('organization:acme')")
    assert redirects(con) == []


def test_an_entity_that_was_never_mentioned_leaves_no_id(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("delete from new.entities; insert into new.entities values ('organization:acme')")
    assert redirects(con) == []


def test_an_id_that_names_an_entity_again_leads_nowhere_else(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("insert into old.id_redirects values ('organization:acme group', 'organization:beta', 'r', 'run_1')")
    assert redirects(con) == []


def test_an_earlier_redirect_follows_its_successor(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("insert into new.entity_mentions values ('men_1', 'doc_1', 'organization:acme group')")
    con.execute("insert into old.id_redirects values ('organization:acmee', 'organization:acme', 'r', 'run_1')")
    assert sorted(redirects(con)) == [
        ("organization:acme", "organization:acme group", ELSE, "run_2"),
        ("organization:acmee", "organization:acme group", "r", "run_1"),
    ]
