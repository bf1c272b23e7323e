"""The few disk operations of the commit protocol: each either done and durable, or raised.

A failed fsync is never tried again: the kernel may have dropped the dirty pages it reported (PostgreSQL's
"fsyncgate"), so a second fsync that succeeds proves nothing. The caller discards what it was writing.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE_MODE = 0o444
DIRECTORY_MODE = 0o555
OPEN_DIRECTORY_MODE = 0o755
CHUNK = 1 << 20  # bytes read at a time while hashing
UNFINISHED = ".{}.tmp"  # name under which a small file is written


def sync_file(path: Path) -> None:
    """Flush one file's bytes to the disk."""
    _sync(path, os.O_RDONLY)


def sync_directory(path: Path) -> None:
    """Flush one directory's entries (names created, renamed or removed in it) to the disk."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_durably(path: Path, content: bytes) -> None:
    """Replace `path` by a file of exactly this content: temporary file, fsync, rename, fsync of the directory."""
    temporary = path.with_name(UNFINISHED.format(path.name))
    try:
        with temporary.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Holds a folder while the block runs, once all others have let go of it who ask in this way, or were killed."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def remove_unfinished(folder: Path, names: str) -> None:
    """Remove what processes left behind that were killed while they wrote files of these names (a pattern) durably."""
    if not folder.is_dir():
        return
    with alone_in(folder):
        for path in folder.glob(UNFINISHED.format(names)):
            path.unlink()


def sha256(path: Path) -> str:
    """Hex SHA-256 of a file's bytes."""
    hasher = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(CHUNK):
            hasher.update(chunk)
    return hasher.hexdigest()


def files_below(directory: Path) -> Iterator[Path]:
    """Every file and symbolic link below a directory, ordered by its path."""
    for path in sorted(directory.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path


def seal_modes(directory: Path) -> None:
    """Make a directory and all below it read-only: files 0444, directories 0555."""
    for path in files_below(directory):
        path.chmod(FILE_MODE)
    for path in _directories(directory):
        path.chmod(DIRECTORY_MODE)


def remove_tree(directory: Path) -> None:
    """Remove a directory, sealed or not.

    Only directories are made writable first: a file may be a hard link that a kept release shares.
    """
    for path in _directories(directory):
        path.chmod(OPEN_DIRECTORY_MODE)
    shutil.rmtree(directory)


def _directories(directory: Path) -> list[Path]:
    below = [Path(root) / name for root, names, _ in os.walk(directory) for name in names]
    return [directory, *(path for path in below if stat.S_ISDIR(path.lstat().st_mode))]
