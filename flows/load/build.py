"""Staging frames and plain SQL files into the tables of a scratch database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.contract import PUBLISHED, ddl, dictionary
from flows.contract.schema import frame
from flows.load.order import in_order, require_known
from flows.settings import resource_folder

if TYPE_CHECKING:
    import duckdb
    import polars as pl

CORE = resource_folder("sql") / "core"
MACROS = resource_folder("sql") / "macros"


def build(con: duckdb.DuckDBPyConnection, staging: Mapping[str, pl.DataFrame]) -> None:
    """Fill the schemas `staging`, as handed in, and `core`, as the contract says, in a transaction that stays open.

    A published table that no file in `sql/core` computes takes its staging frame as it is. Types, NOT NULL and primary
    keys are enforced on the way. Nothing is committed: what is wanted of it is read before it is given up.
    """
    con.begin()
    con.execute("create schema staging")
    _create(con)
    create_macros(con)
    catalog = frame(PUBLISHED["catalog"], dictionary.catalog_rows(PUBLISHED.values()))
    computed = dict(in_order(CORE, "core"))
    for name, rows in {**staging, "catalog": catalog}.items():
        con.register("incoming", rows)
        _take(con, name, is_published=name in PUBLISHED and name not in computed)
        con.unregister("incoming")
    for name, select in computed.items():
        require_known(name, PUBLISHED)
        con.execute("insert into core." + _plain(name) + " by name " + select)


def _take(con: duckdb.DuckDBPyConnection, name: str, *, is_published: bool) -> None:
    """Keep the incoming rows under their name: once, in `core`, where they are published as they are."""
    if is_published:
        con.execute("insert into core." + _plain(name) + " by name select * from incoming")
        con.execute("create view staging." + _plain(name) + " as select * from core." + _plain(name))
    else:
        con.execute("create table staging." + _plain(name) + " as select * from incoming")


def _create(con: duckdb.DuckDBPyConnection) -> None:
    """Empty tables of the schema `core`."""
    con.execute("create schema core")
    for table in PUBLISHED.values():
        con.execute(ddl.create_table(table, "core"))


def create_macros(con: duckdb.DuckDBPyConnection) -> None:
    """What several files of `sql/core` call, for as long as the scratch database lasts."""
    for path in sorted(MACROS.glob("*.sql")):
        con.execute(path.read_text(encoding="utf-8"))


def _plain(name: str) -> str:
    """The name as SQL, once it is a plain word.

    Raises:
        ValueError: it is not.
    """
    if not name.isidentifier():
        raise ValueError(f"{name!r} is no table name")
    return ddl.quoted(name)
