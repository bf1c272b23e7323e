"""What the machine refuses, named: a full or broken disk, and files that another program holds."""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import Locked, PipelineError

PATIENCE = 10.0  # seconds that a program which holds a file is waited for
DISK_TROUBLES = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE)
# DuckDB, Arrow and SQLite say it in words only.
WORDS = (*map(os.strerror, DISK_TROUBLES), "database or disk is full", "disk I/O error", "readonly database")
FLOCK = "hhqqi"  # struct flock of Linux on 64 bits: kind, origin, start, length (0: all), process


class PublishError(PipelineError):
    """The disk refused a step before the release was public; the previous one stays."""

    code = "E_PUBLISH"
    exit_status = 7


@contextmanager
def named(where: Path) -> Iterator[None]:
    """Raise what the machine refuses within as an error of ours; all else passes.

    Raises:
        PublishError: the disk refused.
        Locked: another program holds the ledger below `where`.
    """
    try:
        yield
    except PipelineError:
        raise
    except Exception as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise held(where / "ledger.sqlite") from error
        trouble = _trouble(error)
        if trouble is None:
            raise
        raise refused(trouble, getattr(error, "filename", None) or where) from error


def refused(trouble: str, where: object) -> PublishError:
    """What a person is told of a disk's refusal."""
    return PublishError(
        f"The release could not be written ({trouble}); the previous one stays.",
        where=str(where),
        next_step="Mend the disk (space, permissions, cables), then run again: nothing that was read is lost.",
    )


def _trouble(error: BaseException) -> str | None:
    if isinstance(error, OSError) and error.errno in DISK_TROUBLES:
        return os.strerror(error.errno)
    return next((words for words in WORDS if words in str(error)), None)


def require_free(path: Path) -> None:
    """Return once no other program holds `path` for writing, which would bar its reading.

    Raises:
        Locked: it is still held after the time of patience.
    """
    end = time.monotonic() + PATIENCE
    while path.exists() and holder(path, fcntl.F_RDLCK):
        if time.monotonic() > end:
            raise held(path)
        time.sleep(0.1)


def held(path: Path) -> Locked:
    """What a person is told of a file that another program holds."""
    process = holder(path, fcntl.F_WRLCK)
    return Locked(
        f"{f'Process {process}' if process else 'Another program'} holds {path.name}; nothing was changed.",
        where=str(path.parent),
        next_step="End it, or have it open the file read-only, then run again.",
    )


def holder(path: Path, kind: int) -> int | None:
    """The process whose lock on a file bars one of `kind`, F_RDLCK or F_WRLCK; None where there is none."""
    with path.open("rb") as file:
        asked = struct.pack(FLOCK, kind, os.SEEK_SET, 0, 0, 0)
        found, _, _, _, process = struct.unpack(FLOCK, fcntl.fcntl(file, fcntl.F_GETLK, asked))
    return None if found == fcntl.F_UNLCK else int(process)
