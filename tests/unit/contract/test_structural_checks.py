from __future__ import annotations

import duckdb
import pytest

from flows.contract import PUBLISHED, Column, Table, Type, ddl
from flows.contract.checks import Expectation, structural_expectations
from flows.model.vocabulary.articles import SegmentAction

THING = Column("thing_id", Type.TEXT, "A thing.")
OWNER = Column("owner_id", Type.TEXT, "Its owner.", null_meaning="none")
SHARE = Column("share", Type.DOUBLE, "Share owned.", minimum=0, maximum=1)
ACTION = Column("action", Type.TEXT, "What happens.", vocabulary=SegmentAction)
OWNER_KEY = Column("owner_id", Type.TEXT, "An owner.")
OWNERS = Table("owners", "one owner", (OWNER_KEY,), (OWNER_KEY,))
THINGS = Table("things", "one thing", (THING, OWNER, SHARE, ACTION), (THING,), references={OWNER: "owners"})
TABLES = {"things": THINGS, "owners": OWNERS}


def of_type(table: Table, type_: str) -> list[dict[str, object]]:
    return [found["kwargs"] for found in structural_expectations(table, TABLES) if found["type"] == type_]


def test_columns_must_be_those_of_the_contract() -> None:
    found = of_type(THINGS, "expect_table_columns_to_match_ordered_list")
    assert found == [{"column_list": ["thing_id", "owner_id", "share", "action"]}]


def test_only_columns_without_null_meaning_must_be_filled() -> None:
    found = of_type(THINGS, "expect_column_values_to_not_be_null")
    assert found == [{"column": "thing_id"}, {"column": "share"}, {"column": "action"}]


def test_one_key_column_must_be_unique() -> None:
    assert of_type(THINGS, "expect_column_values_to_be_unique") == [{"column": "thing_id"}]


def test_several_key_columns_must_be_unique_together() -> None:
    table = Table("things", "one thing", (THING, SHARE), (THING, SHARE))
    assert of_type(table, "expect_compound_columns_to_be_unique") == [{"column_list": ["thing_id", "share"]}]


def test_a_vocabulary_is_closed() -> None:
    found = of_type(THINGS, "expect_column_values_to_be_in_set")
    assert found == [{"column": "action", "value_set": ["keep", "metadata", "drop"]}]


def test_a_range_is_checked_at_both_ends() -> None:
    found = of_type(THINGS, "expect_column_values_to_be_between")
    assert found == [{"column": "share", "min_value": 0, "max_value": 1}]


@pytest.fixture
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    for table in TABLES.values():
        connection.execute(ddl.create_table(table))
    connection.execute("insert into owners values ('known')")
    return connection


def unexpected(connection: duckdb.DuckDBPyConnection, table: Table) -> list[tuple[object, ...]]:
    (query,) = (str(kwargs["unexpected_rows_query"]) for kwargs in of_type(table, "unexpected_rows_expectation"))
    return connection.execute(query.format(batch=table.name)).fetchall()


def test_a_reference_that_finds_no_row_is_shown(database: duckdb.DuckDBPyConnection) -> None:
    database.execute("insert into things values ('a', 'known', 0, 'keep'), ('b', 'stranger', 0, 'keep')")
    assert unexpected(database, THINGS) == [("stranger",)]


def test_a_null_reference_refers_to_nothing(database: duckdb.DuckDBPyConnection) -> None:
    database.execute("insert into things values ('a', null, 0, 'keep')")
    assert unexpected(database, THINGS) == []


def test_nulls_in_a_key_count_as_equal(database: duckdb.DuckDBPyConnection) -> None:
    held = Table("held", "one holding", (OWNER, SHARE), (OWNER, SHARE))
    database.execute(ddl.create_table(held))
    database.execute("insert into held values (null, 0.5), (null, 0.5), ('known', 0.5)")
    assert unexpected(database, held) == [(None, 0.5, 2)]


@pytest.mark.parametrize("table", PUBLISHED.values(), ids=PUBLISHED)
def test_every_structural_check_is_critical_and_says_why(table: Table) -> None:
    found: list[Expectation] = structural_expectations(table, PUBLISHED)
    assert found
    assert all(check["severity"] == "critical" and check["meta"]["reason"] for check in found)
