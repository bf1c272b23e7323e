"""The stages of a run in their order without an orchestrator, for repairs: they must work where Prefect does not."""

from __future__ import annotations

from pathlib import Path

from flows import steps
from flows.equipment import equipment
from flows.ingest.ledger import Ledger
from flows.logs import run_log
from flows.progress import Progress, Silent
from flows.publish import pointer
from flows.settings import Settings
from flows.steps import Run

STANDING = ("accepted", "extracted", "published")  # states of documents that a release may hold


def publish_anew(settings: Settings, progress: Progress | None = None) -> Path | None:
    """The release made of all that stands in the ledger and the inbox, or None where nothing stands any more.

    Call it with the run lock held. Without a document there can be no release: then none is public.

    Raises:
        PipelineError: what the stages raise.
    """
    run = Run.begin(settings)
    try:
        with run_log(run.folder):
            return _publish(run, progress or Silent())
    except BaseException as error:
        steps.fail(run, error)
        raise
    finally:
        steps.clean_up(run)


def _publish(run: Run, progress: Progress) -> Path | None:
    intake = steps.accept_articles(run)
    with Ledger(run.settings.ledger) as ledger:
        is_empty = not ledger.documents(*STANDING)
    if is_empty:
        pointer.withdraw(run.settings.latest)
        steps.close(run, "unchanged")
        return None
    with equipment(run.settings) as present:
        assert present.pool is not None  # no repair is done on a cluster
        progress.stage("Reading deals and agreements", total=intake.n_waiting)
        steps.read_articles(run, intake.batches, present.pool, progress.advance)
        progress.stage("Making the release anew")
        steps.resolve_facts(run)
        steps.load_release(run)
        steps.set_aside_misread_rows(run)
        steps.check_release(run, present.gate).require_open()
        return Path(steps.publish_release(run, intake))
