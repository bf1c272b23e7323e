"""The flow: from an inbox of articles to a checked and published release."""

from __future__ import annotations

from pathlib import Path

from prefect import flow
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

from flows import tasks
from flows.equipment import equipment
from flows.logs import run_log
from flows.operations import is_up_to_date
from flows.progress import Progress
from flows.publish import pointer
from flows.publish.lock import run_lock
from flows.settings import Settings
from flows.steps import Run, clean_up, fail


@flow(name="entente", description="Raw news text in, a checked and published release out.", log_prints=False)
def publish_news(warehouse: str, inbox: str, workers: int = 2, text_column: str = "text") -> str:
    """Path of the release published from the inbox, or of the latest one where there is nothing new.

    Args:
        warehouse: folder that holds raw texts, readings and releases.
        inbox: folder of articles; only read.
        workers: reading processes.
        text_column: column of .jsonl, .csv and .parquet files that holds the article.
    """
    settings = Settings(Path(warehouse), Path(inbox), workers=workers, text_column=text_column)
    with run_lock(settings.warehouse), equipment(settings) as present:
        if is_up_to_date(settings):
            return str(pointer.current(settings.latest))
        run = Run.begin(settings)
        try:
            with run_log(run.folder):
                return _publish(run, present.progress)
        except BaseException as error:
            fail(run, error)
            raise
        finally:
            clean_up(run)


def publish_while_watched(settings: Settings) -> str:
    """What `publish_news` gives, for a person who waits.

    Without heartbeats, from which a server learns that a run nobody watches has died: ending them takes a second.
    """
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return publish_news(str(settings.warehouse), str(settings.inbox), settings.workers, settings.text_column)


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
