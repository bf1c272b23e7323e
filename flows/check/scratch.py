"""The gate's own small database: code lists, and figures of the staged and the public release.

Checks find it attached as `gate` beside the staged tables. It is written before Great Expectations opens the
staged file, because two connections of one process cannot open a file in different ways.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pycountry
from babel.numbers import list_currencies

from flows.check.declared import JUDGED
from flows.check.model import Check
from flows.check.request import Request
from flows.contract.ddl import quoted
from flows.model.currency import exponent

TABLES = """
create table gate.countries (code varchar primary key);
create table gate.currencies (code varchar primary key, minor_per_major decimal(5, 0) not null);
create table gate.languages (code varchar primary key);
create table gate.loads (table_name varchar primary key, staged_rows bigint, loaded_rows bigint, is_same boolean);
create table gate.fills (
    table_name varchar, column_name varchar,
    n_filled bigint, n_rows bigint, n_filled_before bigint, n_rows_before bigint
);
create table gate.checks (suite varchar, expectation varchar, column_name varchar);
create table gate.previous_documents (doc_id varchar primary key);
create table gate.previous_checks (suite varchar, expectation varchar, column_name varchar);
create table gate.previous_figures (additive_usd decimal(38, 2));
create table gate.withdrawn (doc_id varchar primary key);
create table gate.schedule (fresh_since date);
"""
INSERTS = {
    "checks": "insert into gate.checks select unnest(?), unnest(?), unnest(?)",
    "countries": "insert into gate.countries select unnest(?)",
    "currencies": "insert into gate.currencies select unnest(?), unnest(?)",
    "fills": "insert into gate.fills select unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)",
    "languages": "insert into gate.languages select unnest(?)",
    "loads": "insert into gate.loads select unnest(?), unnest(?), unnest(?), unnest(?)",
    "schedule": "insert into gate.schedule select unnest(?)",
    "withdrawn": "insert into gate.withdrawn select unnest(?)",
}
EMPTY = (0, 0)
MEMORY = "512MB"  # of each process that checks: there are three, and a hundred thousand articles need no more
Fills: TypeAlias = dict[tuple[str, str], tuple[int, int]]


def frugal(folder: Path) -> dict[str, Any]:
    """Settings of a connection that takes its share of memory only; what does not fit is written to the folder."""
    return {"memory_limit": MEMORY, "temp_directory": str(folder / f"spilt-{os.getpid()}")}


def prepare(path: Path) -> None:
    """Write to `path` what of the gate's database is known before there is anything to judge."""
    with duckdb.connect() as con:
        con.execute("attach ? as gate", [str(path)])
        con.execute(TABLES)
        code_lists(con)


def build(request: Request, checks: Iterable[Check], path: Path) -> dict[str, int]:
    """Fill the gate's database at `path`, prepared or not; returns the loaded row count of each judged table.

    A table that is missing from the staged database is left out; its own checks then crash.
    """
    if not path.exists():
        prepare(path)
    with duckdb.connect(config=frugal(path.parent)) as con:
        con.execute("set enable_progress_bar = false; set timezone = 'UTC'")
        con.execute("attach ? as gate", [str(path)])
        _fill(con, "checks", [(check.suite, check.name, check.column) for check in checks])
        _fill(con, "withdrawn", [(doc_id,) for doc_id in dict.fromkeys(request.withdrawn)])
        _fill(con, "schedule", [(request.fresh_since,)] if request.fresh_since else [])
        con.execute("attach ? as staged (read_only)", [str(request.database)])
        loads = _loads(con, request.database.parent)
        before: Fills = {}
        if request.previous is not None:
            con.execute("attach ? as previous (read_only)", [str(request.previous)])
            _previous(con)
            before = _fills(con, "previous")
        _write_fills(con, _fills(con, "staged"), before)
    return loads


def code_lists(con: duckdb.DuckDBPyConnection) -> None:
    """Fill the code lists: countries and currencies, former ones too, with their minor units, and languages.

    Current currencies are ISO 4217's own list; former ones (old articles name marks and francs) come with CLDR.
    """
    former = {country.alpha_3 for country in pycountry.historic_countries if hasattr(country, "alpha_3")}
    countries = {country.alpha_3 for country in pycountry.countries} | former
    currencies = sorted({currency.alpha_3 for currency in pycountry.currencies} | list_currencies())
    languages = sorted(language.alpha_3 for language in pycountry.languages)
    _fill(con, "countries", [(code,) for code in sorted(countries)])
    _fill(con, "languages", [(code,) for code in languages])
    _fill(con, "currencies", [(code, 10 ** exponent(code)) for code in currencies])


def _fill(con: duckdb.DuckDBPyConnection, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Insert rows in one statement: one at a time they cost milliseconds each."""
    if rows:
        con.execute(INSERTS[table], [list(column) for column in zip(*rows, strict=True)])


def _loads(con: duckdb.DuckDBPyConnection, stage: Path) -> dict[str, int]:
    """Compares each loaded table with its staged Parquet files, over every column and whatever the order."""
    held = _tables(con, "staged")
    counts, rows = {}, []
    for table in JUDGED:
        loaded = _sum(con.table(f"staged.{quoted(table)}")) if table in held else EMPTY
        files = _parquet_files(stage, table)
        staged = _sum(con.read_parquet(files)) if files else None
        if table in held:
            counts[table] = loaded[0]
        rows.append((table, staged and staged[0], loaded[0], table in held and staged == loaded))
    _fill(con, "loads", rows)
    return counts


def _parquet_files(stage: Path, table: str) -> list[str]:
    single = stage / f"{table}.parquet"
    return [str(single)] if single.is_file() else sorted(map(str, (stage / table).rglob("*.parquet")))


def _sum(rows: duckdb.DuckDBPyRelation) -> tuple[int, int]:
    columns = ", ".join(map(quoted, rows.columns))  # the hash of whole rows is the same, and takes longer
    n_rows, content = rows.aggregate(f"count(*), coalesce(bit_xor(hash({columns})), 0)").fetchall()[0]
    return int(n_rows), int(content)


def _tables(con: duckdb.DuckDBPyConnection, database: str) -> set[str]:
    names = con.execute("select table_name from duckdb_tables() where database_name = ?", [database]).fetchall()
    return {name for (name,) in names}


def _previous(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("insert into gate.previous_documents select doc_id from previous.documents")
    con.execute(
        "insert into gate.previous_figures "
        "select coalesce(sum(amount_usd) filter (where is_additive), 0) from previous.deals"
    )
    if "dq_results" in _tables(con, "previous"):
        con.execute(
            'insert into gate.previous_checks select distinct suite, expectation, "column" from previous.dq_results'
        )


def _fills(con: duckdb.DuckDBPyConnection, database: str) -> Fills:
    """Non-null values and rows by (table, column)."""
    fills: Fills = {}
    for name in sorted(_tables(con, database) & set(JUDGED)):
        rows = con.table(f"{database}.{quoted(name)}")
        counts = ", ".join(f'count("{column}")' for column in rows.columns)
        n_rows, *filled = rows.aggregate(f"count(*), {counts}").fetchall()[0]
        fills |= {(name, column): (n, n_rows) for column, n in zip(rows.columns, filled, strict=True)}
    return fills


def _write_fills(
    con: duckdb.DuckDBPyConnection,
    now: Fills,
    before: Fills,
) -> None:
    _fill(con, "fills", [(*key, *counts, *before.get(key, EMPTY)) for key, counts in now.items()])
