"""Rows that are wrong by themselves: found before a release is written, so that one bad row costs only its report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from flows.check.declared import Sources, row_rules
from flows.contract import PUBLISHED
from flows.contract.ddl import quoted

if TYPE_CHECKING:
    import duckdb
    import polars as pl

PARTS_OF = {
    "deal_reports": ("deal_reports", "deal_report_parties"),
    "agreement_reports": ("agreement_reports", "agreement_report_parties"),
    "entity_mentions": ("mentions",),
}


@dataclass(frozen=True, slots=True)
class Offence:
    """A row that broke a rule: a row of `quarantined_rows`. `row_json` holds the whole row as it was."""

    table: str
    row_id: str
    broken_rule: str
    doc_id: str | None
    detail: str | None
    row_json: str

    def as_row(self) -> dict[str, str | None]:
        """The columns of `quarantined_rows`."""
        return asdict(self)


# Mentions that the release before does not hold, or not of the text that they are of now.
FRESH = """
create schema fresh;
create table fresh.entity_mentions as
with
other_texts as (
    select b.doc_id from before.documents as b
    anti join build.documents as d
        on b.doc_id = d.doc_id and b.content_sha256 = d.content_sha256 and b.n_chars = d.n_chars
),

known as (
    select hash(m) as row_hash from before.entity_mentions as m
    anti join other_texts as o on m.doc_id = o.doc_id
)

select m.* from build.entity_mentions as m
anti join known on hash(m) = known.row_hash
"""


def offending_rows(
    database: Path, schema: str = "main", sources: Sources | None = None, before: Path | None = None
) -> list[Offence]:
    """Reports and mentions that break a rule about single rows, in order of table, row and rule.

    `database` holds the published tables in `schema`; nobody else may have it open for writing. `before` is that of a
    release which passed the same rules: then of mentions, which are many and each judged by itself and its text, only
    those that it lacks are looked at here. The gate looks at all.
    """
    import duckdb

    from flows.check.scratch import TABLES, code_lists, frugal

    with TemporaryDirectory() as folder, duckdb.connect(config=frugal(Path(folder))) as con:
        con.execute("attach ':memory:' as gate")
        con.execute(TABLES)
        code_lists(con)
        con.execute("attach ? as build (read_only)", [str(database)])
        con.execute("set search_path = ?", [f"build.{schema}"])
        if before is not None:
            _narrow(con, before, schema)
        found = {
            (rule.moves, row[0], rule.name): _offence(con, rule.moves, rule.name, row)
            for rule in row_rules(sources or Sources())
            if rule.moves
            for row in con.execute(rule.query).fetchall()
        }
    return [found[key] for key in sorted(found)]


def _narrow(con: duckdb.DuckDBPyConnection, before: Path, schema: str) -> None:
    """Have rules see only the mentions that the release before does not hold."""
    con.execute("attach ? as before (read_only)", [str(before)])
    con.execute("use memory")
    con.execute(FRESH)
    con.execute("set search_path = ?", [f"memory.fresh,build.{schema}"])


def _offence(con: duckdb.DuckDBPyConnection, table: str, rule: str, row: tuple[Any, ...]) -> Offence:
    from duckdb import ColumnExpression, ConstantExpression

    (key,) = PUBLISHED[table].key_names
    rows = con.table(quoted(table)).filter(ColumnExpression(key) == ConstantExpression(row[0]))
    values = dict(zip(rows.columns, rows.fetchall()[0], strict=True))
    detail = None if len(row) < 2 or row[1] is None else str(row[1])
    return Offence(table, str(row[0]), rule, values["doc_id"], detail, json.dumps(values, default=str, sort_keys=True))


def without(parts: Mapping[str, pl.DataFrame], offences: Iterable[Offence]) -> dict[str, pl.DataFrame]:
    """The readings without the offending reports and mentions, to resolve afresh.

    A report that sharpened a removed one stands by itself from now on.
    """
    import polars as pl

    kept = dict(parts)
    for table in PARTS_OF:
        removed = sorted({offence.row_id for offence in offences if offence.table == table})
        key = "mention_id" if table == "entity_mentions" else "report_id"
        for part in PARTS_OF[table]:
            kept[part] = kept[part].filter(~pl.col(key).is_in(removed))
        if table == "deal_reports":
            refines = pl.col("refines_report_id")
            kept[table] = kept[table].with_columns(pl.when(~refines.is_in(removed)).then(refines))
    return kept
