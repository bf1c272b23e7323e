"""A stretch of days from which articles are taken in, when an archive is worked through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.errors import ConfigurationError
from flows.model.edtf import EdtfDate


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `since` to `until`, both of them in it."""

    since: date
    until: date

    def holds(self, published: EdtfDate | None, filed: date) -> bool:
        """Whether an article may have appeared in these days; one without a date counts by that of its file."""
        if published is None or (published.earliest is None and published.latest is None):
            return self.since <= filed <= self.until
        return (published.earliest or date.min) <= self.until and self.since <= (published.latest or date.max)


def window(since: str | date | None, until: str | date | None) -> Window | None:
    """The days that two ends say, the whole past or future on a side that is not named; None where neither is.

    Raises:
        ConfigurationError: an end is no day, or the first lies behind the last.
    """
    if since is None and until is None:
        return None
    first, last = _day(since, date.min), _day(until, date.max)
    if first > last:
        raise ConfigurationError(f"{first} lies behind {last}.", next_step="Name the earlier day as the first.")
    return Window(first, last)


def _day(said: str | date | None, otherwise: date) -> date:
    if said is None or isinstance(said, date):
        return otherwise if said is None else said
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise ConfigurationError(f"{said!r} is no day.", next_step="Write it as YYYY-MM-DD.") from None
