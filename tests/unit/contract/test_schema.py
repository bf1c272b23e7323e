from __future__ import annotations

from decimal import Decimal

import polars as pl
import pytest

from flows.contract import PARTS, PUBLISHED, Column, Table, Type
from flows.contract.schema import DTYPES, conform, frame, polars_schema
from flows.errors import ContractError

THING = Column("thing_id", Type.TEXT, "A thing.")
PRICE = Column("price", Type.MONEY, "Price.", unit="EUR", null_meaning="not for sale")
THINGS = Table("things", "one thing", (THING, PRICE), (THING,))
EVERY_TABLE = [*PUBLISHED.values(), *PARTS.values()]


def test_every_type_has_a_polars_type() -> None:
    assert set(DTYPES) == set(Type)


def test_the_schema_keeps_the_order_of_columns() -> None:
    assert polars_schema(THINGS) == pl.Schema({"thing_id": pl.String(), "price": pl.Decimal(20, 2)})


def test_a_key_that_a_row_lacks_is_null() -> None:
    rows = frame(THINGS, [{"thing_id": "a"}, {"thing_id": "b", "price": Decimal("2.50")}])
    assert rows["price"].to_list() == [None, Decimal("2.50")]


def test_a_key_first_seen_late_is_kept() -> None:
    rows = [{"thing_id": str(number)} for number in range(200)] + [{"thing_id": "last", "price": Decimal("1")}]
    assert frame(THINGS, rows)["price"].drop_nulls().to_list() == [Decimal("1.00")]


def test_no_rows_still_have_the_columns() -> None:
    assert frame(THINGS, []).schema == polars_schema(THINGS)


def test_an_unknown_key_is_an_error_that_names_it() -> None:
    with pytest.raises(ContractError, match="prise"):
        frame(THINGS, [{"thing_id": "a", "prise": 1}])


def test_conform_orders_columns_and_rows() -> None:
    rows = pl.DataFrame(
        {"price": [None, Decimal("1.00")], "thing_id": ["b", "a"]}, schema_overrides={"price": pl.Decimal(20, 2)}
    )
    assert conform(THINGS, rows).rows() == [("a", Decimal("1.00")), ("b", None)]


def test_conform_names_missing_and_unknown_columns() -> None:
    with pytest.raises(ContractError, match="missing: price; unknown: prise"):
        conform(THINGS, pl.DataFrame({"thing_id": ["a"], "prise": [1]}))


@pytest.mark.parametrize("table", EVERY_TABLE, ids=lambda table: f"{table.layer}-{table.name}")
def test_every_table_has_a_frame(table: Table) -> None:
    assert frame(table, []).columns == list(table.column_names)
