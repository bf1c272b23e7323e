"""The database that a first Prefect server finds: made for the version at hand, over nothing that is there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flows import records


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in records.ELSEWHERE:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def tables(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as opened:
        return {name for (name,) in opened.execute("select name from sqlite_master where type = 'table'")}


def test_it_is_whole_for_nobody_else_and_empty(home: Path) -> None:
    records.begin(home / "prefect.db")
    assert {"flow_run", "alembic_version"} < tables(home / "prefect.db")
    assert (home / "prefect.db").stat().st_mode & 0o777 == 0o600
    assert records.taken(home / "prefect.db") == records.MADE.read_text("utf-8")
    assert [path.name for path in home.iterdir()] == ["prefect.db"]


def test_records_that_are_there_stay(home: Path) -> None:
    (home / "prefect.db").write_bytes(b"")
    records.begin(home / "prefect.db")
    assert (home / "prefect.db").read_bytes() == b""


def test_what_a_killed_run_left_half_made_is_made_anew(home: Path) -> None:
    (home / ".prefect.db.tmp").write_bytes(b"half")
    records.begin(home / "prefect.db")
    assert "flow_run" in tables(home / "prefect.db")


def test_another_version_of_prefect_makes_its_own(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "version", lambda _: "99.0")
    records.begin(home / "prefect.db")
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", records.ELSEWHERE)
def test_none_is_made_where_records_are_kept_elsewhere(home: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "postgresql+asyncpg://example.invalid/prefect")
    records.begin(home / "prefect.db")
    assert list(home.iterdir()) == []
