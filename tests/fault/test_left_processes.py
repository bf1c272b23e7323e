"""The processes that a run has started, when the run is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

GATE = """
import time
from flows.check import Gate
gate = Gate().start()
{until}
print(gate._process.pid, flush=True)
time.sleep(600)
"""
SERVER = """
import sys, time
from pathlib import Path
from flows.temporary_server import TemporaryServer
server = TemporaryServer(Path(sys.argv[1]))
{until}
print(server.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize(
    "program",
    [
        GATE.format(until=""),
        GATE.format(until="gate._receive(120)"),
        SERVER.format(until=""),
        SERVER.format(until="server.await_ready()"),
    ],
    ids=["starting gate", "ready gate", "starting server", "running server"],
)
def test_none_outlives_a_killed_run(program: str, tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", program, str(tmp_path)]
    run = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
    assert run.stdout is not None
    started = int(run.stdout.readline())
    run.kill()
    run.communicate()
    end = time.monotonic() + 120
    while _is_left(started) and time.monotonic() < end:
        time.sleep(0.2)
    assert not _is_left(started)
    assert list(tmp_path.glob("entente-gate-*")) == []


def _is_left(leader: int) -> bool:
    """Whether any process of a group is still there."""
    try:
        os.killpg(leader, 0)
    except ProcessLookupError:
        return False
    return True
