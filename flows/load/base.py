"""What the database of a release starts from: that of the release before, or empty tables."""

from __future__ import annotations

import shutil
from pathlib import Path

from flows.contract import PUBLISHED, ddl
from flows.load.connection import connect, connect_memory
from flows.load.staged import DATABASE_NAME


def prepare(database: Path, staging: Path, previous: Path | None) -> bool:
    """Write to `database` the tables that a release begins with, described: those of `previous`, or empty ones.

    Returns whether rows were taken over. None are where a document has left: a row that is deleted leaves its bytes in
    the file.
    """
    if previous is not None and not _has_lost(previous, staging):
        shutil.copyfile(previous / DATABASE_NAME, database)
        return True
    with connect(database) as con:
        con.begin()
        for table in PUBLISHED.values():
            # An index of texts is as large as its table, and is written whole whenever a row comes. That keys are
            # unique, the gate finds.
            con.execute(ddl.script(table, is_keyed=False))
        con.commit()
    return False


def _has_lost(previous: Path, staging: Path) -> bool:
    """Whether a document of the release before is not among the staged ones."""
    with connect_memory() as con:
        gone = con.execute(
            "select 1 from read_parquet($old) as old anti join read_parquet($new) as new on old.doc_id = new.doc_id"
            " limit 1",
            {"old": str(previous / "documents.parquet"), "new": str(staging / "documents.parquet")},
        )
        return gone.fetchone() is not None
