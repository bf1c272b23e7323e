"""From the inbox to documents: accept what is new, quarantine what cannot be read, go on with the rest."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO

from flows.ingest import decisions, raw, scrub
from flows.ingest.article import Article, make_document, publication_date
from flows.ingest.inbox import Found
from flows.ingest.ledger import REPLACED, Entry, Ledger
from flows.ingest.reasons import Rejected
from flows.ingest.sources import FEED_SUFFIXES, BadRow, open_source
from flows.ingest.window import Window
from flows.model import ids
from flows.model.document import Document
from flows.settings import Settings

# A feed holds many articles; each of them is held to the limit on its own.
FEED_FACTOR = 200
LOST = "E_RAW"  # reason of a document whose raw bytes were damaged or lost
REVIVABLE = {("superseded", REPLACED), ("quarantined", LOST)}  # those whose bytes may come again
OUTSIDE = "OUTSIDE"  # said of a file that holds articles of other days; it counts as not delivered yet
BATCH = 128  # files whose acceptance is made lasting at once: readers wait for the first of them
FEW = 16  # files that are stored one after the other
WRITERS = 16  # files that are stored at the same time: a flush takes 6 ms alone, 0.3 ms among so many


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


def accept(
    settings: Settings,
    ledger: Ledger,
    found: Iterable[Found],
    window: Window | None = None,
    *,
    tell: Callable[[Sequence[Document]], None] = lambda _: None,
) -> Accepted:
    """Read `found` in order of file name; store, register and return its new documents, those of a window alone.

    A document is registered in the ledger only once its bytes lie safely in the raw store, so a run that is killed
    loses nothing: what it had not registered is read again. `tell` is given the new documents of some files once they
    are registered, while others wait.
    """
    settings.raw.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in (settings.raw, settings.quarantine, settings.receipts, settings.overrides, settings.warehouse):
        raw.clear_temporary(folder)
    delivery = _Delivery(settings, ledger, window)
    ordered = sorted(found)
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        with delivery.storing(batch) as stored, ledger.transaction():
            for entry, waiting in zip(batch, stored, strict=True):
                delivery.take(entry, waiting)
            raw.sync_folder(settings.raw)
        tell(delivery.fresh())
    return delivery.accepted()


def restore(settings: Settings, ledger: Ledger, names: Mapping[str, str]) -> Accepted:
    """Accept raw objects again, `names` being the files they were (by SHA-256), once a ledger was lost."""
    delivery = _Delivery(settings, ledger)
    with ledger.transaction():
        for sha256, name in sorted(names.items(), key=lambda item: (item[1], item[0])):
            delivery.read(name, raw.Stored(sha256, settings.raw / sha256))
    return delivery.accepted()


def accept_stdin(settings: Settings, ledger: Ledger, stream: BinaryIO) -> Accepted:
    """Read one plain text from `stream` as a file named after its bytes, `stdin/<hash>.txt`."""
    content = stream.read(settings.max_bytes + 1)
    name = f"stdin/{hashlib.sha256(content).hexdigest()[:16]}.txt"
    delivery = _Delivery(settings, ledger)
    with ledger.transaction():
        if len(content) > settings.max_bytes:
            delivery.refuse(name, None, Rejected("E_TOO_LARGE", f"More than the limit of {settings.max_bytes} bytes."))
        else:
            delivery.read(name, raw.store_bytes(settings.raw, content))
            raw.sync_folder(settings.raw)
    return delivery.accepted()


def documents_from_raw(settings: Settings, entries: Iterable[Entry]) -> Iterator[Document]:
    """The documents of ledger entries, read again from the raw store, by raw object and name.

    Raises:
        Rejected: bytes that were readable once no longer are.
    """
    wanted: dict[tuple[str, str], dict[str, Entry]] = {}
    for entry in sorted(entries, key=lambda e: (e.sha256, e.file_name)):
        wanted.setdefault((entry.sha256, entry.file_name.split("#")[0]), {})[entry.doc_id] = entry
    for (sha256, name), rows in wanted.items():
        yield from _read_again(settings, sha256, name, rows)


def _read_again(settings: Settings, sha256: str, name: str, rows: dict[str, Entry]) -> Iterator[Document]:
    for read in open_source(name, settings.raw / sha256, settings):
        entry = rows.pop(ids.doc_id(read.content), None) if isinstance(read, Article) else None
        if entry is not None and isinstance(read, Article):
            yield replace(make_document(read), file_name=entry.file_name)
        if not rows:
            return
    raise Rejected(LOST, f"{name} no longer holds {', '.join(sorted(rows))}.")


class _Delivery:
    """One delivery: the files taken so far and what they brought."""

    def __init__(self, settings: Settings, ledger: Ledger, window: Window | None = None) -> None:
        self.settings = settings
        self.ledger = ledger
        self.window = window
        self.filed = date.min  # the day of the present file, by its own date
        self.documents: list[Document] = []
        self.n_told = 0
        self.quarantined: list[Refused] = []
        self.superseded: list[str] = []
        self.revived: list[str] = []
        self.duplicates = 0
        self.decided = decisions.read(settings.decisions)

    def accepted(self) -> Accepted:
        """All of it."""
        return Accepted(
            tuple(self.documents), tuple(self.quarantined), self.duplicates, tuple(self.superseded), tuple(self.revived)
        )

    def fresh(self) -> Sequence[Document]:
        """The documents since this was asked last."""
        begin, self.n_told = self.n_told, len(self.documents)
        return self.documents[begin:]

    @contextmanager
    def storing(self, batch: Sequence[Found]) -> Iterator[list[Callable[[], raw.Stored]]]:
        """What gives the stored bytes of each file: many are written at once, for the disk flushes them together."""
        if len(batch) < FEW:
            yield [partial(self._store, found) for found in batch]
            return
        with ThreadPoolExecutor(WRITERS) as pool:
            yield [pool.submit(self._store, found).result for found in batch]

    def _store(self, found: Found) -> raw.Stored:
        limit = self.settings.max_bytes * (FEED_FACTOR if _is_feed(found) else 1)
        return raw.store_file(self.settings.inbox, found, self.settings.raw, limit)

    def take(self, found: Found, store: Callable[[], raw.Stored]) -> None:
        """Store and read one file of the inbox."""
        self.filed = datetime.fromtimestamp(found.mtime_ns // 10**9, UTC).date()
        try:
            stored = store()
            if not stored.path.exists():  # another file of the same bytes was refused in the meantime
                stored = self._store(found)
        except Rejected as rejected:
            if not self._is_outside(None):
                self.refuse(found.name, None, rejected)
                self.ledger.delivered(found, None, rejected.code)
            return
        kept, code = self.read(found.name, stored)
        if code != OUTSIDE:
            self.ledger.delivered(found, stored.sha256, code)
        # A feed may be a window that moves on: rows that left it stay.
        if kept and not _is_feed(found):
            self.superseded += self.ledger.replace(found.name, kept[0])

    def read(self, name: str, stored: raw.Stored) -> tuple[list[str], str | None]:
        """Read stored bytes as the file `name`: the ids of their documents, and the code if the file is refused."""
        kept: list[str] = []
        outside = False
        try:
            if self.decided.tombstones:
                stored = scrub.without_erased(name, stored, self.settings, self.decided)
            for read in open_source(name, stored.path, self.settings):
                if self._is_outside(read):
                    outside = True
                elif isinstance(read, Article):
                    kept.append(self._keep(read, stored.sha256))
                else:
                    self._refuse_row(read, stored.sha256)
        except Rejected as rejected:
            outside = self._is_outside(None)
            if not outside:
                is_kept = rejected.code != scrub.ERASED
                self.refuse(name, stored.path.read_bytes() if is_kept else None, rejected)
            self._drop_unneeded(stored)
            return kept, OUTSIDE if outside else rejected.code
        if outside:
            self._drop_unneeded(stored)
        return kept, OUTSIDE if outside else None

    def _is_outside(self, read: Article | BadRow | None) -> bool:
        """Whether an article, or what cannot be read, is of other days than are asked for."""
        if self.window is None:
            return False
        return not self.window.holds(publication_date(read) if isinstance(read, Article) else None, self.filed)

    def _drop_unneeded(self, stored: raw.Stored) -> None:
        if not self.ledger.holds(stored.sha256):
            stored.path.unlink()

    def refuse(self, name: str, content: bytes | None, rejected: Rejected) -> None:
        """Quarantine a file."""
        self.quarantined.append(Refused(name, rejected.code, rejected.reason))
        sha256 = None
        if content is not None:
            sha256 = raw.quarantine(
                self.settings.quarantine, content, file_name=name, code=rejected.code, reason=rejected.reason
            )
        self.ledger.quarantine(name, sha256, rejected.code, rejected.reason)

    def _refuse_row(self, row: BadRow, sha256: str) -> None:
        # No copy in the quarantine: the feed lies in the raw store whole, and it may hold 100,000 such rows.
        self.quarantined.append(Refused(row.file_name, row.code, row.reason))
        self.ledger.quarantine(row.file_name, sha256, row.code, row.reason)

    def _keep(self, article: Article, sha256: str) -> str:
        doc_id = ids.doc_id(article.content)
        known = self.ledger.accept(doc_id, article.file_name, sha256)
        is_revived = known is not None and (known.state, known.reason_code) in REVIVABLE
        if known is not None and is_revived:
            self.ledger.mark([doc_id], "extracted" if known.part else "accepted")
            self.revived.append(doc_id)
        elif known is not None:
            self.duplicates += 1
        if known is None and doc_id in self.decided.retracted:  # the ledger was lost, the decision was not
            self.ledger.mark([doc_id], "retracted", reason_code=self.decided.retracted[doc_id])
        elif known is None or (is_revived and not known.part):
            self.documents.append(make_document(article))
        return doc_id


def _is_feed(found: Found) -> bool:
    return PurePosixPath(found.name).suffix.lower() in FEED_SUFFIXES
