"""When runs happen that nobody starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flows.errors import ConfigurationError
from flows.operate.spans import span

HOURLY = timedelta(hours=1)  # runs between changes of a watched inbox: what was missed, and alerts that nothing came
SHORTEST = timedelta(seconds=5)  # a run with nothing new takes about as long


@dataclass(frozen=True, slots=True)
class Timetable:
    """Every so often, or by cron expression in a time zone; with `watch` also when the inbox has changed."""

    every: timedelta | None = None
    cron: str | None = None
    timezone: str = "UTC"
    watch: bool = False

    def told(self) -> str:
        """The timetable in words."""
        fixed = f"every {self.every}" if self.every else f"by cron {self.cron!r} ({self.timezone})"
        return f"when the inbox has changed, and {fixed}" if self.watch else fixed


def timetable(every: str | None, cron: str | None, *, watch: bool = False, timezone: str = "UTC") -> Timetable:
    """The timetable that the options say.

    Raises:
        ConfigurationError: they say none, or two, or one that cannot be.
    """
    if every and cron:
        raise ConfigurationError("--every and --cron are two timetables.", next_step="Name one of them.")
    if not (every or cron or watch):
        raise ConfigurationError(
            "There is no timetable.", next_step="Name one: --every 15m, --cron '0 6 * * 1-5', or --watch."
        )
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ConfigurationError(f"{timezone!r} is no time zone.", next_step="One is Europe/Berlin.") from None
    length = span(every) if every else None if cron else HOURLY
    if length is not None and length < SHORTEST:
        raise ConfigurationError(f"{every} is too short.", next_step=f"Leave at least {SHORTEST.seconds} s.")
    return Timetable(length, cron, timezone, watch)
