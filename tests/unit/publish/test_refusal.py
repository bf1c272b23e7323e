"""What the machine refuses is named; what it does not refuse passes as it is."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows import refusal
from flows.errors import GateClosed, Locked
from flows.refusal import PublishError, named, require_free

LOCK = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX)
    print("held", flush=True)
    input()
"""


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A file that another process has locked for writing, and that process."""
    path = tmp_path / "entente.duckdb"
    path.touch()
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", LOCK, str(path)], stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield path, process.pid
        process.communicate("\n")


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.EIO, "Input/output error"),
        sqlite3.OperationalError("database or disk is full"),
        RuntimeError("polars: No space left on device (os error 28)"),
    ],
    ids=str,
)
def test_a_disk_that_refuses_is_named(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(PublishError) as told, named(tmp_path):
        raise error
    assert told.value.__cause__ is error
    assert "nothing that was read is lost" in str(told.value)


@pytest.mark.parametrize(
    "error", [GateClosed("No space left on device"), KeyError("x"), FileNotFoundError(2, "x")], ids=repr
)
def test_other_errors_pass(error: Exception, tmp_path: Path) -> None:
    with pytest.raises(type(error)) as told, named(tmp_path):
        raise error
    assert told.value is error


def test_a_ledger_in_use_is_no_broken_disk(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").touch()
    with pytest.raises(Locked, match=r"holds ledger\.sqlite"), named(tmp_path):
        raise sqlite3.OperationalError("database is locked")


def test_a_file_that_nobody_holds_is_free(tmp_path: Path) -> None:
    (tmp_path / "entente.duckdb").touch()
    require_free(tmp_path / "entente.duckdb")
    require_free(tmp_path / "none.duckdb")


def test_who_holds_a_file_is_named(held: tuple[Path, int], monkeypatch: pytest.MonkeyPatch) -> None:
    path, process = held
    monkeypatch.setattr(refusal, "PATIENCE", 0.0)
    with pytest.raises(Locked, match=f"Process {process} holds"):
        require_free(path)
    assert process != os.getpid()
