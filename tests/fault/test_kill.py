"""kill -9 at every step of publishing, and of the recovery after it (RELIABILITY F01 to F03, F08)."""

from __future__ import annotations

import os
import random
import re
import signal
from collections.abc import Callable
from typing import Any

import pytest

KILLED = -signal.SIGKILL
NAMES = "mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,chmod,fchmodat"
FLUSHES = "fsync,fdatasync"
SAMPLED = {"write": 2, "pwrite64": 2, "openat": 90, "close": 90}  # every how many of them one is killed at
LEAST = {"rename": 6, "symlink": 2, "fsync": 10}  # fewer would mean that the kills missed the protocol


def test_killed_before_every_step(old: Callable[[], Any], is_settled: Callable[..., None]) -> None:
    step, outcome = 0, KILLED
    while outcome == KILLED:
        step += 1
        bench = old()
        outcome = bench.publish(1006, "--die-at", str(step)).returncode
        is_settled(bench, {1005, 1006})
    assert outcome == 0
    assert step > 30


def test_killed_again_while_recovering(old: Callable[[], Any], is_settled: Callable[..., None]) -> None:
    dice = random.Random(7)
    for _ in range(10):
        bench = old()
        bench.publish(1006, "--die-at", str(dice.randint(5, 40)))
        bench.publish(1007, "--die-at", str(dice.randint(1, 12)))
        is_settled(bench, {1005, 1006, 1007})


@pytest.mark.parametrize("call", [*NAMES.split(","), *FLUSHES.split(",")])
def test_killed_by_the_kernel_at_every_such_call(
    old: Callable[[], Any], is_settled: Callable[..., None], strace: str, call: str
) -> None:
    n, outcome = 0, KILLED
    while outcome == KILLED:
        n += 1
        bench = old()
        inject = ("-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={n}")
        outcome = bench.publish(1006, under=(strace, "-f", "-qq", *inject, "-o", "/dev/null")).returncode
        is_settled(bench, {1005, 1006})
    assert outcome == 0
    assert n >= LEAST.get(call, 0)


@pytest.mark.parametrize("call", SAMPLED)
def test_killed_by_the_kernel_at_some_calls_of_a_kind_of_which_there_are_many(
    old: Callable[[], Any], is_settled: Callable[..., None], strace: str, call: str
) -> None:
    """Files are opened and closed hundreds of times, most of them the interpreter's own (F03)."""
    n, outcome = 1, KILLED
    while outcome == KILLED:
        bench = old()
        inject = ("-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={n}")
        outcome = bench.publish(1006, under=(strace, "-f", "-qq", *inject, "-o", "/dev/null")).returncode
        is_settled(bench, {1005, 1006})
        n += 7 if os.environ.get("FAULT_LONG") else SAMPLED[call]
    assert outcome == 0


def test_bytes_are_durable_before_a_name_points_at_them(old: Callable[[], Any], strace: str) -> None:
    bench = old()
    log = bench.root.parent / "strace.log"
    trace = f"trace={NAMES},{FLUSHES}"
    assert bench.publish(1006, under=(strace, "-f", "-y", "-qq", "-e", trace, "-o", str(log))).returncode == 0
    calls = [re.sub(r"^\d+ +", "", line) for line in log.read_text().splitlines()]
    revealed = index(calls, r'rename\(".*/\.stage-run\d+", ".*/releases/0006-')
    committed = index(calls, r'rename\(".*/\.latest\.next", ".*/latest"')
    for name in ("moving.parquet", "still.parquet", "entente.duckdb", "manifest.json"):
        assert last(calls[:revealed], rf"fsync\(\d+<.*/\.stage-run\d+/{name}>") > 0
    assert last(calls[:revealed], r"fsync\(\d+<.*/\.stage-run\d+>\)") > last(
        calls[:revealed], r"fsync\(\d+<.*/manifest\.json>"
    )
    assert revealed < index(calls[revealed:], r"fsync\(\d+<.*/releases>\)") + revealed < committed
    assert any(re.match(r"fsync\(\d+<.*/copy0>\)", call) for call in calls[committed:])


def index(calls: list[str], pattern: str) -> int:
    return next(n for n, call in enumerate(calls) if re.match(pattern, call))


def last(calls: list[str], pattern: str) -> int:
    return max((n for n, call in enumerate(calls) if re.match(pattern, call)), default=-1)
