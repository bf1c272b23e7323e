"""Staging tables and plain SQL files into the tables of a release's database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.contract import PUBLISHED, ddl, dictionary
from flows.contract.schema import frame
from flows.load.connection import connect_beside
from flows.load.order import in_order, require_known
from flows.load.rows import make_equal
from flows.settings import resource_folder

if TYPE_CHECKING:
    import duckdb

    from flows.contract import Table

CORE = resource_folder("sql") / "core"
MACROS = resource_folder("sql") / "macros"


def build(database: Path, staging: Path, inserted: Path | None = None) -> dict[str, Path]:
    """Have the tables of `database` hold the rows that the contract says, whatever they held before.

    A published table that no file in `sql/core` computes takes its staging table as it is: the files of these are
    returned, by table. What neither gives is empty. Types and NOT NULL are enforced on the way. SQL files see the
    published tables in `core`, the others in `staging`. What is written beside what stood there goes to the new
    database `inserted` too.
    """
    computed = dict(in_order(CORE, "core"))
    with connect_beside(database, "core") as con:
        con.execute("create schema staging")
        if inserted is not None:
            con.execute("attach $path as inserted", {"path": str(inserted)})
        create_macros(con)
        staged = {require_known(name, PUBLISHED): source for name, source in _staged(con, staging, computed)}
        taken = staged | {"catalog": _catalog(con)}
        for name, table in PUBLISHED.items():
            if name in taken:
                _make_equal(con, table, taken[name], is_logged=inserted is not None)
            elif name not in computed:
                con.execute("delete from core." + ddl.quoted(name))
        for name, select in computed.items():
            con.execute("create temp table computed as select " + _columns(name) + " from (" + select + ")")
            table = PUBLISHED[require_known(name, PUBLISHED)]
            _make_equal(con, table, "computed", is_logged=inserted is not None)
            con.execute("drop table computed")
    return {name: staging / f"{name}.parquet" for name in staged}


def _staged(con: duckdb.DuckDBPyConnection, staging: Path, computed: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Names of the tables that are published as they are staged, and where they stand; all are in `staging`, unread."""
    for path in sorted(staging.glob("*.parquet")):
        is_as_is = path.stem in PUBLISHED and path.stem not in computed
        view, columns = "staging." + _plain(path.stem), _columns(path.stem) if is_as_is else "*"
        rows = "read_parquet(" + ddl.literal(str(path)) + ")"
        con.execute("create view " + view + " as select " + columns + " from " + rows)
        if is_as_is:
            yield path.stem, view


def _make_equal(con: duckdb.DuckDBPyConnection, table: Table, source: str, *, is_logged: bool) -> None:
    log = ddl.qualified(table, "inserted.main") if is_logged else None
    make_equal(con, ddl.qualified(table, "core"), source, table.column_names, table.key_names, log)


def _columns(name: str) -> str:
    """The columns of a published table, each of its type, for `select`."""
    return ", ".join(f"{ddl.quoted(c.name)}::{c.type.value} as {ddl.quoted(c.name)}" for c in PUBLISHED[name].columns)


def _catalog(con: duckdb.DuckDBPyConnection) -> str:
    """Where the rows of the dictionary stand."""
    con.register("staged_catalog", frame(PUBLISHED["catalog"], dictionary.catalog_rows(PUBLISHED.values())))
    return "staged_catalog"


def create_macros(con: duckdb.DuckDBPyConnection) -> None:
    """What several files of `sql/core` call, for as long as the connection lasts."""
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
