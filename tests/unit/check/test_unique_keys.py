"""Keys that stand twice are found, whatever the key is made of."""

from __future__ import annotations

import duckdb
import pytest

from flows.check.condensed import structural_checks
from flows.contract import PUBLISHED, ddl


def twice(name: str, *keys: tuple[object, ...]) -> list[tuple[str, str]]:
    """What the check of the table's key finds among rows that hold their key alone."""
    table = PUBLISHED[name]
    (check,) = [check for check in structural_checks(table) if check.name == "keys_are_unique"]
    with duckdb.connect() as con:
        columns = ", ".join(f"{ddl.quoted(column.name)} {column.type.value}" for column in table.columns)
        con.execute(f"create table {ddl.quoted(name)} ({columns})")
        names, marks = ", ".join(map(ddl.quoted, table.key_names)), ", ".join("?" for _ in table.key_names)
        for key in keys:
            con.execute(f"insert into {ddl.quoted(name)} ({names}) values ({marks})", key)
        return con.execute(check.query).fetchall()


@pytest.mark.parametrize(
    ("name", "one", "other", "told"),
    [
        ("entity_mentions", ("men_a",), ("men_b",), "men_a"),
        ("entity_aliases", ("person:ano", "Ano"), ("person:ano", "Mr Ano"), "person:ano|Ano"),
    ],
)
def test_a_key_that_stands_twice_is_told_once(
    name: str, one: tuple[str, ...], other: tuple[str, ...], told: str
) -> None:
    assert twice(name, one, other, one) == [(told, "2 rows")]
    assert twice(name, one, other) == twice(name) == []


def test_two_nulls_in_a_key_are_equal() -> None:
    unresolved = ("report_1", "supplier", 0, 4, None)
    assert twice("deal_report_parties", unresolved, unresolved) == [("report_1|supplier|0|4|", "2 rows")]
