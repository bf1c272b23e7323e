"""How fast the views answer on a large release: `python -m tests.bench.views [--reports 1000000]`.

The release is made up: tables of the contract, filled by arithmetic, with 2.5 reports to a deal, as many states and as
few large deals as news has. Three questions to each view: how many rows, one page of it, and one group-by. Times are
the middle of five, warm, in milliseconds.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import duckdb

from flows.contract import PUBLISHED, Column, Table, Type, ddl
from flows.load.views import VIEWS, create_views

REPORTS_A_DEAL = 2.5
SIZES = {  # rows for each report of a deal
    "deals": 1 / REPORTS_A_DEAL,
    "deal_parties": 2.2 / REPORTS_A_DEAL,
    "deal_goods": 0.5,
    "deal_report_parties": 1.8,
    "agreements": 0.2,
    "agreement_parties": 0.45,
    "agreement_reports": 0.4,
    "agreement_report_parties": 0.8,
    "agreement_packages": 0.002,
    "documents": 0.8,
    "entities": 0.3,
    "entity_aliases": 0.4,
    "conflicts": 0.002,
    "reconciliations": 1.4,
    "deal_reports": 1.0,
    "changes": 0.1,
    "dq_results": 0.0003,
    "pipeline_runs": 0.0001,
}
UNRECONCILED = 50  # one report in so many makes no fact
KEYS = {"deal_id": "deals", "agreement_id": "agreements", "entity_id": "entities", "doc_id": "documents",
        "report_id": "deal_reports", "package_id": "agreement_packages", "fact_id": "deals",
        "speaker_entity_id": "entities", "place_entity_id": "entities",
        "value_basis_report_id": "deal_reports", "report_a": "deal_reports", "report_b": "deal_reports"}  # fmt: skip
STATES = 150


def main() -> None:
    """Print a line a view."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=1_000_000)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "entente.duckdb"
        made_up(path, chosen.reports)
        print(f"{'view':<32}{'rows':>10}{'count':>8}{'page':>8}{'lookup':>8}")
        with duckdb.connect(str(path), read_only=True, config={"threads": 2}) as con:
            for view in sorted(file.stem for file in VIEWS.glob("*.sql")):
                first = con.table(view).columns[0]
                rows, counted = _timed(con, f"select count(*) from {view}")
                _, page = _timed(con, f"select * from {view} limit 100")
                _, found = _timed(con, f"select * from {view} where {first} = 'deals_000000000007'")
                print(f"{view:<32}{rows[0][0]:>10,}{counted:>8.0f}{page:>8.0f}{found:>8.0f}", flush=True)


def made_up(path: Path, n_reports: int) -> None:
    """A database at `path` with the tables and views of a release of `n_reports` reports of deals."""
    with duckdb.connect(str(path), config={"threads": 2}) as con:
        for table in PUBLISHED.values():
            con.execute(ddl.create_table(table))
            n_rows = int(SIZES.get(table.name, 0) * n_reports)
            if n_rows:
                columns = ", ".join(
                    f"{_value(table, column, n_reports)} as {ddl.quoted(column.name)}" for column in table.columns
                )
                insert = "insert" if any(column.is_nullable for column in table.key) else "insert or ignore"
                con.execute(f"{insert} into {table.name} select {columns} from range({n_rows}) as r(i)")
        create_views(con)
        con.execute("checkpoint")


def _value(table: Table, column: Column, n_reports: int) -> str:
    """SQL for the column's value in row `i`: ids find their rows, one of a table's own id each, others by turns."""
    target = KEYS.get(column.name)
    if target == "deal_reports" and table.name.startswith("agreement"):
        target = "agreement_reports"
    if target:
        n_there = max(1, int(SIZES[target] * n_reports))
        number = "i" if target == table.name else f"(i * 7919 + i // {n_there}) % {n_there}"
        if table.name.endswith("_reports") and column.name in ("deal_id", "agreement_id"):
            number = f"case when i % {UNRECONCILED} > 0 then {number} end"
        return f"'{target}_' || lpad(({number})::varchar, 12, '0')"
    if column.vocabulary is not None:
        values = ", ".join(ddl.literal(value) for value in column.values)
        return f"([{values}])[1 + (i * 31 + i // 7) % {len(column.values)}]"
    if column.name.endswith("country_code"):
        return f"'C' || (100 + i * 13 % {STATES})"
    return _of_type(column)


def _of_type(column: Column) -> str:
    by_type = {
        Type.TEXT: "'text of some words ' || (i % 50021)",
        Type.BOOLEAN: "i % 5 > 0",
        Type.DATE: "date '2005-01-01' + (i % 7300)::integer",
        Type.TIMESTAMP: "timestamp '2005-01-01' + to_days((i % 7300)::integer)",
    }
    return by_type.get(column.type, "(i % 997)::" + column.type.value)


def _timed(con: duckdb.DuckDBPyConnection, query: str) -> tuple[list[tuple[int, ...]], float]:
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        rows = con.execute(query).fetchall()
        taken.append(1000 * (time.perf_counter() - start))
    return rows, statistics.median(taken)


if __name__ == "__main__":
    main()
