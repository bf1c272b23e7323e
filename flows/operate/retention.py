"""What a warehouse no longer needs: old releases, records of runs, readings by earlier readers, replaced raw texts.

Never taken away: the latest release and the newest sound one, the record of a run whose release is kept, what a run
that is not over has written, and the raw text of any article that counts, waits, may come back by `entente retract
--undo`, or is quoted by a judgement.
"""

from __future__ import annotations

import csv
import json
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.ingest.ledger import Ledger
from flows.operate import journal
from flows.publish import pointer
from flows.publish.cleanup import removable
from flows.publish.disk import files_below
from flows.publish.lock import run_lock
from flows.publish.manifest import MANIFEST_NAME
from flows.publish.runs import remove as remove_run
from flows.publish.stage import discard
from flows.publish.verify import newest_sound
from flows.settings import Settings
from flows.version import code_version, reader_version

WITHDRAWN = "superseded"  # state of documents whose file was overwritten
JUDGEMENTS = "judgements.csv"


@dataclass(frozen=True, slots=True)
class Retention:
    """What is kept: the newest releases, everything else so many days, raw texts of retracted articles unless told."""

    releases: int = 3
    days: int = 30
    retracted: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken away, or would be: names, numbers, and bytes that are free then."""

    is_rehearsal: bool
    releases: tuple[str, ...]
    runs: tuple[str, ...]
    readings: tuple[str, ...]
    n_raw_texts: int
    n_journal_lines: int
    n_bytes: int


def clean_up(settings: Settings, retention: Retention, *, is_rehearsal: bool = False) -> Removed:
    """Take away what is not kept; with `is_rehearsal` only say what that would be.

    Raises:
        Locked: a run is under way.
    """
    with run_lock(settings.warehouse):
        before = time.time() - timedelta(days=retention.days).total_seconds()
        releases = old_releases(settings, retention.releases)
        kept = [release for release in pointer.published(settings.releases) if release not in releases]
        runs = old_runs(settings, kept, before)
        readings = old_readings(settings, before)
        raw = unneeded_raw(settings, before, retracted=retention.retracted)
        attempts = journal.read(settings.warehouse)
        recent = [attempt for attempt in attempts if attempt.began.timestamp() >= before]
        removed = Removed(
            is_rehearsal,
            tuple(path.name for path in releases),
            tuple(path.name for path in runs),
            tuple(path.name for path in readings),
            len(raw),
            len(attempts) - len(recent),
            freed([*releases, *runs, *readings, *raw]),
        )
        if not is_rehearsal:
            _each(releases, discard)
            _each(runs, remove_run)
            _each([*readings, *raw], _remove)
            if len(recent) < len(attempts):
                journal.keep(settings.warehouse, recent)
        return removed


def old_releases(settings: Settings, keep: int) -> list[Path]:
    """Releases beyond the newest `keep` that nobody reads any more, oldest first."""
    found = removable(settings.releases, settings.latest, keep=max(1, keep))
    sound = newest_sound(settings.releases, settings.latest) if found else None
    return [release for release in found if sound is None or release.name != sound.name]


def old_runs(settings: Settings, kept: Iterable[Path], before: float) -> list[Path]:
    """Folders of runs that ended before a moment (seconds since 1970) and made none of the kept releases."""
    needed = {_run_of(release) for release in kept}
    folders = sorted(settings.runs.iterdir()) if settings.runs.is_dir() else []
    return [folder for folder in folders if folder.name not in needed and _ended(folder) < before]


def _run_of(release: Path) -> str:
    return (
        str(json.loads((release / MANIFEST_NAME).read_bytes())["run_id"]) if (release / MANIFEST_NAME).exists() else ""
    )


def _ended(folder: Path) -> float:
    """When a run ended, in seconds since 1970; never, where it has not said so."""
    try:
        record = json.loads((folder / MANIFEST_NAME).read_bytes())
        return datetime.fromisoformat(record["ended_at"]).astimezone(UTC).timestamp()
    except (OSError, ValueError, KeyError):
        return float("inf")


def old_readings(settings: Settings, before: float) -> list[Path]:
    """Readings by other readers than the present one, and rows that other code found wrong; all can be made again."""
    present = (reader_version(), f"set-aside-{code_version()}")
    found = sorted(settings.cache.iterdir()) if settings.cache.is_dir() else []
    return [path for path in found if not path.name.startswith(present) and path.stat().st_mtime < before]


def unneeded_raw(settings: Settings, before: float, *, retracted: bool) -> list[Path]:
    """Raw texts, stored before a moment, that hold replaced articles alone, and with `retracted` retracted ones too.

    A feed, whose rows are articles, is kept whole: rows that were refused lie in it too.
    """
    if not settings.ledger.exists():
        return []
    states = {WITHDRAWN, "retracted"} if retracted else {WITHDRAWN}
    quoted = judged_documents(settings)
    with Ledger(settings.ledger) as ledger:
        entries = ledger.documents()
    needed: set[str] = set()
    unneeded: set[str] = set()
    for entry in entries:
        is_quoted = bool({entry.doc_id, entry.file_name} & quoted)
        is_needed = entry.state not in states or is_quoted or "#" in entry.file_name
        (needed if is_needed else unneeded).add(entry.sha256)
    paths = [settings.raw / sha256 for sha256 in sorted(unneeded - needed)]
    return [path for path in paths if path.exists() and path.stat().st_mtime < before]


def judged_documents(settings: Settings) -> set[str]:
    """File names and ids of documents that people's judgements quote."""
    path = settings.overrides / JUDGEMENTS
    if not path.is_file():
        return set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row[name] for row in rows for name in ("document_a", "document_b") if row.get(name)}


def freed(paths: Iterable[Path]) -> int:
    """Bytes that are free once the paths are gone: a file that a kept release shares stays."""
    found = [file.lstat() for path in paths for file in (files_below(path) if path.is_dir() else [path])]
    taken = Counter(status.st_ino for status in found)
    return sum({s.st_ino: s.st_blocks * 512 for s in found if taken[s.st_ino] == s.st_nlink}.values())


def _each(paths: Iterable[Path], act: Callable[[Path], object]) -> None:
    for path in paths:
        act(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def told(removed: Removed) -> str:
    """What was removed, or would be, in lines."""
    named = {"releases": removed.releases, "runs": removed.runs, "readings": removed.readings}
    counted = {"raw texts": removed.n_raw_texts, "journal lines": removed.n_journal_lines}
    lines = [f"{name:<14}{', '.join(found)}" for name, found in named.items() if found]
    lines += [f"{name:<14}{n}" for name, n in counted.items() if n]
    verb = "Would free" if removed.is_rehearsal else "Freed"
    return "\n".join([*lines, f"{verb} {removed.n_bytes / 1e6:,.1f} MB."]) if lines else "There is nothing to remove."
