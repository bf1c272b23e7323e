"""Articles of some days, taken in from an inbox that holds more."""

from __future__ import annotations

from dataclasses import replace

from flows.ingest.ledger import Ledger
from flows.ingest.news import news
from flows.ingest.window import Window
from flows.publish.lock import run_lock
from flows.settings import Settings

NO_INBOX = ".backfill"  # an empty folder


def take_days(settings: Settings, days: Window) -> Settings:
    """Accept the new articles of some days; returns the settings of a run that reads and publishes what was accepted.

    Articles of other days are not looked at again until they are asked for: the inbox of that run is empty.

    Raises:
        Locked: a run is using the warehouse.
    """
    from flows.ingest.run import accept

    with run_lock(settings.warehouse), Ledger(settings.ledger) as ledger:
        accept(settings, ledger, news(ledger, settings.inbox, settings.max_bytes), days)
    (settings.warehouse / NO_INBOX).mkdir(exist_ok=True)
    return replace(settings, inbox=settings.warehouse / NO_INBOX)
