"""A Prefect server that lives as long as one run, for runs that are told of none.

Prefect makes one up too, but late and at twice the price: the run first imports the whole server into its own process,
then starts it and waits. Here its process starts while the run gets its other things ready, and the run never imports
it. This module is free of Prefect, because it must come before Prefect.
"""

from __future__ import annotations

import atexit
import os
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows import records
from flows.errors import ConfigurationError, PipelineError
from flows.imports import uncollected
from flows.settings import PROJECT

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"
APP = "prefect.server.api.server:create_app"
LOG_NAME = "server.log"
RECORDS = "prefect.db"  # of runs: whoever loses them loses no fact
START_SECONDS = 180.0  # it takes 3, on first use of a warehouse 10, on a busy machine more
REACH_SECONDS = 10.0  # to connect to a server that somebody else runs
PORTS = {"http": 80, "https": 443}
END_SECONDS = 5.0  # to write down the last events; Prefect gives its own as long

# What Prefect sets for the servers that it makes up: no web page, and nothing in it changes once it is made.
OWN = {"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1"}
# One that serves schedules has pages and all services, and forgets old runs: in 90 days, unless it is told otherwise.
LASTING = {"PREFECT__SERVER_FINAL": "1", "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs"}
# Where Prefect reads which server to use. If any of them speaks of it, the choice is left to Prefect.
CHOICES = (
    "PREFECT_API_URL",
    "PREFECT_PROFILE",
    "PREFECT_PROFILES_PATH",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE",
    "PREFECT_SERVER_EPHEMERAL_ENABLED",
)
FILES = {"prefect.toml": "", "pyproject.toml": "[tool.prefect", ".env": "PREFECT_"}  # and what there speaks of it


class TemporaryServer:
    """The server's process: started at once, ready seconds later, gone with the process that started it."""

    def __init__(self, home: Path, own: Mapping[str, str] = OWN) -> None:
        self.log = home / LOG_NAME
        # The port is bound and listened at here, so nobody can take it, and the server's process is handed it over:
        # who connects before it is ready waits, and is cut off as soon as that process ends.
        with socket.create_server((HOST, 0)) as listener, self.log.open("wb") as log:
            self.port: int = listener.getsockname()[1]
            self._process = subprocess.Popen(
                [sys.executable, "-m", "flows.temporary_server", str(listener.fileno())],
                stdin=subprocess.PIPE,  # its end tells the server that the run has ended, however it ended
                stdout=log,
                stderr=log,
                pass_fds=[listener.fileno()],
                start_new_session=True,  # Ctrl-C is for the run, which still has to tell the server of it
                env=os.environ | own | {"PYTHONPATH": _path(), "PREFECT_HOME": str(home)},
            )

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid

    @property
    def address(self) -> str:
        """Where its API is, or will be."""
        return f"http://{HOST}:{self.port}/api"

    def await_ready(self) -> None:
        """Return once the server answers.

        Raises:
            PipelineError: it ended, or does not answer.
        """
        connection = HTTPConnection(HOST, self.port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/api/health")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        raise PipelineError(
            f"The Prefect server of this run did not start. {self._last_words()}".rstrip(),
            where=str(self.log),
            next_step="Run again; or start one with `prefect server start` and set PREFECT_API_URL to its address.",
        )

    def close(self) -> None:
        """End the server, which first writes down what it was told."""
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self.log.is_file() and not self.log.stat().st_size:
            self.log.unlink()

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").split("\n")
        said = [line.strip() for line in lines if line.strip()]
        return f"Its last words: {said[-1][:300]}" if said else ""


def _path() -> str:
    return os.pathsep.join(filter(None, [str(PROJECT), os.environ.get("PYTHONPATH")]))


def start_server(own: Mapping[str, str] = OWN) -> TemporaryServer | None:
    """A starting server, named to the Prefect that will be imported; None where Prefect has been told what to use.

    It ends with this process, not before: Prefect sends its last events and log lines when the interpreter shuts down.
    PREFECT_HOME, which must be set, is where the server keeps its database and its log. `own` is added to its
    environment.

    Raises:
        ConfigurationError: nothing listens where PREFECT_API_URL says that a server is.
    """
    if is_chosen():
        _require_answer(os.environ.get("PREFECT_API_URL", ""))
        return None
    home = Path(os.environ["PREFECT_HOME"])
    set_damaged_aside(home / RECORDS)
    records.begin(home / RECORDS)
    server = TemporaryServer(home, own)
    atexit.register(server.close)  # before Prefect is imported, so after all that Prefect does at the end
    os.environ["PREFECT_API_URL"] = server.address
    return server


def _require_answer(url: str) -> None:
    """Prefect itself would say so with a hundred lines of its own, after seconds of imports."""
    place = urlsplit(url)
    if not place.hostname:  # none is named, or it is for Prefect to complain
        return
    try:
        socket.create_connection((place.hostname, place.port or PORTS.get(place.scheme, 80)), REACH_SECONDS).close()
    except OSError as error:
        raise ConfigurationError(
            f"No Prefect server answers at {place.hostname}: {error.strerror or error}.",
            where="PREFECT_API_URL",
            next_step="Start it with `prefect server start`, or unset PREFECT_API_URL: a run then brings its own.",
        ) from None


def set_damaged_aside(database_file: Path) -> None:
    """Rename records that are no database any more: no server starts on them, and none of ours need them."""
    if not database_file.exists():
        return
    try:
        with closing(sqlite3.connect(database_file)) as database:
            database.execute("select count(*) from sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # a server uses it
            return
        database_file.rename(database_file.with_name(f"{RECORDS}.damaged"))
        for suffix in ("-wal", "-shm"):
            database_file.with_name(RECORDS + suffix).unlink(missing_ok=True)


def is_chosen() -> bool:
    """Whether the environment or a file of settings may say which server to use."""
    if any(os.environ.get(name) for name in CHOICES) or (Path(os.environ["PREFECT_HOME"]) / "profiles.toml").exists():
        return True
    return any(_speaks(Path(name), mark) for name, mark in FILES.items())


def _speaks(file: Path, mark: str) -> bool:
    return file.is_file() and mark in file.read_text(encoding="utf-8", errors="replace")


def serve(descriptor: int) -> None:
    """Be the server, at a listening socket, until standard input ends."""
    with uncollected():
        import uvicorn

        config = uvicorn.Config(APP, factory=True, log_level="error", lifespan="on")
        server = uvicorn.Server(config)
        threading.Thread(target=_end_with_starter, args=(server,), daemon=True).start()
        config.load()
    server.run(sockets=[socket.socket(fileno=descriptor)])


def _end_with_starter(server: uvicorn.Server) -> None:
    sys.stdin.buffer.read()
    server.should_exit = True
    threading.Timer(END_SECONDS, os._exit, [1]).start()  # for a server that is still starting, or hangs


if __name__ == "__main__":
    serve(int(sys.argv[1]))
