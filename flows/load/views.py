"""The views of a release's database, one file each in `sql/views`, with what their columns mean."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import yaml

from flows.contract import PUBLISHED, ddl
from flows.load.order import in_order
from flows.load.rows import make_equal
from flows.settings import resource_folder

if TYPE_CHECKING:
    import duckdb

VIEWS = resource_folder("sql") / "views"
KEPT = re.compile(r"^-- kept: ", re.MULTILINE)


def create_views(con: duckdb.DuckDBPyConnection) -> None:
    """Create all views over the tables of `con`, described, in place of those that it has.

    What a view would take seconds to gather from a million reports is computed here, once: a file that says `kept`
    in its header gets a table of its own in the schema `kept`, which the view then reads. Tables that this code has
    kept for an earlier release are brought to the rows of this one.
    """
    for (name,) in con.execute("select view_name from duckdb_views() where not internal").fetchall():
        con.execute("drop view " + ddl.quoted(name))
    con.execute("create schema if not exists kept")
    held = {
        name for (name,) in con.execute("select table_name from duckdb_tables() where schema_name = 'kept'").fetchall()
    }
    for name, select in in_order(VIEWS):
        if KEPT.search(select):
            (_renew if name in held else _keep)(con, name, select)
        con.execute("create view " + name + " as " + (f"from kept.{name}" if KEPT.search(select) else select))
        _describe(con, "view", name, select)


def _keep(con: duckdb.DuckDBPyConnection, name: str, select: str) -> None:
    con.execute("create table kept." + name + " as " + select)
    _describe(con, "table", "kept." + name, select)


def _renew(con: duckdb.DuckDBPyConnection, name: str, select: str) -> None:
    con.execute("create temp table computed as " + select)
    make_equal(con, "kept." + name, "computed", con.table("computed").columns)
    con.execute("drop table computed")


def _describe(con: duckdb.DuckDBPyConnection, kind: str, name: str, select: str) -> None:
    """Say what a view is, and of each column what it means, as `columns.yml` or else the tables it comes from do."""
    con.execute("comment on " + kind + " " + name + " is " + ddl.literal(_about(select)))
    own, view = _view_columns(), name.removeprefix("kept.")
    tables = [PUBLISHED[name] for name in _inputs(select) if name in PUBLISHED]
    inherited = {column.name: column.description for table in reversed(tables) for column in table.columns}
    for column in con.table(name).columns:
        meaning = own.get(f"{view}.{column}") or own.get(column) or inherited.get(column)
        if meaning:
            con.execute("comment on column " + name + "." + ddl.quoted(column) + " is " + ddl.literal(meaning))


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
