"""One SQL file at a time: rows in, rows out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import pytest

from flows.contract import PUBLISHED, ddl
from flows.contract.schema import frame
from flows.load.build import create_macros
from flows.resolve.staging import STAGING, status_ranks
from flows.settings import PROJECT

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "builders"))

from made_up import MadeUp  # noqa: E402

Rows: TypeAlias = "list[dict[str, Any]]"


@pytest.fixture
def made_up() -> MadeUp:
    """Documents under construction, none yet."""
    return MadeUp()


@pytest.fixture
def core() -> Callable[..., Rows]:
    """Runs `sql/core/<name>.sql` over given rows; tables that are not given are empty."""

    def run(name: str, **given: Rows) -> Rows:
        con = duckdb.connect(config={"python_enable_replacements": "false"})
        _fill(con, "staging", STAGING, {"status_ranks": list(status_ranks())} | given)
        _fill(con, "core", PUBLISHED, given)
        create_macros(con)
        answer = con.execute((PROJECT / "sql" / "core" / f"{name}.sql").read_text(encoding="utf-8"))
        columns = [column[0] for column in answer.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]

    return run


def _fill(con: duckdb.DuckDBPyConnection, schema: str, tables: Mapping[str, Any], given: Mapping[str, Rows]) -> None:
    con.execute(f"create schema {schema}")
    for table in tables.values():
        known = set(table.column_names)
        rows = [{k: v for k, v in row.items() if k in known} for row in given.get(table.name, [])]
        con.register("incoming", frame(table, rows))
        con.execute(f"create table {schema}.{ddl.quoted(table.name)} as select * from incoming")
        con.unregister("incoming")
