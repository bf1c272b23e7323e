"""Polars schemas rendered from the contract."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import polars as pl

from flows.contract.column import Table, Type
from flows.errors import ContractError

DTYPES: dict[Type, pl.DataType] = {
    Type.TEXT: pl.String(),
    Type.BOOLEAN: pl.Boolean(),
    Type.SMALLINT: pl.Int16(),
    Type.INTEGER: pl.Int32(),
    Type.BIGINT: pl.Int64(),
    Type.DOUBLE: pl.Float64(),
    Type.DATE: pl.Date(),
    Type.TIMESTAMP: pl.Datetime("us"),
    Type.MONEY: pl.Decimal(20, 2),
    Type.PERCENT: pl.Decimal(6, 3),
    Type.EUR_RATE: pl.Decimal(18, 8),
    Type.FX_RATE: pl.Decimal(28, 18),
}


def polars_schema(table: Table) -> pl.Schema:
    """Column names and Polars types of the table, in published order."""
    return pl.Schema({column.name: DTYPES[column.type] for column in table.columns})


def frame(table: Table, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """The rows as a frame of exactly the table's columns and types; a key a row lacks is NULL.

    Raises:
        ContractError: a row has a key that is no column of the table.
    """
    kept = list(rows)
    unknown = sorted({name for row in kept for name in row} - set(table.column_names))
    if unknown:
        raise ContractError(f"Rows hold {', '.join(unknown)}, which the contract does not know.", where=table.name)
    schema = polars_schema(table)
    return pl.DataFrame({name: [row.get(name) for row in kept] for name in schema}, schema=schema)


def conform(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """The frame with the table's columns, types and sort order.

    Raises:
        ContractError: a column is missing or not in the contract.
    """
    missing = sorted(set(table.column_names) - set(rows.columns))
    unknown = sorted(set(rows.columns) - set(table.column_names))
    if missing or unknown:
        raise ContractError(
            f"Columns missing: {', '.join(missing) or 'none'}; unknown: {', '.join(unknown) or 'none'}.",
            where=table.name,
        )
    cast = rows.select(pl.col(column.name).cast(DTYPES[column.type]) for column in table.columns)
    return cast.sort(table.key_names, nulls_last=True)
