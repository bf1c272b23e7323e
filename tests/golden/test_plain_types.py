"""Every table opens in analysts' tools with plain types: a day is a day, a sum is a decimal, nothing is nested."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from flows.contract import PUBLISHED, Table
from tests.conftest import Made

TABLES = list(PUBLISHED.values())
# What Power BI, Tableau and Excel have a column type for; no lists, structs, maps, unsigned or huge integers.
PLAIN_ARROW = (
    pa.types.is_string,
    pa.types.is_boolean,
    pa.types.is_int16,
    pa.types.is_int32,
    pa.types.is_int64,
    pa.types.is_float64,
    pa.types.is_decimal128,
    pa.types.is_date32,
    pa.types.is_timestamp,
)
PLAIN_DUCKDB = {"VARCHAR", "BOOLEAN", "SMALLINT", "INTEGER", "BIGINT", "DOUBLE", "DECIMAL", "DATE"}
PLAIN_DUCKDB |= {"TIMESTAMP", "TIMESTAMP WITH TIME ZONE"}
PLAIN_POLARS = {pl.String, pl.Boolean, pl.Int16, pl.Int32, pl.Int64, pl.Float64, pl.Decimal, pl.Date, pl.Datetime}


def label(table: Table) -> str:
    return table.name


def days(table: Table) -> list[str]:
    """Columns that hold days, by their names in the contract."""
    ends = ("_earliest", "_latest", "_date", "first_reported", "last_reported")
    return [name for name in table.column_names if name.endswith(ends)]


@pytest.fixture(params=TABLES, ids=label)
def table(request: pytest.FixtureRequest) -> Table:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def path(table: Table, bundled: Made) -> Path:
    return bundled.release / f"{table.name}.parquet"


def test_arrow_datasets_have_plain_types(table: Table, path: Path) -> None:
    schema = ds.dataset(path).schema
    assert schema.names == list(table.column_names)
    assert [field.name for field in schema if not any(is_plain(field.type) for is_plain in PLAIN_ARROW)] == []
    assert [name for name in days(table) if not pa.types.is_date32(schema.field(name).type)] == []


def test_polars_has_plain_types(table: Table, path: Path) -> None:
    schema = pl.scan_parquet(path).collect_schema()
    assert {name: kind for name, kind in schema.items() if kind.base_type() not in PLAIN_POLARS} == {}
    assert {schema[name] for name in days(table)} <= {pl.Date}


def test_duckdb_has_plain_types(table: Table, path: Path) -> None:
    answer = duckdb.sql(f"from read_parquet('{path}')")
    kinds = {name: str(kind).partition("(")[0] for name, kind in zip(answer.columns, answer.types, strict=True)}
    assert set(kinds.values()) <= PLAIN_DUCKDB
    assert {kinds[name] for name in days(table)} <= {"DATE"}


def test_pandas_has_days_as_days(table: Table, path: Path) -> None:
    frame = pd.read_parquet(path)
    assert list(frame.columns) == list(table.column_names)
    found = [value for name in days(table) for value in frame[name].dropna()]
    assert {type(value) for value in found} <= {date}


def test_an_arrow_dataset_is_filtered_by_day_and_sum(bundled: Made) -> None:
    deals = ds.dataset(bundled.release / "deals.parquet")
    chosen = (ds.field("first_reported") >= date(2016, 1, 1)) & (ds.field("amount_usd") > 26_000_000_000)
    names = deals.to_table(filter=chosen, columns=["deal_name"]).to_pydict()["deal_name"]
    assert any("LinkedIn" in name for name in names)
