"""What a release adds to or changes of the one before it, for rules that judge a row by itself and its document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from flows.contract import PUBLISHED
from flows.contract.ddl import quoted
from flows.model.vocabulary.runs import CheckSeverity

if TYPE_CHECKING:
    import duckdb

    from flows.check.model import Check

Lacking: TypeAlias = Callable[[str, str], str]

TOLD = {"deal_reports": "deal_report_parties", "agreement_reports": "agreement_report_parties"}
BY_DOCUMENT = {"entity_mentions", *TOLD}  # tables of which all that a changed document holds is fresh
NARROWED = {"documents", *BY_DOCUMENT, *TOLD.values()}
# Beside the narrowed tables, what a rule may read that looks at a row and its document alone.
FIXED = {"document_segments", "countries", "currencies", "languages"}


def narrow(con: duckdb.DuckDBPyConnection, before: Path, inserted: Path | None = None) -> None:
    """Fill the empty database `fresh`: mentions and reports of `build` that `before` lacks or has of another document.

    A report comes with all its parties, and with all that it tells of if one of them changed. `documents` holds the
    documents of what is fresh. What was written into `build` on top of `before` is taken from the database `inserted`;
    where there is none, all rows are compared.
    """
    is_logged = inserted is not None and inserted.exists()
    lacking = _written if is_logged else _lacking
    beside = ("inserted", inserted) if is_logged else ("before", before)
    con.execute("attach ? as " + beside[0] + " (read_only)", [str(beside[1])])
    con.execute("create temp table changed as select d.doc_id from build.documents as d " + lacking("documents", "d"))
    con.execute(
        "create table fresh.entity_mentions as select m.* from build.entity_mentions as m "
        + lacking("entity_mentions", "m")
    )
    for reports, parties in TOLD.items():
        _reports(con, reports, parties, lacking)
    told = " union all ".join(f"select doc_id from fresh.{name}" for name in ("entity_mentions", *TOLD))
    con.execute("create table fresh.documents as select d.* from build.documents as d where d.doc_id in (" + told + ")")


def is_by_document(con: duckdb.DuckDBPyConnection, query: str) -> bool:
    """Whether a rule reads nothing but narrowed tables and such as the row's document decides."""
    return con.get_table_names(query) <= NARROWED | FIXED


def sign(con: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Say in the database `fresh` of which file it holds what is fresh."""
    con.execute("create table fresh.made_of as select ? as inode, ? as n_bytes, ? as changed_at", _identity(database))


def is_of(fresh: Path | None, database: Path) -> bool:
    """Whether what `fresh` holds was taken from this very file, as it is now."""
    import duckdb

    if fresh is None or not fresh.exists():
        return False
    with duckdb.connect(str(fresh), read_only=True) as con:
        return con.execute("select * from made_of").fetchall() == [tuple(_identity(database))]


def narrowed(con: duckdb.DuckDBPyConnection, check: Check) -> Check:
    """The check over the attached database `fresh` alone if it judges a row by itself and its document; else as it is.

    That is enough where the release before passed the check in the same form: its critical checks all passed, and what
    is not fresh stands there to the letter. Code lists and segments may have changed, so checks that read them look at
    all, as do those of keys and references, which no row answers by itself.
    """
    if not check.moves or check.severity != CheckSeverity.CRITICAL:
        return check
    tables = con.get_table_names(check.query)
    if not tables <= NARROWED:
        return check
    fresh = ", ".join(f"{name} as (select * from fresh.{name})" for name in sorted(tables))
    query = "with " + fresh + " select * from (" + check.query + "\n) as found"
    return replace(check, kwargs=check.kwargs | {"unexpected_rows_query": query})


def _identity(database: Path) -> list[int]:
    told = database.stat()
    return [told.st_ino, told.st_size, told.st_mtime_ns]


def _reports(con: duckdb.DuckDBPyConnection, reports: str, parties: str, lacking: Lacking) -> None:
    con.execute(
        "create or replace temp table ids as select r.report_id from build." + reports + " as r "
        + lacking(reports, "r")
        + " union select p.report_id from build." + parties + " as p " + lacking(parties, "p")
    )  # fmt: skip
    for name in (reports, parties):
        con.execute(
            "create table fresh." + name + " as select t.* from build." + name + " as t"
            " semi join ids on t.report_id = ids.report_id"
        )


def _lacking(table: str, alias: str) -> str:
    """What leaves only those rows of `table` that the release before does not hold, or has of a changed document."""
    kept = "anti join changed as c on b.doc_id = c.doc_id" if table in BY_DOCUMENT else ""
    columns = [quoted(name) for name in PUBLISHED[table].column_names]
    ours, theirs = (f"hash({', '.join(f'{side}.{column}' for column in columns)})" for side in (alias, "b"))
    known = f"select {theirs} as row_hash from before.{table} as b {kept}"
    return f"anti join ({known}) as known on {ours} = known.row_hash"


def _written(table: str, alias: str) -> str:
    """What leaves only those rows of `table` that were written on top, or are of a changed document."""
    key = PUBLISHED[table].key_names[0]
    changed = f" or {alias}.doc_id in (from changed)" if table in BY_DOCUMENT else ""
    return f"where {alias}.{key} in (select {key} from inserted.{table}){changed}"
