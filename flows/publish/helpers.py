"""Processes a run has started: recorded by number and start time, so that only they are ended if the run is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

PROC = Path("/proc")
PARENT, STARTED = 1, 19  # places in /proc/<pid>/stat behind the name (proc(5): fields 4 and 22)


def helpers() -> list[dict[str, int]]:
    """Number and start time of every child of this process; none where the system has no /proc."""
    found = [(int(path.name), _stat(int(path.name))) for path in PROC.glob("[0-9]*")]
    return [
        {"pid": pid, "started": int(stat[STARTED])}
        for pid, stat in sorted(found)
        if stat and int(stat[PARENT]) == os.getpid()
    ]


def end_orphans(recorded: Iterable[Mapping[str, Any]]) -> list[int]:
    """Numbers of the recorded processes that were still there and now are ended.

    A number that the system has given to another process since is left alone: that one started at another time. So is
    a child of this process, which is no orphan.
    """
    ended = []
    for helper in recorded:
        stat = _stat(helper["pid"])
        if stat and int(stat[STARTED]) == helper["started"] and int(stat[PARENT]) != os.getpid():
            with suppress(ProcessLookupError, PermissionError):
                os.kill(helper["pid"], signal.SIGKILL)
                ended.append(helper["pid"])
    return ended


def _stat(pid: int) -> list[str]:
    """What the kernel says of a process behind its name, or nothing where there is no such process."""
    try:
        told = (PROC / str(pid) / "stat").read_text("ascii", "replace")
    except OSError:
        return []
    return told.rpartition(")")[2].split()
