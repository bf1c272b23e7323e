"""Several runs at once, and readers who look on while runs publish and die (RELIABILITY F09, F19, F21)."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from flows.publish import pointer
from flows.publish.lock import run_lock

READER = Path(__file__).with_name("reader.py")
N_PUBLISHES = 60
N_KILLS = 6


def tree(root: Path) -> list[tuple[str, int, int]]:
    return sorted((str(p), p.lstat().st_mtime_ns, p.lstat().st_ino) for p in (root, *root.rglob("*")))


def test_a_second_run_ends_with_75_and_changes_nothing(bench: Any) -> None:
    assert bench.publish(1001).returncode == 0
    with run_lock(bench.root):
        before = tree(bench.root)
        done = bench.publish(1002)
        assert tree(bench.root) == before
    assert done.returncode == 75
    assert done.stderr.startswith("LOCKED")


def test_of_ten_starts_at_once_each_publishes_or_is_told_to_wait(bench: Any) -> None:
    started = [bench.start(1001 + n, "--grace", "3600") for n in range(10)]
    for process in started:
        process.communicate(timeout=120)
    statuses = [process.returncode for process in started]
    assert set(statuses) <= {0, 75}
    assert len(pointer.published(bench.releases)) == statuses.count(0) >= 1
    assert bench.public_rows() >= 1001
    assert bench.debris() == []


def test_a_run_that_was_stopped_still_holds_the_lock(bench: Any) -> None:
    assert bench.publish(1000).returncode == 0
    first = bench.start(1001, "--times", "50", "--grace", "3600")
    while not (bench.releases / "0002-2026-11-01").exists():
        assert first.poll() is None
        time.sleep(0.01)
    stopped_in_the_lock = False
    while not stopped_in_the_lock:
        first.send_signal(signal.SIGSTOP)
        stopped_in_the_lock = bool((bench.root / "run.lock").read_text().strip())
        if not stopped_in_the_lock:
            first.send_signal(signal.SIGCONT)
    assert bench.publish(2000).returncode == 75
    first.send_signal(signal.SIGCONT)
    first.communicate(timeout=120)
    assert first.returncode == 0
    assert bench.public_rows() == 1050


def test_readers_never_see_half_a_release(bench: Any, tmp_path: Path) -> None:
    assert bench.publish(1000).returncode == 0
    stop = tmp_path / "stop"
    command = [sys.executable, str(READER), str(bench.root), str(stop)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    _publish_and_kill(bench)
    stop.touch()
    said = [process.communicate(timeout=60) for process in readers]
    for out, errors in said:
        counts = json.loads(out)
        print(f"{N_PUBLISHES} publishes, {N_KILLS} kills, reader: {counts}")
        assert (counts["torn"], counts["failed"], counts["backward"]) == (0, 0, 0), errors[-500:]
        assert counts["polls"] >= 100
    assert bench.debris() == []


def _publish_and_kill(bench: Any) -> None:
    """N_PUBLISHES releases by processes of which N_KILLS are killed at a random moment."""
    dice = random.Random(11)
    for _ in range(N_KILLS):
        process = bench.start(2000, "--times", "1000", "--grace", "3600")
        begun = len(pointer.published(bench.releases))
        while len(pointer.published(bench.releases)) < begun + N_PUBLISHES // N_KILLS:
            assert process.poll() is None
            time.sleep(0.01)
        time.sleep(dice.uniform(0, 0.1))
        process.kill()
        process.communicate()
    assert bench.publish(3000, "--grace", "3600").returncode == 0
    assert bench.public_rows() == 3000
