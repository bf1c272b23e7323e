"""Clusters are started when named only (`make test-dask`): a scheduler and workers as processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from tests.conftest import PROJECT, Entente, free_port

if TYPE_CHECKING:  # where Dask is not installed, the other tests go on
    from distributed import Client

DEADLINE = 120.0  # seconds for any one thing to happen on a busy machine
Found = TypeVar("Found")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    named = (Path(argument.split("::")[0]).parts for argument in config.args)
    return None if any("dask" in parts for parts in named) else True


def await_(look: Callable[[], Found | None], what: str) -> Found:
    """What `look` finds in the end."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.02)
    pytest.fail(f"{what}: not within {DEADLINE:.0f} s")


@dataclass
class Cluster:
    """A scheduler, and workers with one thread each."""

    folder: Path
    stack: ExitStack
    scheduler: subprocess.Popen[bytes]
    address: str
    workers: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def work(self, name: str, *options: str, path: Path = PROJECT) -> subprocess.Popen[bytes]:
        """Start a worker that imports Entente from `path`, and return when the scheduler knows it."""
        command = ["worker", self.address, "--name", name, "--nthreads", "1", "--local-directory", str(self.folder)]
        log = self.folder / f"{name}.log"
        process = self.stack.enter_context(living(log, path, *command, "--no-dashboard", *options))
        self.workers[name] = process
        with self.client() as client:
            await_(lambda: name in self.names(client).values(), f"worker {name} at the scheduler")
        return process

    @contextmanager
    def client(self) -> Iterator[Client]:
        from distributed import Client

        with Client(self.address, timeout=10, set_as_default=False) as client:
            yield client

    def names(self, client: Client) -> dict[str, str]:
        """Names of the workers by their address."""
        known = client.scheduler_info(n_workers=-1)["workers"]
        return {address: str(worker["name"]) for address, worker in known.items()}


@contextmanager
def living(log: Path, path: Path, *words: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command of Dask's while the block runs, ended with all that it started."""
    told = os.environ | {"PYTHONPATH": str(path), "DO_NOT_TRACK": "1"} | environment
    with log.open("wb") as out:
        command = [sys.executable, "-m", "dask", *words]
        process = subprocess.Popen(
            command, cwd=log.parent, env=told, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@contextmanager
def cluster_of(folder: Path, **environment: str) -> Iterator[Cluster]:
    """A scheduler on the loopback interface, without workers yet."""
    folder.mkdir(exist_ok=True)
    port = str(free_port())
    words = ("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    with ExitStack() as stack:
        scheduler = stack.enter_context(living(folder / "scheduler.log", PROJECT, *words, **environment))
        await_(lambda: b"Scheduler at" in (folder / "scheduler.log").read_bytes(), "the scheduler")
        yield Cluster(folder, stack, scheduler, f"tcp://127.0.0.1:{port}")


@pytest.fixture(scope="session")
def entente(prefect_server: str) -> Entente:
    """The command line at the test session's Prefect server."""
    return Entente(prefect_server)
