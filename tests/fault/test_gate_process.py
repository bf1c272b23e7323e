"""The gate's process when the run that started it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PROGRAM = """
import time
from flows.check import Gate
gate = Gate().start()
print(gate._process.pid, flush=True)
time.sleep(600)
"""


def test_the_gate_does_not_outlive_a_killed_run() -> None:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    run = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, env=environment, text=True)
    assert run.stdout is not None
    gate = int(run.stdout.readline())
    run.send_signal(signal.SIGKILL)
    run.communicate()
    end = time.monotonic() + 120
    while Path(f"/proc/{gate}").exists() and time.monotonic() < end:
        time.sleep(0.2)
    assert not Path(f"/proc/{gate}").exists()
