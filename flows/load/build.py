"""Staging frames and plain SQL files into a scratch database, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flows.contract import PUBLISHED, ddl, dictionary
from flows.contract.schema import frame
from flows.load.connection import connect
from flows.load.order import in_order, require_known
from flows.settings import resource_folder

if TYPE_CHECKING:
    import duckdb
    import polars as pl

CORE = resource_folder("sql") / "core"


def build(staging: Mapping[str, pl.DataFrame], path: Path) -> None:
    """Create the database at `path`: schema `staging` as handed in, schema `core` filled as the contract says.

    A published table that no file in `sql/core` computes takes its staging frame as it is. Either all tables are
    filled or none: types, NOT NULL and primary keys are enforced on the way.
    """
    with connect(path) as con:
        con.begin()
        _stage(con, staging)
        _create(con)
        _fill(con, staging)
        con.commit()
        con.execute("checkpoint")


def _stage(con: duckdb.DuckDBPyConnection, staging: Mapping[str, pl.DataFrame]) -> None:
    """Tables of the schema `staging`, copied from the frames."""
    con.execute("create schema staging")
    catalog = frame(PUBLISHED["catalog"], dictionary.catalog_rows(PUBLISHED.values()))
    for name, rows in {**staging, "catalog": catalog}.items():
        con.register("incoming", rows)
        con.execute("create table staging." + _plain(name) + " as select * from incoming")
        con.unregister("incoming")


def _create(con: duckdb.DuckDBPyConnection) -> None:
    """Empty tables of the schema `core`."""
    con.execute("create schema core")
    for table in PUBLISHED.values():
        con.execute(ddl.create_table(table, "core"))


def _fill(con: duckdb.DuckDBPyConnection, staging: Mapping[str, pl.DataFrame]) -> None:
    """Rows of the schema `core`: tables taken over first, then computed ones in the order they need each other."""
    computed = dict(in_order(CORE, "core"))
    for name in PUBLISHED:
        if name not in computed and (name in staging or name == "catalog"):
            con.execute("insert into core." + _plain(name) + " by name select * from staging." + _plain(name))
    for name, select in computed.items():
        require_known(name, PUBLISHED)
        con.execute("insert into core." + _plain(name) + " by name " + select)


def _plain(name: str) -> str:
    """The name as SQL, once it is a plain word.

    Raises:
        ValueError: it is not.
    """
    if not name.isidentifier():
        raise ValueError(f"{name!r} is no table name")
    return ddl.quoted(name)
