"""Reading on a Dask cluster, by Prefect's task runner for one: batches go out by path, parts come back.

The only module that knows Dask, which comes with the extra `dask`; it is imported only where a run is given a cluster.
"""

from __future__ import annotations

import asyncio
import logging
import time
import warnings
from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Protocol
from uuid import uuid4

from distributed import Client, Future, KilledWorker
from distributed.comm.core import connect
from distributed.security import Security
from distributed.versions import VersionMismatchWarning

from flows.contract.frames import read_frames, write_frames
from flows.errors import ConfigurationError, PipelineError
from flows.extract.workers import Batch, Outcome, Poison
from flows.settings import Settings
from flows.station import Delivery, Terms, facts, libraries
from flows.version import code_version

REACH_SECONDS = 10.0  # to connect to a scheduler that answers at all, and for a first worker to be there
LOOK_SECONDS = 5.0  # between looks at the cluster while nothing ends
PATIENCE = 60.0  # seconds without any worker; one that is started anew comes back within ten
TRIES = 2  # of a batch that failed for another reason than its documents
AHEAD = 2  # batches that wait for each that is read, so that no worker waits for this process

logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told as an error of ours


class Sent(Protocol):
    """A batch that was handed out through Prefect, whose future wraps Dask's."""

    @property
    def wrapped_future(self) -> Future[Any]:
        """Dask's own future."""

    def result(self) -> Delivery:
        """What came of the batch; raises what the worker raised."""


def n_slots(settings: Settings, server: str = "") -> int:
    """Number of batches that the cluster reads at a time, now that each of its workers is found fit.

    Args:
        settings: the cluster's address, and the folders that its workers must share.
        server: address of the Prefect server that each worker must reach; none where no run is under way.

    Raises:
        ConfigurationError: there is no cluster, or a worker has other code or does not share the warehouse's folder.
    """
    address = settings.dask or ""
    try:
        asyncio.run(asyncio.wait_for(_greet(address), REACH_SECONDS))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # said better below
            client = Client(address, timeout=REACH_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, RuntimeError, TypeError, ValueError) as error:
        raise ConfigurationError(
            f"No Dask scheduler answers at {address}: {str(error)[:200] or 'it says nothing'}.",
            next_step="Start one with `dask scheduler`, and workers with `dask worker`, or leave --dask out.",
        ) from None
    with client:
        _await_worker(client, address)
        _require_fit(client, settings, server)
        return _slots(client)


async def _greet(address: str) -> None:
    """Return if a scheduler answers; a client would wait for good where something else listens."""
    secured = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
    greeted = await connect(address, timeout=REACH_SECONDS, **secured)  # type: ignore[no-untyped-call]
    await greeted.close()


def _await_worker(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=REACH_SECONDS)
    except TimeoutError:
        raise ConfigurationError(
            f"The Dask scheduler at {address} has no worker.", next_step=f"Start some: dask worker {address}"
        ) from None


def _slots(client: Client) -> int:
    return sum(client.nthreads().values())  # type: ignore[no-untyped-call]


def _require_fit(client: Client, settings: Settings, server: str) -> None:
    """Ask every worker what it is and whether it reads and writes in the warehouse, before it is given any work."""
    said = uuid4().hex
    probe = settings.cache.resolve() / f".probe-{said}"
    probe.parent.mkdir(parents=True, exist_ok=True)
    probe.write_text(said, encoding="utf-8")
    try:
        told = client.run(facts, str(probe), said, server, on_error="return")
        left = list(probe.parent.glob(f"{probe.name}-*"))
    finally:
        for path in probe.parent.glob(f"{probe.name}*"):
            path.unlink()
    for worker, answer in told.items():
        _require_same(worker, answer)
    if len(left) < len(told):
        raise ConfigurationError(
            f"What {len(told) - len(left)} of {len(told)} workers wrote into {probe.parent} is not here.",
            next_step="All machines must share the folder of the warehouse, at the same path.",
        )


def _require_same(worker: str, answer: Any) -> None:
    if isinstance(answer, BaseException):
        raise ConfigurationError(
            f"The worker {worker} does not know Entente: {type(answer).__name__}: {str(answer)[:200]}",
            next_step="Install the same version there, with the extra `dask`, and restart the worker.",
        )
    where, own = f"The worker {worker} ({answer['host']})", libraries()
    other = [f"{name} {answer['libraries'].get(name)} (here {own[name]})" for name in own]
    other = [said for name, said in zip(own, other, strict=True) if answer["libraries"].get(name) != own[name]]
    if answer["code"] != code_version():
        other.insert(0, f"code {answer['code']} (here {code_version()})")
    if other:
        raise ConfigurationError(
            f"{where} would read by other rules: {', '.join(other)}.",
            next_step="Install the same version there, from the same lock file, and restart the worker.",
        )
    if answer["folder"]:
        raise ConfigurationError(
            f"{where} does not share the warehouse: {answer['folder']}.",
            next_step="All machines must see the warehouse at the same path, and its user must be able to write there.",
        )
    if answer["server"]:
        raise ConfigurationError(
            f"{where} does not reach the run's Prefect server: {answer['server']}.",
            next_step="Start one that all machines reach (`prefect server start --host …`); set PREFECT_API_URL to it.",
        )


class Readers:
    """The reading processes of a cluster, used as the `Pool` of one machine is. `submit` hands out a batch."""

    def __init__(self, settings: Settings, submit: Callable[[str, str, Terms], Sent]) -> None:
        self.address = settings.dask
        self.submit = submit
        self.terms = Terms(
            code_version(), settings.seconds_per_document, settings.seconds_per_10k_chars, settings.worker_memory_mb
        )

    def read(self, batches: Iterable[Batch], tell: Callable[[int], None] = lambda _: None) -> Outcome:
        """Read all batches. `tell` is called with the number of documents each time a batch is done.

        Raises:
            PipelineError: the cluster is gone, or cannot read.
        """
        return _Reading(self, deque(batches), tell).outcome()


class _Reading:
    """Batches on their way through a cluster.

    Dask gives up a batch whose workers died several times, whichever batch they died of. So its documents are handed
    out one by one, when nothing else is under way; then a worker that dies has died of the one that it reads.
    """

    def __init__(self, readers: Readers, queue: deque[Batch], tell: Callable[[int], None]) -> None:
        self.readers = readers
        self.queue = queue
        self.suspects: deque[Batch] = deque()
        self.tell = tell
        self.out: dict[Any, tuple[Batch, Sent]] = {}  # by Dask's key
        self.ended: SimpleQueue[Future[Any]] = SimpleQueue()
        self.alone: set[Path] = set()  # batches of one document that was or is suspected
        self.tries: Counter[Path] = Counter()
        self.found = Outcome()
        self.seen_worker = time.monotonic()
        self.room = AHEAD

    def outcome(self) -> Outcome:
        """What came of all batches."""
        while self.queue or self.suspects or self.out:
            while self.queue and len(self.out) < self.room:
                self._send(self.queue.popleft())
            if not self.out and self.suspects:
                self._send(self.suspects.popleft())
            try:
                ended = self.ended.get(timeout=LOOK_SECONDS)
            except Empty:
                self._look()
                continue
            self._take(*self.out.pop(ended.key))
            self._look()
        return self.found

    def _send(self, batch: Batch) -> None:
        future = self.readers.submit(str(batch.source), str(batch.target), self.readers.terms)
        wrapped = future.wrapped_future
        self.out[wrapped.key] = (batch, future)
        wrapped.add_done_callback(self.ended.put)  # type: ignore[no-untyped-call]

    def _take(self, batch: Batch, future: Sent) -> None:
        try:
            delivery = future.result()
        except KilledWorker:
            self._blame(batch)
        except PipelineError:
            raise
        except CancelledError:
            raise self._gone("its scheduler was lost") from None
        except Exception as error:
            self._try_again(batch, error)
        else:
            self.found.done.append(Batch(batch.source, Path(delivery.target)))
            self.found.n_documents += delivery.n_documents
            self.found.poison += [Poison(*poison) for poison in delivery.poison]
            self.tell(delivery.n_documents)

    def _try_again(self, batch: Batch, error: Exception) -> None:
        self.tries[batch.source] += 1
        if self.tries[batch.source] >= TRIES:
            raise PipelineError(
                f"A batch could not be read on the Dask cluster: {type(error).__name__}: {str(error)[:300]}",
                next_step="Look at the workers' logs; run again, or leave --dask out.",
            ) from error
        (self.suspects if batch.source in self.alone else self.queue).append(batch)

    def _blame(self, batch: Batch) -> None:
        frames = read_frames(batch.source)
        ids = frames["documents"]["doc_id"].to_list()
        if batch.source in self.alone:
            self.found.poison.append(Poison(ids[0], "E_CRASH", "ended every worker of the Dask cluster that read it"))
            return
        for n, doc_id in enumerate(ids):
            source = batch.source.with_name(f"{batch.source.name}.{n:02d}")
            only = {name: rows.filter(rows["doc_id"] == doc_id) for name, rows in frames.items()}
            write_frames(only, source)
            self.alone.add(source)
            self.suspects.append(Batch(source, batch.target.with_name(f"{batch.target.name}.{n:02d}")))

    def _look(self) -> None:
        """Note how many workers there are; that there has been none for long ends the reading."""
        if not self.out:
            return
        _, future = next(iter(self.out.values()))
        client: Client = future.wrapped_future.client
        try:
            slots = _slots(client)
        except Exception as error:
            raise self._gone(f"its scheduler does not answer ({type(error).__name__})") from None
        if slots:
            self.seen_worker, self.room = time.monotonic(), AHEAD * slots
        elif time.monotonic() - self.seen_worker > PATIENCE:
            raise self._gone(f"it has had no worker for {PATIENCE:.0f} seconds")

    def _gone(self, why: str) -> PipelineError:
        return PipelineError(
            f"The Dask cluster at {self.readers.address} cannot go on: {why}.",
            next_step="Start it again and run again: nothing was published, and no article is lost.",
        )
