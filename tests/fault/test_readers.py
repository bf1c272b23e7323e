"""Several runs at once, and readers who look on while runs publish and die (RELIABILITY F09, F19, F21)."""

from __future__ import annotations

import json
import os
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
N_PUBLISHES, N_KILLS, N_POLLS = (3_000, 300, 500_000) if os.environ.get("FAULT_LONG") else (100, 10, 10_000)
MOST_SECONDS = 3600.0 if N_KILLS > 10 else 600.0  # for the polls: on a machine too slow for them the test fails
LIBRARIES = ("duckdb", "polars", "pyarrow")


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
    pipe = subprocess.PIPE
    command = [sys.executable, str(READER), str(bench.root), str(stop)]
    readers = [subprocess.Popen([*command, name], stdout=pipe, stderr=pipe, text=True) for name in LIBRARIES]
    n_published = _publish_and_kill(bench, stop)
    stop.touch()
    said = [process.communicate(timeout=60) for process in readers]
    counts = {name: json.loads(out) for name, (out, _) in zip(LIBRARIES, said, strict=True)}
    print(f"{n_published} publishes, {N_KILLS} kills, {polls(stop)} polls: {counts}")
    for name, count in counts.items():
        assert (count["torn"], count["failed"], count["backward"]) == (0, 0, 0), (name, said)
        assert count["polls"] > N_POLLS // 100
    assert sum(count["polls"] for count in counts.values()) >= N_POLLS
    assert n_published >= N_PUBLISHES
    assert bench.debris() == []


def polls(stop: Path) -> int:
    return sum(int(path.read_text() or 0) for path in stop.parent.glob("stop.*"))


def _publish_and_kill(bench: Any, stop: Path) -> int:
    """How many releases were published by processes, each of which is killed at a random moment.

    It goes on until there have been enough releases and enough polls by those who look on.
    """
    dice = random.Random(11)
    end = time.monotonic() + MOST_SECONDS
    for n in range(1, N_KILLS + 1):
        process = bench.start(2000, "--times", "100000", "--grace", "60")
        begun = newest(bench)
        while newest(bench) < begun + N_PUBLISHES // N_KILLS or (
            polls(stop) < N_POLLS * n // N_KILLS and time.monotonic() < end
        ):
            assert process.poll() is None
            time.sleep(0.05)
        time.sleep(dice.uniform(0, 0.1))
        process.kill()
        process.communicate()
    assert bench.publish(3000, "--grace", "60").returncode == 0
    assert bench.public_rows() == 3000
    return newest(bench)


def newest(bench: Any) -> int:
    return max(map(pointer.sequence, pointer.published(bench.releases)))
