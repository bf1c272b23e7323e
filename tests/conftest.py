"""Settings that hold for every test, a Prefect server, and the release of the bundled articles."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

os.environ["DO_NOT_TRACK"] = "1"
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"

# DuckDB reports what it did not free when the interpreter is taken down; the last words of a test run are pytest's.
atexit.register(lambda: os.dup2(os.open(os.devnull, os.O_WRONLY), 2))

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 180.0  # seconds for a server to start on a busy machine; it takes 15


SHARED = {"prefect_server", "bundled"}  # made once for all tests, so whatever asks for them runs in one process


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have tests of a file stay together, and those that share a server too; the latter take longest and go first."""
    for item in items:
        is_sharing = not SHARED.isdisjoint(getattr(item, "fixturenames", ()))
        item.add_marker(pytest.mark.xdist_group("shared" if is_sharing else item.path.name))
    items.sort(key=lambda item: SHARED.isdisjoint(getattr(item, "fixturenames", ())))


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
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the API of a real Prefect server on the loopback interface, one for all tests."""
    home = tmp_path_factory.mktemp("prefect")
    port = free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    environment = os.environ | {"PREFECT_HOME": str(home), "PREFECT_SERVER_LOGGING_LEVEL": "WARNING"}
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            api = f"http://127.0.0.1:{port}/api"
            await_health(api, server)
            yield api
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def await_health(api: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{api}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail("The Prefect server did not start.")


@pytest.fixture(scope="session")
def bundled(prefect_server: str, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The bundled articles, taken all the way by `entente run` against the server. Only read it; copy it to go on."""
    warehouse = tmp_path_factory.mktemp("bundled") / "warehouse"
    shutil.copytree(PROJECT / "warehouse" / "inbox", warehouse / "inbox")
    done = Entente(prefect_server)("run", "--warehouse", warehouse)
    assert done.status == 0, done.err
    return Made(warehouse, done)
