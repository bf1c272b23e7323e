"""Documents taken back: retracted ones no longer count, erased ones leave nothing behind."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from flows.errors import InputError
from flows.ingest import decisions, raw
from flows.ingest.ledger import Entry, Ledger
from flows.ingest.reasons import one_line
from flows.ingest.scrub import without_rows
from flows.ingest.sources import FEED_SUFFIXES
from flows.operate.retention import JUDGEMENTS
from flows.plain import STANDING, publish_anew
from flows.progress import Progress
from flows.publish import manifest, runs
from flows.publish.cleanup import remove_all_but
from flows.publish.disk import alone_in, write_durably
from flows.publish.lock import run_lock
from flows.rebuild import DAMAGED
from flows.settings import Settings
from flows.version import reader_version

NAMES = 'Ids and file names: entente sql "select doc_id, file_name from documents"'


def retract(settings: Settings, document: str, reason: str, progress: Progress | None = None) -> Path | None:
    """The release without what the document reports, or None where it was the only one; history keeps the reason.

    Raises:
        InputError: there is no such document, or it does not count anyway.
    """
    with run_lock(settings.warehouse):
        with Ledger(settings.ledger) as ledger:
            entry = find(ledger, document)
            if entry.state not in (*STANDING, "quarantined", "retracted"):
                raise InputError(f"{entry.file_name} is {entry.state} and counts no more.", next_step=NAMES)
            told = one_line(reason)
            decisions.retract(settings.decisions, entry.doc_id, told)
            ledger.mark([entry.doc_id], "retracted", reason_code=told)
        return publish_anew(settings, progress)


def reinstate(settings: Settings, document: str, progress: Progress | None = None) -> Path | None:
    """The release with a retracted document in it again.

    Raises:
        InputError: there is no such document, or it is not retracted.
    """
    with run_lock(settings.warehouse):
        with Ledger(settings.ledger) as ledger:
            entry = find(ledger, document)
            if entry.state != "retracted":
                raise InputError(
                    f"{entry.file_name} is not retracted.", next_step="To retract it, say why with --reason."
                )
            decisions.reinstate(settings.decisions, entry.doc_id)
            ledger.mark([entry.doc_id], "extracted" if entry.part else "accepted")
        return publish_anew(settings, progress)


def find(ledger: Ledger, document: str) -> Entry:
    """The one document that an id, the start of one, or a file name means.

    Raises:
        InputError: it means none, or several.
    """
    entries = ledger.documents()
    named = [entry for entry in entries if document in (entry.doc_id, entry.file_name)]
    found = named or [entry for entry in entries if document and entry.doc_id.startswith(document)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(f"No document has the id or file name {document!r}.", next_step=NAMES)
    shown = ", ".join(f"{entry.doc_id} ({entry.state})" for entry in found[:5])
    raise InputError(f"{document!r} means {len(found)} documents: {shown}.", next_step=NAMES)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was erased, by its tombstone's mark and by counts; names and words of the document are not in it."""

    mark: str
    erased_at: str
    n_releases: int
    n_raw_objects: int
    n_cache_folders: int
    n_run_folders: int
    n_prefect_folders: int


@dataclass(frozen=True, slots=True)
class Erasure:
    """A receipt, the release without the document, and the files whose owner may want to delete them too."""

    receipt: Receipt
    release: Path | None
    delivered_as: tuple[str, ...]


def erase(settings: Settings, document: str, progress: Progress | None = None) -> Erasure:
    """Publish without the document, then remove it from all that the warehouse keeps. Cut off, it is just run again.

    Raises:
        InputError: there is no such document, or a Prefect server is using the warehouse's records.
    """
    with run_lock(settings.warehouse):
        prefect = settings.warehouse / ".prefect"
        _require_unused(prefect)
        with Ledger(settings.ledger) as ledger:
            entry = find(ledger, document)
            mark = decisions.entomb(settings.decisions, entry.doc_id)
            ledger.mark([entry.doc_id], "erased")
            n_parts = _forget_readings(settings, ledger, entry)
            _forget_judgements(settings, entry)
        release = publish_anew(settings, progress)
        n_releases = len(remove_all_but(settings.releases, release))
        others = _other_runs(settings, release)
        for folder in others:
            runs.remove(folder)
        n_prefect = _remove([prefect])
        _remove([settings.ledger.with_name(settings.ledger.name + DAMAGED)])
        with Ledger(settings.ledger) as ledger:
            n_raw = _remove_bytes(settings, ledger, entry)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            receipt = Receipt(mark, now, n_releases, n_raw, n_parts, len(others), n_prefect)
            _keep(settings, receipt)
            names = ledger.forget_bytes(entry.sha256)
            ledger.purge(entry)
    return Erasure(receipt, release, tuple(names or [entry.file_name]))


def _require_unused(folder: Path) -> None:
    """Refuse while a process of ours has files of `folder` open."""
    for handle in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            target = handle.readlink()
        except OSError:
            continue
        if target.is_relative_to(folder.resolve()):
            raise InputError(
                f"Process {handle.parts[2]} uses {folder}; a Prefect server keeps records of runs there.",
                next_step="Stop it, then erase again.",
            )


def _forget_readings(settings: Settings, ledger: Ledger, entry: Entry) -> int:
    """Number of cache folders removed: the one that holds the document, and those that nothing needs."""
    if entry.part:
        ledger.forget_part(entry.part)
    needed = ledger.parts()
    kept = settings.cache / reader_version()
    folders = [path for path in _below(settings.cache) if path != kept]
    return _remove([*folders, *(path for path in _below(kept) if path.name not in needed)])


def _forget_judgements(settings: Settings, entry: Entry) -> None:
    """Take the lines that quote the document out of people's judgements."""
    path = settings.overrides / JUDGEMENTS
    if not path.is_file():
        return
    with alone_in(settings.overrides):
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows, names = list(reader), list(reader.fieldnames or ())
        own = {entry.doc_id, entry.file_name}
        kept = [row for row in rows if not {row.get("document_a"), row.get("document_b")} & own]
        if len(kept) < len(rows):
            text = io.StringIO()
            writer = csv.DictWriter(text, names, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(kept)
            write_durably(path, text.getvalue().encode())


def _other_runs(settings: Settings, release: Path | None) -> list[Path]:
    """Folders of all runs but the one that published without the document; logs and verdicts may quote it."""
    kept = None if release is None else manifest.read(release)["run_id"]
    return [path for path in _below(settings.runs) if path.name != kept]


def _remove_bytes(settings: Settings, ledger: Ledger, entry: Entry) -> int:
    """Number of raw and quarantined objects removed: those that hold the document, and those that nothing needs."""
    path = settings.raw / entry.sha256
    name = entry.file_name.partition("#")[0]
    if PurePosixPath(name).suffix.lower() in FEED_SUFFIXES and path.exists():
        clean = raw.store_bytes(settings.raw, without_rows(name, path, {entry.doc_id}, settings))
        raw.sync_folder(settings.raw)
        ledger.moved(entry.sha256, clean.sha256)
    needed = ledger.needed_bytes(entry)
    refused = [settings.quarantine / entry.sha256, settings.quarantine / f"{entry.sha256}.json"]
    return _remove([*(path for path in _below(settings.raw) if path.name not in needed), *refused])


def _keep(settings: Settings, receipt: Receipt) -> None:
    content = json.dumps(asdict(receipt), indent=2) + "\n"
    raw.write_lasting(settings.receipts / f"{receipt.mark}.json", content.encode())


def _below(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _remove(paths: Iterable[Path]) -> int:
    """How many of the paths were there; they are gone, with all below them."""
    n = 0
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        else:
            continue
        n += 1
    return n
