from __future__ import annotations

import json

from flows.contract import CONTRACT_VERSION, Column, Table, Type
from flows.contract.footer import footer

THING = Column("thing_id", Type.TEXT, "A “thing”.")
FOOTER = footer(Table("things", "one thing", (THING,), (THING,)))


def test_the_footer_describes_each_column() -> None:
    assert json.loads(FOOTER["columns"]) == {"thing_id": "A “thing”."}


def test_the_footer_names_table_grain_key_and_contract() -> None:
    assert (FOOTER["table"], FOOTER["description"], FOOTER["key"]) == ("things", "one thing", "thing_id")
    assert FOOTER["schema_version"] == CONTRACT_VERSION


def test_the_footer_carries_nothing_that_differs_between_runs() -> None:
    assert set(FOOTER) == {"table", "description", "key", "columns", "schema_version"}
