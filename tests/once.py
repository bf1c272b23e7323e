"""What is made once for all processes of a test run, and servers that live as long as the run does.

pytest-xdist makes session fixtures in each of its processes. Its documentation has what is dear made by the process
that asks first, under the lock of a file in the folder that they share. The run is such a lock too: the process that
began it holds it, and the system lets it go however that process ends, so no server is left behind.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GRACE = 20.0  # seconds in which a server may end by itself


@dataclass(frozen=True)
class Run:
    """A test run, by the folder that all its processes share."""

    folder: Path

    @property
    def lock(self) -> Path:
        """Held while the run is under way."""
        return self.folder / "run.lock"

    @property
    def servers(self) -> Path:
        """A lock, held by all who keep a server of the run."""
        return self.folder / "servers.lock"

    @contextmanager
    def underway(self) -> Iterator[None]:
        """The run's time; the servers that were started for it have ended when the block has."""
        with locked(self.lock):
            yield
        with locked(self.servers):
            pass

    def once(self, name: str, make: Callable[[Path], Any]) -> Any:
        """What `make` gave, as JSON has it, when the first process to ask called it with an empty folder.

        The others wait for it. Where it fails, the next one to ask makes it again.
        """
        place, given = self.folder / name, self.folder / f"{name}.json"
        with locked(self.folder / f"{name}.lock"):
            if not given.exists():
                shutil.rmtree(place, ignore_errors=True)
                place.mkdir()
                given.write_text(json.dumps(make(place)), "utf-8")
        return json.loads(given.read_text("utf-8"))

    def serve(self, command: Sequence[str], log: Path, **environment: str) -> int:
        """Starts a server for the rest of the run, whatever becomes of this process; the number of its keeper."""
        keeper = [sys.executable, __file__, str(self.folder), *command]
        written = os.O_WRONLY | os.O_CREAT
        files = [(os.POSIX_SPAWN_OPEN, 1, log, written, 0o644), (os.POSIX_SPAWN_DUP2, 1, 2)]
        # unlike Popen's, this child may outlive its parent without a warning
        return os.posix_spawn(sys.executable, keeper, os.environ | environment, file_actions=files, setsid=True)

    def keep(self, command: Sequence[str]) -> None:
        """Start a server, and return when it has ended; the end of the run ends it."""
        with locked(self.servers, fcntl.LOCK_SH):
            server = subprocess.Popen(command, start_new_session=True)
            threading.Thread(target=self._end_in_time, args=(server,), daemon=True).start()
            server.wait()

    def _end_in_time(self, server: subprocess.Popen[bytes]) -> None:
        with locked(self.lock, fcntl.LOCK_SH):
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(GRACE)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


def is_alive(keeper: int) -> bool:
    """Whether a server that this process had started has not ended yet."""
    return os.waitpid(keeper, os.WNOHANG) == (0, 0)


@contextmanager
def locked(file: Path, kind: int = fcntl.LOCK_EX) -> Iterator[None]:
    """Holds a file's lock, alone or with others (`LOCK_SH`), as soon as it can be had."""
    with file.open("a") as handle:
        fcntl.flock(handle, kind)
        try:
            yield
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)  # forked children have the handle too: closing it would not do


if __name__ == "__main__":
    Run(Path(sys.argv[1])).keep(sys.argv[2:])
