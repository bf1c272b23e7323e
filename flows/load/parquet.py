"""Published tables as Parquet files whose bytes depend on their rows alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flows.contract import PUBLISHED, ddl
from flows.contract.final import is_final
from flows.contract.footer import footer

if TYPE_CHECKING:
    import duckdb

    from flows.contract import Table

LEVEL = 1  # of compression: three, which is usual, takes an eighth of the time more for four per cent


def write_parquet(con: duckdb.DuckDBPyConnection, directory: Path, staged: Mapping[str, Path]) -> dict[str, int]:
    """Have every published table in `directory/<table>.parquet`; returns rows by table.

    Rows are ordered by the table's key, and the footer carries its description. `staged` are files with the rows of
    tables: one that was written in this form is taken as it is.
    """
    rows = {}
    for name, table in PUBLISHED.items():
        path = directory / f"{name}.parquet"
        if name in staged and is_final(staged[name], table):
            _share(staged[name], path)
            rows[name] = _count(con, table)
        else:
            rows[name] = write_table(con, table, path)
    return rows


def _share(source: Path, target: Path) -> None:
    """The same file under another name, or a copy of it where it lies on another disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


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
    return _count(con, table)


def _count(con: duckdb.DuckDBPyConnection, table: Table) -> int:
    return int(con.execute("select count(*) from " + ddl.quoted(table.name)).fetchall()[0][0])
