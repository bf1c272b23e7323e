"""Stated publication dates to EDTF: ISO 8601, RFC 2822 and dates with a named month; nothing is guessed."""

from __future__ import annotations

import calendar
import re
from datetime import date
from email.utils import parsedate_to_datetime

from flows.model.edtf import EdtfDate
from flows.model.vocabulary.statements import DatePrecision

_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:?\d{2}.*)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}.*)?")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
# Not calendar.month_name, which follows the locale.
_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTHS = {spelt: n for n, name in enumerate(_NAMES, 1) for spelt in (name, name[:3])} | {"sept": 9}
MONTH_NAME = "(?i:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
DAY_NUMBER = r"\d{1,2}"
_MONTH = rf"(?P<month>{MONTH_NAME})\b\.?"
_DAY = rf"(?P<day>{DAY_NUMBER})(?:st|nd|rd|th)?"
_CLOCK = r"(?:[,\s]+(?:at\s+)?\d{1,2}[:.]\d{2}.*)?"
WEEKDAY = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?)"
_WRITTEN = tuple(
    re.compile(rf"(?:{WEEKDAY},?\s+)?{form}{_CLOCK}")
    for form in (
        rf"{_DAY}\s+{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})",
        rf"{_MONTH},?\s+(?P<year>\d{{4}})",
    )
)
_EARLIEST_YEAR, _LATEST_YEAR = 1800, 2200  # outside them a number is not the year of a news article


def parse_stated(text: str) -> EdtfDate | None:
    """The day, month or year that `text` states, as printed; None for what is no date.

    No time zone is changed, and a date that may be read two ways (02/03/2004) is not read.
    """
    text = text.strip()
    for pattern in (_ISO_DAY, _COMPACT_DAY, _ISO_MONTH, _YEAR):
        if match := pattern.fullmatch(text):
            return _dated(*(int(part) for part in match.groups() or (match.group(),)))
    for pattern in _WRITTEN:
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            month = MONTHS[parts["month"].lower()]
            return _dated(int(parts["year"]), month, *([int(parts["day"])] if parts.get("day") else []))
    return _from_mail(text)


def day(year: int, month: int, day_of_month: int) -> EdtfDate | None:
    """That day, or None where the calendar has none."""
    return _dated(year, month, day_of_month)


def _dated(year: int, month: int | None = None, day_of_month: int | None = None) -> EdtfDate | None:
    if not _EARLIEST_YEAR <= year <= _LATEST_YEAR:
        return None
    try:
        first = date(year, month or 1, day_of_month or 1)
    except ValueError:
        return None
    if day_of_month is not None:
        return EdtfDate(first.isoformat(), first, first, DatePrecision.DAY)
    if month is not None:
        last = date(year, month, calendar.monthrange(year, month)[1])
        return EdtfDate(f"{year:04}-{month:02}", first, last, DatePrecision.MONTH)
    return EdtfDate(f"{year:04}", first, date(year, 12, 31), DatePrecision.YEAR)


def _from_mail(text: str) -> EdtfDate | None:
    try:
        stated = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return _dated(stated.year, stated.month, stated.day)
