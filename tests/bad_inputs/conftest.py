"""One inbox with all bad inputs among good ones, taken in and read once; run when named (`make test-inputs`)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from flows.contract import PARTS
from flows.contract.frames import read_parts, write_tables
from flows.extract.workers import Batch, Limits, Outcome, Pool
from flows.ingest.inbox import scan
from flows.ingest.ledger import Ledger
from flows.ingest.run import Accepted, accept
from flows.model.document import Document
from flows.model.records import document_row, segment_rows
from flows.settings import Settings
from tests.bad_inputs import corpus

PATIENCE = 300.0  # seconds by the clock; what is measured is processor time
MEMORY = 512 * 2**20  # bytes above the idle worker


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    named = (Path(argument.split("::")[0]).parts for argument in config.args)
    return None if any("bad_inputs" in parts for parts in named) else True


@dataclass(frozen=True)
class Digest:
    """What became of an inbox."""

    settings: Settings
    accepted: Accepted
    outcome: Outcome
    seconds: dict[str, float]
    parts: dict[str, Any]
    ingest_seconds: float
    ingest_bytes: int

    @property
    def documents(self) -> dict[str, Document]:
        """New documents by file name."""
        return {document.file_name: document for document in self.accepted.documents}

    @property
    def refused(self) -> dict[str, str]:
        """Codes by file name, of ingest and of reading."""
        names = {document.doc_id: document.file_name for document in self.accepted.documents}
        codes = {refused.file_name: refused.code for refused in self.accepted.quarantined}
        return codes | {names[poison.doc_id]: poison.code for poison in self.outcome.poison}

    def rows(self, table: str, file_name: str) -> Any:
        """Rows of a part table about one document."""
        import polars as pl

        return self.parts[table].filter(pl.col("doc_id") == self.documents[file_name].doc_id)


def digest(settings: Settings, pool: Pool) -> Digest:
    """Take in an inbox and read it, a document a batch."""
    begun, peak = time.monotonic(), _peak()
    with Ledger(settings.ledger) as ledger:
        accepted = accept(settings, ledger, scan(settings.inbox))
    took, grown = time.monotonic() - begun, _peak() - peak
    batches = [_lay_out(settings, document) for document in accepted.documents]
    moments = [_worker_seconds(pool)]
    seconds: dict[str, float] = {}
    outcome = pool.read(batches, lambda _: moments.append(_worker_seconds(pool)))
    for batch, start, end in zip(outcome.done, moments, moments[1:], strict=False):
        seconds[batch.target.name] = end - start
    parts = read_parts([batch.target for batch in outcome.done], {d.doc_id for d in accepted.documents})
    return Digest(settings, accepted, outcome, seconds, parts, took, grown)


def _lay_out(settings: Settings, document: Document) -> Batch:
    rows = {"documents": [document_row(document)], "document_segments": segment_rows(document)}
    source = settings.runs / document.doc_id
    write_tables(rows, source)
    return Batch(source, settings.cache / document.doc_id)


def _worker_seconds(pool: Pool) -> float:
    """Processor time that the worker has taken, so that a busy machine does not count."""
    told = Path(f"/proc/{pool.workers[0].process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _peak() -> int:
    """Peak resident memory since last asked, in bytes."""
    status = Path("/proc/self/status").read_text()
    Path("/proc/self/clear_refs").write_text("5")
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


@pytest.fixture(scope="session")
def pool() -> Iterator[Pool]:
    with Pool(1, Limits(seconds=lambda n_chars: PATIENCE, memory=MEMORY)) as one:
        yield one


@pytest.fixture(scope="session")
def alone(pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> Digest:
    """The good inputs without bad ones."""
    root = tmp_path_factory.mktemp("alone")
    (root / "inbox").mkdir()
    corpus.good(root / "inbox")
    return digest(Settings(root / "w", root / "inbox"), pool)


@pytest.fixture(scope="session")
def among_bad(alone: Digest, pool: Pool, tmp_path_factory: pytest.TempPathFactory) -> Digest:
    """The good inputs among all bad ones."""
    root = tmp_path_factory.mktemp("bad")
    (root / "inbox").mkdir()
    corpus.good(root / "inbox")
    for _, case in corpus.cases(*corpus.chosen()):
        corpus.write(root / "inbox", case)
    settings = replace(alone.settings, warehouse=root / "w", inbox=root / "inbox", max_bytes=corpus.LIMIT)
    return digest(settings, pool)


@pytest.fixture(scope="session")
def all_parts() -> tuple[str, ...]:
    return tuple(name for name, table in PARTS.items() if "doc_id" in table.column_names)
