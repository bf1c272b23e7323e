"""Stretches of days: when something was said or done, and how far two of them lie apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flows.model.vocabulary.statements import DatePrecision


@dataclass(frozen=True, slots=True)
class Window:
    """Days that a date may mean; None where a side is open."""

    earliest: date | None
    latest: date | None

    @property
    def day(self) -> date | None:
        """The day, where there is only one."""
        return self.earliest if self.earliest == self.latest else None


def window(row: Mapping[str, Any], prefix: str) -> Window | None:
    """The window of a date's columns, None where nothing is known."""
    earliest, latest = row[f"{prefix}_earliest"], row[f"{prefix}_latest"]
    return None if earliest is None and latest is None else Window(earliest, latest)


def point(row: Mapping[str, Any], prefix: str) -> date | None:
    """The day of a date's columns where they name one."""
    return row[f"{prefix}_earliest"] if row[f"{prefix}_precision"] == DatePrecision.DAY else None


def days_between(a: Window | None, b: Window | None) -> int | None:
    """Days from the end of the earlier window to the start of the later, 0 where they meet, None where unknown."""
    if a is None or b is None:
        return None
    gaps = [
        (later.earliest - earlier.latest).days
        for earlier, later in ((a, b), (b, a))
        if earlier.latest is not None and later.earliest is not None
    ]
    return max(0, *gaps) if gaps else 0
