"""Published tables as Parquet files whose bytes depend on their rows alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flows.contract import PUBLISHED, ddl
from flows.contract.footer import footer

if TYPE_CHECKING:
    import duckdb

    from flows.contract import Table

LEVEL = 1  # of compression: three, which is usual, takes an eighth of the time more for four per cent


def write_parquet(con: duckdb.DuckDBPyConnection, directory: Path) -> dict[str, int]:
    """Write every published table as `directory/<table>.parquet`; returns rows by table.

    Rows are ordered by the table's key, and the footer carries its description.
    """
    return {
        table.name: write_table(con, table, directory / f"{table.name}.parquet") for table in PUBLISHED.values()
    }


def write_table(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> int:
    """Write one table as a Parquet file; returns its rows."""
    columns = ", ".join(map(ddl.quoted, table.column_names))
    key = ", ".join(f"{ddl.quoted(name)} nulls last" for name in table.key_names)
    source = ddl.quoted(table.name)
    con.execute(
        "copy (select " + columns + " from " + source + " order by " + key + ")"
        " to $path (format parquet, compression zstd, compression_level $level, kv_metadata $footer)",
        {"path": str(path), "level": LEVEL, "footer": footer(table)},
    )
    return int(con.execute("select count(*) from " + source).fetchall()[0][0])
