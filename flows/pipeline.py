"""The flows: from an inbox of articles to a checked and published release, by hand or on a schedule."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterDeploymentId,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Completed
from prefect.types.entrypoint import EntrypointType

from flows import tasks
from flows.equipment import equipment
from flows.errors import ConfigurationError
from flows.logs import run_log
from flows.operate.attend import attend, require_warehouse
from flows.operate.journal import Outcome
from flows.operate.timetable import HOURLY, Timetable
from flows.operate.watcher import watch
from flows.operations import is_up_to_date
from flows.progress import Progress
from flows.publish import pointer
from flows.publish.lock import run_lock
from flows.settings import Settings
from flows.steps import Run, clean_up, fail

POLL_SECONDS = 5.0  # between questions to the server for runs that are due

# Names of the states in which a scheduled run ends well without a release; Prefect shows them beside the colour.
QUIET = {Outcome.UNCHANGED: "Nothing new", Outcome.SKIPPED: "Skipped"}


@flow(name="entente", description="Raw news text in, a checked and published release out.", log_prints=False)
def publish_news(
    warehouse: str, inbox: str, workers: int = 2, text_column: str = "text", keep_releases: int = 3
) -> str:
    """Path of the release published from the inbox, or of the latest one where there is nothing new.

    Args:
        warehouse: folder that holds raw texts, readings and releases.
        inbox: folder of articles; only read.
        workers: reading processes.
        text_column: column of .jsonl, .csv and .parquet files that holds the article.
        keep_releases: newest releases that stay.
    """
    settings = _settings(warehouse, inbox, workers, text_column, keep_releases)
    return str(_publish_new(settings) or pointer.current(settings.latest))


@flow(name="entente on schedule", description="What is new in the inbox, published; nobody watches.", log_prints=False)
def publish_on_schedule(
    warehouse: str, inbox: str, workers: int = 2, text_column: str = "text", keep_releases: int = 3
) -> str | State[Any] | None:
    """Name of the release published from the inbox; a state of its own name where there was nothing to publish.

    Args:
        warehouse: folder that holds raw texts, readings and releases.
        inbox: folder of articles; only read.
        workers: reading processes.
        text_column: column of .jsonl, .csv and .parquet files that holds the article.
        keep_releases: newest releases that stay.
    """
    settings = _settings(warehouse, inbox, workers, text_column, keep_releases)

    def publish() -> Path | None:
        require_warehouse(settings)
        return _publish_new(settings)

    attempt = attend(settings, publish)
    name = QUIET.get(attempt.outcome)
    return Completed(name=name, message=attempt.told()) if name else attempt.release


def publish_while_watched(settings: Settings) -> str:
    """What `publish_news` gives, for a person who waits.

    Without heartbeats, from which a server learns that a run nobody watches has died: ending them takes a second.
    """
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        release: str = publish_news(**parameters(settings, is_whole=False))
        return release


def serve(settings: Settings, timetable: Timetable, ready: Callable[[], None]) -> None:
    """Keep runs going by the timetable until this process is told to end; `ready` is called once the server knows it.

    No limit of Prefect's holds overlapping runs apart: its server keeps such limits in memory and a run that is killed
    would block all that follow. The warehouse's own lock does, so a run that overlaps starts, sees it, and is skipped.

    Raises:
        ConfigurationError: the cron expression cannot be read.
    """
    runner = _Runner(name="entente", query_seconds=POLL_SECONDS, limit=1 if timetable.watch else 2)
    deployment: UUID = runner.add_flow(  # type: ignore[assignment]
        publish_on_schedule,
        name=deployment_name(settings),
        schedule=_schedule(timetable),
        parameters=parameters(settings),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    _forget_missed(deployment)
    begin = _starter(deployment)
    stop = Event()
    watcher = Thread(target=watch, args=(settings.inbox, begin, stop), daemon=True)
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


def deployment_name(settings: Settings) -> str:
    """What a warehouse's deployment is called, so that several can be served at one server."""
    return str(settings.warehouse.resolve()).strip("/").replace("/", "-").replace("%", "-") or "warehouse"


def parameters(settings: Settings, *, is_whole: bool = True) -> dict[str, Any]:
    """The settings as parameters of a flow, with whole paths where it runs in another folder."""
    warehouse, inbox = settings.warehouse, settings.inbox
    return {
        "warehouse": str(warehouse.resolve() if is_whole else warehouse),
        "inbox": str(inbox.resolve() if is_whole else inbox),
        "workers": settings.workers,
        "text_column": settings.text_column,
        "keep_releases": settings.keep_releases,
    }


def _settings(warehouse: str, inbox: str, workers: int, text_column: str, keep_releases: int) -> Settings:
    return Settings(Path(warehouse), Path(inbox), workers=workers, text_column=text_column, keep_releases=keep_releases)


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


def _publish_new(settings: Settings) -> Path | None:
    """The release published from what is new, or None where nothing is."""
    with run_lock(settings.warehouse):
        if is_up_to_date(settings):
            return None
        with equipment(settings) as present:
            present.gate.start()  # after Prefect is imported and before reading ends: there may be two cores only
            run = Run.begin(settings)
            try:
                with run_log(run.folder):
                    return Path(_publish(run, present.progress))
            except BaseException as error:
                fail(run, error)
                raise
            finally:
                clean_up(run)


def _publish(run: Run, progress: Progress) -> str:
    progress.stage("Taking in new articles")
    intake = tasks.accept_articles(run)
    progress.stage("Reading deals and agreements", total=intake.n_waiting)
    tasks.read_articles(run, list(intake.batches))
    progress.stage("Resolving entities and facts")
    tasks.resolve_facts(run)
    progress.stage("Loading the staged release")
    tasks.load_release(run)
    tasks.set_aside_misread_rows(run)
    progress.stage("Checking the staged release")
    tasks.check_release(run)
    progress.stage("Publishing")
    release = tasks.publish_release(run, intake)
    tasks.summarise(run)
    return release
