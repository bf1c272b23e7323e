"""Faults are driven when named only (`make test-fault`): they take minutes, some of them need strace or root."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from flows.publish import manifest, pointer
from flows.publish.verify import verify
from tests.fault.forked import HERE, Forked, environment


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    named = (Path(argument.split("::")[0]).parts for argument in config.args)
    return None if any("fault" in parts for parts in named) else True


class Bench:
    """A warehouse on which the publisher is run as a process of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.latest = root / "latest"
        self.releases = root / "releases"

    def command(self, n: int, *options: str) -> list[str]:
        return [sys.executable, str(HERE / "publisher.py"), str(self.root), str(n), *options]

    def publish(self, n: int, *options: str, under: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        if not under:
            return Forked("publisher", [str(self.root), str(n), *options]).wait(120)
        command = [*under, *self.command(n, *options)]
        return subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=120, check=False)

    def start(self, n: int, *options: str) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(self.command(n, *options), env=environment(), stdout=pipe, stderr=pipe, text=True)

    def public_rows(self) -> int:
        """Rows of the public release's `moving`, once all of that release has been verified."""
        release = pointer.current(self.latest)
        assert release is not None
        assert verify(release) == []
        rows: int = manifest.read(release)["tables"]["moving"]["rows"]
        return rows

    def debris(self) -> list[str]:
        """What lies about that belongs to no release."""
        names = {path.name for path in self.root.iterdir()} - {"latest", "releases", "run.lock"}
        return sorted(names | {path.name for path in self.releases.iterdir() if not pointer.sequence(path)})


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "w")


@pytest.fixture
def old(tmp_path: Path) -> Callable[[], Bench]:
    """Fresh copies, hard links and all, of a warehouse with five releases, the public one holding 1005 rows."""
    template = Bench(tmp_path / "template")
    assert template.publish(1001, "--times", "5", "--grace", "3600").returncode == 0
    made: list[Bench] = []

    def copy() -> Bench:
        made.append(Bench(tmp_path / f"copy{len(made)}"))
        subprocess.run(["cp", "-a", str(template.root), str(made[-1].root)], check=True)
        return made[-1]

    return copy


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Bench]]:
    """Warehouses on a file system of a given size; called again, the same one is resized."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(size: str) -> Bench:
        options = f"size={size}" + (",remount" if folder.is_mount() else "")
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=False)
        if done.returncode:
            pytest.skip("mounting needs root")
        return Bench(folder / "w")

    yield mount
    if folder.is_mount():
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is not installed")
    if subprocess.run([found, "-qq", "-o", os.devnull, "true"], capture_output=True, check=False).returncode:
        pytest.skip("strace may not trace here")
    return found


@pytest.fixture
def prlimit() -> str:
    return shutil.which("prlimit") or pytest.skip("prlimit is not installed")


def settled(bench: Any, rows: set[int]) -> None:
    """After a fault: one whole release is public, and the next run publishes and leaves nothing lying about."""
    assert bench.public_rows() in rows
    assert bench.publish(1009).returncode == 0
    assert bench.public_rows() == 1009
    assert bench.debris() == []
    assert [verify(release) for release in pointer.published(bench.releases)] == [[]] * 3


@pytest.fixture
def is_settled() -> Callable[..., None]:
    return settled
