"""Finds every time expression in a text and says which days it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from flows.extract.dates.calendar import Anchor, Parts, anchor_of, place
from flows.extract.dates.rules import Rule, counts_something, rules
from flows.extract.dates.tense import tense_near
from flows.extract.dates.windows import windows
from flows.model import edtf
from flows.model.edtf import EdtfDate
from flows.model.report import Span, TimeExpression
from flows.model.vocabulary.statements import Basis

JOINT = re.compile(r"\s?[-–]\s?|\s(?:to|until|till|through|and)\s")
OPENING = re.compile(r"\b(?:from|between)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A match of a rule at `[start, end)`."""

    start: int
    end: int
    rule: Rule
    match: re.Match[str]
    parts: Parts | None

    def date(self, anchor: Anchor) -> EdtfDate | None:
        """What it means against an anchor."""
        if self.parts is not None:
            return place(self.parts, anchor)
        return self.rule.meaning(self.match, anchor) if self.rule.meaning else None

    def basis(self, meaning: EdtfDate | None, anchor: Anchor) -> Basis | None:
        """Stated where the words alone give it, inferred where the anchor helped."""
        if meaning is None:
            return None
        alone = self.date(Anchor())
        return Basis.STATED if alone == meaning else Basis.INFERRED_TEXT


def find_times(
    text: str, *, offset: int = 0, anchor: EdtfDate | None = None, prefer: str | None = None
) -> list[TimeExpression]:
    """Time expressions of `text` in text order, resolved against the publication date `anchor`.

    Offsets are code points, `offset` added. `prefer` ("past" or "future") decides weekdays and months without a
    year; None lets the verbs around each expression decide. `date` is None for durations and for expressions that
    nothing dates.
    """
    found = _longest(_matches(text))
    times, at = [], 0
    while at < len(found):
        joined = _range(text, found, at, anchor, prefer)
        times.append(joined or _single(text, found[at], anchor, prefer))
        at += 2 if joined else 1
    return [_shifted(time, offset) for time in times]


def resolve(words: str, anchor: EdtfDate | None, prefer: str | None) -> EdtfDate | None:
    """What a time expression means when its verb looks to `prefer` ("past" or "future")."""
    times = find_times(words, anchor=anchor, prefer=prefer) or find_times(f"in {words}", anchor=anchor, prefer=prefer)
    return times[0].date if times else None


def _matches(text: str) -> Iterator[_Found]:
    for start, end, kinds in windows(text):
        for rule in rules():
            if rule.kind in kinds:
                yield from _of_rule(rule, text, start, end)


def _of_rule(rule: Rule, text: str, start: int, end: int) -> Iterator[_Found]:
    for match in rule.pattern.finditer(text, start, end):
        parts = rule.parts(match) if rule.parts else None
        if counts_something(match, text) or (rule.parts and parts is None):
            continue
        group = "when" if "when" in match.groupdict() else 0
        yield _Found(match.start(group), match.end(group), rule, match, parts)


def _longest(found: Iterator[_Found]) -> list[_Found]:
    """In text order, without those that a longer overlapping match covers."""
    kept: list[_Found] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
        elif each.end - each.start > kept[-1].end - kept[-1].start:
            kept[-1] = each
    return kept


def _single(text: str, found: _Found, anchor: EdtfDate | None, prefer: str | None) -> TimeExpression:
    known = anchor_of(anchor, prefer or tense_near(text, found.start, found.end))
    meaning = found.date(known)
    return TimeExpression(_span(text, found.start, found.end), meaning, found.basis(meaning, known))


def _range(
    text: str, found: list[_Found], at: int, anchor: EdtfDate | None, prefer: str | None
) -> TimeExpression | None:
    """Two calendar expressions joined to one: "from 1988 to 1994", "September to November 1990"."""
    if at + 1 >= len(found):
        return None
    first, last = found[at], found[at + 1]
    opening = OPENING.search(text[max(0, first.start - 9) : first.start])
    joint = JOINT.fullmatch(text[first.end : last.start])
    if joint is None or first.parts is None or last.parts is None or not _joins(first.parts, last.parts):
        return None
    if "and" in joint.group() and opening is None:
        return None
    start = first.start - len(opening.group()) if opening else first.start
    known = anchor_of(anchor, prefer or tense_near(text, start, last.end))
    dates = _ends(first.parts, last.parts, known)
    if dates is None:
        return None
    basis = Basis.STATED if last.parts.year is not None else Basis.INFERRED_TEXT
    return TimeExpression(_span(text, start, last.end), dates, basis)


def _joins(first: Parts, last: Parts) -> bool:
    """Whether both ends are of a kind; a year given once belongs to both."""
    same = (first.month is None, first.day is None) == (last.month is None, last.day is None)
    return same and first.weekday is None and last.weekday is None and not (first.year and not last.year)


def _ends(first: Parts, last: Parts, anchor: Anchor) -> EdtfDate | None:
    end = place(last, anchor)
    if end is None or end.latest is None:
        return None
    year = first.year if first.year is not None else end.latest.year
    start = place(replace(first, year=year), anchor)
    if start is not None and start.earliest and start.earliest > end.latest and first.year is None:
        start = place(replace(first, year=year - 1), anchor)
    try:
        return None if start is None else edtf.interval(start, end)
    except ValueError:
        return None


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def _shifted(time: TimeExpression, offset: int) -> TimeExpression:
    span = time.span
    return replace(time, span=Span(span.start + offset, span.end + offset, span.text))


