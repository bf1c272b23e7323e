"""Everything made anew from the raw texts: ledger where it is lost, readings, facts and release."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.errors import ReleaseDamaged, WarehouseDamaged
from flows.ingest import raw
from flows.ingest.article import Article
from flows.ingest.inbox import scan
from flows.ingest.ledger import Ledger
from flows.ingest.reasons import Rejected
from flows.ingest.run import LOST, accept, restore
from flows.ingest.sources import open_source
from flows.model import ids
from flows.operations import OPERATIONS
from flows.plain import STANDING, publish_anew
from flows.progress import Progress
from flows.publish import manifest
from flows.publish.lock import run_lock
from flows.settings import Settings
from flows.version import reader_version

DAMAGED = ".damaged"  # suffix under which a broken ledger is kept for whoever wants to look at it
Published = Mapping[str, Any]  # a row of `documents`


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was made anew: the release, tables that differ from before, and documents whose bytes are lost."""

    release: Path | None
    changed: tuple[str, ...]
    lost: tuple[str, ...]


def rebuild(settings: Settings, progress: Progress | None = None) -> Rebuilt:
    """Read all raw texts afresh and publish what they give; damaged ones are fetched again from inbox or release."""
    with run_lock(settings.warehouse):
        before, published = _tables(settings.latest), list(_documents(settings.latest))
        is_new = _set_ledger_aside(settings)
        _mend_raw(settings, published)
        with Ledger(settings.ledger) as ledger:
            if is_new:
                restore(settings, ledger, _names(settings, published))
            ledger.forget_readings()
            for path in _unsound(settings):
                path.unlink()
                ledger.forget_bytes(path.name)
            accept(settings, ledger, ledger.unseen(scan(settings.inbox)))
            lost = _give_up_lost(settings, ledger)
        shutil.rmtree(settings.cache, ignore_errors=True)
        release = publish_anew(settings, progress)
        after = _tables(settings.latest)
    return Rebuilt(release, tuple(sorted(n for n in before | after if before.get(n) != after.get(n))), lost)


def _tables(latest: Path) -> dict[str, str]:
    """Hash by name of the tables that depend on the documents alone; none where no sound release is public."""
    if not latest.exists():
        return {}
    with suppress(ReleaseDamaged):
        files = manifest.read(latest)["files"]
        tables = {name.removesuffix(".parquet"): file["sha256"] for name, file in files.items()}
        return {name: sha256 for name, sha256 in tables.items() if "." not in name and name not in OPERATIONS}
    return {}


def _documents(latest: Path) -> Iterator[Published]:
    """Names, hashes and texts of the documents of the public release, as far as it can be read."""
    import duckdb

    query = "select doc_id, file_name, content_sha256, raw_text from read_parquet(?)"
    with duckdb.connect() as con, suppress(duckdb.Error):
        rows = con.execute(query, [str(latest / "documents.parquet")])
        names = [column[0] for column in rows.description or ()]
        yield from (dict(zip(names, row, strict=True)) for row in rows.fetchall())


def _set_ledger_aside(settings: Settings) -> bool:
    """Whether there is no ledger that can be used; a damaged one is renamed."""
    if not settings.ledger.exists():
        return True
    try:
        with Ledger(settings.ledger) as ledger:
            is_damaged = bool(ledger.problems())
    except WarehouseDamaged:
        is_damaged = True
    if is_damaged:
        settings.ledger.rename(settings.ledger.with_name(settings.ledger.name + DAMAGED))
        settings.ledger.with_name(settings.ledger.name + "-journal").unlink(missing_ok=True)
    return is_damaged


def _unsound(settings: Settings) -> list[Path]:
    return [path for path in sorted(settings.raw.glob("[0-9a-f]*")) if not raw.is_sound(path)]


def _mend_raw(settings: Settings, published: list[Published]) -> None:
    """Write damaged or missing text files again from the words that were published, where those are all of the file."""
    for row in published:
        path = settings.raw / row["content_sha256"]
        content = row["raw_text"].encode()
        is_whole = hashlib.sha256(content).hexdigest() == path.name
        if is_whole and not (path.exists() and raw.is_sound(path)):
            path.unlink(missing_ok=True)
            raw.store_bytes(settings.raw, content)


def _names(settings: Settings, published: list[Published]) -> dict[str, str]:
    """The file that each raw object was, by the object's hash: as published, and feeds by the rows they hold."""
    held = {path.name for path in settings.raw.glob("[0-9a-f]*")}
    files = {row["content_sha256"]: row["file_name"] for row in published if row["content_sha256"] in held}
    rows = {row["doc_id"]: row["file_name"].rpartition("#")[0] for row in published if "#" in row["file_name"]}
    for sha256 in sorted(held - files.keys()):
        for name in sorted(set(rows.values())):
            if rows.keys() & _ids(settings, name, sha256):
                files[sha256] = name
                break
    return files


def _ids(settings: Settings, name: str, sha256: str) -> set[str]:
    with suppress(Rejected):
        found = open_source(name, settings.raw / sha256, settings)
        return {ids.doc_id(read.content) for read in found if isinstance(read, Article)}
    return set()


def _give_up_lost(settings: Settings, ledger: Ledger) -> tuple[str, ...]:
    """Names of documents whose bytes are nowhere any more; they are quarantined until they are delivered again."""
    lost = [entry for entry in ledger.documents(*STANDING) if not (settings.raw / entry.sha256).exists()]
    reason = "The raw bytes are damaged or gone; deliver the file again."
    ledger.mark(
        [entry.doc_id for entry in lost], "quarantined", reason_code=LOST, extractor_version=reader_version()
    )
    for entry in lost:
        ledger.forget_bytes(entry.sha256)
        ledger.quarantine(entry.file_name, entry.sha256, LOST, reason)
    return tuple(entry.file_name for entry in lost)
