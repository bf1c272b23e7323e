"""Dates as the contract publishes them: an EDTF string with the days it may mean."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.model.vocabulary.statements import DatePrecision

QUALIFIERS = "?~%"
SOME_LEAP_YEAR = 2000
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}  # ISO 8601-2 codes; months of the northern hemisphere
# Level 1, and from level 2 the two forms that the contract adds for dates whose year is unknown (XXXX-MM, XXXX-MM-DD).
SIMPLE = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
)


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """An EDTF level 1 expression (ISO 8601-2) with its earliest and latest day.

    `earliest` / `latest` are None where that side is open. `weekday` is 1 (Monday) to 7 for a weekday that
    cannot be dated (`XXXX-XX-XX`).
    """

    edtf: str
    earliest: date | None
    latest: date | None
    precision: DatePrecision
    weekday: int | None = None


def day(when: date) -> EdtfDate:
    """One day."""
    return EdtfDate(when.isoformat(), when, when, DatePrecision.DAY)


def week(when: date) -> EdtfDate:
    """The calendar week (Monday to Sunday) that holds a day."""
    monday = when - timedelta(days=when.weekday())
    return replace(interval(day(monday), day(monday + timedelta(days=6))), precision=DatePrecision.WEEK)


def month(year_no: int, month_no: int) -> EdtfDate:
    """One month."""
    last = calendar.monthrange(year_no, month_no)[1]
    first_day, last_day = date(year_no, month_no, 1), date(year_no, month_no, last)
    return EdtfDate(f"{year_no:04d}-{month_no:02d}", first_day, last_day, DatePrecision.MONTH)


def year(year_no: int) -> EdtfDate:
    """One year."""
    return EdtfDate(f"{year_no:04d}", date(year_no, 1, 1), date(year_no, 12, 31), DatePrecision.YEAR)


def decade(year_no: int) -> EdtfDate:
    """The ten years that share a year's first three digits."""
    first = year_no // 10 * 10
    return EdtfDate(f"{first // 10:03d}X", date(first, 1, 1), date(first + 9, 12, 31), DatePrecision.DECADE)


def season(year_no: int, code: int) -> EdtfDate:
    """Spring (21), summer (22), autumn (23) or winter (24) of a year; winter ends in the year after."""
    first, last = SEASONS[code]
    end = month(year_no + (last < first), last)
    return EdtfDate(f"{year_no:04d}-{code}", month(year_no, first).earliest, end.latest, DatePrecision.INTERVAL)


def interval(start: EdtfDate, end: EdtfDate) -> EdtfDate:
    """From one date to another.

    Raises:
        ValueError: the end lies before the start.
    """
    if start.earliest and end.latest and end.latest < start.earliest:
        raise ValueError(f"interval {start.edtf}/{end.edtf} ends before it begins")
    return EdtfDate(f"{start.edtf}/{end.edtf}", start.earliest, end.latest, DatePrecision.INTERVAL)


def until(end: EdtfDate) -> EdtfDate:
    """From an unknown beginning to a date."""
    return EdtfDate(f"../{end.edtf}", None, end.latest, DatePrecision.OPEN)


def since(start: EdtfDate) -> EdtfDate:
    """From a date with no known end."""
    return EdtfDate(f"{start.edtf}/..", start.earliest, None, DatePrecision.OPEN)


def approximate(when: EdtfDate) -> EdtfDate:
    """About that date (`~`)."""
    return replace(when, edtf=when.edtf.rstrip(QUALIFIERS) + "~")


def weekday(number: int) -> EdtfDate:
    """A weekday, 1 (Monday) to 7, of which no more is known."""
    return EdtfDate("XXXX-XX-XX", None, None, DatePrecision.DAY, number)


def unknown_day() -> EdtfDate:
    """A day of which nothing is known ("yesterday" in an undated text)."""
    return EdtfDate("XXXX-XX-XX", None, None, DatePrecision.DAY)


def month_of_some_year(month_no: int, day_no: int | None = None) -> EdtfDate:
    """A month, or a day of it, of an unknown year.

    Raises:
        ValueError: a day that the month never has.
    """
    if day_no is not None and not 1 <= day_no <= calendar.monthrange(SOME_LEAP_YEAR, month_no)[1]:
        raise ValueError(f"month {month_no} has no day {day_no}")
    if day_no is None:
        return EdtfDate(f"XXXX-{month_no:02d}", None, None, DatePrecision.MONTH)
    return EdtfDate(f"XXXX-{month_no:02d}-{day_no:02d}", None, None, DatePrecision.DAY)


def parse(text: str) -> EdtfDate:
    """The date an EDTF level 1 string writes.

    Raises:
        ValueError: no level 1 expression, or a day that no calendar has.
    """
    if "/" not in text:
        return _parse_simple(text)
    left, _, right = text.partition("/")
    if left in ("", "..") and right in ("", ".."):
        raise ValueError(f"{text!r} is open on both sides")
    if left in ("", ".."):
        return replace(until(_parse_simple(right)), edtf=text)
    if right in ("", ".."):
        return replace(since(_parse_simple(left)), edtf=text)
    return _as_week(interval(_parse_simple(left), _parse_simple(right)))


def _as_week(found: EdtfDate) -> EdtfDate:
    """A Monday to its Sunday is a week."""
    start, end = found.earliest, found.latest
    days = "/".join(value.isoformat() for value in (start, end) if value)
    if start and end and found.edtf == days and start.weekday() == 0 and (end - start).days == 6:
        return replace(found, precision=DatePrecision.WEEK)
    return found


def _parse_simple(text: str) -> EdtfDate:
    plain = text[:-1] if text[-1:] and text[-1:] in QUALIFIERS else text
    match = SIMPLE.fullmatch(plain)
    if match is None:
        raise ValueError(f"{text!r} is no EDTF level 1 date")
    return replace(_of_parts(match["year"], match["month"], match["day"]), edtf=text)


def _of_parts(year_text: str, month_text: str | None, day_text: str | None) -> EdtfDate:
    if "X" in year_text:
        return _unknown_year(year_text, month_text, day_text)
    year_no = int(year_text)
    if month_text is None:
        return year(year_no)
    if month_text == "XX":
        if day_text not in (None, "XX"):
            raise ValueError("a known day of an unknown month")
        return replace(year(year_no), precision=DatePrecision.DAY if day_text else DatePrecision.MONTH)
    if int(month_text) in SEASONS and day_text is None:
        return season(year_no, int(month_text))
    if day_text is None:
        return month(year_no, _checked_month(month_text))
    if day_text == "XX":
        return replace(month(year_no, _checked_month(month_text)), precision=DatePrecision.DAY)
    return day(date(year_no, int(month_text), int(day_text)))


def _unknown_year(year_text: str, month_text: str | None, day_text: str | None) -> EdtfDate:
    if year_text != "XXXX":
        if month_text is not None:
            raise ValueError("a month of an unknown year in a known decade or century")
        span = 10 if year_text.endswith("X") and year_text[2] != "X" else 100
        first = int(year_text.replace("X", "0"))
        precision = DatePrecision.DECADE if span == 10 else DatePrecision.INTERVAL
        return EdtfDate(year_text, date(max(first, 1), 1, 1), date(first + span - 1, 12, 31), precision)
    if month_text is None:
        raise ValueError("a date of which nothing is known")
    if month_text == "XX":
        if day_text != "XX":
            raise ValueError("a known day of an unknown month")
        return unknown_day()
    number = _checked_month(month_text)
    if day_text in (None, "XX"):
        return month_of_some_year(number)
    return month_of_some_year(number, int(day_text))


def _checked_month(text: str) -> int:
    if not 1 <= int(text) <= 12:
        raise ValueError(f"{text!r} is no month")
    return int(text)
