"""The answer to a query in the form that is asked for, written row by row so that its size does not matter."""

from __future__ import annotations

import csv
import json
import math
import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from flows.commands.place import whole
from flows.commands.table import print_rows
from flows.errors import ConfigurationError
from flows.export.cells import harmless

if TYPE_CHECKING:
    import duckdb

BATCH = 2048  # rows held at a time; DuckDB's own vector
SHOWN = 1000  # rows of a table on a terminal: what a person can look through
WIDE = 1000  # characters a line where no terminal says how many: in a pipe nothing is cut
FORMS = {".csv": "csv", ".json": "json", ".parquet": "parquet"}


def form_of(form: str | None, out: Path | None) -> str:
    """The form that is asked for: by name, by the end of the file's name, else a table.

    Raises:
        ConfigurationError: the end of the file's name says nothing, or Parquet was asked for and no file.
    """
    if form == "parquet" and out is None:
        raise ConfigurationError("Parquet is not for a terminal.", next_step="Name a file: --out answer.parquet")
    if form or out is None:
        return form or "table"
    if out.suffix not in FORMS:
        raise ConfigurationError(
            f"The name {out.name} does not say in which form.", next_step=f"Add --format, or end it {', '.join(FORMS)}."
        )
    return FORMS[out.suffix]


def write(con: duckdb.DuckDBPyConnection, query: str, form: str, out: Path | None) -> None:
    """Write the answer to a query, to a file or to standard output.

    Raises:
        ConfigurationError: the file cannot be written.
        duckdb.Error: the query fails on its way.
    """
    if out is None:
        _TEXT[form](con.execute(query), sys.stdout)
        return
    with whole(out) as part:
        if form == "parquet":
            _write_parquet(con, query, part)
        else:
            with part.open("w", encoding="utf-8", newline="" if form == "csv" else None) as stream:
                _TEXT[form](con.execute(query), stream)


def _write_parquet(con: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    import pyarrow.parquet as pq

    reader: Any = con.sql(query).to_arrow_reader(BATCH * 16)
    with pq.ParquetWriter(path, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def _names(answer: duckdb.DuckDBPyConnection) -> list[str]:
    return [column[0] for column in answer.description or ()]


def _rows(answer: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := answer.fetchmany(BATCH):
        yield from batch


def _write_table(answer: duckdb.DuckDBPyConnection, stream: IO[str]) -> None:
    from rich.console import Console

    is_cut = stream.isatty() or "COLUMNS" in os.environ
    rows = list(islice(_rows(answer), SHOWN + 1))
    console = Console(file=stream, highlight=False, width=None if is_cut else WIDE)
    print_rows(console, _names(answer), rows[:SHOWN])
    if len(rows) > SHOWN:
        console.print("There are more: add a limit, or --format csv for all of them.", markup=False)


def _write_csv(answer: duckdb.DuckDBPyConnection, stream: IO[str]) -> None:
    writer = csv.writer(stream)
    writer.writerow([harmless(name) for name in _names(answer)])
    for row in _rows(answer):
        writer.writerow([harmless(value) for value in row])


def _write_json(answer: duckdb.DuckDBPyConnection, stream: IO[str]) -> None:
    names, before = _names(answer), "[\n"
    for row in _rows(answer):
        told = dict(zip(names, map(_finite, row), strict=True))
        stream.write(f"{before}  {json.dumps(told, ensure_ascii=False, default=str)}")
        before = ",\n"
    stream.write("[]\n" if before == "[\n" else "\n]\n")


def _finite(value: Any) -> Any:
    """None for what JSON has no number for."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


_TEXT = {"table": _write_table, "csv": _write_csv, "json": _write_json}
