"""The ledger: every delivered file, and every document with where it stands. Standard library only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from flows.errors import WarehouseDamaged
from flows.ingest.inbox import Found
from flows.ingest.raw import sha256_of
from flows.ingest.reasons import RETRIED, Rejected
from flows.ingest.shortcuts import SHORTCUTS, Shortcuts

STATES = ("accepted", "extracted", "quarantined", "published", "superseded", "retracted", "erased")

REBUILD = "Make it anew from the raw texts: entente rebuild"
REPLACED = "REPLACED"  # reason of a document whose file was overwritten; its bytes may come back

_SELECT = "select doc_id, file_name, sha256, state, reason_code, part, extractor_version from documents"
_CURRENT = " and state in ('accepted', 'extracted', 'published')"
_SCHEMA = """
create table if not exists deliveries (
    file_name text primary key, size integer not null, mtime_ns integer not null, sha256 text, reason_code text
) without rowid;
create table if not exists documents (
    doc_id text primary key, file_name text not null, sha256 text not null, state text not null,
    reason_code text, part text, extractor_version text
) without rowid;
create table if not exists rejects (
    file_name text primary key, sha256 text, code text not null, reason text not null
) without rowid;
create index if not exists documents_by_sha256 on documents (sha256);
create index if not exists documents_by_name on documents (file_name);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in the ledger.

    `sha256` names the raw object that holds its bytes: its own file, or the feed whose row it is. `part` names the
    cache part that holds its reading, made by `extractor_version`.
    """

    doc_id: str
    file_name: str
    sha256: str
    state: str
    reason_code: str | None = None
    part: str | None = None
    extractor_version: str | None = None


class Ledger(Shortcuts):
    """The ledger at `path`, opened on entering; every write is one transaction, synced before it returns."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Ledger:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(self.path, isolation_level=None, timeout=10)
        try:
            # A rollback journal with full sync: what was acknowledged outlives kill -9, and no side file is left open.
            self._db.execute("pragma journal_mode = delete")
            self._db.execute("pragma synchronous = full")
            self._db.execute("pragma secure_delete = on")  # what is erased leaves no bytes behind
            self._db.executescript(_SCHEMA + SHORTCUTS)
        except sqlite3.DatabaseError as error:
            self._db.close()
            if isinstance(error, sqlite3.OperationalError):  # a full disk, a lock: nothing wrong with the file
                raise
            what = f"The ledger cannot be read ({error})."
            raise WarehouseDamaged(what, where=str(self.path), next_step=REBUILD) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes within, or none of them."""
        self._db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("commit")

    def unseen(self, found: Iterable[Found], inbox: Path | None = None, limit: int = 1 << 40) -> list[Found]:
        """Entries that were not delivered before as they are now, by name, size and time.

        Where only the time differs and `inbox` is given, their bytes are compared too.
        """
        entries = list(found)
        query = "select file_name, size, mtime_ns from deliveries where file_name in (select value from json_each(?))"
        known = set(self._db.execute(query, (json.dumps([entry.name for entry in entries]),)))
        changed = [entry for entry in entries if (entry.name, entry.size, entry.mtime_ns) not in known]
        if inbox is None or not changed:
            return changed
        with self._joined():  # an inbox that was copied has other times throughout
            return [entry for entry in changed if not self._is_touched(inbox, entry, limit)]

    def _is_touched(self, inbox: Path, entry: Found, limit: int) -> bool:
        """Whether of a delivered file only the time has changed, which then is remembered."""
        query = "select sha256 from deliveries where file_name = ? and size = ?"
        (sha256,) = self._db.execute(query, (entry.name, entry.size)).fetchone() or (None,)
        is_touched = sha256 is not None and _same_bytes(inbox, entry, sha256, limit)
        if is_touched:
            self.delivered(entry, sha256)
        return is_touched

    def delivered(self, found: Found, sha256: str | None, reason_code: str | None = None) -> None:
        """Remember a file by its name, size and time; one whose trouble may pass is not remembered."""
        if reason_code in RETRIED:
            return
        self._db.execute(
            "insert or replace into deliveries values (?, ?, ?, ?, ?)",
            (found.name, found.size, found.mtime_ns, sha256, reason_code),
        )

    def accept(self, doc_id: str, file_name: str, sha256: str) -> Entry | None:
        """None for a document that is new and now accepted, else the entry it had.

        The smallest name is kept, so that a document bears the same one in whatever order its copies arrive; one that
        was superseded is held by no other file, whatever its name was.
        """
        entry = self.entry(doc_id)
        if entry is None:
            self._db.execute(
                "insert into documents (doc_id, file_name, sha256, state) values (?, ?, ?, 'accepted')",
                (doc_id, file_name, sha256),
            )
        elif file_name < entry.file_name or entry.state == "superseded":
            self._db.execute(
                "update documents set file_name = ?, sha256 = ? where doc_id = ?", (file_name, sha256, doc_id)
            )
        self._db.execute("delete from rejects where file_name = ?", (file_name,))
        return entry

    def quarantine(self, file_name: str, sha256: str | None, code: str, reason: str) -> None:
        """Remember why a file or row is refused."""
        self._db.execute("insert or replace into rejects values (?, ?, ?, ?)", (file_name, sha256, code, reason))

    def readmit(self, doc_ids: Iterable[str]) -> None:
        """Forget that documents were refused: they could be read after all."""
        self._db.execute(
            "delete from rejects where file_name in (select file_name from documents where doc_id in"
            " (select value from json_each(?)))",
            (json.dumps(list(doc_ids)),),
        )

    def mark(
        self,
        doc_ids: Iterable[str],
        state: str,
        *,
        reason_code: str | None = None,
        part: str | None = None,
        extractor_version: str | None = None,
    ) -> None:
        """Move documents to `state`; `part` and `extractor_version` stay as they are where none is given."""
        if state not in STATES:
            raise ValueError(f"unknown state {state!r}")
        with self._joined():
            self._db.executemany(
                "update documents set state = ?, reason_code = ?, part = coalesce(?, part),"
                " extractor_version = coalesce(?, extractor_version) where doc_id = ?",
                [(state, reason_code, part, extractor_version, doc_id) for doc_id in doc_ids],
            )

    def entry(self, doc_id: str) -> Entry | None:
        """The document of that id."""
        row = self._db.execute(_SELECT + " where doc_id = ?", (doc_id,)).fetchone()
        return None if row is None else Entry(*row)

    def documents(self, *states: str) -> list[Entry]:
        """Documents in any of `states` (all where none is given), by id."""
        query = _SELECT + " where state in (select value from json_each(?)) order by doc_id"
        return [Entry(*row) for row in self._db.execute(query, (json.dumps(states or STATES),))]

    def unread(self, reader: str, gone: Iterable[str]) -> list[Entry]:
        """Documents, by id, that this reader has not read, or whose reading lay in one of the parts that are gone."""
        query = (
            _SELECT + " where state in ('accepted', 'extracted', 'published', 'quarantined')"
            " and (extractor_version is not ? or part in (select value from json_each(?))) order by doc_id"
        )
        return [Entry(*row) for row in self._db.execute(query, (reader, json.dumps(list(gone))))]

    def inputs(self) -> list[str]:
        """SHA-256 of the raw object of each document that a release rests on, sorted."""
        query = "select sha256 from documents where state in ('extracted', 'published') order by sha256"
        return [sha256 for (sha256,) in self._db.execute(query)]

    def parts(self) -> set[str]:
        """Names of the cache parts that hold the reading of some document."""
        return {part for (part,) in self._db.execute("select distinct part from documents where part is not null")}

    def holds(self, sha256: str) -> bool:
        """Whether some document needs the raw object of that hash."""
        return self._db.execute("select 1 from documents where sha256 = ? limit 1", (sha256,)).fetchone() is not None

    def replace(self, file_name: str, doc_id: str) -> list[str]:
        """Ids of documents whose only file, `file_name`, now holds `doc_id` instead; they are superseded.

        One that another file still holds takes that file's name.
        """
        replaced = []
        query = _SELECT + " where file_name = ? and doc_id <> ?" + _CURRENT
        for row in self._db.execute(query, (file_name, doc_id)).fetchall():
            entry = Entry(*row)
            other = self._db.execute(
                "select min(file_name) from deliveries where sha256 = ? and file_name <> ?", (entry.sha256, file_name)
            ).fetchone()[0]
            if other is not None:
                self._db.execute("update documents set file_name = ? where doc_id = ?", (other, entry.doc_id))
            else:
                self.mark([entry.doc_id], "superseded", reason_code=REPLACED)
                replaced.append(entry.doc_id)
        return replaced

    def forget_readings(self) -> None:
        """Have every document read again; those that were published or could not be read wait as if just accepted."""
        with self._joined():
            self._db.execute("update documents set part = null, extractor_version = null")
            self._db.execute(
                "update documents set state = 'accepted', reason_code = null"
                " where state in ('extracted', 'published', 'quarantined')"
            )

    def forget_part(self, part: str) -> None:
        """Have the documents of one cache part read again."""
        self._db.execute("update documents set part = null, extractor_version = null where part = ?", (part,))

    def forget_bytes(self, sha256: str) -> list[str]:
        """Names of the files that held these bytes; they count as never delivered."""
        with self._joined():
            names = self._db.execute("select file_name from deliveries where sha256 = ?", (sha256,)).fetchall()
            self._db.execute("delete from deliveries where sha256 = ?", (sha256,))
            self._db.execute("delete from rejects where sha256 = ? and file_name not glob '*#[0-9]*'", (sha256,))
        return sorted(name for (name,) in names)

    def moved(self, old: str, new: str) -> None:
        """Raw bytes were rewritten: what lay under the hash `old` lies under `new`; no file is known to hold it."""
        with self._joined():
            self._db.execute("update documents set sha256 = ? where sha256 = ?", (new, old))
            self._db.execute("update deliveries set sha256 = null where sha256 = ?", (old,))
            self._db.execute("update rejects set sha256 = ? where sha256 = ?", (new, old))

    def needed_bytes(self, but: Entry) -> set[str]:
        """Hashes of the raw objects that hold any document but one, or any refused row of a feed."""
        rows = self._db.execute(
            "select sha256 from documents where doc_id <> ?"
            " union select sha256 from rejects where file_name <> ? and file_name glob '*#[0-9]*'",
            (but.doc_id, but.file_name),
        )
        return {sha256 for (sha256,) in rows if sha256}

    def purge(self, entry: Entry) -> None:
        """Forget that a document ever was, bytes included."""
        with self._joined():
            self._db.execute("delete from documents where doc_id = ?", (entry.doc_id,))
            self._db.execute("delete from rejects where file_name = ?", (entry.file_name,))
        self._db.execute("vacuum")

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when it is sound."""
        found = [row[0] for row in self._db.execute("pragma integrity_check")]
        return [] if found == ["ok"] else found

    def rejects(self) -> list[tuple[str, str, str]]:
        """`(file_name, code, reason)` of all that was refused, by name."""
        return self._db.execute("select file_name, code, reason from rejects order by file_name").fetchall()

    def counts(self) -> dict[str, int]:
        """Documents by state, and `rejected` inputs."""
        counted = dict(self._db.execute("select state, count(*) from documents group by state").fetchall())
        counted["rejected"] = self._db.execute("select count(*) from rejects").fetchone()[0]
        return counted

    @contextmanager
    def _joined(self) -> Iterator[None]:
        if self._db.in_transaction:
            yield
        else:
            with self.transaction():
                yield


def _same_bytes(inbox: Path, entry: Found, sha256: str, limit: int) -> bool:
    try:
        return sha256_of(inbox, entry, limit) == sha256
    except Rejected:
        return False
