"""Expressions that only mean a day against the day of writing: "yesterday", "last month", "three years ago"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from flows.extract.dates.calendar import FUTURE, PAST, Anchor, Parts, place, quarter, shifted, weekday
from flows.extract.dates.windows import MONTH, SPAN, WEEKDAY
from flows.extract.dates.words import count_of, month_no, weekday_no
from flows.lexicon import load
from flows.model import edtf
from flows.model.edtf import EdtfDate

Match = re.Match[str]
DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}


def _day(match: Match, anchor: Anchor) -> EdtfDate | None:
    return shifted("day", anchor, DAYS[match["word"].lower()]) or edtf.unknown_day()


def _this_part_of_day(match: Match, anchor: Anchor) -> EdtfDate | None:
    return shifted("day", anchor, 0) or edtf.unknown_day()


def _two_days_off(match: Match, anchor: Anchor) -> EdtfDate | None:
    return shifted("day", anchor, -2 if match["word"].lower() == "before yesterday" else 2) or edtf.unknown_day()


def _which(match: Match, anchor: Anchor) -> EdtfDate | None:
    """"Last week", "this year", "next month": one calendar unit off."""
    unit = match["unit"].lower()
    if unit == "weekend":
        return _weekend(STEPS[match["which"].lower()], anchor)
    return shifted(load("dates")["units"][unit], anchor, STEPS[match["which"].lower()])


def _weekend(step: int, anchor: Anchor) -> EdtfDate | None:
    if anchor.day is None:
        return None
    saturday = anchor.day + timedelta(days=5 - anchor.day.weekday() + 7 * step)
    return edtf.interval(edtf.day(saturday), edtf.day(saturday + timedelta(days=1)))


def _which_weekday(match: Match, anchor: Anchor) -> EdtfDate | None:
    which = match["which"].lower()
    side = {"last": PAST, "past": PAST, "previous": PAST, "next": FUTURE, "coming": FUTURE}.get(which, anchor.prefer)
    return weekday(weekday_no(match["weekday"]), Anchor(anchor.day, anchor.year, side), strictly=which != "this")


def _which_month(match: Match, anchor: Anchor) -> EdtfDate | None:
    """"Last April" is the last one before this month, "next June" the first after it."""
    step = STEPS[match["which"].lower()]
    month = month_no(match["month"])
    if anchor.day is None:
        return edtf.month_of_some_year(month)
    here = anchor.day.year
    last, following = here - (month >= anchor.day.month), here + (month <= anchor.day.month)
    return edtf.month({-1: last, 0: here, 1: following}[step], month)


def _which_season(match: Match, anchor: Anchor) -> EdtfDate | None:
    if anchor.year is None or anchor.day is None:
        return None
    code = load("dates")["seasons"][match["season"].lower()]
    step = STEPS[match["which"].lower()]
    years = [edtf.season(anchor.year + shift, code) for shift in (-1, 0, 1)]
    if step == 0:
        return years[1]
    if step < 0:
        return next((found for found in reversed(years) if found.latest and found.latest < anchor.day), None)
    return next((found for found in years if found.earliest and found.earliest > anchor.day), None)


def _ago(match: Match, anchor: Anchor) -> EdtfDate | None:
    count = count_of(match["count"])
    return None if count is None else shifted(load("dates")["units"][match["unit"].lower()], anchor, -count)


def _ahead(match: Match, anchor: Anchor) -> EdtfDate | None:
    count = count_of(match["count"])
    return None if count is None else shifted(load("dates")["units"][match["unit"].lower()], anchor, count)


def _stretch(match: Match, anchor: Anchor) -> EdtfDate | None:
    """"The next two years", "the past three months": from the anchor's unit to the one so many away."""
    count, unit = count_of(match["count"]), load("dates")["units"][match["unit"].lower()]
    if count is None:
        return None
    step = STEPS[match["which"].lower()]
    here, there = shifted(unit, anchor, 0), shifted(unit, anchor, step * count)
    if unit == "week" and anchor.day is not None:
        here, there = edtf.day(anchor.day), edtf.day(anchor.day + timedelta(weeks=step * count))
    if unit == "decade" and anchor.year is not None:
        here = edtf.year(anchor.year)
    if here is None or there is None:
        return None
    return edtf.interval(here, there) if step > 0 else edtf.interval(there, here)


def _past_week(match: Match, anchor: Anchor) -> EdtfDate | None:
    """The seven days up to the anchor."""
    if anchor.day is None:
        return None
    return edtf.interval(edtf.day(anchor.day - timedelta(days=7)), edtf.day(anchor.day))


def _until_now(match: Match, anchor: Anchor) -> EdtfDate | None:
    """"Over the years", "for many years": with no beginning, up to the anchor."""
    return None if anchor.day is None else edtf.until(edtf.day(anchor.day))


def _duration(match: Match, anchor: Anchor) -> EdtfDate | None:
    """A length of time is no date."""
    return None


def _weekday(match: Match, anchor: Anchor) -> EdtfDate | None:
    return place(Parts(weekday=weekday_no(match["weekday"])), anchor)


def _quarter(match: Match, anchor: Anchor) -> EdtfDate | None:
    """"The third quarter" of the year before or after the anchor, as its words look."""
    number = load("dates")["ordinals"].get(match["ordinal"].lower())
    if anchor.day is None or number is None:
        return None
    if anchor.prefer == FUTURE:
        choices = [quarter(anchor.day.year + shift, number) for shift in (0, 1)]
        return next((found for found in choices if found.latest and found.latest >= anchor.day), None)
    choices = [quarter(anchor.day.year - shift, number) for shift in (0, 1)]
    return next((found for found in choices if found.earliest and found.earliest <= anchor.day), None)


def _year_end(match: Match, anchor: Anchor) -> EdtfDate | None:
    return shifted("year", anchor, 0)


# Fragments in angle brackets are filled in from the lexicon.
WHICH = r"(?i:(?P<which>last|this|next))"
NEWSPAPER = r"(?!\s(?:Times|Telegraph|Mail|Herald|Post|Express|Mirror)\b)"
ROUGHLY = r"(?:(?i:about|some|around|nearly|almost|more\sthan|over|just)\s)?"
TABLE: tuple[tuple[str, str, Callable[[Match, Anchor], EdtfDate | None]], ...] = (
    (SPAN, r"\b(?:(?i:earlier|later|late|early)\s)?(?P<word>(?i:yesterday|today|tonight|tomorrow))\b", _day),
    (SPAN, r"\b(?i:the\sday\s(?P<word>before\syesterday|after\stomorrow))\b", _two_days_off),
    (
        SPAN,
        r"\b(?:(?i:earlier|later)\s)?(?i:this\s(?:morning|afternoon|evening))\b|\b(?i:last\snight)\b",
        _this_part_of_day,
    ),
    (
        SPAN,
        rf"\b(?:(?i:earlier|later|early|late|sometime|so\sfar)\s)?{WHICH}\s"
        r"(?P<unit>(?i:week|weekend|month|quarter|year))\b",
        _which,
    ),
    (
        SPAN,
        r"\b(?i:the\s(?P<which>previous|following|coming|current)\s(?P<unit>week|weekend|month|quarter|year))\b",
        _which,
    ),
    (SPAN, r"\b(?i:the\s(?:past|last)\sweek)\b", _past_week),
    (WEEKDAY, rf"\b(?:(?i:earlier|later|early|late)\s)?(?P<weekday><WEEKDAY>){NEWSPAPER}", _weekday),
    (WEEKDAY, r"\b(?i:(?P<which>last|this|next|the\scoming))\s(?P<weekday><WEEKDAY>)", _which_weekday),
    (MONTH, rf"\b{WHICH}\s(?P<month><LONE_MONTH>)(?!\s[0-9])", _which_month),
    (SPAN, rf"\b{WHICH}\s(?P<season><SEASON>)", _which_season),
    (SPAN, rf"\b{ROUGHLY}(?P<count><COUNT>)\s(?P<unit><UNIT>)\s(?i:ago|earlier)\b", _ago),
    (SPAN, r"\b(?i:in)\s(?P<count><COUNT>)\s(?P<unit><UNIT>)['’]?\s(?i:time)\b", _ahead),
    (
        SPAN,
        r"\b(?i:the\s)?(?P<which>(?i:next|coming|past|last|previous))\s(?P<count><COUNT>)\s(?P<unit><UNIT>)\b",
        _stretch,
    ),
    (
        SPAN,
        r"\b(?i:over\sthe\s(?:past\s)?years|for\smany\syears|in\srecent\s(?:years|months|weeks|days)"
        r"|for\s(?:decades|years|centuries))\b",
        _until_now,
    ),
    (SPAN, r"\b(?i:the\s)?(?P<ordinal><ORDINAL>)[\s-](?i:quarter)\b(?!\s(?:of|in)\s[12])", _quarter),
    (SPAN, r"\b(?i:(?:the\s)?end\sof\sthe\syear|year[\s-]end)\b", _year_end),
    (SPAN, r"\b(?i:(?:the\s)?<COUNT>\sand\sa\shalf)\s<UNIT>\b", _duration),
    (SPAN, r"\b<COUNT>-<UNIT>(?:-old)?\b|\b<COUNT>\s<UNIT>\b", _duration),
)
