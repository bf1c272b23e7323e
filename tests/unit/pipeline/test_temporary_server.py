"""The server of one run: when it is started, and that it ends, with a stand-in for uvicorn that answers at once."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from flows import temporary_server
from flows.errors import ConfigurationError, PipelineError
from flows.settings import PROJECT
from flows.temporary_server import CHOICES, TemporaryServer, is_chosen, start_server

STAND_IN = """
import select

class Config:
    def __init__(self, app, **options):
        self.app = app

    def load(self):
        pass

class Server:
    should_exit = False

    def __init__(self, config):
        self.config = config

    def run(self, sockets):
        while not self.should_exit:
            if select.select(sockets, [], [], 0.05)[0]:
                with sockets[0].accept()[0] as caller:
                    caller.recv(9999)
                    caller.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\n" + self.config.app.encode())
"""
BROKEN = "raise SystemExit('There is no room for a server.')"
DEAF = STAND_IN.replace("while not self.should_exit", "while True")
STARTER = """
import sys, time
from pathlib import Path
from flows.temporary_server import TemporaryServer
server = TemporaryServer(Path(sys.argv[1]))
print(server.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for Prefect, where nothing says which server to use."""
    for name in CHOICES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def stand_in(home: Path, monkeypatch: pytest.MonkeyPatch, program: str = STAND_IN) -> None:
    (home / "uvicorn.py").write_text(program, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(home))


@pytest.fixture
def server(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TemporaryServer]:
    stand_in(home, monkeypatch)
    server = TemporaryServer(home)
    yield server
    server.close()


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def ended(pid: int) -> bool:
    end = time.monotonic() + 60
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_alive(pid)


def test_nothing_is_chosen_at_first(home: Path) -> None:
    assert not is_chosen()


@pytest.mark.parametrize("name", CHOICES)
def test_the_environment_chooses(name: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "x")
    assert is_chosen()


@pytest.mark.parametrize(
    ("name", "text", "chosen"),
    [
        ("profiles.toml", 'active = "mine"', True),
        ("prefect.toml", "[api]", True),
        ("pyproject.toml", "[tool.prefect.api]", True),
        ("pyproject.toml", "[tool.ruff]", False),
        (".env", "PREFECT_API_URL=http://127.0.0.1:4200/api", True),
        (".env", "EDITOR=ed", False),
    ],
)
def test_a_file_of_settings_chooses_if_it_speaks_of_prefect(home: Path, name: str, text: str, chosen: bool) -> None:
    (home / name).write_text(text, "utf-8")
    assert is_chosen() is chosen


def test_where_a_server_is_chosen_none_is_started(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as theirs:
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{theirs.getsockname()[1]}/api")
        assert start_server() is None
    assert list(home.iterdir()) == []


def test_a_chosen_server_that_is_not_there_is_named_with_what_to_do(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{port}/api")
    with pytest.raises(ConfigurationError, match=r"No Prefect server answers at 127.0.0.1.*unset PREFECT_API_URL"):
        start_server()


def test_a_started_server_is_named_to_prefect_and_ends_with_the_process(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(home, monkeypatch)
    at_exit = []
    monkeypatch.setattr("atexit.register", at_exit.append)
    monkeypatch.setenv("PREFECT_API_URL", "")
    server = start_server()
    assert server is not None
    assert os.environ["PREFECT_API_URL"] == server.address
    assert at_exit == [server.close]
    server.close()


def test_it_is_ready_once_it_answers(server: TemporaryServer) -> None:
    server.await_ready()
    connection = HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/")
    assert connection.getresponse().read().decode() == temporary_server.APP
    connection.close()


def test_it_ends_when_closed_and_leaves_no_empty_log(server: TemporaryServer, home: Path) -> None:
    server.await_ready()
    server.close()
    assert not is_alive(server.pid)
    assert not (home / "server.log").exists()


def test_one_that_does_not_end_is_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(home, monkeypatch, DEAF)
    monkeypatch.setattr(temporary_server, "END_SECONDS", 0.1)
    server = TemporaryServer(home)
    server.await_ready()
    server.close()
    assert not is_alive(server.pid)


def test_one_that_does_not_start_is_told_with_its_last_words(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(home, monkeypatch, BROKEN)
    server = TemporaryServer(home)
    with pytest.raises(PipelineError, match="There is no room for a server") as raised:
        server.await_ready()
    server.close()
    assert raised.value.where == str(home / "server.log")
    assert "PREFECT_API_URL" in str(raised.value.next_step)
    assert (home / "server.log").exists()


def test_it_does_not_outlive_a_killed_run(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(home, monkeypatch)
    run = subprocess.Popen([sys.executable, "-c", STARTER, str(home)], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    pid = int(run.stdout.readline())
    assert is_alive(pid)
    run.kill()
    run.communicate()
    assert ended(pid)


@pytest.mark.parametrize(("content", "is_kept"), [(None, True), (b"", True), (b"\xff" * 4096, False)])
def test_records_that_are_no_database_are_set_aside(tmp_path: Path, content: bytes | None, is_kept: bool) -> None:
    records = tmp_path / "prefect.db"
    if content is None:
        with closing(sqlite3.connect(records)) as database:
            database.execute("create table flow_run (id)")
    else:
        records.write_bytes(content)
    temporary_server.set_damaged_aside(records)
    assert (records.exists(), (tmp_path / "prefect.db.damaged").exists()) == (is_kept, not is_kept)
