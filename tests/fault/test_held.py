"""Files of the warehouse that another program holds, as a BI tool may (RELIABILITY F20)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.publish.verify import verify
from tests.fault.forked import HERE, environment

HOLDS = {
    "ledger": "import sqlite3; held = sqlite3.connect('ledger.sqlite'); held.execute('begin exclusive')",
    "release": "import duckdb; held = duckdb.connect('latest/entente.duckdb')",
    "release, to read": "import duckdb; held = duckdb.connect('latest/entente.duckdb', read_only=True)",
}


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / "plainly.py"), str(root), "--dummy", *options]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """One release, and an article that waits."""
    root = tmp_path / "w"
    (root / "inbox").mkdir(parents=True)
    (root / "inbox" / "a.txt").write_text("Norway sold two ships.")
    assert run(root).returncode == 0
    (root / "inbox" / "b.txt").write_text("Peru signed.")
    return root


@pytest.fixture
def hold(warehouse: Path) -> Iterator[Callable[[str], int]]:
    """Has another process hold a file; gives its number."""
    holding: list[subprocess.Popen[str]] = []

    def by_another(what: str) -> int:
        program = f"{HOLDS[what]}; print('held', flush=True); input()"
        pipe = subprocess.PIPE
        holding.append(
            subprocess.Popen([sys.executable, "-c", program], cwd=warehouse, stdin=pipe, stdout=pipe, text=True)
        )
        assert holding[0].stdout is not None
        assert holding[0].stdout.readline() == "held\n"
        return holding[0].pid

    yield by_another
    for process in holding:
        process.communicate("\n")


def state(root: Path) -> dict[str, bytes]:
    """All files but the lock and the records of runs, which may say that one has failed."""
    files = (path for path in root.rglob("*") if path.is_file() and path.name != "run.lock")
    return {str(path): path.read_bytes() for path in files if root / "runs" not in path.parents}


@pytest.mark.parametrize("what", ["ledger", "release"])
def test_a_run_waits_then_names_who_holds_a_file(warehouse: Path, hold: Callable[[str], int], what: str) -> None:
    holder, before = hold(what), state(warehouse)
    done = run(warehouse)
    assert (done.returncode, done.stderr[:6]) == (75, "LOCKED"), done.stderr
    assert f"Process {holder} holds" in done.stderr
    assert state(warehouse) == before


def test_a_reader_of_the_release_is_in_nobodys_way(warehouse: Path, hold: Callable[[str], int]) -> None:
    hold("release, to read")
    done = run(warehouse, "--judge")
    assert done.returncode == 0, done.stderr
    assert (warehouse / "latest").resolve().name.startswith("0002-")
    assert verify((warehouse / "latest").resolve()) == []
