"""Removing old releases: never the public one, never one a reader may still be in."""

from __future__ import annotations

import time
from pathlib import Path

from flows.publish import pointer
from flows.publish.stage import discard

KEEP = 3  # releases kept whatever their age
GRACE_SECONDS = 3600.0  # a reader that resolved `latest` may use its release this long


def clean_up(
    releases: Path, latest: Path, *, keep: int = KEEP, grace_seconds: float = GRACE_SECONDS, now: float | None = None
) -> list[str]:
    """Names of the releases removed, oldest first. Call it with the run lock held."""
    found = removable(releases, latest, keep=keep, grace_seconds=grace_seconds, now=now)
    for release in found:
        discard(release)
    return [release.name for release in found]


def removable(
    releases: Path, latest: Path, *, keep: int = KEEP, grace_seconds: float = GRACE_SECONDS, now: float | None = None
) -> list[Path]:
    """The releases that nobody needs, oldest first.

    Kept are the newest `keep`, the public one, and every release younger than the grace time after the one that
    followed it; a clock set back makes releases look young, which keeps them.
    """
    found = pointer.published(releases)
    public = pointer.current(latest)
    moment = time.time() if now is None else now
    old = []
    for release, successor in zip(found, found[1:], strict=False):
        is_needed = release in found[-keep:] or (public is not None and public.name == release.name)
        if not is_needed and moment - successor.stat().st_ctime > grace_seconds:
            old.append(release)
    return old


def remove_all_but(releases: Path, kept: Path | None) -> list[str]:
    """Names of the releases removed, at once and whoever reads them: for what may not be kept. Needs the run lock."""
    removed = [release for release in pointer.published(releases) if kept is None or release.name != kept.name]
    for release in removed:
        discard(release)
    return [release.name for release in removed]
