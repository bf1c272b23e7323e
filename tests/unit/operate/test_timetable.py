"""When scheduled runs happen: what can be said on the command line, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flows.errors import ConfigurationError
from flows.operate.spans import ago, span
from flows.operate.timetable import HOURLY, timetable


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90s", timedelta(seconds=90)),
        ("15m", timedelta(minutes=15)),
        ("1.5h", timedelta(hours=1.5)),
        ("7D", timedelta(7)),
    ],
)
def test_a_length_of_time_is_a_number_and_a_unit(text: str, length: timedelta) -> None:
    assert span(text) == length


@pytest.mark.parametrize("text", ["", "15", "m", "-5m", "0s", "15 minutes", "1h30m"])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ConfigurationError, match="15m"):
        span(text)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "0 s"),
        (59.6, "1 min"),
        (61, "1 min"),
        (7_500, "2 h 5 min"),
        (86_400, "1 d"),
        (100_000, "1 d 3 h"),
        (-3, "0 s"),
    ],
)
def test_a_length_is_told_in_the_units_that_matter(seconds: float, told: str) -> None:
    assert ago(seconds) == told


def test_a_watched_inbox_is_looked_at_hourly_too() -> None:
    assert timetable(None, None, watch=True).every == HOURLY
    assert timetable("5m", None, watch=True).every == timedelta(minutes=5)


def test_cron_has_a_time_zone() -> None:
    assert timetable(None, "0 6 * * *", timezone="Europe/Berlin").told() == "by cron '0 6 * * *' (Europe/Berlin)"


@pytest.mark.parametrize(
    ("every", "cron", "timezone", "said"),
    [
        (None, None, "UTC", "no timetable"),
        ("15m", "0 6 * * *", "UTC", "two timetables"),
        ("1s", None, "UTC", "too short"),
        (None, "0 6 * * *", "Mars/Olympus", "no time zone"),
    ],
)
def test_a_timetable_that_cannot_be_is_refused(every: str | None, cron: str | None, timezone: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said) as refused:
        timetable(every, cron, timezone=timezone)
    assert refused.value.next_step
