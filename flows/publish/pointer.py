"""`latest`: the relative symbolic link whose replacement is the one moment at which a release becomes public."""

from __future__ import annotations

import os
import re
from pathlib import Path

from flows.publish.disk import sync_directory

RELEASE_NAME = re.compile(r"(?P<sequence>\d+)-(?P<date>\d{4}-\d{2}-\d{2})")


def current(latest: Path) -> Path | None:
    """The release that `latest` names, or None where nothing has been published.

    Raises:
        OSError: `latest` exists and is no symbolic link, or cannot be read.
    """
    try:
        target = latest.readlink()
    except FileNotFoundError:
        return None
    return latest.parent / target


def pending(latest: Path) -> Path:
    """The name of the link that stands beside `latest` while a release is being made public."""
    return latest.with_name(f".{latest.name}.next")


def prepare(latest: Path, release: Path) -> None:
    """Write the pending link to `release`: the record of what is about to happen, should it be cut off."""
    link = pending(latest)
    link.unlink(missing_ok=True)
    link.symlink_to(os.path.relpath(release, latest.parent))
    sync_directory(latest.parent)


def commit(latest: Path) -> None:
    """Turn the pending link into `latest` by one rename."""
    pending(latest).replace(latest)
    sync_directory(latest.parent)


def withdraw(latest: Path) -> None:
    """Make no release public: what was is no longer named."""
    latest.unlink(missing_ok=True)
    sync_directory(latest.parent)


def sequence(release: Path) -> int:
    """The number a release is ordered by; 0 for a name that is not a release's."""
    match = RELEASE_NAME.fullmatch(release.name)
    return int(match["sequence"]) if match else 0


def published(releases: Path) -> list[Path]:
    """All release directories, oldest first."""
    found = [path for path in releases.iterdir() if sequence(path)] if releases.is_dir() else []
    return sorted(found, key=sequence)
