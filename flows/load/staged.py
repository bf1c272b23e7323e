"""The release's own database, filled from its Parquet files so that both hold the same rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from flows.contract import PUBLISHED, ddl
from flows.contract.schema import conform
from flows.load.connection import connect
from flows.load.order import in_order
from flows.load.parquet import write_table
from flows.settings import resource_folder

if TYPE_CHECKING:
    import duckdb
    import polars as pl

DATABASE_NAME = "entente.duckdb"
VIEWS = resource_folder("sql") / "views"


def fill_staged(directory: Path, db_path: Path) -> None:
    """Create the database at `db_path` from the Parquet files of `directory`: tables, comments, views; checkpointed."""
    with connect(db_path) as con:
        con.begin()
        for table in PUBLISHED.values():
            con.execute(ddl.script(table))
            _read_in(con, table.name, directory / f"{table.name}.parquet")
        for name, select in in_order(VIEWS):
            con.execute("create view " + name + " as " + select)
            con.execute("comment on view " + name + " is " + ddl.literal(_about(select)))
            _describe_columns(con, name, select)
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


def _describe_columns(con: duckdb.DuckDBPyConnection, view: str, select: str) -> None:
    """Say of each column of a view what it means, as `sql/views/columns.yml` or else the tables it comes from do."""
    own = _view_columns()
    tables = [PUBLISHED[name] for name in _inputs(select) if name in PUBLISHED]
    inherited = {column.name: column.description for table in reversed(tables) for column in table.columns}
    for column in con.table(view).columns:
        meaning = own.get(f"{view}.{column}") or own.get(column) or inherited.get(column)
        if meaning:
            con.execute("comment on column " + view + "." + ddl.quoted(column) + " is " + ddl.literal(meaning))


@cache
def _view_columns() -> dict[str, str]:
    return dict(yaml.safe_load((VIEWS / "columns.yml").read_text(encoding="utf-8")))


def _inputs(select: str) -> list[str]:
    """Tables that a view says it reads, itself or through other views, the nearest first."""
    (named,) = re.findall(r"^-- inputs: (.+?)\.$", select, re.MULTILINE)
    found = named.split(", ")
    others = [_inputs((VIEWS / f"{view}.sql").read_text(encoding="utf-8")) for view in found if view.startswith("v_")]
    return [*found, *(name for names in others for name in names)]


def _about(select: str) -> str:
    """The header comment of a view's file, as one line."""
    lines = [line[2:].strip() for line in select.splitlines() if line.startswith("--")]
    return " ".join(lines)
