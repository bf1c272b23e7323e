"""What is added to a staged release once it was checked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flows.contract import PUBLISHED, ddl
from flows.contract.schema import conform
from flows.load.connection import connect
from flows.load.parquet import write_table

if TYPE_CHECKING:
    import polars as pl

DATABASE_NAME = "entente.duckdb"


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
            write_table(con, PUBLISHED[name], directory / f"{name}.parquet")
        con.commit()
        con.execute("checkpoint")
