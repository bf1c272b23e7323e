"""The stages of a run as Prefect tasks, and what starts runs by a timetable.

Tasks exchange run ids and small counts, never frames or article text.
"""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from prefect import Flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.exceptions import ObjectNotFound, TerminationSignal
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from flows import station, steps
from flows.equipment import equipment
from flows.errors import ConfigurationError, PipelineError
from flows.operate.overview import status, status_markdown
from flows.operate.retention import Removed, told
from flows.operate.soundness import verified
from flows.operate.timetable import HOURLY, Timetable
from flows.operate.watcher import watch
from flows.publish.manifest import MANIFEST_NAME
from flows.report.summary import summary, summary_markdown
from flows.settings import Settings
from flows.steps import Intake, Run

if TYPE_CHECKING:
    from flows.check import Verdict

LOG = logging.getLogger(__name__)
POLL_SECONDS = 5.0  # between questions to the server for runs that are due


@contextmanager
def told_to_end() -> Iterator[None]:
    """Have a signal to end, or Ctrl-C, come out of the tasks in this block as one.

    Where it comes while a task is being set up, Prefect 3.8 marks as crashed a task run that is not there yet, and its
    own error for that hides the signal.
    """
    try:
        yield
    except Exception as error:
        hidden: BaseException | None = error
        while hidden is not None and not isinstance(hidden, TerminationSignal | KeyboardInterrupt):
            hidden = hidden.__context__
        if hidden is None:
            raise
        raise hidden from None


def tell_of_dead_runs(run: Run) -> None:
    """Have the server show as crashed what it takes for running: nobody else tells it of a run that was killed.

    A server that never heard of such a run, because it is another or its records are lost, need not be told.
    """
    records = [steps.read_json(run.settings.runs / name / MANIFEST_NAME) for name in run.dead]
    told = [record for record in records if record.get("flow_run")]
    if not told:
        return
    with get_client(sync_client=True) as client:
        for record in told:
            with suppress(ObjectNotFound):
                client.set_flow_run_state(record["flow_run"], Crashed(message=record["message"]), force=True)


def may_pass(_task: object, _run: object, state: State[Any]) -> bool:
    """Whether trying again can help: the disk was busy, or a process was lost. What we raise on purpose stays true."""
    return not isinstance(state.result(raise_on_failure=False), PipelineError)


@task(
    name="accept new articles",
    retries=2,
    retry_delay_seconds=[1, 5],
    retry_condition_fn=may_pass,
    cache_policy=NO_CACHE,
)
def accept_articles(run: Run) -> Intake:
    """What arrived; reading processes of this machine read what has been taken in while more is."""
    with equipment(run.settings) as present:
        return steps.accept_articles(run, *([present.pool.begin] if present.pool else []))


resolve_facts = task(name="resolve entities and facts", cache_policy=NO_CACHE)(steps.resolve_facts)
load_release = task(name="load the staged release", cache_policy=NO_CACHE)(steps.load_release)
set_aside_misread_rows = task(name="set misread rows aside", cache_policy=NO_CACHE)(steps.set_aside_misread_rows)
publish_release = task(name="publish the release", cache_policy=NO_CACHE)(steps.publish_release)


@task(name="read deals and agreements", retries=1, retry_condition_fn=may_pass, cache_policy=NO_CACHE)
def read_articles(run: Run, batches: list[str]) -> int:
    """Number of documents read on this machine."""
    with equipment(run.settings) as present:
        assert present.pool is not None
        return steps.read_articles(run, batches, present.pool, present.progress.advance).n_documents


read_batch = task(name="read a batch", cache_policy=NO_CACHE)(station.read_batch)


def read_on_cluster(run: Run, batches: list[str]) -> int:
    """Number of documents read on a Dask cluster: a task a batch, of the flow itself.

    A task of a task would carry the parameters of both to each worker: the names of all batches with each of them.
    """
    from flows.cluster import Readers

    with equipment(run.settings) as present:
        readers = Readers(run.settings, cast("Any", read_batch.submit))  # by Dask's runner, its futures wrap Dask's
        return steps.read_articles(run, batches, readers, present.progress.advance).n_documents


@task(name="check the staged release", cache_policy=NO_CACHE)
def check_release(run: Run) -> None:
    """Pass when the gate lets the staged release pass.

    Raises:
        GateClosed: a critical check failed, or a check could not be counted as run.
    """
    with equipment(run.settings) as present:
        verdict = steps.check_release(run, present.gate)
    create_table_artifact(key="checks", table=check_rows(verdict), description="Checks of the staged release")
    verdict.require_open()


def check_rows(verdict: Verdict) -> list[dict[str, str]]:
    """The checks as rows of an artifact, those that did not pass first."""
    ordered = sorted(verdict.results, key=lambda result: (result.outcome == "passed", result.suite, result.check_no))
    names = ("outcome", "severity", "suite", "expectation", "column", "observed")
    return [{name: str(getattr(result, name) or "") for name in names} for result in ordered]


@task(name="summarise the release", cache_policy=NO_CACHE)
def summarise(run: Run) -> None:
    """Leave the summary of the latest release as an artifact."""
    markdown = summary_markdown(summary(run.settings.latest))
    create_markdown_artifact(key="summary", markdown=markdown, description="What the release holds")


@task(name="verify everything", cache_policy=NO_CACHE)
def verify_all(settings: Settings) -> str:
    """What was found sound: every file and column of every release, the ledger, and every raw text.

    Raises:
        InputError: nothing has been published.
        ReleaseDamaged: names each file that differs.
        WarehouseDamaged: names what is wrong with the ledger or the raw texts.
    """
    releases, n_raw = verified(settings, every_release=True)
    said = f"{len(releases)} releases and {n_raw} raw texts are as they were."
    create_markdown_artifact(key="full-check", markdown=said, description="Every file against its manifest")
    return said


def show_removed(removed: Removed) -> str:
    """What a clean-up removed, left as an artifact."""
    said = told(removed)
    create_markdown_artifact(key="clean-up", markdown=f"```\n{said}\n```", description="What was removed")
    return said


def show_status(settings: Settings) -> None:
    """Leave how the warehouse is as an artifact; that this fails is no failure of a run."""
    try:
        create_markdown_artifact(
            key="status", markdown=status_markdown(status(settings)), description="How the warehouse is"
        )
    except Exception as error:
        LOG.warning("The status could not be shown: %s", error)


def serve(
    flow: Flow[..., Any],
    timetable: Timetable,
    inbox: Path,
    ready: Callable[[], None],
    *,
    name: str,
    parameters: dict[str, Any],
) -> None:
    """Start runs of a flow by the timetable until this process is told to end; see `pipeline.serve`.

    No limit of Prefect's holds overlapping runs apart: its server keeps such limits in memory and a run that is killed
    would block all that follow. The warehouse's own lock does, so a run that overlaps starts, sees it, and is skipped.
    """
    runner = _Runner(name="entente", query_seconds=POLL_SECONDS, limit=1 if timetable.watch else 2)
    deployment: UUID = runner.add_flow(  # type: ignore[assignment]
        flow,
        name=name,
        schedule=_schedule(timetable),
        parameters=parameters,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    _forget_missed(deployment)
    begin = _starter(deployment)
    stop = Event()
    watcher = Thread(target=watch, args=(inbox, begin, stop), daemon=True)
    if timetable.watch:
        watcher.start()
    if not timetable.cron:
        begin()
    ready()
    try:
        asyncio.run(runner.until_told())
    finally:
        stop.set()


class _Runner(Runner):
    """Prefect's runner, ended by SIGTERM as by Ctrl-C: with its schedules paused and its runs ended."""

    async def until_told(self) -> None:
        """Start runs until this process is told to end."""
        self.loop, self.task = asyncio.get_running_loop(), asyncio.current_task()
        self.loop.add_signal_handler(signal.SIGINT, self._end)
        with suppress(asyncio.CancelledError):
            await self.start()

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        """Prefect's own handler leaves before the schedules are paused."""
        self.loop.call_soon_threadsafe(self._end)

    def _end(self) -> None:
        for run in multiprocessing.active_children():  # Prefect would wait for them
            run.terminate()
        if self.task:
            self.task.cancel()


def _schedule(timetable: Timetable) -> Schedule:
    if timetable.cron is None:
        return Interval(timetable.every or HOURLY)
    try:
        return Cron(timetable.cron, timezone=timetable.timezone)
    except ValueError as error:
        raise ConfigurationError(
            f"{timetable.cron!r} is no cron expression: {error}.",
            next_step="One has five fields: --cron '0 6 * * 1-5' is six o'clock from Monday to Friday.",
        ) from None


def _forget_missed(deployment: UUID) -> None:
    """Take away runs that were due while nobody served: one run makes up for all of them."""
    due = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[deployment]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=datetime.now(UTC)),  # type: ignore[arg-type]
    )
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=due):
            client.delete_flow_run(run.id)


def _starter(deployment: UUID) -> Callable[[], None]:
    """What starts a run of a deployment now, unless one that it has started before is still waiting."""
    started: list[UUID] = []

    def begin() -> None:
        with get_client(sync_client=True) as client:
            waiting = client.read_flow_run(started[-1]).state if started else None
            if waiting is not None and waiting.is_scheduled():
                return
            started[:] = [client.create_flow_run_from_deployment(deployment).id]

    return begin
