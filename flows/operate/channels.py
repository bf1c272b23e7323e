"""The ways by which an alert reaches people: a command, a webhook, a mail in a folder."""

from __future__ import annotations

import json
import logging
import os
import shlex
import socket
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from flows.errors import PipelineError
from flows.operate import alerts as alerting
from flows.operate import journal
from flows.operate.alerts import Alert, Alerts
from flows.operate.journal import Attempt, Outcome
from flows.publish.disk import write_durably
from flows.settings import Settings

LOG = logging.getLogger(__name__)
COMMAND_SECONDS, WEBHOOK_SECONDS = 30.0, 10.0


def alert(settings: Settings, attempt: Attempt, error: BaseException | None) -> None:
    """Tell people what a scheduled run gives rise to. Whatever goes wrong here is logged and fails nothing."""
    try:
        alerts = alerting.from_environment()
        told = [one for one in alerting.due(settings, alerts, attempt, error) if tell(settings, alerts, one)]
        alerting.remember(settings, alerts, attempt, told)
    except Exception as error:
        LOG.warning("An alert could not be told: %s", error if isinstance(error, PipelineError) else _harmless(error))


def alert_failure(settings: Settings, error: Exception) -> None:
    """Tell people that something failed that is no run of the pipeline, as a check of what is stored."""
    code = getattr(error, "code", type(error).__name__)
    alert(settings, Attempt(journal.now(), 0.0, Outcome.FAILED, code=code), error)


def tell(settings: Settings, alerts: Alerts, one: Alert) -> bool:
    """Whether an alert was told by one way at least, the log among them where no other is set."""
    LOG.warning("Alert: %s. %s", one.subject, one.text)
    ways = list(_ways(settings, alerts, one))
    return not ways or any([_succeeds(name, way) for name, way in ways])


def _ways(settings: Settings, alerts: Alerts, one: Alert) -> Iterator[tuple[str, Callable[[], None]]]:
    command, webhook, mail = alerts.command, alerts.webhook, alerts.mail
    if command:
        yield "command", lambda: run_command(command, message(settings, one))
    if webhook:
        yield "webhook", lambda: post(webhook, message(settings, one))
    if mail:
        yield "mail", lambda: write_mail(mail, alerts.to, settings, one)


def _succeeds(name: str, way: Callable[[], None]) -> bool:
    try:
        way()
    except Exception as error:
        # What an error says may quote the address or the command, and with it a secret.
        LOG.warning("The alert's %s failed: %s", name, _harmless(error))
        return False
    return True


def _harmless(error: Exception) -> str:
    status = getattr(error, "code", None) or getattr(error, "returncode", None)
    reason = getattr(error, "reason", error)
    said = getattr(reason, "strerror", None) or getattr(error, "strerror", None)
    return " ".join(str(part) for part in (type(error).__name__, status, said) if part is not None)


def message(settings: Settings, one: Alert) -> dict[str, str]:
    """An alert for programs; chat services show its `text`."""
    return {
        "kind": one.kind,
        "subject": one.subject,
        "text": f"{one.subject}. {one.text}",
        "warehouse": str(settings.warehouse.resolve()),
        "host": socket.gethostname(),
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def run_command(command: str, told: dict[str, str]) -> None:
    """Run a command, without a shell, that reads the alert as JSON from standard input.

    Raises:
        CalledProcessError: it ended with another status than 0.
        TimeoutExpired: it took too long.
        OSError: there is no such program.
    """
    words = shlex.split(command)
    environment = os.environ | {"ENTENTE_KIND": told["kind"], "ENTENTE_SUBJECT": told["subject"]}
    subprocess.run(
        words,
        input=json.dumps(told),
        text=True,
        env=environment,
        timeout=COMMAND_SECONDS,
        check=True,
        capture_output=True,
    )


def post(address: str, told: dict[str, str]) -> None:
    """Post the alert as JSON to an address and nowhere else: it is not sent on to where an answer points.

    Raises:
        OSError: nobody answers there in time, or with another status than a good one.
    """
    from urllib.request import HTTPRedirectHandler, Request, build_opener

    class Nowhere(HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    headers = {"Content-Type": "application/json", "User-Agent": "entente"}
    request = Request(address, json.dumps(told).encode(), headers, method="POST")
    with build_opener(Nowhere).open(request, timeout=WEBHOOK_SECONDS) as answer:
        answer.read(1024)


def write_mail(folder: Path, to: str, settings: Settings, one: Alert) -> None:
    """Write the alert as a mail, whole or not at all, into a folder that a mail program looks after.

    Raises:
        OSError: nothing can be written there.
    """
    now = datetime.now(UTC)
    mail = EmailMessage()
    mail["Subject"] = f"[entente] {one.subject}"
    mail["From"] = f"entente@{socket.gethostname()}"
    mail["To"] = to
    mail["Date"] = format_datetime(now)
    mail["X-Entente-Kind"] = one.kind
    mail.set_content(f"{one.subject}.\n\n{one.text}\n\nWarehouse: {settings.warehouse.resolve()}\n")
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / f"{now:%Y%m%dT%H%M%S%f}-{one.kind}.eml", mail.as_bytes())
