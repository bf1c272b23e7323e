"""`entente doctor`: each thing that can be wrong is found, and said with a next step."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from flows.commands import doctor
from flows.commands.doctor import Finding, print_findings
from flows.ingest.ledger import Ledger
from flows.publish.lock import LOCK_NAME, run_lock
from flows.settings import PROJECT, Settings


@pytest.fixture
def fresh(tmp_path: Path) -> Settings:
    """A warehouse that is there and has nothing in it."""
    (tmp_path / "warehouse").mkdir()
    return Settings(tmp_path / "warehouse", tmp_path / "inbox")


def is_troubled(found: Finding, state: str, word: str) -> bool:
    return found.state == state and word in found.what and bool(found.next_step)


def test_nothing_is_wrong_with_this_installation(fresh: Settings) -> None:
    states = {found.about: found.state for found in doctor.findings(fresh)}
    assert states.pop("release") == "warn"
    assert set(states.values()) == {"ok"}


def test_a_missing_library_and_one_that_does_not_fit_are_named(
    fresh: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: ["no-such-thing>=1", "duckdb<1", "mypy; extra == 'dev'"])
    found = doctor.libraries(fresh)
    assert is_troubled(found, "bad", "no-such-thing is missing")
    assert f"duckdb {metadata.version('duckdb')} does not fit" in found.what
    assert "mypy" not in found.what


def test_a_missing_model_is_told(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "MODEL", "en_no_such_model")
    assert is_troubled(doctor.model(fresh), "bad", "en_no_such_model")


def test_raw_texts_that_others_may_read_are_told(fresh: Settings) -> None:
    fresh.raw.mkdir()
    fresh.raw.chmod(0o755)
    assert is_troubled(doctor.warehouse(fresh), "warn", "others may read")
    fresh.raw.chmod(0o700)
    assert doctor.warehouse(fresh).state == "ok"


def test_a_warehouse_that_cannot_be_written_is_told(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)  # the super-user may write anywhere
    assert is_troubled(doctor.warehouse(fresh), "bad", "cannot be written")


def test_a_full_disk_is_told(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM", 10**18)
    assert is_troubled(doctor.space(fresh), "bad", "GB free")


def test_a_run_under_way_is_seen_and_not_disturbed(fresh: Settings) -> None:
    holding = "import sys, pathlib\nfrom flows.publish.lock import run_lock\n"
    holding += "with run_lock(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    sys.stdin.read()"
    command = [sys.executable, "-c", holding, str(fresh.warehouse)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=PROJECT, text=True, **pipes) as other:  # type: ignore[call-overload]
        assert other.stdout.readline() == "held\n"
        assert f"process {other.pid} " in doctor.lock(fresh).what
        assert "under way" in doctor.dead_runs(fresh).what
        other.stdin.close()
    assert doctor.lock(fresh).what == "no run is under way"


def test_where_the_system_does_not_tell_nobody_holds_it(fresh: Settings, tmp_path: Path) -> None:
    with run_lock(fresh.warehouse):
        assert doctor.holder_of(fresh.warehouse / LOCK_NAME, tmp_path / "none") is None


def test_a_run_that_died_is_named(fresh: Settings) -> None:
    (fresh.runs / "20210505T000000-1").mkdir(parents=True)
    (fresh.releases / ".stage-20210505T000000-1").mkdir(parents=True)
    found = doctor.dead_runs(fresh)
    assert is_troubled(found, "warn", "20210505T000000-1")
    assert ".stage-20210505T000000-1" in found.what


def test_a_ledger_that_is_no_database_is_told(fresh: Settings) -> None:
    fresh.ledger.write_bytes(b"nonsense" * 1000)
    assert is_troubled(doctor.ledger(fresh), "bad", "ledger")
    assert doctor.quarantine(fresh).state == "warn"


def test_a_ledger_that_sqlite_finds_wrong_is_told(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite3.connect(fresh.ledger).close()
    monkeypatch.setattr(Ledger, "problems", lambda _: ["row 3 missing"])
    assert is_troubled(doctor.ledger(fresh), "bad", "row 3 missing")


def test_refused_inputs_are_counted(fresh: Settings) -> None:
    with Ledger(fresh.ledger) as ledger:
        ledger.quarantine("blank.txt", None, "E_EMPTY", "no text")
    assert is_troubled(doctor.quarantine(fresh), "warn", "1 × no text")


def test_a_damaged_release_is_told(settings: Settings) -> None:
    assert is_troubled(doctor.release(settings), "bad", "0001-2021-05-05")


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/api", "nonsense"])
def test_a_server_that_does_not_answer_is_told(address: str, fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", address)
    assert is_troubled(doctor.server(fresh), "bad", address)


@pytest.fixture
def healthy(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Finding("disk", "ok", "room"), Finding("model", "warn", "old", "Renew it.")]
    monkeypatch.setattr(doctor, "findings", lambda _: iter(found))


@pytest.mark.usefixtures("healthy")
def test_a_person_reads_a_line_each(fresh: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_findings(fresh, as_json=False)
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["✓", "disk", "room"],
        ["!", "model", "old"],
        ["Renew", "it."],
    ]


@pytest.mark.usefixtures("healthy")
def test_a_program_reads_json(fresh: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert print_findings(fresh, as_json=True)
    assert [found["state"] for found in json.loads(capsys.readouterr().out)] == ["ok", "warn"]


def test_what_is_bad_is_said_to_the_caller(fresh: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "findings", lambda _: iter([Finding("disk", "bad", "full", "Make room.")]))
    assert not print_findings(fresh, as_json=True)
