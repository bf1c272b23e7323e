"""Where a run finds its Prefect server: nowhere, or on a schedule of one."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import PATIENCE, PROJECT, Entente, Made
from tests.flow.conftest import FISHERIES, Api, copy_of, deliver

SCHEDULE = """
import sys
from flows.pipeline import publish_news
publish_news.serve(
    "every-few-seconds", interval=5, limit=1, parameters={"warehouse": sys.argv[1], "inbox": sys.argv[2]}
)
"""


def test_an_article_from_standard_input_needs_no_server(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    done = Entente()("run", "--inbox", "-", "--warehouse", warehouse, stdin=FISHERIES)
    assert done.status == 0, done.err
    assert "1 article read" in done.out
    assert "1 agreement from" in done.out
    assert (warehouse / ".prefect" / "prefect.db").is_file()


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
