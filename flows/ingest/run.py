"""From the inbox to documents: accept what is new, quarantine what cannot be read, go on with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from flows.ingest import raw
from flows.ingest.article import Article, make_document
from flows.ingest.inbox import Found
from flows.ingest.ledger import Entry, Ledger
from flows.ingest.reasons import Rejected, one_line
from flows.ingest.sources import open_source
from flows.model.document import Document
from flows.settings import Settings

# A feed holds many articles; each of them is held to the limit on its own.
FEED_FACTOR = 200
BATCH = 500  # files whose acceptance is made lasting at once


@dataclass(frozen=True, slots=True)
class Refused:
    """An input that was quarantined, and why."""

    file_name: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a delivery brought.

    `documents` are new; `duplicates` counts those already known under their bytes (E_DUP). `superseded` are documents
    whose file now holds other bytes, `revived` superseded ones whose file holds their bytes again.
    """

    documents: tuple[Document, ...] = ()
    quarantined: tuple[Refused, ...] = ()
    duplicates: int = 0
    superseded: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()


def accept(settings: Settings, ledger: Ledger, found: Iterable[Found]) -> Accepted:
    """Read `found` in order of file name; store, register and return its new documents.

    A document is registered in the ledger only once its bytes lie safely in the raw store, so a run that is killed
    loses nothing: what it had not registered is read again.
    """
    settings.raw.mkdir(mode=0o700, parents=True, exist_ok=True)
    raw.clear_temporary(settings.raw)
    delivery = _Delivery(settings, ledger)
    ordered = sorted(found)
    for start in range(0, len(ordered), BATCH):
        with ledger.transaction():
            for entry in ordered[start : start + BATCH]:
                delivery.take(entry)
            raw.sync_folder(settings.raw)
    return delivery.accepted()


def documents_from_raw(settings: Settings, entries: Iterable[Entry]) -> Iterator[Document]:
    """The documents of ledger entries, read again from the raw store, by raw object and name.

    Raises:
        Rejected: bytes that were readable once no longer are.
    """
    wanted: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.sha256, e.file_name)):
        wanted.setdefault((entry.sha256, entry.file_name.split("#")[0]), []).append(entry)
    for (sha256, name), rows in wanted.items():
        by_id = {row.doc_id: row for row in rows}
        for read in open_source(name, settings.raw / sha256, settings):
            if isinstance(read, Article):
                document = make_document(read)
                if by_id.pop(document.doc_id, None) is not None:
                    yield document
        if by_id:
            raise Rejected("E_RAW", f"{name} no longer holds {', '.join(sorted(by_id))}.")


class _Delivery:
    """One call of `accept`: the files taken so far and what they brought."""

    def __init__(self, settings: Settings, ledger: Ledger) -> None:
        self.settings = settings
        self.ledger = ledger
        self.documents: list[Document] = []
        self.quarantined: list[Refused] = []
        self.superseded: list[str] = []
        self.revived: list[str] = []
        self.duplicates = 0

    def accepted(self) -> Accepted:
        """All of it."""
        return Accepted(tuple(self.documents), tuple(self.quarantined), self.duplicates, tuple(self.superseded),
                        tuple(self.revived))

    def take(self, found: Found) -> None:
        """Store and read one file."""
        try:
            stored = raw.store_file(self.settings.inbox, found, self.settings.raw, self._limit(found.name))
        except Rejected as rejected:
            self._refuse(found.name, None, rejected)
            self.ledger.delivered(found, None, rejected.code)
            return
        try:
            self._read(found.name, stored)
        except Rejected as rejected:
            self._refuse(found.name, stored.path.read_bytes(), rejected)
            stored.path.unlink()
            self.ledger.delivered(found, stored.sha256, rejected.code)
            return
        self.ledger.delivered(found, stored.sha256)

    def _limit(self, name: str) -> int:
        return self.settings.max_bytes * (FEED_FACTOR if is_feed(name) else 1)

    def _read(self, name: str, stored: raw.Stored) -> None:
        for read in open_source(name, stored.path, self.settings):
            if isinstance(read, Article):
                self._keep(read, stored.sha256)
            else:
                self._refuse(read.file_name, read.content, Rejected(read.code, read.reason))

    def _keep(self, article: Article, sha256: str) -> None:
        document = make_document(article)
        known = self.ledger.accept(document.doc_id, document.file_name, sha256)
        if known is None:
            self.documents.append(document)
        else:
            self.duplicates += 1

    def _refuse(self, name: str, content: bytes | None, rejected: Rejected) -> None:
        self.quarantined.append(Refused(name, rejected.code, rejected.reason))
        sha256 = None
        if content is not None:
            sha256 = raw.quarantine(
                self.settings.quarantine, content, file_name=name, code=rejected.code, reason=rejected.reason
            )
        self.ledger.quarantine(name, sha256, rejected.code, one_line(rejected.reason))


def is_feed(name: str) -> bool:
    """Whether a file holds an article per row."""
    return PurePosixPath(name).suffix.lower() in (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
