"""The journal of scheduled runs: a line of JSON each, those that found nothing new or were skipped among them.

It holds no text and no file name, so nothing in it has to be erased with a document; why a run failed stands in the
run's own folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from flows.operate.spans import ago
from flows.publish.disk import write_durably

JOURNAL_NAME = "journal.jsonl"


class Outcome(StrEnum):
    """How a scheduled run ended."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"  # another run held the warehouse
    FAILED = "failed"
    STOPPED = "stopped"  # by a person or by the machine's shutdown


@dataclass(frozen=True, slots=True)
class Attempt:
    """One scheduled run: when it began (UTC), how it ended and how long it took.

    `n_new` counts new articles of a published release; `code` is the reason code of one that failed or was skipped.
    """

    began_at: str
    seconds: float
    outcome: Outcome
    release: str | None = None
    n_new: int | None = None
    code: str | None = None

    @property
    def began(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.began_at)

    def told(self) -> str:
        """The line for a person."""
        news = {
            Outcome.PUBLISHED: f"published {self.release}, {self.n_new} new",
            Outcome.UNCHANGED: "nothing new",
            Outcome.SKIPPED: "skipped: another run is using the warehouse",
            Outcome.FAILED: f"failed: {self.code}",
            Outcome.STOPPED: "stopped",
        }
        return f"{self.began:%Y-%m-%d %H:%M:%S}Z  {news[self.outcome]} ({ago(self.seconds)})"


def write(warehouse: Path, attempt: Attempt) -> None:
    """Add a run to the journal: one write, so that runs at the same time do not mix their lines."""
    line = json.dumps(asdict(attempt)) + "\n"
    handle = os.open(warehouse / JOURNAL_NAME, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        os.write(handle, line.encode())
    finally:
        os.close(handle)


def read(warehouse: Path) -> list[Attempt]:
    """All scheduled runs that are kept, the oldest first; a line that a power cut tore is passed over."""
    path = warehouse / JOURNAL_NAME
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.exists() else []
    return [attempt for line in lines if (attempt := _parsed(line)) is not None]


def _parsed(line: str) -> Attempt | None:
    try:
        values = json.loads(line)
        return Attempt(**values | {"outcome": Outcome(values["outcome"])})
    except (ValueError, TypeError, KeyError):
        return None


def keep(warehouse: Path, attempts: Iterable[Attempt]) -> None:
    """Have these runs alone in the journal. Call it with the run lock held."""
    content = "".join(json.dumps(asdict(attempt)) + "\n" for attempt in attempts)
    write_durably(warehouse / JOURNAL_NAME, content.encode())


def now() -> str:
    """This moment, as the journal writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
