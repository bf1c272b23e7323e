"""Node opens what Python wrote: hyparquet the Parquet files, DuckDB's client the database."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from flows.contract import PUBLISHED
from tests.conftest import Made
from tests.golden.conftest import Ask
from tests.readers.conftest import BUILD

KEPT = "select deal_id, amount_usd, first_reported from v_deals where amount_usd is not null order by deal_id"


def node(script: str, *arguments: str) -> Any:
    if shutil.which("node") is None:
        pytest.skip("Node is not installed; `make test-readers` says why.")
    ran = subprocess.run(["node", BUILD / script, *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.fixture(scope="module")
def tables(bundled: Made) -> Any:
    return node("parquet.mjs", *map(str, sorted(bundled.release.glob("*.parquet"))))


def in_javascript(value: Any) -> Any:
    """A value as JavaScript has it: every number a double, a day the instant at which it begins."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | date):
        return value
    if not isinstance(value, date):
        return pytest.approx(float(value))
    instant = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day, tzinfo=UTC)
    return instant.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_hyparquet_reads_every_row_as_polars_does(table: str, tables: Any, bundled: Made) -> None:
    rows = pl.read_parquet(bundled.release / f"{table}.parquet").to_dicts()
    assert tables[table] == [{name: in_javascript(value) for name, value in row.items()} for row in rows]


def test_nodes_duckdb_sees_every_table_and_view(bundled: Made, ask: Ask) -> None:
    seen = node("database.mjs", str(bundled.database), KEPT)["counts"]
    names = [row["name"] for row in ask("select table_name as name from information_schema.tables")]
    assert seen == {name: ask(f'select count(*) as n from "{name}"')[0]["n"] for name in names}
    assert {"deals", "v_deals"} <= seen.keys()


def test_nodes_duckdb_answers_as_pythons_does(bundled: Made, ask: Ask) -> None:
    answer = node("database.mjs", str(bundled.database), KEPT)["answer"]
    assert answer
    assert answer == [{name: str(value) for name, value in row.items()} for row in ask(KEPT)]
