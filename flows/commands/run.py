"""`entente run`: the flow, unless there is nothing to do."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import typer

from flows.batches import FEW
from flows.commands.dask import require_answer
from flows.errors import ConfigurationError, InputError
from flows.imports import uncollected
from flows.ingest.listing import Listing
from flows.ingest.window import Window
from flows.operate.backfill import take_days
from flows.operations import is_up_to_date, n_delivered
from flows.progress import Progress, Silent
from flows.refusal import named
from flows.settings import PROJECT, Settings
from flows.temporary_server import start_server

STDIN = Path("-")


def run(
    settings: Settings,
    progress: Progress | None = None,
    days: Window | None = None,
    listing: Listing | None = None,
) -> Path | None:
    """The release that the inbox led to, or None where the latest one already says all there is to say.

    With `days` only articles of these days are taken in; the others wait for another run. `listing` may be one of the
    inbox, which goes on while this gets ready.

    Raises:
        ConfigurationError: the inbox cannot go into this warehouse, or the cluster cannot be used.
        InputError: there is no such inbox.
        PipelineError: what the stages raise.
    """
    if settings.inbox == STDIN:
        settings = take_stdin(settings)
    require_inbox(settings)
    if days is not None:
        settings = take_days(settings, days)
    with named(settings.warehouse):
        if is_up_to_date(settings, listing):
            return None
    if settings.dask:
        require_answer(settings.dask)
    prepare_environment(settings)
    from flows.equipment import equipment

    server = start_server()  # first, because it takes longest; this and the equipment start while Prefect is imported
    with equipment(settings, progress or Silent()) as present:
        if present.pool is not None:
            present.pool.staff(-(-n_delivered(settings) // FEW))
        with uncollected():
            from flows.pipeline import publish_while_watched
        if server:
            server.await_ready()
        release = publish_while_watched(settings)
    return Path(release)


def print_release(settings: Settings, *, is_new: bool, as_json: bool, program: str) -> None:
    """Say what the latest release holds, and which judgements are without effect; `program` is what to type for it."""
    from flows.operate.overview import rejects
    from flows.operate.stale import stale
    from flows.report.screen import print_summary
    from flows.report.summary import summary

    if as_json:
        typer.echo(json.dumps(summary(settings.latest) | {"is_new": is_new}, default=str))
        return
    print_summary(settings.latest, is_new=is_new, quarantined=rejects(settings), program=program)
    for sentence in stale(settings):
        typer.echo(f"Judgement without effect: {sentence}")


def take_stdin(settings: Settings) -> Settings:
    """Accept one article from standard input; returns the settings of a run over the warehouse's own inbox.

    Raises:
        ConfigurationError: the warehouse holds the bundled articles.
        Locked: a run is using the warehouse.
    """
    _require_own_warehouse(settings)
    from flows.ingest.ledger import Ledger
    from flows.ingest.run import accept_stdin
    from flows.publish.lock import run_lock

    with run_lock(settings.warehouse), Ledger(settings.ledger) as ledger:
        settings.raw.mkdir(mode=0o700, exist_ok=True)
        accept_stdin(settings, ledger, sys.stdin.buffer)
    (settings.warehouse / "inbox").mkdir(exist_ok=True)
    return replace(settings, inbox=settings.warehouse / "inbox")


def require_inbox(settings: Settings) -> None:
    """Refuse an inbox that is not there, or that would mix with the bundled articles."""
    if not settings.inbox.is_dir():
        what = f"{settings.inbox} is no folder" if settings.inbox.exists() else f"There is no folder {settings.inbox}"
        raise InputError(f"{what}.", next_step="Name the folder that holds your articles with --inbox.")
    _require_own_warehouse(settings)


def _require_own_warehouse(settings: Settings) -> None:
    bundled = PROJECT / "warehouse"
    is_bundled = settings.warehouse.resolve() == bundled and (bundled / "inbox").is_dir()
    if is_bundled and settings.inbox.resolve() != bundled / "inbox":
        raise ConfigurationError(
            "This warehouse holds the bundled articles; yours would be mixed with them.",
            where=str(settings.warehouse),
            next_step=f"Give yours a warehouse of its own: entente run --inbox {settings.inbox} --warehouse mine",
        )


def prepare_environment(settings: Settings) -> None:
    """Keep Prefect's files in the warehouse and every library from calling out; what is set already stays."""
    home = settings.warehouse.resolve() / ".prefect"
    quiet = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # its tracebacks go to the run's log
        "PREFECT_SERVER_REGISTER_BLOCKS_ON_START": "false",  # none is used, and each start would take a second longer
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # its default of 20 s is too short on first start
        "DO_NOT_TRACK": "1",
        "GX_ANALYTICS_ENABLED": "false",
    }
    for name, value in quiet.items():
        os.environ.setdefault(name, value)
    # Prefect makes the folder itself, but not its parents, and too late for a server of the run's own.
    Path(os.environ["PREFECT_HOME"]).mkdir(mode=0o700, parents=True, exist_ok=True)
