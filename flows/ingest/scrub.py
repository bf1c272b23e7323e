"""Taking one article out of stored bytes: a file of its own goes whole, a feed is written again without its row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePosixPath

from flows.ingest import raw
from flows.ingest.article import Article
from flows.ingest.decisions import Decisions
from flows.ingest.reasons import Rejected
from flows.ingest.sources import FEED_SUFFIXES, open_source
from flows.model import ids
from flows.settings import Settings

ERASED = "E_ERASED"


def without_erased(name: str, stored: raw.Stored, settings: Settings, decided: Decisions) -> raw.Stored:
    """Stored bytes free of erased articles; those that held one are gone from the store.

    Raises:
        Rejected: E_ERASED, where nothing else was in them; what reading them raises.
    """
    found = [read for read in open_source(name, stored.path, settings) if isinstance(read, Article)]
    erased = {ids.doc_id(read.content) for read in found if decided.is_erased(ids.doc_id(read.content))}
    if not erased:
        return stored
    if PurePosixPath(name).suffix.lower() not in FEED_SUFFIXES:
        raise Rejected(ERASED, "This document was erased and may not come back.")
    clean = raw.store_bytes(settings.raw, without_rows(name, stored.path, erased, settings))
    stored.path.unlink()
    return clean


def without_rows(name: str, path: Path, doc_ids: Collection[str], settings: Settings) -> bytes:
    """The feed at `path`, delivered as `name`, with the rows of `doc_ids` left blank; other rows keep their numbers.

    Parquet has no blank rows: there, later rows move up.
    """
    numbers = {
        int(read.file_name.rpartition("#")[2])
        for read in open_source(name, path, settings)
        if isinstance(read, Article) and ids.doc_id(read.content) in doc_ids
    }
    return _WITHOUT[PurePosixPath(name).suffix.lower()](path, numbers)


def _lines(path: Path, numbers: Collection[int]) -> bytes:
    lines = path.read_bytes().split(b"\n")
    return b"\n".join(b"" if number in numbers else line for number, line in enumerate(lines, 1))


def _records(path: Path, numbers: Collection[int], delimiter: str = ",") -> bytes:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        lines = list(file)
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    number, start = 0, 0
    while start < len(lines):
        _step(reader)
        if number in numbers:
            lines[start : reader.line_num] = ["\r\n"] + [""] * (reader.line_num - start - 1)
        number, start = number + 1, reader.line_num
    return "".join(lines).encode("utf-8", "surrogateescape")


def _step(reader: Iterator[list[str]]) -> None:
    try:
        next(reader)
    except csv.Error:
        return


def _rows(path: Path, numbers: Collection[int]) -> bytes:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    table = pq.read_table(path)
    kept = table.filter(pa.array([number not in numbers for number in range(1, table.num_rows + 1)]))
    sink = io.BytesIO()
    pq.write_table(kept, sink)
    return sink.getvalue()


_WITHOUT: dict[str, Callable[[Path, Collection[int]], bytes]] = {
    ".jsonl": _lines,
    ".ndjson": _lines,
    ".csv": _records,
    ".tsv": lambda path, numbers: _records(path, numbers, "\t"),
    ".parquet": _rows,
}
