"""Feeds: files that hold an article per row, as JSON lines, CSV or Parquet."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from flows.ingest.article import Article
from flows.ingest.decode import check_text, warnings_of
from flows.ingest.metadata import read_metadata
from flows.ingest.reasons import Rejected
from flows.lexicon import load
from flows.settings import Settings

DEFAULT_TEXT_COLUMN = "text"
_PARQUET_ROWS = 256  # rows held in memory at once
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a feed that cannot be read, and why. Its bytes stay where the feed's are."""

    file_name: str
    code: str
    reason: str


def read_jsonl(file_name: str, path: Path, settings: Settings) -> Iterator[Article | BadRow]:
    """One article per line that is not blank; rows are named by their line, from 1. A bad line spoils no other."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(settings.max_bytes + 1):
            number += 1
            content = line.removeprefix(_BOM).rstrip(b"\r\n") if number == 1 else line.rstrip(b"\r\n")
            name = f"{file_name}#{number}"
            if len(line) > settings.max_bytes:
                _skip_line(file, line)
                yield BadRow(name, "E_TOO_LARGE", f"A line over {settings.max_bytes} bytes.")
            elif content.strip():
                yield _row(name, partial(_json_object, content), settings)


def read_csv(file_name: str, path: Path, settings: Settings, *, delimiter: str = ",") -> Iterator[Article | BadRow]:
    """One article per record below the header; records are counted from 1.

    Raises:
        Rejected: E_EMPTY, E_SCHEMA or E_DUP_KEY, for a header that cannot be used.
    """
    csv.field_size_limit(settings.max_bytes)
    # Bytes that are not UTF-8 become lone surrogates, which the row they stand in is then refused for.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        records = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            header = _header(next(records), settings)
        except StopIteration as error:
            raise Rejected("E_EMPTY", "No header.") from error
        except csv.Error as error:
            raise Rejected("E_SCHEMA", f"Not CSV: {error}.") from error
        for number, record in enumerate(_records(records), 1):
            if record:
                yield _row(f"{file_name}#{number}", partial(_csv_row, header, record), settings)


def read_parquet(file_name: str, path: Path, settings: Settings) -> Iterator[Article | BadRow]:
    """One article per row, counted from 1.

    Raises:
        Rejected: E_SCHEMA, for a damaged file or one without a text column.
    """
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with pq.ParquetFile(path) as file:
            _header(file.schema_arrow.names, settings)
            number = 0
            for batch in file.iter_batches(_PARQUET_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield _row(f"{file_name}#{number}", partial(dict, row), settings)
    except (pa.ArrowException, OSError) as error:
        raise Rejected("E_SCHEMA", f"Not a whole Parquet file: {str(error).splitlines()[0]}") from error


def _row(name: str, parse: Callable[[], Mapping[str, Any]], settings: Settings) -> Article | BadRow:
    try:
        return _article(name, parse(), settings)
    except Rejected as rejected:
        return BadRow(name, rejected.code, rejected.reason)


def _article(name: str, row: Mapping[str, Any], settings: Settings) -> Article:
    column = _text_column(row, settings)
    text = row.get(column) if column else None
    if not isinstance(text, str):
        raise Rejected("E_SCHEMA", f"No text in column {settings.text_column!r}; see --text-column.")
    content = _canonical(row)
    if len(content) > settings.max_bytes:
        raise Rejected("E_TOO_LARGE", f"A row over {settings.max_bytes} bytes.")
    check_text(text)
    values = {key.strip().lower(): _as_text(value) for key, value in row.items() if key != column}
    return Article(name, content, text, read_metadata(values), warnings=warnings_of(text))


def _text_column(columns: Mapping[str, Any], settings: Settings) -> str | None:
    if settings.text_column in columns:
        return settings.text_column
    if settings.text_column != DEFAULT_TEXT_COLUMN:
        return None
    by_name = {name.strip().lower(): name for name in reversed(list(columns))}
    return next((by_name[name] for name in load("metadata")["text"] if name in by_name), None)


def _header(names: list[str], settings: Settings) -> list[str]:
    if _text_column(dict.fromkeys(names), settings) is None:
        raise Rejected("E_SCHEMA", f"No column {settings.text_column!r} among {', '.join(names)}; see --text-column.")
    if len(set(names)) < len(names):
        raise Rejected("E_DUP_KEY", "A column name stands twice.")
    return names


def _records(records: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """The records of a CSV reader, or what is wrong with them; it goes on behind one that it cannot read."""
    while True:
        try:
            yield next(records)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


def _csv_row(header: list[str], record: list[str] | csv.Error) -> dict[str, str]:
    if isinstance(record, csv.Error):
        raise Rejected("E_SCHEMA", f"Not CSV: {record}.")
    if len(record) != len(header):
        raise Rejected("E_SCHEMA", f"{len(record)} fields under a header of {len(header)}.")
    return dict(zip(header, record, strict=True))


def _json_object(line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8"), object_pairs_hook=_unique, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise Rejected("E_ENC_INVALID", f"Not UTF-8: byte {error.start}.") from error
    except RecursionError as error:
        raise Rejected("E_JSON_DEPTH", "Nested too deep.") from error
    except ValueError as error:
        raise Rejected("E_SCHEMA", f"Not JSON: {error}.") from error
    if not isinstance(row, dict):
        raise Rejected("E_SCHEMA", "Not a JSON object.")
    return row


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise Rejected("E_DUP_KEY", "A key stands twice in an object.")
    return row


def _no_number(word: str) -> NoReturn:
    raise Rejected("E_SCHEMA", f"{word} is not JSON.")


def _canonical(row: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(
            row, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
        ).encode("utf-8")
    except UnicodeEncodeError as error:
        raise Rejected("E_ENC_INVALID", "A lone surrogate.") from error
    except ValueError as error:  # 1e309 is read as infinity
        raise Rejected("E_SCHEMA", "A number out of range.") from error


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, list):
        return ", ".join(filter(None, map(_as_text, value)))
    if isinstance(value, dict):
        return _as_text(value.get("name"))
    if isinstance(value, float) and (value.is_integer() or math.isnan(value)):
        return "" if math.isnan(value) else str(int(value))
    return "" if value is None or isinstance(value, bool) else _plain(value)


def _skip_line(file: io.BufferedReader, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = file.readline(1 << 20)
