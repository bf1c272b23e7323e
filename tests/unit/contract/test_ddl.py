from __future__ import annotations

import duckdb
import pytest

from flows.contract import PUBLISHED, Column, Table, Type, ddl

THING = Column("thing_id", Type.TEXT, "A thing's id.")
PRICE = Column("price", Type.MONEY, "Price.", unit="EUR", null_meaning="not for sale")
THINGS = Table("things", "one thing", (THING, PRICE), (THING,))


def test_create_table_says_types_nulls_and_key() -> None:
    assert ddl.create_table(THINGS) == (
        "create table things (\n"
        "    thing_id varchar not null,\n"
        "    price decimal(20, 2),\n"
        "    primary key (thing_id)\n"
        ");\n"
    )


def test_a_nullable_key_is_left_to_the_checks() -> None:
    table = Table("things", "one price", (THING, PRICE), (THING, PRICE))
    assert "primary key" not in ddl.create_table(table)


def test_a_schema_stands_before_the_name() -> None:
    assert ddl.script(THINGS, "staging").startswith("create table staging.things (")


def test_quotes_in_descriptions_are_doubled() -> None:
    assert "is 'A thing''s id.';" in ddl.comments(THINGS)


def test_words_duckdb_reserves_are_quoted() -> None:
    assert ddl.quoted("table") == '"table"'


@pytest.fixture
def database() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


@pytest.mark.parametrize("table", PUBLISHED.values(), ids=PUBLISHED)
def test_duckdb_makes_every_table_as_the_contract_says(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    database.execute(ddl.script(table))
    made = database.execute(
        "select column_name, data_type, is_nullable, comment from duckdb_columns() where table_name = ? "
        "order by column_index",
        [table.name],
    ).fetchall()
    assert made == [(c.name, c.type.value, c.is_nullable, c.description) for c in table.columns]
