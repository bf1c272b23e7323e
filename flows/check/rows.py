"""Rows that are wrong by themselves: found before a release is written, so that one bad row costs only its report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from flows.check.declared import Sources, row_rules
from flows.check.fresh import is_by_document, narrow, sign
from flows.contract import PUBLISHED
from flows.contract.ddl import quoted

if TYPE_CHECKING:
    import duckdb
    import polars as pl

    from flows.check.model import Check

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


def offending_rows(
    database: Path,
    schema: str = "main",
    sources: Sources | None = None,
    *,
    before: Path | None = None,
    inserted: Path | None = None,
    fresh: Path | None = None,
) -> list[Offence]:
    """Reports and mentions that break a rule about single rows, in order of table, row and rule.

    `database` holds the published tables in `schema`; nobody else may have it open for writing. `before` is that of a
    release which passed the same rules: then a rule that judges a row by itself and its document looks here only at
    what that release lacks, which is written to `fresh`, a database that is not there yet. `inserted` is a database
    with all rows that were written on top of that release, if this one was built so: then they need not be compared.
    """
    import duckdb

    from flows.check.scratch import TABLES, code_lists, frugal

    with TemporaryDirectory() as folder, duckdb.connect(config=frugal(Path(folder))) as con:
        con.execute("attach ':memory:' as gate")
        con.execute(TABLES)
        code_lists(con)
        con.execute("attach ? as build (read_only)", [str(database)])
        if before is not None:
            con.execute("attach ? as fresh", [str(fresh or ":memory:")])
            narrow(con, before, inserted)
            sign(con, database)
        found = {
            (rule.moves, row[0], rule.name): _offence(con, rule.moves, rule.name, row)
            for rule in row_rules(sources or Sources())
            if rule.moves
            for row in _broken(con, rule, schema, is_narrowed=before is not None)
        }
    return [found[key] for key in sorted(found)]


def _broken(con: duckdb.DuckDBPyConnection, rule: Check, schema: str, *, is_narrowed: bool) -> list[tuple[Any, ...]]:
    """Rows that break a rule, among those that it needs to look at."""
    fresh = "fresh.main," if is_narrowed and is_by_document(con, rule.query) else ""
    con.execute("set search_path = ?", [f"{fresh}build.{schema}"])
    return con.execute(rule.query).fetchall()


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
