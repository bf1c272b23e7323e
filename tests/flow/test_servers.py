"""Where a run finds its Prefect server: nowhere, or on a schedule of one."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, PROJECT, Entente, Made
from tests.flow.conftest import FISHERIES, STAGES, Api, copy_of, deliver

SCHEDULE = """
import sys
from flows.pipeline import publish_news
publish_news.serve(
    "every-few-seconds", interval=5, limit=1, parameters={"warehouse": sys.argv[1], "inbox": sys.argv[2]}
)
"""


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A first run with no server about, from standard input."""
    warehouse = tmp_path_factory.mktemp("alone") / "warehouse"
    return Made(warehouse, Entente()("run", "--inbox", "-", "--warehouse", warehouse, stdin=FISHERIES))


def test_an_article_from_standard_input_needs_no_server(alone: Made) -> None:
    assert alone.done.status == 0, alone.done.err
    assert "1 article read" in alone.done.out
    assert "1 agreement from" in alone.done.out


def test_the_server_of_one_run_has_written_all_of_it_down(alone: Made) -> None:
    with closing(sqlite3.connect(alone.warehouse / ".prefect" / "prefect.db")) as records:
        assert records.execute("select state_type from flow_run").fetchall() == [("COMPLETED",)]
        tasks = records.execute("select state_type, count(*) from task_run group by 1").fetchall()
        left = {key for (key,) in records.execute("select key from artifact")}
    assert tasks == [("COMPLETED", len(STAGES))]
    assert left == {"checks", "summary"}


def test_the_server_of_one_run_is_gone_with_it(alone: Made) -> None:
    home = str(alone.warehouse / ".prefect").encode()
    assert [process for process in Path("/proc").glob("[0-9]*/environ") if home in environment_of(process)] == []
    assert not (alone.warehouse / ".prefect" / "server.log").exists()


def environment_of(process: Path) -> bytes:
    try:
        return process.read_bytes()
    except OSError:  # it has ended, or is somebody else's
        return b""


def test_a_schedule_is_kept(small: Made, entente: Entente, api: Api, tmp_path: Path) -> None:
    warehouse = copy_of(small, tmp_path)
    deliver(warehouse, "more-fisheries.txt", FISHERIES.replace("Peru", "Ecuador"))
    command = [sys.executable, "-c", SCHEDULE, str(warehouse), str(warehouse / "inbox")]
    with subprocess.Popen(
        command, cwd=PROJECT, env=entente.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as serving:
        try:
            states = await_end_of_scheduled_run(api, warehouse)
        finally:
            serving.terminate()
    assert "COMPLETED" in states
    assert (warehouse / "latest").resolve().name.startswith("0002-")


def await_end_of_scheduled_run(api: Api, warehouse: Path) -> set[str]:
    """States of the runs that the server itself scheduled, once one of them has ended."""
    end = time.monotonic() + PATIENCE
    states: set[str] = set()
    while not states & {"COMPLETED", "FAILED", "CRASHED"} and time.monotonic() < end:
        time.sleep(0.5)
        states = {run["state_type"] for run in api.runs(warehouse) if run["auto_scheduled"]}
    return states
