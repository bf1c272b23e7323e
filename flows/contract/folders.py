"""Folders that appear whole or not at all, with a list in them by which damage is noticed later.

A disk may give back other bytes than were written, and a power cut may leave a renamed folder with files cut short:
neither Arrow nor Parquet as written here has sums of its own.

Reading all bytes each time costs more than what most runs do. `damage_since` therefore leaves out files that it has
read before and nobody touched since, as git does; a disk that forgets silently is noticed within a day.
"""

from __future__ import annotations

import json
import shutil
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

LIST_NAME = "sums.json"
SEEN_NAME = "seen.json"  # which files were read through, when, and how they stood then
CHUNK = 1 << 16  # bytes read at a time
BOOT = Path("/proc/sys/kernel/random/boot_id")  # another one after each start of the machine (Linux, proc(5))
SECOND = 1_000_000_000  # nanoseconds
SETTLED = 2 * SECOND  # the coarsest clock of a file system (FAT): a change within it may leave the time as it was
SEEN_FOR = 86_400 * SECOND


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
        return _differing(folder, _sums(folder))
    except (OSError, ValueError) as error:
        return str(error)


def damage_since(folder: Path) -> str | None:
    """As `damage`, but files are not read that were found whole within a day and since this machine was started.

    Such a file must have its size, its inode and both its times still. The times are those of the file system: no
    writing leaves them as they were, once its clock has moved on.
    """
    seen, now = _seen(folder), time.time_ns()
    try:
        files = {path.name: _looked_over(path, seen.get(path.name), now) for path in _files(folder)}
        found = _differing(folder, {name: told["sum"] for name, told in files.items()})
    except (OSError, ValueError) as error:
        return str(error)
    if found is None and files != seen:
        with suppress(OSError):  # a full disk: then they are read again next time
            (folder / SEEN_NAME).write_text(json.dumps({"boot": _boot(), "files": files}), encoding="utf-8")
    return found


def _looked_over(path: Path, seen: dict[str, Any] | None, now: int) -> dict[str, Any]:
    """How a file stands, with its sum and when it was read: now, or before if nobody can have touched it since."""
    stat = path.stat()
    stands = [stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns]
    if seen and seen["stands"] == stands and stands[-1] + SETTLED < seen["read"] <= now < seen["read"] + SEEN_FOR:
        return seen
    return {"stands": stands, "read": now, "sum": _sum(path)}


def _seen(folder: Path) -> dict[str, dict[str, Any]]:
    """What `damage_since` last found in the folder; nothing after another start of the machine."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        told = json.loads((folder / SEEN_NAME).read_bytes())
        if told["boot"] and told["boot"] == _boot():
            return {name: {key: file[key] for key in ("stands", "read", "sum")} for name, file in told["files"].items()}
    return {}


def _boot() -> str | None:
    with suppress(OSError):
        return BOOT.read_text(encoding="ascii").strip()
    return None


def _differing(folder: Path, found: dict[str, str]) -> str | None:
    """The first name whose sum is not the one in the list of the folder."""
    written = json.loads((folder / LIST_NAME).read_bytes())
    if not isinstance(written, dict):
        return LIST_NAME
    return min((name for name in written.keys() | found.keys() if written.get(name) != found.get(name)), default=None)


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.iterdir()) if path.name not in (LIST_NAME, SEEN_NAME)]


def _sums(folder: Path) -> dict[str, str]:
    """Length and CRC-32 of every file but the lists themselves: against accidents, not against people."""
    return {path.name: _sum(path) for path in _files(folder)}


def _sum(path: Path) -> str:
    crc, buffer = 0, memoryview(bytearray(CHUNK))
    with path.open("rb", buffering=0) as file:
        while n := file.readinto(buffer):
            crc = zlib.crc32(buffer[:n], crc)
    return f"{path.stat().st_size}-{crc:08x}"
