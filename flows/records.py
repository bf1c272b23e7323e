"""The empty database that a first server of Prefect begins with, as its migrations would leave it.

They are more than a hundred and take four seconds, during which a first run can do nothing else. `prefect_records.sql`
holds what they lead to; `python -m flows.records` writes it anew, by Prefect's own migrations, for the version at hand.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

MADE = Path(__file__).with_name("prefect_records.sql")
ELSEWHERE = ("PREFECT_API_DATABASE_CONNECTION_URL", "PREFECT_SERVER_DATABASE_CONNECTION_URL")  # where to keep records
MIGRATE = """
import asyncio
from prefect.server.database import provide_database_interface
asyncio.run(provide_database_interface().create_db())
"""


def begin(records: Path) -> None:
    """Make the database, where there is none and Prefect is of the version that it was taken from.

    A server of any other version makes its own.
    """
    if records.exists() or any(os.environ.get(name) for name in ELSEWHERE):
        return
    first, _, statements = MADE.read_text(encoding="utf-8").partition("\n")
    if first != _heading():
        return
    unfinished = records.with_name(f".{records.name}.tmp")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as database:
        database.executescript(statements)
    unfinished.chmod(0o600)
    unfinished.rename(records)


def taken(records: Path) -> str:
    """The statements that make an empty database anew, under the version of Prefect that it is for."""
    with closing(sqlite3.connect(records)) as database:
        return "\n".join([_heading(), *database.iterdump()]) + "\n"


def _heading() -> str:
    return f"-- Prefect {version('prefect')}"


def migrated() -> str:
    """What the migrations of the installed Prefect lead to."""
    with tempfile.TemporaryDirectory() as home:
        subprocess.run([sys.executable, "-c", MIGRATE], check=True, env=os.environ | {"PREFECT_HOME": home})
        return taken(Path(home) / "prefect.db")


if __name__ == "__main__":
    MADE.write_text(migrated(), encoding="utf-8")
