"""The release that a run follows: what it is compared with, and what of it can be built upon."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

from flows.publish import manifest
from flows.publish.verify import newest_sound
from flows.settings import Settings
from flows.version import code_version

NOTE_NAME = "follows.json"


def followed(settings: Settings, folder: Path) -> Path | None:
    """The public release, or the newest sound one before it; None where there is none.

    Every byte of it is read, so the answer is noted in the run's `folder` for the stages that follow.
    """
    note = folder / NOTE_NAME
    if not note.exists():
        found = newest_sound(settings.releases, settings.latest)
        note.write_text(json.dumps(found and found.name), encoding="utf-8")
    name = json.loads(note.read_text(encoding="utf-8"))
    return None if name is None else settings.releases / name


def base(settings: Settings, folder: Path) -> Path | None:
    """The release that is followed, where this code wrote and checked it with the same libraries; else None."""
    release = followed(settings, folder)
    if release is None:
        return None
    made = manifest.read(release)["tools"]
    ours = {"entente": code_version()} | {name: version(name) for name in ("duckdb", "great-expectations")}
    return release if ours.items() <= made.items() else None
