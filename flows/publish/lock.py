"""One run at a time: an advisory lock that the kernel drops when its holder dies, however it dies."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.errors import Locked
from flows.refusal import named

LOCK_NAME = "run.lock"


@contextmanager
def run_lock(warehouse: Path) -> Iterator[None]:
    """Holds the warehouse's `run.lock` while the block runs.

    The file stays when the lock is freed (removing it would let two runs lock two different files); its
    content is only the holder's pid, for the message.

    Raises:
        Locked: another process holds it, or the ledger; nothing in the warehouse has been changed.
        PublishError: the disk refused what the block wanted to write.
    """
    warehouse.mkdir(parents=True, exist_ok=True)
    path = warehouse / LOCK_NAME
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _take(handle, path)
        with suppress(OSError):  # the pid is a courtesy: a full disk must not stop the run here
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        with named(warehouse):
            yield
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int, path: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
            raise
        raise Locked(
            f"Another run is using this warehouse ({_holder(handle)}); nothing was changed.",
            where=str(path),
            next_step="Wait until it ends, or name another folder with --warehouse.",
        ) from None


def _holder(handle: int) -> str:
    pid = os.pread(handle, 32, 0).decode("ascii", "replace").strip()
    return f"process {pid}" if pid.isdigit() else "a process that did not leave its number"
