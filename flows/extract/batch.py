"""Read a batch of ingested documents into a part: Parquet in, Parquet out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from flows.contract.frames import read_rows, write_tables
from flows.extract.tables import part_rows
from flows.model.document import Document, Segment
from flows.model.records import documents_of
from flows.model.report import Reading
from flows.model.vocabulary.articles import SegmentAction, Zone

Read: TypeAlias = Callable[[Document], Reading]


def extract_batch(
    source: Path,
    target: Path,
    read: Read,
    *,
    skip: Collection[str] = (),
    started: Callable[[str, int], None] = lambda _id, _n: None,
) -> int:
    """Number of documents read from `source` into the part `target`.

    `source` holds `documents.parquet` and `document_segments.parquet`; the part holds all part tables. `started` is
    told each document's id and length before it is read, so that a watcher knows whom to blame. The part appears whole
    or not at all.
    """
    documents = [d for d in _documents(source) if d.doc_id not in skip]
    rows = part_rows((document, _told(document, read, started)) for document in documents)
    write_tables(rows, target)
    return len(documents)


def warm_up(read: Read) -> None:
    """Load all that reading needs, so that neither a first deadline nor a memory cap has to pay for it."""
    text = "Acme Corp of France agreed on Monday to sell two ships to the Danish government for $3 million."
    body = Segment(0, len(text), Zone.BODY, SegmentAction.KEEP)
    document = Document(doc_id="doc_warm_up", file_name="", content_sha256="", raw_text=text, segments=(body,))
    with TemporaryDirectory() as scratch:
        write_tables(part_rows([(document, read(document))]), Path(scratch) / "part")
        _documents(Path(scratch) / "part")


def _documents(source: Path) -> list[Document]:
    return documents_of(read_rows(source / "documents.parquet"), read_rows(source / "document_segments.parquet"))


def _told(document: Document, read: Read, started: Callable[[str, int], None]) -> Reading:
    started(document.doc_id, len(document.raw_text))
    return read(document)
