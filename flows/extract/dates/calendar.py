"""Calendar arithmetic: what year, month and weekday expressions mean against an anchor day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from flows.model import edtf
from flows.model.edtf import EdtfDate
from flows.model.vocabulary.statements import DatePrecision

PAST, FUTURE = "past", "future"
FAR, SEASON, NEAR = 240, 100, 60  # days


@dataclass(frozen=True, slots=True)
class Anchor:
    """What is known of the day a text was written: the day, or only the year; and which way its words look."""

    day: date | None = None
    year: int | None = None
    prefer: str | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """A point of the calendar as printed; whatever is None was not said."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None


def anchor_of(published: EdtfDate | None, prefer: str | None = None) -> Anchor:
    """The anchor that a publication date gives: its day only where it is one day and not approximate."""
    if published is None or published.earliest is None or published.latest is None:
        return Anchor(prefer=prefer)
    sure = published.edtf[-1] not in edtf.QUALIFIERS
    same_year = published.earliest.year == published.latest.year
    return Anchor(
        published.earliest if published.precision is DatePrecision.DAY and sure and same_year else None,
        published.earliest.year if same_year and sure else None,
        prefer,
    )


def place(parts: Parts, anchor: Anchor) -> EdtfDate | None:
    """The date of calendar parts, the year filled from the anchor where none was said; None if no such day is."""
    try:
        return _place(parts, anchor)
    except ValueError:
        return None


def _place(parts: Parts, anchor: Anchor) -> EdtfDate:
    if parts.month is None:
        if parts.year is not None:
            return edtf.year(parts.year)
        return weekday(parts.weekday or 1, anchor)
    year = parts.year if parts.year is not None else _year_of(parts, anchor)
    if year is None:
        return edtf.month_of_some_year(parts.month, parts.day)
    if parts.day is None:
        return edtf.month(year, parts.month)
    return edtf.day(date(year, parts.month, parts.day))


def _year_of(parts: Parts, anchor: Anchor) -> int | None:
    """The year of a month or of a day in it: the nearest to the anchor on the side its words look to.

    Without a side the nearest of all if it is within a season, else the last. A side is overruled where it lies most
    of a year off and the other is near ("was to expire on March 17", written on March 24).
    """
    gaps = _gaps(parts, anchor)
    nearest = min(gaps, key=lambda year: (abs(gaps[year]), gaps[year]), default=None)
    if nearest is None or (anchor.prefer is None and abs(gaps[nearest]) <= SEASON):
        return nearest
    step = 1 if anchor.prefer == FUTURE else -1
    wanted = min((year for year in gaps if gaps[year] * step >= 0), key=lambda year: abs(gaps[year]), default=nearest)
    return nearest if abs(gaps[wanted]) > FAR and abs(gaps[nearest]) <= NEAR else wanted


def _gaps(parts: Parts, anchor: Anchor) -> dict[int, int]:
    """Days from the anchor to the parts in the years around it; a month is as far as its months, of 30 days."""
    today, month, gaps = anchor.day, parts.month, dict[int, int]()
    if today is None or month is None:
        return gaps
    for year in (today.year - 1, today.year, today.year + 1):
        if parts.day is None:
            gaps[year] = ((year - today.year) * 12 + month - today.month) * 30
        elif parts.day <= calendar.monthrange(year, month)[1]:
            gaps[year] = (date(year, month, parts.day) - today).days
    return gaps


def weekday(number: int, anchor: Anchor, *, strictly: bool = False) -> EdtfDate:
    """The last such weekday up to the anchor, or the next one where the words look forward.

    The anchor's own weekday is the anchor, unless `strictly` ("last Tuesday", written on a Tuesday).
    """
    if anchor.day is None:
        return edtf.weekday(number)
    step = 1 if anchor.prefer == FUTURE else -1
    days = (number - anchor.day.isoweekday()) * step % 7
    return edtf.day(anchor.day + timedelta(days=(days or 7 if strictly else days) * step))


def shift_months(when: date, months: int) -> tuple[int, int]:
    """Year and month some months later (or earlier)."""
    total = when.year * 12 + when.month - 1 + months
    return total // 12, total % 12 + 1


def shifted(unit: str, anchor: Anchor, count: int) -> EdtfDate | None:
    """The day, week, month, quarter, year or decade that lies `count` units after (before, if negative) the anchor."""
    if unit == "year":
        return None if anchor.year is None else edtf.year(anchor.year + count)
    if anchor.day is None:
        return None
    if unit == "day":
        return edtf.day(anchor.day + timedelta(days=count))
    if unit == "week":
        return edtf.week(anchor.day + timedelta(weeks=count))
    if unit == "month":
        return edtf.month(*shift_months(anchor.day, count))
    if unit == "quarter":
        return quarter(*_quarter_of(*shift_months(anchor.day, 3 * count)))
    return edtf.year(anchor.day.year + 10 * count) if unit == "decade" else None


def _quarter_of(year: int, month: int) -> tuple[int, int]:
    return year, (month - 1) // 3 + 1


def quarter(year: int, number: int) -> EdtfDate:
    """January to March is the first."""
    return edtf.interval(edtf.month(year, 3 * number - 2), edtf.month(year, 3 * number))


def half(year: int, number: int) -> EdtfDate:
    """January to June is the first."""
    return edtf.interval(edtf.month(year, 6 * number - 5), edtf.month(year, 6 * number))
