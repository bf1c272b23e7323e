"""The database that Prefect's first server is spared to make is the one that it would make."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from flows import records
from tests.once import Run


def schema(database: Path) -> dict[str, list[str]]:
    """The lines of each statement, sorted: constraints come in the order of SQLAlchemy's sets."""
    with closing(sqlite3.connect(database)) as opened:
        found = opened.execute("select type || ' ' || name, coalesce(sql, '') from sqlite_master").fetchall()
    return {name: sorted(line.strip(" ,") for line in sql.splitlines()) for name, sql in found}


def revision(database: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute("select version_num from alembic_version").fetchall()


def test_it_is_what_the_migrations_lead_to(prefect_server: str, this_run: Run, tmp_path: Path) -> None:
    migrated = this_run.folder / "prefect" / "prefect.db"
    records.begin(tmp_path / "prefect.db")
    assert schema(tmp_path / "prefect.db") == schema(migrated), "run `python -m flows.records`"
    assert revision(tmp_path / "prefect.db") == revision(migrated)
