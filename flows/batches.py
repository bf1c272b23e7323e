"""Documents laid out in batches for the reading processes, as they are taken in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.model.document import Document

BATCH = 64  # documents a worker takes at a time: a few seconds of reading, so that a lost batch costs little
FEW = 8  # documents that one worker has read before a second one has started


class Layout:
    """The batches of a run: full ones while documents come, the rest spread over the workers at the end.

    Batches that lie in `folder` already, of a try that failed, are kept. `begin` is told the folder of each new one as
    soon as it lies there whole.
    """

    def __init__(self, folder: Path, workers: int, begin: Callable[[Path], None] = lambda _: None) -> None:
        self.folder = folder
        self.workers = max(1, workers)
        self.begin = begin
        self.names = sorted(path.name for path in folder.glob("[0-9]*"))
        self.doc_ids = {doc_id for name in self.names for doc_id in doc_ids(folder / name)}
        self._waiting: list[Document] = []

    def add(self, documents: Iterable[Document]) -> None:
        """Lay out full batches, one for each worker, once there are documents enough for them."""
        self._waiting += documents
        at_once = BATCH * self.workers
        while len(self._waiting) >= at_once:
            now, self._waiting = self._waiting[:at_once], self._waiting[at_once:]
            self._lay_out(now, BATCH)

    def end(self) -> None:
        """Lay out what is left."""
        self._lay_out(self._waiting, batch_size(len(self._waiting), self.workers))
        self._waiting = []

    def _lay_out(self, documents: Iterable[Document], size: int) -> None:
        ordered = sorted(documents, key=lambda document: document.doc_id)
        for start in range(0, len(ordered), size):
            self._write(ordered[start : start + size])

    def _write(self, batch: list[Document]) -> None:
        from flows.contract.frames import write_tables
        from flows.model.records import document_row, segment_rows

        rows = {
            "documents": [document_row(document) for document in batch],
            "document_segments": [row for document in batch for row in segment_rows(document)],
        }
        folder = self.folder / f"{len(self.names):06d}"
        write_tables(rows, folder)
        self.names.append(folder.name)
        self.doc_ids.update(document.doc_id for document in batch)
        self.begin(folder)


def batch_size(n_documents: int, workers: int) -> int:
    """Small inputs are spread over the workers, large ones go in full batches."""
    return min(BATCH, max(FEW, -(-n_documents // max(1, workers))))


def doc_ids(folder: Path) -> list[str]:
    """The documents of a batch, or of the part that was read of it."""
    from flows.contract.frames import read_rows

    return [row["doc_id"] for row in read_rows(folder / "documents.parquet", columns=["doc_id"])]
