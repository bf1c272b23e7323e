"""Which way the words around a time expression look: to what was or to what will be."""

from __future__ import annotations

import re
from functools import cache

from flows.extract.dates.calendar import FUTURE, PAST
from flows.extract.dates.words import one_of
from flows.lexicon import load

REACH = 120  # characters on either side: a long clause of news
BREAK = re.compile(r"[.!?;](?=\s)|\n")
# A participle tells of the past unless "be" stands before it ("should be completed", "to be held").
REGULAR_PAST = re.compile(r"(?<!\bbe\s)\b[a-z]{3,20}ed\b")
BEFORE_DOING = re.compile(r"\bbefore\s[a-z]{2,20}ing\b")
# An expression that opens its clause belongs to the verb behind it; any other to the verb before it.
OPENS_CLAUSE = re.compile(
    r"(?:^|[,:\"“‘(—–]|\bthat|\band|\bbut|\bwhile)\s*(?:(?:[Oo]n|[Ii]n|[Bb]y|[Aa]t|[Ee]arly|[Ll]ate)\s*)?$"
)


@cache
def _markers(side: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?<!\bbe\s)(?:{one_of(load('dates')[side])})\b", re.IGNORECASE)


def tense_near(text: str, start: int, end: int) -> str | None:
    """`past` or `future` by the markers in the sentence around `[start, end)`; None without any.

    The nearest one of the expression's own clause decides: before it, or behind it where it opens the clause.
    """
    left, right = text[max(0, start - REACH) : start], text[end : end + REACH]
    breaks = [match.end() for match in BREAK.finditer(left)]
    left = left[breaks[-1] :].lstrip() if breaks else left
    stop = BREAK.search(right)
    right = right[: stop.start()] if stop else right
    before, behind = _nearest(left, from_end=True), _nearest(right, from_end=False)
    return (behind or before) if OPENS_CLAUSE.search(left) else (before or behind)


def _nearest(clause: str, *, from_end: bool) -> str | None:
    """The side of the last marker in a clause (`from_end`), else of the first; "expected" looks forward."""
    places: dict[int, str] = {}
    past, future = (REGULAR_PAST, _markers("past")), (_markers("future"), BEFORE_DOING)
    for pattern, side in [*((found, PAST) for found in past), *((found, FUTURE) for found in future)]:
        places |= {match.end(): side for match in pattern.finditer(clause)}
    if not places:
        return None
    return places[max(places) if from_end else min(places)]
