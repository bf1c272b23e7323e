"""Which way the words around a time expression look: to what was or to what will be."""

from __future__ import annotations

import re
from functools import cache

from flows.extract.dates.calendar import FUTURE, PAST
from flows.extract.dates.words import one_of
from flows.lexicon import load

REACH = 90  # characters on either side: a clause of news
BREAK = re.compile(r"[.!?;](?=\s)|\n")
REGULAR_PAST = re.compile(r"\b[a-z]{3,20}ed\b")


@cache
def _markers(side: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{one_of(load('dates')[side])})\b", re.IGNORECASE)


def tense_near(text: str, start: int, end: int) -> str | None:
    """`past` or `future` by the nearest marker in the sentence around `[start, end)`; None without one."""
    left, right = text[max(0, start - REACH) : start], text[end : end + REACH]
    breaks = [match.end() for match in BREAK.finditer(left)]
    left = left[breaks[-1] :] if breaks else left
    stop = BREAK.search(right)
    right = right[: stop.start()] if stop else right
    future, past = _distance(_markers("future"), left, right), _distance(_markers("past"), left, right)
    past = min(past, _distance(REGULAR_PAST, left, right))
    if min(future, past) > REACH:
        return None
    return FUTURE if future < past else PAST


def _distance(pattern: re.Pattern[str], left: str, right: str) -> int:
    """Characters to the nearest match on either side."""
    before = [len(left) - match.end() for match in pattern.finditer(left)]
    behind = pattern.search(right)
    return min([*before[-1:], *([behind.start()] if behind else []), REACH + 1])
