"""The release's own database, filled from its Parquet files so that both hold the same rows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flows.contract import PUBLISHED, ddl
from flows.contract.schema import conform
from flows.load.connection import connect
from flows.load.parquet import write_table
from flows.load.views import create_views

if TYPE_CHECKING:
    import duckdb
    import polars as pl

DATABASE_NAME = "entente.duckdb"


def fill_staged(directory: Path, db_path: Path) -> None:
    """Create the database at `db_path` from the Parquet files of `directory`: tables, comments, views; checkpointed."""
    with connect(db_path) as con:
        con.begin()
        for table in PUBLISHED.values():
            con.execute(ddl.script(table))
            _read_in(con, table.name, directory / f"{table.name}.parquet")
        create_views(con)
        con.commit()
        con.execute("checkpoint")


def append(directory: Path, rows: Mapping[str, pl.DataFrame]) -> None:
    """Put rows into tables of a staged release that were still empty, in its Parquet files and its database alike.

    Meant for the record of the run itself (`dq_results`, `pipeline_runs`, `id_redirects`, `corrections`, `changes`),
    which is known only after the checks.
    """
    with connect(directory / DATABASE_NAME) as con:
        con.begin()
        for name, frame in rows.items():
            con.register("incoming", conform(PUBLISHED[name], frame))
            con.execute("insert into " + ddl.quoted(name) + " by name select * from incoming").fetchall()
            con.unregister("incoming")
            write_table(con, PUBLISHED[name], directory / f"{name}.parquet", schema=None)
        con.commit()
        con.execute("checkpoint")


def _read_in(con: duckdb.DuckDBPyConnection, name: str, path: Path) -> None:
    con.execute("insert into " + ddl.quoted(name) + " by name select * from read_parquet($path)", {"path": str(path)})
