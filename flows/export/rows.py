"""Rows of an export: one SQL file each, handed on as they come so that the size of a release does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb

from flows.settings import resource_folder

QUERIES = resource_folder("sql") / "out"
BATCH = 2048  # rows held at a time; DuckDB's own vector


def rows(con: duckdb.DuckDBPyConnection, name: str) -> Iterator[dict[str, Any]]:
    """Rows of the query `sql/out/export_<name>.sql`, as dictionaries. Each may be open while others are."""
    answer = con.cursor().execute((QUERIES / f"export_{name}.sql").read_text(encoding="utf-8"))
    columns = [column[0] for column in answer.description or ()]
    while batch := answer.fetchmany(BATCH):
        yield from (dict(zip(columns, row, strict=True)) for row in batch)
