"""The options of `entente serve`; what it does is imported only when it runs."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.arguments import KeepReleases, Warehouse
from flows.settings import Settings


class Log(StrEnum):
    """How logs are written."""

    TEXT = "text"
    JSON = "json"


Every = Annotated[str | None, typer.Option(help="Time between runs: 90s, 15m, 12h, 1d.", metavar="SPAN")]
Cron = Annotated[str | None, typer.Option(help="Cron expression with five fields.", metavar="CRON")]
AlertCommand = Annotated[
    str | None, typer.Option(envvar="ENTENTE_ALERT_COMMAND", help="Command that is given alerts as JSON.")
]
AlertWebhook = Annotated[
    str | None, typer.Option(envvar="ENTENTE_ALERT_WEBHOOK", help="http(s) address to post alerts to.")
]
AlertMail = Annotated[
    Path | None, typer.Option(envvar="ENTENTE_ALERT_MAIL", help="Folder to write alerts to as .eml files.")
]
AlertQuarantine = Annotated[
    int | None, typer.Option(envvar="ENTENTE_ALERT_QUARANTINE", help="Alert after so many refused inputs.")
]
AlertSilence = Annotated[
    str | None,
    typer.Option(envvar="ENTENTE_ALERT_SILENCE", metavar="SPAN", help="Alert when no article came for so long."),
]


def serve(
    every: Every = None,
    cron: Cron = None,
    watch: Annotated[bool, typer.Option("--watch", help="Run when the inbox has changed, and hourly.")] = False,
    timezone: Annotated[str, typer.Option(help="Time zone of --cron, such as Europe/Berlin.")] = "UTC",
    inbox: Annotated[Path | None, typer.Option(help="Folder of articles, only read.")] = None,
    warehouse: Warehouse = Path("warehouse"),
    text_column: Annotated[str, typer.Option(help="Column of .jsonl, .csv and .parquet files with the text.")] = "text",
    workers: Annotated[int, typer.Option(min=1, help="Reading processes.")] = min(os.cpu_count() or 1, 8),
    keep_releases: KeepReleases = 3,
    alert_command: AlertCommand = None,
    alert_webhook: AlertWebhook = None,
    alert_mail: AlertMail = None,
    alert_quarantine: AlertQuarantine = None,
    alert_silence: AlertSilence = None,
    log: Annotated[Log, typer.Option(envvar="ENTENTE_LOG", help="How logs are written.")] = Log.TEXT,
) -> None:
    """Publish what is new again and again: by a timetable, or when the inbox has changed.

    A Prefect server schedules the runs and shows them: the one that PREFECT_API_URL names, or one of its own, whose
    address is printed. Without --cron there is a run at the start. A run with nothing new publishes nothing; one that
    overlaps another is skipped and says so; a full disk or an inbox that is gone is tried again for a minute, a closed
    gate or a bad setting is not. SIGTERM and Ctrl-C end it at any time without harm.

    Alerts tell of a closed gate and of failed runs, with the options of refused inputs and of silence too; again each
    day while it lasts. An address with a secret in it belongs into the environment.

    Example: entente serve --every 15m --inbox my-articles --warehouse mine

    Example: entente serve --cron "0 6 * * 1-5" --timezone Europe/Berlin
    """
    from flows.commands.serve import serve as keep_serving
    from flows.operate.timetable import timetable

    inbox = inbox or warehouse / "inbox"
    settings = Settings(warehouse, inbox, workers=workers, text_column=text_column, keep_releases=keep_releases)
    alerts: dict[str, object] = {"command": alert_command, "webhook": alert_webhook, "mail": alert_mail}
    alerts |= {"quarantine": alert_quarantine, "silence": alert_silence}
    table = timetable(every, cron, watch=watch, timezone=timezone)
    keep_serving(settings, table, alerts={name: str(value) for name, value in alerts.items() if value}, log=log.value)
