"""The options of `entente serve`; what it does is imported only when it runs."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.arguments import Warehouse
from flows.settings import Settings


class Log(StrEnum):
    """How logs are written."""

    TEXT = "text"
    JSON = "json"


def serve(
    every: Annotated[str | None, typer.Option(help="Time between runs: 90s, 15m, 12h, 1d.", metavar="SPAN")] = None,
    cron: Annotated[str | None, typer.Option(help="Cron expression with five fields.", metavar="CRON")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Run when the inbox has changed, and hourly.")] = False,
    timezone: Annotated[str, typer.Option(help="Time zone of --cron, such as Europe/Berlin.")] = "UTC",
    inbox: Annotated[Path | None, typer.Option(help="Folder of articles, only read.")] = None,
    warehouse: Warehouse = Path("warehouse"),
    text_column: Annotated[str, typer.Option(help="Column of .jsonl, .csv and .parquet files with the text.")] = "text",
    workers: Annotated[int, typer.Option(min=1, help="Reading processes.")] = min(os.cpu_count() or 1, 8),
    alert_command: Annotated[
        str | None, typer.Option(envvar="ENTENTE_ALERT_COMMAND", help="Command that is given alerts as JSON.")
    ] = None,
    alert_webhook: Annotated[
        str | None, typer.Option(envvar="ENTENTE_ALERT_WEBHOOK", help="http(s) address to post alerts to.")
    ] = None,
    alert_mail: Annotated[
        Path | None, typer.Option(envvar="ENTENTE_ALERT_MAIL", help="Folder to write alerts to as .eml files.")
    ] = None,
    alert_quarantine: Annotated[
        int | None, typer.Option(envvar="ENTENTE_ALERT_QUARANTINE", help="Alert after so many refused inputs.")
    ] = None,
    alert_silence: Annotated[
        str | None,
        typer.Option(envvar="ENTENTE_ALERT_SILENCE", metavar="SPAN", help="Alert when no article came for so long."),
    ] = None,
    log: Annotated[Log, typer.Option(envvar="ENTENTE_LOG", help="How logs are written.")] = Log.TEXT,
) -> None:
    """Publish what is new again and again: by a timetable, or when the inbox has changed.

    A Prefect server schedules the runs and shows them: the one that PREFECT_API_URL names, or one of its own, whose
    address is printed. There is a run at the start too, but not with --cron. A run with nothing new publishes nothing;
    one that would overlap another is skipped and says so; one whose disk is full or whose inbox is gone tries again
    for a minute. A closed gate or a bad setting fails at once, and the release that is public stays. SIGTERM and
    Ctrl-C end it at any time without harm.

    Alerts tell of a closed gate and of failed runs, and with the options of refused inputs and of silence; each once,
    and again a day later while it lasts. An address with a secret in it belongs into the environment.

    Example: entente serve --every 15m --inbox my-articles --warehouse mine

    Example: entente serve --cron "0 6 * * 1-5" --timezone Europe/Berlin --warehouse mine

    Example: entente serve --watch --warehouse mine
    """
    from flows.commands.serve import serve as keep_serving
    from flows.operate.alerts import PREFIX, from_environment
    from flows.operate.timetable import timetable

    # Runs are processes of their own. What they need beside the flow's parameters they find in their environment,
    # which Prefect does not keep.
    os.environ["ENTENTE_LOG"] = log.value
    alerts = {
        "COMMAND": alert_command,
        "WEBHOOK": alert_webhook,
        "MAIL": alert_mail and alert_mail.absolute(),
        "QUARANTINE": alert_quarantine,
        "SILENCE": alert_silence,
    }
    os.environ.update({f"{PREFIX}{name}": str(value) for name, value in alerts.items() if value is not None})
    from_environment()
    settings = Settings(warehouse, inbox or warehouse / "inbox", workers=workers, text_column=text_column)
    keep_serving(settings, timetable(every, cron, watch=watch, timezone=timezone))
