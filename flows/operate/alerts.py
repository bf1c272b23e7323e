"""Alerts of runs that nobody watches: what is one, and when it is told again."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flows.errors import CheckCrashed, ConfigurationError, GateClosed
from flows.ingest.ledger import Ledger
from flows.operate.health import last_arrival
from flows.operate.journal import Attempt, Outcome
from flows.operate.spans import ago, span
from flows.publish.disk import alone_in, write_durably
from flows.settings import Settings

LOG = logging.getLogger(__name__)
MEMORY_NAME = "alerts.json"  # in the warehouse: kinds of alert and when each was told; neither texts nor names
AGAIN = timedelta(days=1)  # what lasts is told again after so long
PREFIX = "ENTENTE_ALERT_"
ROOT = "root@localhost"  # to whom mails are addressed, unless somebody else is named
GATE, FAILED, QUARANTINE, SILENCE = "gate", "failed", "quarantine", "silence"
GATE_CODES = {GateClosed.code, CheckCrashed.code}


@dataclass(frozen=True, slots=True)
class Alerts:
    """Whom to tell, and from when on. Where an address may hold a secret, it stands in no log and in no `repr`.

    `quarantine` is a number of inputs refused since the last alert, `silence` a time without a new article.
    """

    command: str | None = None
    webhook: str | None = field(default=None, repr=False)
    mail: Path | None = None
    to: str = ROOT
    quarantine: int | None = None
    silence: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that a person should know."""

    kind: str
    subject: str
    text: str


def from_environment(environment: Mapping[str, str] | None = None) -> Alerts:
    """What the variables ENTENTE_ALERT_… say; the environment reaches a run on every road, and Prefect keeps none.

    Raises:
        ConfigurationError: one of them cannot be meant.
    """
    present = os.environ if environment is None else environment
    said = {name.removeprefix(PREFIX).lower(): value for name, value in present.items() if name.startswith(PREFIX)}
    said = {name: value for name, value in said.items() if value}
    unknown = said.keys() - {"command", "webhook", "mail", "to", "quarantine", "silence"}
    if unknown:
        raise ConfigurationError(
            f"There is no {PREFIX}{min(unknown).upper()}.", next_step="docs/operations.md lists them."
        )
    return Alerts(
        said.get("command"),
        _address(said["webhook"]) if "webhook" in said else None,
        Path(said["mail"]).absolute() if "mail" in said else None,
        said.get("to", ROOT),
        _number(said["quarantine"]) if "quarantine" in said else None,
        span(said["silence"]) if "silence" in said else None,
    )


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigurationError("The address of the webhook is no http(s) address.", next_step="https://host/path")
    return text


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise ConfigurationError(
            f"{text!r} is no number of refused inputs.", next_step="Name a whole number from 1 on."
        )
    return int(text)


def due(settings: Settings, alerts: Alerts, attempt: Attempt, error: BaseException | None) -> list[Alert]:
    """The alerts that a scheduled run gives rise to and that have not been told lately. `remember` what was told."""
    told = recall(settings)
    return [alert for alert in _arising(settings, alerts, attempt, error, told) if not _is_told(told, alert.kind)]


def _arising(
    settings: Settings, alerts: Alerts, attempt: Attempt, error: BaseException | None, told: Mapping[str, Any]
) -> Iterator[Alert]:
    if attempt.outcome is Outcome.FAILED:
        is_gate = attempt.code in GATE_CODES
        what = "The gate is closed" if is_gate else f"A scheduled run failed: {attempt.code}"
        yield Alert(GATE if is_gate else FAILED, f"{what}; the public release stays", str(error)[:1000])
    n_refused = n_refused_inputs(settings)
    n_more = n_refused - int(told.get("n_refused", 0))
    if alerts.quarantine is not None and n_more >= alerts.quarantine:
        yield Alert(QUARANTINE, f"{n_more} more inputs were refused", f"{n_refused} in all; entente status lists them.")
    silent = silent_for(settings, alerts)
    if silent is not None:
        yield Alert(SILENCE, f"No new article for {ago(silent)}", f"The inbox is {settings.inbox}.")


def silent_for(settings: Settings, alerts: Alerts) -> float | None:
    """Seconds without a new article, where they are more than may be."""
    if alerts.silence is None:
        return None
    arrived = last_arrival(settings)
    seconds = (datetime.now(UTC) - arrived).total_seconds() if arrived else None
    return seconds if seconds is not None and seconds > alerts.silence.total_seconds() else None


def n_refused_inputs(settings: Settings) -> int:
    """Number of inputs that are refused now."""
    if not settings.ledger.exists():
        return 0
    with Ledger(settings.ledger) as ledger:
        return ledger.counts()["rejected"]


def _is_told(told: Mapping[str, Any], kind: str) -> bool:
    if kind == QUARANTINE or kind not in told:  # refused inputs are counted from the last alert on
        return False
    return datetime.now(UTC) - datetime.fromisoformat(told[kind]) < AGAIN


def recall(settings: Settings) -> dict[str, Any]:
    """What was told and when; nothing where that cannot be read."""
    try:
        found = json.loads((settings.warehouse / MEMORY_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(settings: Settings, alerts: Alerts, attempt: Attempt, told: list[Alert]) -> None:
    """Write down what was told now, and forget what is over, so that it is told at once when it comes again."""
    before = recall(settings)
    kinds = {alert.kind for alert in told}
    over = {SILENCE} if silent_for(settings, alerts) is None else set()
    if attempt.outcome in (Outcome.PUBLISHED, Outcome.UNCHANGED):
        over |= {GATE, FAILED}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    after = {kind: at for kind, at in before.items() if kind not in over} | dict.fromkeys(kinds - {QUARANTINE}, now)
    if QUARANTINE in kinds or n_refused_inputs(settings) < after.get("n_refused", 0):
        after["n_refused"] = n_refused_inputs(settings)
    if after != before:
        with alone_in(settings.warehouse):
            write_durably(
                settings.warehouse / MEMORY_NAME, (json.dumps(after, indent=2, sort_keys=True) + "\n").encode()
            )
