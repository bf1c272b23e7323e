"""The hidden directory in which a release is built, and what it shares with the release before it."""

from __future__ import annotations

import filecmp
import os
import re
from pathlib import Path

from flows.errors import ConfigurationError
from flows.publish.disk import files_below, remove_tree

STAGE_PREFIX = ".stage-"
TRASH_PREFIX = ".trash-"
RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


def open_stage(releases: Path, run_id: str) -> Path:
    """A new, empty stage directory for a run.

    Raises:
        ConfigurationError: the run id is not a plain word, so it may not name a directory.
    """
    if not RUN_ID.fullmatch(run_id):
        raise ConfigurationError(f"{run_id!r} cannot be a run id: letters, digits, '-' and '_' only.")
    releases.mkdir(parents=True, exist_ok=True)
    stage = releases / f"{STAGE_PREFIX}{run_id}"
    stage.mkdir()
    return stage


def share_unchanged(stage: Path, parent: Path) -> list[str]:
    """Names of staged files replaced by hard links to byte-equal files of the parent release.

    Bytes are compared, not recorded hashes: a parent file damaged since is then never carried on.
    """
    shared = []
    for path in files_below(stage):
        twin = parent / path.relative_to(stage)
        if twin.is_file() and not twin.is_symlink() and filecmp.cmp(path, twin, shallow=False):
            temporary = path.with_name(f".{path.name}.link")
            os.link(twin, temporary)
            temporary.replace(path)
            shared.append(path.relative_to(stage).as_posix())
    return shared


def leftovers(releases: Path) -> list[Path]:
    """Stages and half-removed releases that a run which died has left behind; only its successor may ask."""
    if not releases.is_dir():
        return []
    return sorted(p for p in releases.iterdir() if p.name.startswith((STAGE_PREFIX, TRASH_PREFIX)))


def discard(directory: Path) -> None:
    """Take a stage or release away: out of sight by one rename, then removed."""
    trash = directory.with_name(f"{TRASH_PREFIX}{directory.name.lstrip('.')}")
    if trash.exists():
        remove_tree(trash)
    directory.rename(trash)
    remove_tree(trash)
