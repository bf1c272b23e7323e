"""The flows: from an inbox of articles to a checked and published release, by hand or on a schedule, and the upkeep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, get_current_settings, temporary_settings
from prefect.states import Completed
from prefect.task_runners import TaskRunner

from flows import tasks
from flows.equipment import equipment
from flows.errors import ConfigurationError
from flows.ingest.window import window
from flows.logs import run_log
from flows.operate.attend import attend, require_warehouse
from flows.operate.backfill import take_days
from flows.operate.channels import alert_failure
from flows.operate.journal import Outcome
from flows.operate.patience import patiently
from flows.operate.retention import Retention
from flows.operate.retention import clean_up as remove
from flows.operate.timetable import Timetable
from flows.operations import is_up_to_date
from flows.progress import Progress
from flows.publish import pointer
from flows.publish.lock import run_lock
from flows.settings import Settings
from flows.steps import Run, clean_up, fail

# Names of the states in which a scheduled run ends well without a release; Prefect shows them beside the colour.
QUIET = {Outcome.UNCHANGED: "Nothing new", Outcome.SKIPPED: "Skipped"}


@flow(name="entente", description="Raw news text in, a checked and published release out.", log_prints=False)
def publish_news(
    warehouse: str,
    inbox: str,
    workers: int = 2,
    text_column: str = "text",
    keep_releases: int = 3,
    dask: str | None = None,
) -> str:
    """Path of the release published from the inbox, or of the latest one where there is nothing new.

    Args:
        warehouse: folder that holds raw texts, readings and releases.
        inbox: folder of articles; only read.
        workers: reading processes.
        text_column: column of .jsonl, .csv and .parquet files that holds the article.
        keep_releases: newest releases that stay.
        dask: scheduler of the cluster that the flow's task runner is for, where it is for one.
    """
    settings = replace(_settings(warehouse, inbox, workers, text_column, keep_releases), dask=dask)
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
    return _attended(settings, lambda: _publish_new(settings))


@flow(name="entente backfill", description="Articles of some days out of an archive, published.", log_prints=False)
def backfill(
    warehouse: str, inbox: str, since: date, until: date, workers: int = 2, text_column: str = "text"
) -> str | State[Any] | None:
    """Name of the release published with the articles of some days; a state of its own name where there are none.

    Args:
        warehouse: folder that holds raw texts, readings and releases.
        inbox: folder of articles; only read. Those of other days are left for another time.
        since: the first day, by publication date, or by the file's where an article has none.
        until: the last day.
        workers: reading processes.
        text_column: column of .jsonl, .csv and .parquet files that holds the article.
    """
    settings, days = _settings(warehouse, inbox, workers, text_column), window(since, until)
    return _attended(settings, lambda: _publish_new(take_days(settings, days) if days else settings))


@flow(
    name="entente full check", description="Every file of every release, the ledger, every raw text.", log_prints=False
)
def full_check(warehouse: str) -> str:
    """What was found sound.

    Args:
        warehouse: folder that holds raw texts, readings and releases.
    """
    settings = _settings(warehouse)
    try:
        return tasks.verify_all(settings)
    except Exception as error:
        alert_failure(settings, error)
        raise


@flow(name="entente clean-up", description="What a warehouse no longer needs, taken away.", log_prints=False)
def clean_warehouse(
    warehouse: str, keep_releases: int = 3, keep_days: int = 30, retracted: bool = False, dry_run: bool = False
) -> str:
    """What was removed, in words.

    Args:
        warehouse: folder that holds raw texts, readings and releases.
        keep_releases: newest releases that stay.
        keep_days: days for which records of runs, readings by earlier readers and replaced raw texts stay.
        retracted: also remove raw texts of retracted articles, which then cannot be reinstated.
        dry_run: only say what would be removed.
    """
    settings = _settings(warehouse, keep_releases=keep_releases)
    if keep_days < 0:
        raise ConfigurationError(f"keep_days is {keep_days}.", next_step="Name a number of days from 0 on.")
    kept = Retention(keep_releases, keep_days, retracted)
    return tasks.show_removed(patiently(lambda: remove(settings, kept, is_rehearsal=dry_run)))


def publish_while_watched(settings: Settings) -> str:
    """What `publish_news` gives, for a person who waits.

    Without heartbeats, from which a server learns that a run nobody watches has died: ending them takes a second.

    Raises:
        ConfigurationError: the cluster that is to read cannot be used.
    """
    publish, given = publish_news, parameters(settings, is_whole=settings.dask is not None)
    if settings.dask:
        from prefect_dask.task_runners import DaskTaskRunner  # only here, because they bring Dask

        from flows.cluster import REACH_SECONDS, n_slots

        server = get_current_settings().api.url or ""
        given |= {"dask": settings.dask, "workers": n_slots(settings, server)}
        runner: TaskRunner[Any] = DaskTaskRunner(address=settings.dask, client_kwargs={"timeout": REACH_SECONDS})
        publish = publish_news.with_options(task_runner=runner)
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        release: str = publish(**given)
        return release


def serve(settings: Settings, timetable: Timetable, ready: Callable[[], None]) -> None:
    """Publish what is new by the timetable until told to end; `ready` is called once the server knows of it.

    Raises:
        ConfigurationError: the cron expression cannot be read.
    """
    tasks.serve(
        publish_on_schedule,
        timetable,
        settings.inbox,
        ready,
        name=deployment_name(settings),
        parameters=parameters(settings),
    )


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


def _settings(
    warehouse: str, inbox: str = "", workers: int = 2, text_column: str = "text", keep_releases: int = 3
) -> Settings:
    """The settings that a flow's parameters say; Prefect has seen to their types.

    Raises:
        ConfigurationError: one of them cannot be used; it is named.
    """
    wrong = {"warehouse": not warehouse.strip(), "text_column": not text_column.strip()}
    wrong |= {"workers": workers < 1, "keep_releases": keep_releases < 1}
    named = [name for name, is_wrong in wrong.items() if is_wrong]
    if named:
        raise ConfigurationError(
            f"The parameter {', '.join(named)} cannot be used.",
            next_step="Names are not empty, numbers are at least 1.",
        )
    return Settings(
        Path(warehouse),
        Path(inbox) if inbox else Path(warehouse) / "inbox",
        workers=workers,
        text_column=text_column,
        keep_releases=keep_releases,
    )


def _attended(settings: Settings, work: Callable[[], Path | None]) -> str | State[Any] | None:
    def publish() -> Path | None:
        require_warehouse(settings)
        return work()

    try:
        attempt = attend(settings, publish)
    finally:
        tasks.show_status(settings)
    name = QUIET.get(attempt.outcome)
    return Completed(name=name, message=attempt.told()) if name else attempt.release


def _publish_new(settings: Settings) -> Path | None:
    """The release published from what is new, or None where nothing is."""
    with run_lock(settings.warehouse):
        if is_up_to_date(settings):
            return None
        with equipment(settings) as present:
            present.gate.start()  # after Prefect is imported and before reading ends: there may be two cores only
            run = Run.begin(settings, flow_run=flow_run.id)
            try:
                with run_log(run.folder), tasks.told_to_end():
                    tasks.tell_of_dead_runs(run)
                    return Path(_publish(run, present.progress))
            except BaseException as error:
                if present.pool is not None:
                    present.pool.drop()  # or a reader would finish its batch after the clean-up
                fail(run, error)
                raise
            finally:
                clean_up(run)


def _publish(run: Run, progress: Progress) -> str:
    progress.stage("Taking in new articles")
    intake = tasks.accept_articles(run)
    progress.stage("Reading deals and agreements", total=intake.n_waiting)
    read = tasks.read_on_cluster if run.settings.dask else tasks.read_articles
    read(run, list(intake.batches))
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
