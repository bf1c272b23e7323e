"""A table of a database brought to the rows that it should hold, by what differs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.contract import ddl

if TYPE_CHECKING:
    import duckdb


def make_equal(
    con: duckdb.DuckDBPyConnection,
    table: str,
    source: str,
    columns: Sequence[str],
    key: Sequence[str] = (),
    log: str | None = None,
) -> None:
    """Have `table`, a qualified name, hold the rows of `source`, a table or view of the same columns and types.

    Rows that stand in both are left alone, which costs a tenth of writing them. Rows are told apart by a hash of 64
    bits of all their columns; where a table then holds another number of rows (one stands twice), it is written anew.
    What is written is in order of `key`, and stands in a new table `log` too if one is named.
    """
    if not _count(con, table):
        _fill(con, table, source, key, log)
        return
    _find_differing(con, table, source, columns)
    con.execute("delete from " + table + " where rowid in (select row_no from differing where row_no is not null)")
    coming = "(select * exclude (row_no) from differing where row_no is null)"
    _fill(con, table, coming, key, log)
    con.execute("drop table differing")
    if _count(con, table) != _count(con, source):
        con.execute("delete from " + table)
        _fill(con, table, source, key, log)


def _find_differing(con: duckdb.DuckDBPyConnection, table: str, source: str, columns: Sequence[str]) -> None:
    """Table `differing`: rows of `source` that `table` lacks, and the `row_no` of those that it has too many.

    Each side is read once, and no more of it is kept than numbers.
    """
    held = "select t.rowid as row_no, " + _hash(columns, "t") + " as row_hash from " + table + " as t"
    wanted = "select s.*, " + _hash(columns, "s") + " as row_hash from " + source + " as s"
    con.execute(
        "create temp table differing as select held.row_no, wanted.* exclude (row_hash)"
        " from (" + wanted + ") as wanted full join (" + held + ") as held on wanted.row_hash = held.row_hash"
        " where wanted.row_hash is null or held.row_hash is null"
    )


def _fill(
    con: duckdb.DuckDBPyConnection, table: str, source: str, key: Sequence[str], log: str | None
) -> None:
    con.execute("insert into " + table + " by name select * from " + source + _order(key))
    if log is not None:
        con.execute("create or replace table " + log + " as select * from " + source)


def _order(key: Sequence[str]) -> str:
    return " order by " + ", ".join(f"{ddl.quoted(name)} nulls last" for name in key) if key else ""


def _count(con: duckdb.DuckDBPyConnection, rows: str) -> int:
    return int(con.execute("select count(*) from " + rows).fetchall()[0][0])


def _hash(columns: Sequence[str], alias: str) -> str:
    return f"hash({', '.join(f'{alias}.{ddl.quoted(name)}' for name in columns)})"
