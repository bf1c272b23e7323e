"""kill -9 at a real Prefect server: of a run in each stage, and of the process that reads (F01, F05, F06, F07, F40)."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.ingest.ledger import Ledger
from flows.publish import manifest
from flows.publish.lock import run_lock
from flows.publish.verify import verify
from tests.conftest import Entente, Made
from tests.flow.conftest import PORTS, Api, api, copy_of, deliver, entente, small  # noqa: F401 - fixtures
from tests.flow.test_flow import content_hashes

STORIES = sorted((Path(__file__).parents[1] / "golden" / "articles" / "docs").glob("*.txt"))[:12]
STAGES = ("Taking in", "Reading", "Resolving", "Loading", "Checking", "Publishing")
CHOSEN = STAGES if os.environ.get("FAULT_LONG") else ("Reading", "Checking", "Publishing")
AT_ONCE = 10  # seconds
MANY, ROWS = 400, 300_000  # articles, and rows that are none and hold up the taking in of the last articles


@pytest.fixture(scope="module")
def whole(small: Made, entente: Entente, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:  # noqa: F811
    """What the release holds when nothing is killed."""
    warehouse = with_news(small, tmp_path_factory.mktemp("whole"))
    done = entente("run", "--warehouse", warehouse)
    assert done.status == 0, done.err
    return content_hashes(warehouse / "latest")


def with_news(small: Made, folder: Path) -> Path:  # noqa: F811
    warehouse = copy_of(small, folder)
    deliver(warehouse, "ports.md", PORTS)
    for story in STORIES:
        shutil.copy(story, warehouse / "inbox")
    return warehouse


def start(entente: Entente, warehouse: Path) -> subprocess.Popen[str]:  # noqa: F811
    command = entente.command("run", "--warehouse", warehouse)
    return subprocess.Popen(command, env=entente.environment(), stderr=subprocess.PIPE, text=True)


def await_stage(run: subprocess.Popen[str], stage: str) -> None:
    assert run.stderr is not None
    assert any(line.startswith(stage) for line in run.stderr), f"it never came to {stage}"


def users_of(warehouse: Path) -> list[str]:
    """Processes that were started for a warehouse, or have a file of it open."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes() + b"".join(
                os.fsencode(handle.readlink()) for handle in (process / "fd").iterdir()
            )
        except OSError:  # it has ended
            continue
        if os.fsencode(warehouse) in told:
            found.append(process.name)
    return found


@pytest.mark.parametrize("stage", CHOSEN)
def test_a_run_killed_in_a_stage_is_named_and_made_good(
    small: Made,  # noqa: F811
    whole: dict[str, str],
    entente: Entente,  # noqa: F811
    api: Api,  # noqa: F811
    tmp_path: Path,
    stage: str,
) -> None:
    warehouse = with_news(small, tmp_path)
    run = start(entente, warehouse)
    await_stage(run, stage)
    time.sleep(0.1)
    run.kill()
    run.communicate()
    assert [seen["state_type"] for seen in api.runs(warehouse)] == ["RUNNING"], "a server learns of no kill by itself"
    assert (warehouse / "latest").resolve().name.startswith("0001-")

    done = entente("run", "--warehouse", warehouse)
    assert done.status == 0, done.err
    assert content_hashes(warehouse / "latest") == whole
    again, dead = api.runs(warehouse)
    assert (again["state_type"], dead["state_type"]) == ("COMPLETED", "CRASHED")
    assert "without a word" in dead["state"]["message"]
    require_nothing_lost(warehouse)


def test_a_run_killed_while_it_takes_in_and_reads_loses_nothing(
    entente: Entente,  # noqa: F811
    tmp_path: Path,
) -> None:
    """Articles are read while others are still taken in; what is read does not count before all of it is."""
    warehouse = tmp_path / "w"
    for n in range(MANY):
        deliver_to(warehouse / "inbox" / f"{n:04}.txt", f"It rained on the harbour of Bergen on day {n}.\n")
    deliver_to(warehouse / "inbox" / "z.jsonl", "{\n" * ROWS)
    run = start(entente, warehouse)
    while not list(warehouse.glob("cache/*/[0-9]*")):
        assert run.poll() is None
        time.sleep(0.01)
    run.kill()
    said = run.communicate()[1]
    assert "Reading" not in said, "all was taken in already"
    with Ledger(warehouse / "ledger.sqlite") as ledger:
        assert 0 < len(ledger.documents("accepted")) == len(ledger.documents()) < MANY
    lost = {part.name for part in warehouse.glob("cache/*/[0-9]*")}

    done = entente("run", "--warehouse", warehouse)
    assert done.status == 0, done.err
    assert verify((warehouse / "latest").resolve()) == []
    with Ledger(warehouse / "ledger.sqlite") as ledger:
        assert len(ledger.documents("published")) == MANY
        assert {part.name for part in warehouse.glob("cache/*/[0-9]*")} == ledger.parts()
        assert lost & ledger.parts() == set()
    assert manifest.read(warehouse / "latest")["tables"]["documents"]["rows"] == MANY


def deliver_to(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(("told", "stage"), [(signal.SIGINT, "Reading"), (signal.SIGTERM, "Loading")])
def test_a_run_that_is_told_to_end_does_so_at_once(
    small: Made,  # noqa: F811
    entente: Entente,  # noqa: F811
    api: Api,  # noqa: F811
    tmp_path: Path,
    told: signal.Signals,
    stage: str,
) -> None:
    """It goes with its processes, the lock is free, and the server knows (F06)."""
    warehouse = with_news(small, tmp_path)
    run = start(entente, warehouse)
    await_stage(run, stage)
    begun = time.monotonic()
    run.send_signal(told)
    _, erred = run.communicate(timeout=120)
    took = time.monotonic() - begun
    print(f"{told.name}: ended after {took:.1f} s, status {run.returncode}")
    assert run.returncode in (-told, 128 + told), erred
    assert [seen["state_type"] for seen in api.runs(warehouse)] == ["CRASHED"]
    assert users_of(warehouse) == []
    with run_lock(warehouse):
        assert (warehouse / "latest").resolve().name.startswith("0001-")
    assert [path.name for path in (warehouse / "releases").iterdir() if path.name.startswith(".")] == []
    assert took < AT_ONCE * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def require_nothing_lost(warehouse: Path) -> None:
    assert verify((warehouse / "latest").resolve()) == []
    inbox = {path.name for path in (warehouse / "inbox").iterdir()}
    with Ledger(warehouse / "ledger.sqlite") as ledger:
        assert {entry.file_name for entry in ledger.documents("published")} == inbox
    assert [path.name for path in (warehouse / "releases").iterdir() if path.name.startswith(".")] == []
    results = [manifest_of(folder)["result"] for folder in sorted((warehouse / "runs").iterdir())]
    assert results == ["published", "failed", "published"]
    assert users_of(warehouse) == []


def manifest_of(folder: Path) -> dict[str, Any]:
    import json

    content: dict[str, Any] = json.loads((folder / manifest.MANIFEST_NAME).read_text())
    return content


def test_a_reading_process_killed_costs_no_article(
    small: Made,  # noqa: F811
    whole: dict[str, str],
    entente: Entente,  # noqa: F811
    api: Api,  # noqa: F811
    tmp_path: Path,
) -> None:
    warehouse = with_news(small, tmp_path)
    run = start(entente, warehouse)
    await_stage(run, "Reading")
    readers = [pid for pid in children(run.pid) if b"spawn_main" in command_of(pid)]
    assert readers
    os.kill(readers[0], signal.SIGKILL)
    _, errors = run.communicate(timeout=300)
    assert run.returncode == 0, errors
    assert content_hashes(warehouse / "latest") == whole
    assert [seen["state_type"] for seen in api.runs(warehouse)] == ["COMPLETED"]


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def command_of(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def lost(database: Path) -> None:
    database.unlink()


def damaged(database: Path) -> None:
    content = database.read_bytes()
    database.write_bytes(b"\xff" * 8192 + content[8192:])


@pytest.mark.parametrize("harm", [lost, damaged])
def test_prefects_own_records_may_be_lost_or_damaged(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    """Without a server, where its records lie in the warehouse."""
    warehouse = tmp_path / "w"
    entente = Entente()  # noqa: F811
    assert entente("run", "--inbox", "-", "--warehouse", warehouse, stdin=PORTS).status == 0
    harm(warehouse / ".prefect" / "prefect.db")
    deliver(warehouse, "other.md", PORTS.replace("Ghana", "Kenya"))
    done = entente("run", "--warehouse", warehouse)
    assert done.status == 0, done.err
    assert verify((warehouse / "latest").resolve()) == []
    assert manifest.read(warehouse / "latest")["tables"]["documents"]["rows"] == 2
