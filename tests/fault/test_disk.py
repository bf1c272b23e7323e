"""Full disks, refused flushes and file limits while publishing (RELIABILITY F13 to F16)."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from typing import Any

import pytest

from flows.publish.verify import verify

CALLS = "write,pwrite64,pread64,fsync,fdatasync,ftruncate,rename,link,symlink,unlink,mkdir,chmod"
N_FAILING = 200 if os.environ.get("FAULT_LONG") else 12


@pytest.mark.parametrize("spare_kb", range(0, 1800, 150))
def test_a_full_disk_leaves_the_old_release(small_disk: Callable[[str], Any], spare_kb: int) -> None:
    bench = small_disk("64m")
    assert bench.publish(1005).returncode == 0
    used = sum(path.lstat().st_blocks for path in bench.root.rglob("*")) // 2
    small_disk(f"{used + spare_kb}k")
    done = bench.publish(1006)
    assert bench.public_rows() == (1006 if done.returncode == 0 else 1005)
    small_disk("64m")
    assert bench.publish(1007).returncode == 0
    assert bench.public_rows() == 1007
    assert bench.debris() == []


def test_a_full_disk_is_met_in_the_sweep(small_disk: Callable[[str], Any]) -> None:
    bench = small_disk("64m")
    assert bench.publish(1005).returncode == 0
    used = sum(path.lstat().st_blocks for path in bench.root.rglob("*")) // 2
    small_disk(f"{used}k")
    assert bench.publish(1006).returncode != 0


@pytest.mark.parametrize("call", ["write", "pwrite64"])
def test_a_disk_that_is_full_from_any_write_on(
    old: Callable[[], Any], is_settled: Callable[..., None], strace: str, call: str
) -> None:
    """`when` counts for each thread: the n-th write of any of them fails, and every later one of that thread."""
    n, status = 0, 1
    while status != 0:
        n += 1
        bench = old()
        trap = ("-e", f"trace={call}", "-e", f"inject={call}:error=ENOSPC:when={n}+")
        status = bench.publish(1006, under=(strace, "-f", "-qq", *trap, "-o", "/dev/null")).returncode
        is_settled(bench, {1005, 1006})
    print(f"{call}: refused {n - 1} times")
    assert n > 4


def test_every_refused_flush_is_loud_and_leaves_one_whole_release(
    old: Callable[[], Any], is_settled: Callable[..., None], strace: str
) -> None:
    n, status = 0, 1
    while status != 0:
        n += 1
        bench = old()
        trap = f"inject=fsync,fdatasync:error=EIO:when={n}"
        status = bench.publish(
            1006, under=(strace, "-f", "-qq", "-e", "trace=fsync,fdatasync", "-e", trap, "-o", "/dev/null")
        ).returncode
        is_settled(bench, {1005, 1006})
    assert n > 10


def test_a_disk_that_fails_now_and_then_is_never_taken_for_a_sound_one(
    old: Callable[[], Any], is_settled: Callable[..., None], strace: str
) -> None:
    """One call of 25 or 50 in each thread is refused, from a random one on (F16)."""
    dice = random.Random(16)
    refused = 0
    for _ in range(N_FAILING):
        bench = old()
        trap = f"inject={CALLS}:error=EIO:when={dice.randint(1, 30)}+{dice.choice((25, 50))}"
        traced = (strace, "-f", "-qq", "-e", f"trace={CALLS}", "-e", trap, "-o", "/dev/null")
        status = bench.publish(1006, under=traced).returncode
        assert bench.public_rows() == 1006 or status != 0
        refused += status != 0
        is_settled(bench, {1005, 1006})
    print(f"of {N_FAILING} runs on a failing disk {refused} were refused")
    assert refused > N_FAILING // 4


def test_a_file_size_limit_leaves_the_old_release(
    old: Callable[[], Any], is_settled: Callable[..., None], prlimit: str
) -> None:
    bench = old()
    done = bench.publish(1006, under=(prlimit, "--fsize=100000"))
    assert done.returncode not in (0, -signal.SIGKILL)
    is_settled(bench, {1005})


@pytest.mark.parametrize("limit", ["--nofile=6", "--as=150000000"])
def test_too_few_handles_or_too_little_memory_are_loud(
    old: Callable[[], Any], is_settled: Callable[..., None], prlimit: str, limit: str
) -> None:
    bench = old()
    assert bench.publish(1006, under=(prlimit, limit)).returncode not in (0, -signal.SIGKILL)
    is_settled(bench, {1005})


@pytest.mark.parametrize("spare", range(0, 10, 2))
def test_a_disk_without_room_for_names_leaves_the_old_release(small_disk: Callable[[str], Any], spare: int) -> None:
    bench = small_disk("64m,nr_inodes=1000")
    assert bench.publish(1005).returncode == 0
    disk = os.statvfs(bench.root)
    small_disk(f"64m,nr_inodes={disk.f_files - disk.f_ffree + spare}")
    assert (bench.publish(1006).returncode, bench.public_rows()) in ((7, 1005), (1, 1005), (0, 1006))
    small_disk("64m,nr_inodes=1000")
    assert bench.publish(1007).returncode == 0
    assert bench.debris() == []


def test_a_read_only_warehouse_is_loud(small_disk: Callable[[str], Any]) -> None:
    import subprocess

    bench = small_disk("64m")
    assert bench.publish(1005).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(bench.root.parent)], check=True)
    assert bench.publish(1006).returncode != 0
    release = bench.latest.resolve()
    assert verify(release) == []
    assert bench.public_rows() == 1005
    subprocess.run(["mount", "-o", "remount,rw", str(bench.root.parent)], check=True)
