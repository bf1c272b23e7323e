"""What the ledger remembers to spare a run that finds nothing new the reading of all its rows.

Triggers see to it that none of it outlives the rows that it was taken from, whoever writes them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

_TABLES = """
create table if not exists listings (folder text primary key, seal text not null) without rowid;
create table if not exists settled (one integer primary key, inputs_sha256 text not null);
"""
_FORGET = {
    # What is left of `a/b/c.txt` once all its letters but the slash are trimmed from the end: `a/b/`.
    "deliveries": "delete from listings where folder = rtrim({row}.file_name, replace({row}.file_name, '/', ''))",
    "documents": "delete from settled",
}


def _triggers() -> Iterator[str]:
    for table, forget in _FORGET.items():
        for event, row in (("insert", "new"), ("update", "new"), ("delete", "old")):
            name = f"forget_on_{event}_of_{table}"
            yield f"create trigger if not exists {name} after {event} on {table} begin {forget.format(row=row)}; end;\n"


SHORTCUTS = _TABLES + "".join(_triggers())


class Shortcuts:
    """The part of the ledger that is there for speed alone."""

    _db: sqlite3.Connection

    def seals(self) -> dict[str, str]:
        """Seal of each folder of the inbox, by name, of which every file is delivered as it lay there then."""
        return dict(self._db.execute("select folder, seal from listings"))

    def version(self) -> int:
        """A number that differs once somebody else has written into the ledger."""
        return int(self._db.execute("pragma data_version").fetchone()[0])

    def seal(self, folders: Mapping[str, str], version: int) -> None:
        """Remember that all files of folders are delivered as their seals say, if `version` is still the ledger's."""
        if version == self.version():
            self._db.executemany("insert or replace into listings values (?, ?)", folders.items())

    def settled(self) -> str | None:
        """The hash of all inputs at which no document waited for anything; None if one has changed since."""
        row = self._db.execute("select inputs_sha256 from settled").fetchone()
        return None if row is None else str(row[0])

    def settle(self, inputs_sha256: str) -> None:
        """Remember that no document waits for anything, and the hash of all inputs."""
        self._db.execute("insert or replace into settled values (0, ?)", (inputs_sha256,))
