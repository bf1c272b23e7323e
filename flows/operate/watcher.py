"""Watching an inbox by looking: it works on network mounts too, where the system tells of no change."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event

from flows.ingest.inbox import fingerprint, scan

LOG = logging.getLogger(__name__)
LOOK_SECONDS = 5.0


def watch(
    inbox: Path, changed: Callable[[], None], stop: Event, *, seconds: float = LOOK_SECONDS, known: str | None = None
) -> None:
    """Call `changed` whenever the inbox differs from what it was, once it has been still from one look to the next.

    So a file that is still being copied in is waited for. `known` is how the inbox was (`state`); without it what lies
    there now is no change. A look at an inbox that is gone for now says nothing.
    """
    told = seen = known if known is not None else state(inbox)
    while not stop.wait(seconds):
        found = state(inbox)
        if found is not None and found == seen and found != told:
            try:
                changed()
                told = found
            except Exception as error:  # a server that does not answer now; the next look tries again
                LOG.warning("No run could be started: %s", error)
        seen = found


def state(inbox: Path) -> str | None:
    """A fingerprint of names, sizes and times of the inbox's files; None where it cannot be read now."""
    try:
        return fingerprint(scan(inbox))
    except OSError as error:
        LOG.warning("The inbox cannot be looked at: %s", error)
        return None
