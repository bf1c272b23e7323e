"""A command that is watched: its stages as it names them, its CPU time, and the memory of all its processes."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 0.25  # seconds between two looks at the memory


@dataclass
class Watched:
    """What a command took: seconds of wall and CPU, bytes at the peak (PSS, so that shared pages count once)."""

    wall: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    stages: dict[str, float] = field(default_factory=dict)


def watch(command: Sequence[str], folder: Path) -> Watched:
    """Run `command` to its end; each line on its standard error begins a stage.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    seen, begun = Watched(), time.monotonic()
    before = _cpu_of_children()
    environment = os.environ | {"PYTHONPATH": str(Path.cwd())}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=folder,
                               env=environment)  # fmt: skip
    looking = threading.Thread(target=_look, args=(process, seen), daemon=True)
    looking.start()
    assert process.stderr is not None
    title, since, said = "start", begun, []
    for line in process.stderr:
        now = time.monotonic()
        seen.stages[title] = seen.stages.get(title, 0.0) + now - since
        title, since = line.split(" (")[0].strip(), now
        said.append(line)
    status = process.wait()
    seen.wall = time.monotonic() - begun
    seen.stages[title] = seen.stages.get(title, 0.0) + time.monotonic() - since
    seen.cpu = _cpu_of_children() - before
    looking.join()
    if status:
        raise subprocess.CalledProcessError(status, command, stderr="".join(said))
    return seen


def python(module: str, *arguments: str) -> list[str]:
    """A command that runs a module with this interpreter."""
    return [sys.executable, "-m", module, *arguments]


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _look(process: subprocess.Popen[str], seen: Watched) -> None:
    while process.poll() is None:
        seen.memory = max(seen.memory, sum(map(_memory, _family(process.pid))))
        time.sleep(EVERY)


def _family(pid: int) -> list[int]:
    """The process and all that it started, as /proc tells."""
    below: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended since
            parent = int(path.read_text("ascii", "replace").rpartition(")")[2].split()[1])
            below.setdefault(parent, []).append(int(path.parent.name))
    found = [pid]
    for one in found:
        found += below.get(one, [])
    return found


def _memory(pid: int) -> int:
    """Bytes of memory, those that it shares divided among the sharers."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
