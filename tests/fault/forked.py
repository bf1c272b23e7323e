"""Runs of the fault tests' programs, each forked from one process that has imported and parsed all that they need.

Starting Python and importing take a run more CPU time than its own work. Nothing of a run happens before the fork: no
database, no thread of a library's pool, no file of a warehouse. The programs that strace follows start as usual.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from tests.fault import plainly, publisher

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
PROGRAMS = {"plainly": plainly.main, "publisher": publisher.main}
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.fault.warm"])


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}


class Forked:
    """A run under way; what it says goes into files."""

    def __init__(self, program: str, arguments: Sequence[str]) -> None:
        self.arguments = list(arguments)
        self._said = Path(tempfile.mkdtemp(prefix="forked-"))
        told = [str(self._said / name) for name in ("out", "err")]
        with mock.patch.dict(os.environ, environment()):  # for the first one, which starts the server
            self._process = _context.Process(target=_run, args=(program, self.arguments, *told))
            self._process.start()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._process.pid or 0, signal.SIGKILL)

    def wait(self, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        self._process.join(timeout)
        if self._process.exitcode is None:
            self.kill()
            raise subprocess.TimeoutExpired(self.arguments, timeout)
        out, err = (path.read_text() if path.exists() else "" for path in (self._said / "out", self._said / "err"))
        for path in self._said.iterdir():
            path.unlink()
        self._said.rmdir()
        return subprocess.CompletedProcess(self.arguments, self._process.exitcode, out, err)


def _run(program: str, arguments: list[str], out: str, err: str) -> None:
    """The forked process: it ends as the program would, without a word to whoever forked it."""
    for descriptor, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
    sys.stdout, sys.stderr = (os.fdopen(descriptor, "w", closefd=False) for descriptor in (1, 2))
    try:
        status = PROGRAMS[program](arguments)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)
