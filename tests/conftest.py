"""Settings that hold for every test, a Prefect server, and the release of the bundled articles."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.once import Run, is_alive

os.environ["DO_NOT_TRACK"] = "1"
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
# As the readers have it; numpy looks once, when it is imported. Its threads wait for each other by spinning.
os.environ["OMP_NUM_THREADS"] = "1"

# DuckDB reports what it did not free when the interpreter is taken down; the last words of a test run are pytest's.
atexit.register(lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), 2))

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 180.0  # seconds for a server to start on a busy machine; it takes 15


# What takes longest, the longest first; the second begins in another process and needs nothing that the first makes.
LONGEST = (
    "flow/test_flow.py",
    "checks/test_gate.py",
    "golden/test_docs_commands.py",
    "property/test_resolve_batches.py",
    "corrections/test_erase.py",
    "property/test_resolve_order.py",
    "flow/test_servers.py",
    "corrections/test_rebuild.py",
    "corrections/test_versions.py",
    "checks/test_closed_gate.py",
    "corrections/test_retract.py",
    "checks/test_failing_rows.py",
    "unit/pipeline/test_review.py",
    "golden/test_orders.py",
)
UNDERWAY = pytest.StashKey[ExitStack]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Have the run be under way, as long as the process that begins it; pytest-xdist's others are its children."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        stack = session.config.stash.setdefault(UNDERWAY, ExitStack())
        stack.enter_context(run_of(session.config).underway())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have what takes longest begin first, so that no process is left with it at the end; each file stays together."""
    ranks = {PROJECT / "tests" / name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path, len(ranks)))


def pytest_unconfigure(config: pytest.Config) -> None:
    """End it, and so the servers that were started for it."""
    config.stash.get(UNDERWAY, ExitStack()).close()


def run_of(config: pytest.Config) -> Run:
    """The test run that this process is part of."""
    own: Path = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    return Run(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    status: int
    out: str
    err: str
    seconds: float


@dataclass(frozen=True)
class Entente:
    """The command line in a process of its own, at a Prefect server or, with None, at one that Prefect makes up."""

    server: str | None = None

    def __call__(self, *arguments: str | Path, stdin: str = "") -> Done:
        start = time.monotonic()
        done = subprocess.run(
            self.command(*arguments), cwd=PROJECT, env=self.environment(), input=stdin, capture_output=True, text=True
        )
        return Done(done.returncode, done.stdout, done.stderr, time.monotonic() - start)

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "flows.cli", *map(str, arguments)]

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
        return kept | {"COLUMNS": "100"} | ({"PREFECT_API_URL": self.server} if self.server else {})


@dataclass(frozen=True)
class Made:
    """A warehouse and what was said when its last release was made."""

    warehouse: Path
    done: Done

    @property
    def release(self) -> Path:
        return self.warehouse / "latest"

    @property
    def database(self) -> Path:
        return self.release / "entente.duckdb"


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def this_run(pytestconfig: pytest.Config) -> Run:
    """The test run, which makes what its processes share."""
    return run_of(pytestconfig)


@pytest.fixture(scope="session")
def prefect_server(this_run: Run) -> str:
    """Address of the API of a real Prefect server on the loopback interface, one for all tests of the run."""

    def start(home: Path) -> str:
        port = str(free_port())
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", port]
        server = this_run.serve(
            command, home / "server.log", PREFECT_HOME=str(home), PREFECT_SERVER_LOGGING_LEVEL="WARNING"
        )
        await_health(f"http://127.0.0.1:{port}/api", server)
        return f"http://127.0.0.1:{port}/api"

    return str(this_run.once("prefect", start))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_health(api: str, server: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and is_alive(server):
        try:
            with urllib.request.urlopen(f"{api}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail("The Prefect server did not start.")


@pytest.fixture(scope="session")
def bundled(prefect_server: str, this_run: Run) -> Iterator[Made]:
    """The bundled articles, taken all the way by `entente run` against the server. Only read it; copy it to go on."""

    def deliver(inbox: Path) -> None:
        shutil.copytree(PROJECT / "warehouse" / "inbox", inbox)

    yield from released("bundled", deliver, this_run, Entente(prefect_server))


def released(name: str, deliver: Callable[[Path], object], this_run: Run, entente: Entente) -> Iterator[Made]:
    """A first release, made once for the run of what is delivered to an inbox; nobody may have changed it."""

    def make(folder: Path) -> dict[str, Any]:
        deliver(folder / "warehouse" / "inbox")
        done = entente("run", "--warehouse", folder / "warehouse")
        assert done.status == 0, done.err
        return asdict(done)

    done = Done(**this_run.once(name, make))
    made = Made(this_run.folder / name / "warehouse", done)
    before = files_of(made.warehouse)
    yield made
    assert files_of(made.warehouse) == before, f"a test has changed what all share: {made.warehouse}"


def files_of(warehouse: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of each file and folder."""
    return {str(path): (path.lstat().st_size, path.lstat().st_mtime_ns) for path in sorted(warehouse.rglob("*"))}
