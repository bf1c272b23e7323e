"""Parquet files in the form in which a release publishes them, written from frames."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows.contract import PUBLISHED
from flows.contract.folders import whole_folder
from flows.contract.footer import footer
from flows.contract.schema import polars_schema

if TYPE_CHECKING:
    import pyarrow as pa

    from flows.contract import Table

LEVEL = 1  # of compression: three, which is usual, takes a third of the time more for one or two per cent
ROWS_A_GROUP = 122_880  # as in the files that DuckDB writes


def write_staging(frames: Mapping[str, pl.DataFrame], folder: Path) -> None:
    """Write staging frames, in the order of their keys, as `folder/<name>.parquet`; an older folder is replaced.

    A frame with the very columns of the published table of its name is written as it is to be published: its bytes
    depend on its rows alone, and its footer describes it.
    """
    with whole_folder(folder) as unfinished:
        for name, rows in frames.items():
            table, path = PUBLISHED.get(name), unfinished / f"{name}.parquet"
            if table is None or rows.schema != polars_schema(table):
                rows.write_parquet(path)
            else:
                _write_final(rows, table, path)


def _write_final(rows: pl.DataFrame, table: Table, path: Path) -> None:
    """Write by pyarrow: Polars writes down that strings are Arrow's large ones, which not every tool opens."""
    import pyarrow.parquet as pq

    schema = _arrow_schema(table)
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=LEVEL, store_schema=False) as file:
        file.write_table(rows.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema), ROWS_A_GROUP)
        file.add_key_value_metadata(footer(table))


def is_final(path: Path, table: Table) -> bool:
    """Whether there is a file at `path` that was written as the table is to be published."""
    return path.is_file() and footer(table).items() <= pl.read_parquet_metadata(path).items()


def _arrow_schema(table: Table) -> pa.Schema:
    """The columns in Arrow's plain types, which say where NULL may stand."""
    import pyarrow as pa

    typed = pl.DataFrame(schema=polars_schema(table)).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    plain = {pa.large_string(): pa.string()}
    return pa.schema([pa.field(f.name, plain.get(f.type, f.type), table.column(f.name).is_nullable) for f in typed])
