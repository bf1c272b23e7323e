"""Folders that appear whole or not at all, with a list in them by which damage is noticed later.

A disk may give back other bytes than were written, and a power cut may leave a renamed folder with files cut short:
neither Arrow nor Parquet as written here has sums of its own.
"""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LIST_NAME = "sums.json"
CHUNK = 1 << 16  # bytes read at a time


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A folder to fill, which then appears as `folder` whole or not at all; an older one is replaced."""
    unfinished = folder.with_name(f".{folder.name}.tmp")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        yield unfinished
        (unfinished / LIST_NAME).write_text(json.dumps(_sums(unfinished)), encoding="utf-8")
    except BaseException:  # a full disk gets its space back
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)


def damage(folder: Path) -> str | None:
    """The first name in a folder that is not as `whole_folder` left it, None where all is; every byte is read."""
    try:
        written = json.loads((folder / LIST_NAME).read_bytes())
        found = _sums(folder)
    except (OSError, ValueError) as error:
        return str(error)
    if not isinstance(written, dict):
        return LIST_NAME
    return min((name for name in written.keys() | found.keys() if written.get(name) != found.get(name)), default=None)


def _sums(folder: Path) -> dict[str, str]:
    """Length and CRC-32 of every file but the list itself: against accidents, not against people."""
    return {path.name: _sum(path) for path in sorted(folder.iterdir()) if path.name != LIST_NAME}


def _sum(path: Path) -> str:
    crc, buffer = 0, memoryview(bytearray(CHUNK))
    with path.open("rb", buffering=0) as file:
        while n := file.readinto(buffer):
            crc = zlib.crc32(buffer[:n], crc)
    return f"{path.stat().st_size}-{crc:08x}"
