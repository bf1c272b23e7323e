"""What holds of time expressions whatever the text."""

from __future__ import annotations

import re
import re._constants as sre
import re._parser as parser
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extract.dates import find_times, resolve, tense, windows
from flows.extract.dates.rules import rules
from flows.extract.money import numbers, tokens, undisclosed
from flows.extract.speakers import quotes
from flows.model import edtf

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FORMATS = ("%B %d, %Y", "%d %B %Y", "%b. %d, %Y", "%A, %B %d, %Y", "%Y-%m-%d", "%B %d %Y", "the %dth of %B, %Y")
LONG = 600  # repeats beyond this count as unbounded

days = st.dates(min_value=date(1950, 1, 8), max_value=date(2049, 12, 24))
scraps = st.sampled_from(
    ["Monday", " on ", "last ", "next ", "year", "2016", "-", " to ", "from ", "May ", "13", ", ", "the ", "1990s",
     "yesterday", " will ", " said ", "two ", "weeks", " ago", "Q3 ", "31 February ", "İ", "\n", "02/03/2004", "XX"]
)  # fmt: skip


@given(st.lists(scraps, max_size=40).map("".join), st.one_of(st.none(), days), st.integers(0, 1000))
def test_spans_slice_back_and_dates_are_sound(text, anchor, offset):
    found = find_times(text, offset=offset, anchor=anchor and edtf.day(anchor))
    for time in found:
        assert text[time.span.start - offset : time.span.end - offset] == time.span.text
        assert (time.date is None) == (time.basis is None)
        assert time.date is None or edtf.parse(time.date.edtf).edtf == time.date.edtf
        if time.date is not None and time.date.earliest and time.date.latest:
            assert time.date.earliest <= time.date.latest
    assert all(one.span.end <= other.span.start for one, other in zip(found, found[1:], strict=False))


@given(days, st.sampled_from(FORMATS))
def test_a_written_day_is_read_as_that_day(day, form):
    (time,) = find_times(f"It opened on {day.strftime(form)} in Lima.")
    assert time.date == edtf.day(day)


@given(days, st.sampled_from(DAYS), st.sampled_from(["past", "future"]))
def test_a_weekday_is_the_nearest_on_the_side_the_words_look_to(anchor, name, side):
    found = resolve(name, edtf.day(anchor), side).earliest
    gap = (found - anchor).days
    assert DAYS[found.weekday()] == name
    assert -6 <= gap <= 0 if side == "past" else 0 <= gap <= 6


@given(days, st.integers(1, 12), st.sampled_from(["past", "future"]))
def test_a_month_lies_on_the_side_the_words_look_to_unless_the_other_is_next_door(anchor, month, side):
    found = resolve(date(2000, month, 1).strftime("%B"), edtf.day(anchor), side)
    months = (found.earliest.year - anchor.year) * 12 + month - anchor.month
    assert found.earliest.month == month
    assert -9 <= months <= 2 if side == "past" else -2 <= months <= 9


dates = st.one_of(
    days.map(edtf.day),
    days.map(edtf.week),
    days.map(lambda day: edtf.month(day.year, day.month)),
    days.map(lambda day: edtf.year(day.year)),
    days.map(lambda day: edtf.decade(day.year)),
    days.map(lambda day: edtf.until(edtf.day(day))),
    days.map(lambda day: edtf.since(edtf.year(day.year))),
    days.map(lambda day: edtf.approximate(edtf.year(day.year))),
    st.tuples(days, days).map(lambda pair: edtf.interval(*(edtf.year(day.year) for day in sorted(pair)))),
)


@given(dates)
def test_what_is_built_parses_to_itself(when):
    assert edtf.parse(when.edtf) == when


@given(st.text(alphabet="0123456789X-/.~?%", max_size=12))
def test_the_validator_never_crashes_and_keeps_the_string(text):
    with suppress(ValueError):
        assert edtf.parse(text).edtf == text


def patterns() -> list[re.Pattern[str]]:
    """Every pattern that runs over an article's text."""
    modules = (tense, windows, numbers, tokens, undisclosed, quotes)
    named = [value for module in modules for value in vars(module).values() if isinstance(value, re.Pattern)]
    return [*named, *(rule.pattern for rule in rules()), *undisclosed._patterns(), windows._cues()]


def repeats_inside_repeats(tree, *, inside: bool = False) -> bool:
    """Whether an unbounded repeat stands inside another: the shape of catastrophic backtracking."""
    for kind, value in tree:
        is_repeat = kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT) and value[1] >= LONG
        if is_repeat and inside:
            return True
        if any(repeats_inside_repeats(branch, inside=inside or is_repeat) for branch in branches(value)):
            return True
    return False


def branches(value) -> list:
    """The subpatterns below a node of a parsed pattern."""
    if isinstance(value, parser.SubPattern):
        return [value]
    if isinstance(value, (list, tuple)):
        return [branch for part in value for branch in branches(part)]
    return []


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.pattern[:40])
def test_no_pattern_repeats_a_repeat(pattern):
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    assert not repeats_inside_repeats(tree)


def test_the_check_of_patterns_sees_a_bad_one():
    assert repeats_inside_repeats(parser.parse(r"(a+)+b"))
