"""Read a batch of ingested documents into a part: Parquet in, Parquet out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from flows.contract.frames import read_rows, write_tables
from flows.extract.reading import read
from flows.extract.tables import part_rows
from flows.model.document import Document
from flows.model.records import documents_of
from flows.model.report import Reading


def extract_batch(
    source: Path, target: Path, *, skip: Collection[str] = (), started: Callable[[str, int], None] = lambda _id, _n: None
) -> int:
    """Number of documents read from `source` into the part `target`.

    `source` holds `documents.parquet` and `document_segments.parquet`; the part holds all part tables. `started` is
    told each document's id and length before it is read, so that a watcher knows whom to blame. The part appears whole or not
    at all.
    """
    documents = [d for d in _documents(source) if d.doc_id not in skip]
    rows = part_rows((document, _read(document, started)) for document in documents)
    write_tables(rows, target)
    return len(documents)


def _documents(source: Path) -> list[Document]:
    return documents_of(read_rows(source / "documents.parquet"), read_rows(source / "document_segments.parquet"))


def _read(document: Document, started: Callable[[str, int], None]) -> Reading:
    started(document.doc_id, len(document.raw_text))
    return read(document)
