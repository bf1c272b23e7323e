"""A table of a database brought to the rows that it should hold, by what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.contract import ddl

if TYPE_CHECKING:
    import duckdb

    from flows.contract import Table


def make_equal(con: duckdb.DuckDBPyConnection, table: Table, source: str) -> None:
    """Have `core.<table>` hold the rows of `source`, a table or view of the same columns and types.

    Rows that stand in both are left alone, which costs a tenth of writing them. Rows are told apart by a hash of 64
    bits of all their columns; where a table then holds another number of rows (one stands twice), it is written anew.
    """
    name = ddl.qualified(table, "core")
    if not _count(con, name):
        _fill(con, table, source)
        return
    _find_differing(con, table, source)
    con.execute("delete from " + name + " where rowid in (select row_no from differing where row_no is not null)")
    con.execute(
        "insert into " + name + " by name select * exclude (row_no) from differing where row_no is null" + _order(table)
    )
    con.execute("drop table differing")
    if _count(con, name) != _count(con, source):
        con.execute("delete from " + name)
        _fill(con, table, source)


def _find_differing(con: duckdb.DuckDBPyConnection, table: Table, source: str) -> None:
    """Table `differing`: rows of `source` that `core.<table>` lacks, and the `row_no` of those that it has too many.

    Each side is read once, and no more of it is kept than numbers.
    """
    held = (
        "select t.rowid as row_no, " + _hash(table, "t") + " as row_hash from " + ddl.qualified(table, "core") + " as t"
    )
    wanted = "select s.*, " + _hash(table, "s") + " as row_hash from " + source + " as s"
    con.execute(
        "create temp table differing as select held.row_no, wanted.* exclude (row_hash)"
        " from (" + wanted + ") as wanted full join (" + held + ") as held on wanted.row_hash = held.row_hash"
        " where wanted.row_hash is null or held.row_hash is null"
    )


def _fill(con: duckdb.DuckDBPyConnection, table: Table, source: str) -> None:
    con.execute("insert into " + ddl.qualified(table, "core") + " by name select * from " + source + _order(table))


def _order(table: Table) -> str:
    return " order by " + ", ".join(f"{ddl.quoted(key)} nulls last" for key in table.key_names)


def _count(con: duckdb.DuckDBPyConnection, rows: str) -> int:
    return int(con.execute("select count(*) from " + rows).fetchall()[0][0])


def _hash(table: Table, alias: str) -> str:
    return f"hash({', '.join(f'{alias}.{ddl.quoted(name)}' for name in table.column_names)})"
