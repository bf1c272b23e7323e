"""How a warehouse is: what ran, how fresh it is, how it grows, what was checked, what disk it takes."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.errors import ReleaseDamaged
from flows.operate import journal
from flows.operate.journal import Attempt, Outcome
from flows.publish import manifest, pointer
from flows.publish.manifest import MANIFEST_NAME
from flows.publish.runs import BEGUN_NAME
from flows.settings import Settings

RUNS_SHOWN = 8
WEEK = timedelta(days=7)
WITHOUT_FOLDER = {Outcome.UNCHANGED, Outcome.SKIPPED}
GROWING = ("n_documents", "n_deals", "n_agreements")


@dataclass(frozen=True, slots=True)
class Ran:
    """A run, by hand or on a schedule: when it began (UTC), how it ended, how long it took, what it led to."""

    began_at: str
    outcome: str
    seconds: float | None
    led_to: str | None


def health(settings: Settings) -> dict[str, Any]:
    """All of it, for a screen, a program or an artifact."""
    latest = pointer.current(settings.latest)
    arrived = last_arrival(settings)
    return {
        "last_article_at": arrived and arrived.isoformat(timespec="seconds"),
        "published_at": latest and published_at(latest),
        "runs": [_as_row(ran) for ran in recent_runs(settings)],
        "growth": growth(latest) if latest else {},
        "checks": checks(latest) if latest else {},
        "disk": disk(settings),
    }


def _as_row(ran: Ran) -> dict[str, Any]:
    return {name: getattr(ran, name) for name in Ran.__slots__}


def last_arrival(settings: Settings) -> datetime | None:
    """When the newest article came: the time at which its bytes were stored, which a later run leaves as it is."""
    if not settings.raw.is_dir():
        return None
    with os.scandir(settings.raw) as entries:
        newest = max((entry.stat().st_mtime for entry in entries if not entry.name.startswith(".")), default=None)
    return None if newest is None else datetime.fromtimestamp(newest, UTC)


def published_at(release: Path) -> str | None:
    """When a release was made public; None where its manifest is damaged."""
    try:
        return str(manifest.read(release)["created_at"])
    except ReleaseDamaged:
        return None


def recent_runs(settings: Settings, shown: int = RUNS_SHOWN) -> list[Ran]:
    """The last runs, the newest first: those with a folder, and scheduled ones that left none."""
    ran = list(_with_folder(settings, shown))
    for attempt in journal.read(settings.warehouse)[-shown:]:
        place = None if attempt.outcome in WITHOUT_FOLDER else _folder_of(attempt, ran)
        if place is None:
            led_to = attempt.release or attempt.code
            ran.append(Ran(attempt.began_at, attempt.outcome.value, attempt.seconds, led_to))
        elif attempt.outcome is Outcome.STOPPED:  # the folder's record knows only what the end did to some library
            ran[place] = replace(ran[place], outcome=attempt.outcome.value, led_to=None)
    return sorted(ran, key=lambda run: run.began_at, reverse=True)[:shown]


def _folder_of(attempt: Attempt, ran: list[Ran]) -> int | None:
    """The place of the run that began while the attempt lasted."""
    end = attempt.began + timedelta(seconds=attempt.seconds + 1)
    begun = (datetime.fromisoformat(run.began_at) for run in ran)
    return next((place for place, at in enumerate(begun) if attempt.began <= at <= end), None)


def _with_folder(settings: Settings, shown: int) -> Iterator[Ran]:
    folders = sorted(settings.runs.iterdir(), reverse=True) if settings.runs.is_dir() else []
    for folder in folders[:shown]:
        record = _record(folder / MANIFEST_NAME)
        begun = (record or _record(folder / BEGUN_NAME)).get("begun_at")
        if begun is None:
            continue
        took = (datetime.fromisoformat(record["ended_at"]) - datetime.fromisoformat(begun)) if record else None
        led_to = record.get("release") or record.get("code")
        yield Ran(begun, record.get("result", "under way"), took.total_seconds() if took else None, led_to)


def _record(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def growth(release: Path, now: datetime | None = None) -> dict[str, dict[str, int]]:
    """Articles, deals and agreements of a release, and how many more they are than a week ago, where that is known."""
    from flows.contract.frames import read_rows

    rows = read_rows(release / "pipeline_runs.parquet", ["finished_at", *GROWING])
    if not rows:
        return {}
    start = (now or datetime.now(UTC)).replace(tzinfo=None) - WEEK
    earlier = [row for row in rows[:-1] if row["finished_at"] <= start]
    base: Mapping[str, Any] = earlier[-1] if earlier else dict.fromkeys(GROWING, 0)
    return {name: {"now": rows[-1][name], "more_in_7_days": rows[-1][name] - base[name]} for name in GROWING}


def checks(release: Path) -> dict[str, Any]:
    """Checks of a release by outcome, and the names of those that did not pass."""
    from flows.contract.frames import read_rows

    try:
        counts = dict(manifest.read(release)["checks"])
    except ReleaseDamaged as error:
        return {"damaged": error.what}
    rows = read_rows(release / "dq_results.parquet", ["suite", "expectation", "outcome"])
    named = sorted({f"{row['suite']}: {row['expectation']}" for row in rows if row["outcome"] in ("failed", "crashed")})
    return {"counts": counts, "not_passed": named}


def disk(settings: Settings) -> dict[str, int]:
    """Bytes by part of the warehouse, files that releases share counted once, and bytes that are free there."""
    if not settings.warehouse.is_dir():
        return {}
    parts = {
        "releases": settings.releases,
        "raw": settings.raw,
        "readings": settings.cache,
        "runs": settings.runs,
        "quarantine": settings.quarantine,
        "prefect": settings.warehouse / ".prefect",
    }
    sizes = {name: _size(folder) for name, folder in parts.items()}
    return sizes | {"all": sum(sizes.values()), "free": shutil.disk_usage(settings.warehouse).free}


def _size(folder: Path) -> int:
    sizes: dict[int, int] = {}
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                status = os.lstat(os.path.join(root, name))  # noqa: PTH118 - a hundred thousand of them
            except OSError:  # gone since the folder was listed
                continue
            sizes[status.st_ino] = status.st_blocks * 512
    return sum(sizes.values())
