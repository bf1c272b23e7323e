"""Worker processes that read batches of documents, watched from outside so that no document can stop a run."""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from flows.imports import uncollected

if TYPE_CHECKING:
    from flows.extract.batch import Read

TRIES = 2  # a document that kills its worker twice is poison
READER = "flows.extract.reading"  # module whose `read` reads a document; only workers import it
START_SECONDS = 120.0  # importing the language engine on a busy machine


class Batch(NamedTuple):
    """A folder of ingested documents and the part to make of it."""

    source: Path
    target: Path


class Poison(NamedTuple):
    """A document that could not be read, with its reason code and one line for a person."""

    doc_id: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may use: wall time in seconds, memory above the idle worker in bytes."""

    seconds: Callable[[int], float]  # of the document's length in characters
    memory: int


@dataclass(slots=True)
class Outcome:
    """Batches that were read, and the documents that could not be."""

    done: list[Batch] = field(default_factory=list)
    poison: list[Poison] = field(default_factory=list)
    n_documents: int = 0


class Worker:
    """One process: takes a batch at a time, tells which document it is at."""

    def __init__(self, memory: int, reader: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, memory, reader), daemon=True)
        self.process.start()
        theirs.close()
        self.batch: Batch | None = None
        self.document: str | None = None
        self.deadline = float("inf")

    def give(self, batch: Batch, skip: set[str]) -> None:
        """Hand over a batch."""
        self.batch, self.document = batch, None
        self.deadline = time.monotonic() + START_SECONDS
        with suppress(BrokenPipeError):  # a process that died while idle is noticed when it is listened to
            self.pipe.send((batch, skip))

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool:
    """Workers; the first starts ahead of the work, so that the language engine loads while other things are set up."""

    def __init__(self, size: int, limits: Limits, reader: str = READER) -> None:
        self.size = size
        self.limits = limits
        self.reader = reader
        self.workers = [self._worker()]
        self.drop()

    def staff(self, n_batches: int) -> None:
        """Start as many workers as so many batches keep busy."""
        while len(self.workers) < min(self.size, n_batches):
            self.workers.append(self._worker())

    def begin(self, batch: Batch) -> None:
        """Have a batch read while others are made ready, which all are then named to `read`; this does not wait."""
        self.begun.add(batch)
        self.queue.append(batch)
        self.staff(self._n_left())
        self._hand_out()
        while self._listen(0.0):
            self._hand_out()

    def read(self, batches: Iterable[Batch], tell: Callable[[int], None] = lambda _: None) -> Outcome:
        """Read all batches. `tell` is called with the number of documents each time a batch is done."""
        try:
            self.queue.extend(batch for batch in batches if batch not in self.begun)
            self.staff(self._n_left())
            if self.outcome.n_documents:
                tell(self.outcome.n_documents)
            while self._n_left():
                self._hand_out()
                self._listen(None, tell)
            return self.outcome
        finally:
            self.drop()

    def drop(self) -> None:
        """Forget what was begun and read; workers that are at it end."""
        for worker in [w for w in self.workers if w.batch is not None]:
            worker.stop()
            self.workers.remove(worker)
        self.queue: deque[Batch] = deque()
        self.begun: set[Batch] = set()
        self.outcome = Outcome()
        self.tries: Counter[str] = Counter()

    def close(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.stop()
        self.workers.clear()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _worker(self) -> Worker:
        return Worker(self.limits.memory, self.reader)

    def _n_left(self) -> int:
        return len(self.queue) + sum(w.batch is not None for w in self.workers)

    def _hand_out(self) -> None:
        for worker in self.workers:
            if worker.batch is None and self.queue:
                worker.give(self.queue.popleft(), {p.doc_id for p in self.outcome.poison})

    def _listen(self, seconds: float | None, tell: Callable[[int], None] = lambda _: None) -> bool:
        """Whether a worker was heard or given up within some seconds, or at all where none are named."""
        busy = [w for w in self.workers if w.batch is not None]
        patience = max(0.0, min(w.deadline for w in busy) - time.monotonic()) if seconds is None else seconds
        ready = wait([w.pipe for w in busy], timeout=patience)
        for worker in busy:
            if worker.pipe in ready:
                self._hear(worker, tell)
            elif time.monotonic() >= worker.deadline:
                self._blame(worker, "E_TIMEOUT", "took longer than its time budget")
        return bool(ready)

    def _hear(self, worker: Worker, tell: Callable[[int], None]) -> None:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, ConnectionResetError):
            self._blame(worker, "E_CRASH", "ended its worker process")
            return
        if kind == "document":
            worker.document, n_chars = value
            worker.deadline = time.monotonic() + self.limits.seconds(n_chars)
        elif kind == "failed":
            code, reason = value
            self._blame(worker, code, reason)
        else:
            self._done(worker, value)
            tell(value)

    def _done(self, worker: Worker, n_documents: int) -> None:
        assert worker.batch is not None
        self.outcome.done.append(worker.batch)
        self.outcome.n_documents += n_documents
        worker.batch, worker.deadline = None, float("inf")

    def _blame(self, worker: Worker, code: str, reason: str) -> None:
        """Try the batch again in a fresh worker, without the document once it has failed twice."""
        batch, document = worker.batch, worker.document
        assert batch is not None
        blamed = document or f"batch {batch.source.name}"
        self.tries[blamed] += 1
        worker.stop()
        self.workers[self.workers.index(worker)] = self._worker()
        self.queue.appendleft(batch)
        if document is None and self.tries[blamed] >= TRIES:
            raise RuntimeError(f"a worker cannot start: {reason} ({code})")
        if document is not None and self.tries[document] >= TRIES:
            self.outcome.poison.append(Poison(document, code, reason))


def _serve(pipe: Connection, memory: int, reader: str) -> None:
    """The worker's side: warm up, then read batches until the other end closes."""
    os.environ["POLARS_MAX_THREADS"] = "1"  # the pool is the parallelism; idle threads would eat the memory budget
    with uncollected():
        from flows.extract.batch import warm_up

        read = import_module(reader).read
        warm_up(read)
    _limit_memory(memory)
    while True:
        try:
            batch, skip = pipe.recv()
        except EOFError:
            return
        pipe.send(_attempt(read, batch, skip, pipe))


def _attempt(read: Read, batch: Batch, skip: set[str], pipe: Connection) -> tuple[str, Any]:
    from flows.extract.batch import extract_batch

    try:
        return "done", extract_batch(
            *batch, read, skip=skip, started=lambda *document: pipe.send(("document", document))
        )
    except MemoryError:
        return "failed", ("E_OOM", "needed more memory than a document may use")
    except Exception as error:
        return "failed", ("E_CRASH", f"{type(error).__name__}: {error}"[:300])


def _limit_memory(above_idle: int) -> None:
    """Cap the address space at what the warm worker uses plus a document's budget."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limit = pages * resource.getpagesize() + above_idle
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
