"""The day an article was published, as far as its own words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from flows.extract.dates.calendar import PAST
from flows.extract.dates.tense import tense_near
from flows.extract.dates.words import count_of
from flows.model import edtf
from flows.model.document import Document
from flows.model.edtf import EdtfDate
from flows.model.report import TimeExpression
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.statements import Basis, DatePrecision

CAPTIONS = frozenset({Zone.PHOTO_CAPTION, Zone.DATELINE})
SINCE_REACH = 200  # characters: a sentence
PERIOD = re.compile(r"[0-9]{4}/[0-9]{4}")
LONGEST_PERIOD = 10  # years


def infer_publication(document: Document, times: Sequence[TimeExpression]) -> tuple[EdtfDate, Basis] | None:
    """When the article was published, from its text alone; None where the text cannot say.

    A full date in a caption counts where the body reports its weekday as past; a period that is over bounds the
    date from below; "the N decades since ... YEAR" gives it roughly. A file's time is never looked at.
    """
    stated = _caption_day(document, times)
    if stated is not None:
        return edtf.day(stated), Basis.INFERRED_TEXT
    about = _years_since(document.raw_text, times)
    if about is not None:
        return edtf.approximate(edtf.year(about)), Basis.INFERRED_TEXT
    after = _period_over(document.raw_text, times)
    return None if after is None else (edtf.since(edtf.year(after + 1)), Basis.INFERRED_TEXT)


def _caption_day(document: Document, times: Sequence[TimeExpression]) -> date | None:
    """The latest full date of a caption whose weekday the body names as past."""
    spoken, days = set(), set()
    for time in times:
        if time.date is None or time.date.precision is not DatePrecision.DAY:
            continue
        if _in_caption(document, time) and time.date.earliest:
            days.add(time.date.earliest)
        elif time.date.weekday and _is_past(document, time):
            spoken.add(time.date.weekday)
    return max((when for when in days if when.isoweekday() in spoken), default=None)


def _in_caption(document: Document, time: TimeExpression) -> bool:
    return any(
        segment.zone in CAPTIONS and segment.start <= time.span.start < segment.end for segment in document.segments
    )


def _is_past(document: Document, time: TimeExpression) -> bool:
    return tense_near(document.raw_text, time.span.start, time.span.end) == PAST


def _years_since(text: str, times: Sequence[TimeExpression]) -> int | None:
    """The year reached by "the N years since ... YEAR"."""
    for number, time in enumerate(times):
        length = _years(time.span.text)
        following = text[time.span.end : time.span.end + SINCE_REACH]
        if length is None or not re.match(r"\s(?:since|after)\b", following):
            continue
        for later in times[number + 1 :]:
            gap = text[time.span.end : later.span.start]
            if len(gap) > SINCE_REACH or re.search(r"[.!?]\s", gap):
                break
            if later.date is not None and later.date.precision is DatePrecision.YEAR and later.date.earliest:
                return later.date.earliest.year + length
    return None


def _years(words: str) -> int | None:
    """The length in years of a duration in years or decades."""
    match = re.search(r"(?i)(?:(?P<count>[0-9]{1,3}|[a-z]+)\s)(?P<half>and\sa\shalf\s)?(?P<unit>year|decade)s\b", words)
    if match is None:
        return None
    count = count_of(match["count"])
    if count is None:
        return None
    scale = 10 if match["unit"].lower() == "decade" else 1
    return count * scale + (scale // 2 if match["half"] else 0)


def _period_over(text: str, times: Sequence[TimeExpression]) -> int | None:
    """The last year of the latest short period of years that the text tells as past; None if it names later years.

    Long periods are history: they say no more than that the article is younger than its own past.
    """
    years = [time.date.latest.year for time in times if time.date and time.date.latest]
    ends = [
        time.date.latest.year
        for time in times
        if time.date and time.date.latest and _is_recent(time.date) and tense_near(text, *_place(time)) == PAST
    ]
    latest = max(ends, default=None)
    return latest if latest is not None and latest == max(years) else None


def _is_recent(when: EdtfDate) -> bool:
    """Whether a date is a period of a few whole years."""
    if when.earliest is None or when.latest is None or not PERIOD.fullmatch(when.edtf):
        return False
    return when.latest.year - when.earliest.year <= LONGEST_PERIOD


def _place(time: TimeExpression) -> tuple[int, int]:
    return time.span.start, time.span.end
