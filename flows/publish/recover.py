"""What a new run does first: settle whatever an earlier run that died has left behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.publish import pointer
from flows.publish.runs import close_stale
from flows.publish.stage import discard, leftovers


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was found and settled: names of removed stages, of a release that never became public, of dead runs."""

    stages: tuple[str, ...]
    withdrawn: tuple[str, ...]
    crashed_runs: tuple[str, ...]


def recover(releases: Path, latest: Path, runs: Path) -> Recovery:
    """Settle the remains of dead runs. Call it with the run lock held, before anything else.

    A release that was renamed into place but that `latest` never named has been seen by no reader: it is
    withdrawn, and the run that follows makes it anew.
    """
    withdrawn = _withdraw_pending(releases, latest)
    stages = leftovers(releases)
    for stage in stages:
        discard(stage)
    return Recovery(tuple(stage.name for stage in stages), withdrawn, tuple(close_stale(runs)))


def _withdraw_pending(releases: Path, latest: Path) -> tuple[str, ...]:
    link = pointer.pending(latest)
    if not link.is_symlink():
        return ()
    release = releases / link.readlink().name
    public = pointer.current(latest)
    is_public = public is not None and public.name == release.name
    is_there = release.is_dir() and not is_public
    if is_there:
        discard(release)
    link.unlink()
    return (release.name,) if is_there else ()
