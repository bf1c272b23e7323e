"""A run that nobody watches: tried again where that can help, written down, its end told in a line."""

from __future__ import annotations

import json
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flows.errors import ConfigurationError, Locked
from flows.logs import hush_at_exit, is_json
from flows.operate import journal
from flows.operate.channels import alert
from flows.operate.journal import Attempt, Outcome
from flows.operate.patience import InboxGone, patiently
from flows.settings import Settings

LOG = logging.getLogger(__name__)


def attend(settings: Settings, work: Callable[[], Path | None]) -> Attempt:
    """What became of a scheduled run; `work` gives the new release, or None where there was nothing new.

    Raises:
        Exception: what `work` raises and does not pass, once it is written down. A held lock skips the run instead.
    """
    began_at, start = journal.now(), time.monotonic()
    hush_at_exit()

    def ended(outcome: Outcome, release: Path | None = None, error: BaseException | None = None) -> Attempt:
        code = None if error is None else getattr(error, "code", type(error).__name__)
        n_new = None if release is None else new_articles(release)
        seconds = round(time.monotonic() - start, 1)
        attempt = Attempt(began_at, seconds, outcome, release.name if release else None, n_new, code)
        _conclude(settings, attempt)
        if outcome is not Outcome.STOPPED:
            alert(settings, attempt, error)
        return attempt

    with heard(signal.SIGTERM) as is_stopped:
        try:
            release = patiently(work)
        except Locked as error:
            return ended(Outcome.SKIPPED, error=error)
        except BaseException as error:
            if is_stopped() or not isinstance(error, Exception):
                ended(Outcome.STOPPED)
            else:
                ended(Outcome.FAILED, error=error)
            raise
    return ended(Outcome.UNCHANGED if release is None else Outcome.PUBLISHED, release)


@contextmanager
def heard(number: signal.Signals) -> Iterator[Callable[[], bool]]:
    """Tells whether a signal came while the block ran: a library may wrap what its handler raises into any error."""
    came = threading.Event()
    before = signal.getsignal(number)

    def note(*told: Any) -> None:
        came.set()
        if callable(before):
            before(*told)
        else:
            raise SystemExit(128 + number)

    is_main = threading.current_thread() is threading.main_thread()
    if is_main:
        signal.signal(number, note)
    try:
        yield came.is_set
    finally:
        if is_main:
            signal.signal(number, signal.SIG_DFL if before is None else before)


def _conclude(settings: Settings, attempt: Attempt) -> None:
    """Write a run down and say how it ended; that this fails is no failure of the run."""
    try:
        journal.write(settings.warehouse, attempt)
    except OSError as error:
        LOG.warning("The run could not be written into the journal: %s", error)
    with suppress(OSError):  # nobody may be listening any more
        print(json.dumps({"event": "run"} | asdict(attempt)) if is_json() else attempt.told(), flush=True)


def new_articles(release: Path) -> int:
    """How many articles a release holds for the first time."""
    from flows.contract.frames import read_rows

    rows = read_rows(release / "pipeline_runs.parquet", ["n_new_documents"])
    return int(rows[-1]["n_new_documents"]) if rows else 0


def require_warehouse(settings: Settings) -> None:
    """Refuse folders that a scheduled run cannot use; an inbox that is gone may come back.

    Raises:
        ConfigurationError: the warehouse is no folder.
        InboxGone: the inbox is not there now.
    """
    if settings.warehouse.exists() and not settings.warehouse.is_dir():
        raise ConfigurationError(f"{settings.warehouse} is no folder.", next_step="Name the warehouse's folder.")
    if not settings.inbox.is_dir():
        raise InboxGone(
            f"There is no folder {settings.inbox}.", next_step="Name the folder of articles, or mount what it lies on."
        )
