"""What Prefect costs: `python -m tests.bench.speed.orchestration`, for a run and for each of its tasks.

A flow of no task, and one of forty that do nothing, each in a process that imports Prefect, brings its own server as
`entente run` does, and ends. In a real run the server starts while the readers load their model.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from flows.commands.run import prepare_environment
from flows.imports import uncollected
from flows.settings import Settings
from flows.temporary_server import start_server
from tests.bench.speed.processes import python, watch

TASKS = 40
RUNS = 3  # of which the quickest counts


def main() -> None:
    """Print both costs, or run the flow."""
    if sys.argv[1:]:
        orchestrate(int(sys.argv[1]), Path(sys.argv[2]))
        return
    for what, figure in costs().items():
        print(f"{what:<40} {figure:>8}")


def costs() -> dict[str, str]:
    """Wall and CPU time of all processes, by what they are spent on."""
    wall, cpu = _quickest(0)
    more_wall, more_cpu = _quickest(TASKS)
    return {
        "Prefect, a run: wall s": f"{wall:.2f}",
        "Prefect, a run: CPU s": f"{cpu:.2f}",
        "Prefect, a task: wall ms": f"{1000 * (more_wall - wall) / TASKS:.0f}",
        "Prefect, a task: CPU ms": f"{1000 * (more_cpu - cpu) / TASKS:.0f}",
    }


def _quickest(n_tasks: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        command = python("tests.bench.speed.orchestration", str(n_tasks), folder)
        seen = [watch(command, Path.cwd()) for _ in range(RUNS)]
    return min(one.wall for one in seen), min(one.cpu for one in seen)


def orchestrate(n_tasks: int, warehouse: Path) -> None:
    """Run a flow of `n_tasks` tasks that do nothing, at a server of its own, as `entente run` would."""
    prepare_environment(Settings(warehouse, warehouse))
    server = start_server()
    with uncollected():
        from prefect import flow, task
        from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
    if server:
        server.await_ready()
    nothing = task(name="nothing")(lambda n: n)
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        flow(name="nothing", log_prints=False)(lambda: sum(nothing(n) for n in range(n_tasks)))()


if __name__ == "__main__":
    main()
