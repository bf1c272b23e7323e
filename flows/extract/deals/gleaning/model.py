"""Weights fitted on annotated articles: how likely a side is a party's, and how likely a reading is right."""

from __future__ import annotations

import math
from collections.abc import Iterable

from flows.lexicon import load

BASE = "base"


def side_odds(marks: Iterable[str]) -> tuple[float, float]:
    """How likely a party is supplier and recipient of what a cue tells, by weights against its being neither."""
    table = load("deal_gleaning")["sides"]
    supplies, receives = table[BASE]
    for mark in marks:
        own = table.get(mark)
        if own is not None:
            supplies, receives = supplies + own[0], receives + own[1]
    whole = 1 + math.exp(supplies) + math.exp(receives)
    return math.exp(supplies) / whole, math.exp(receives) / whole


def reading_odds(marks: Iterable[str]) -> float:
    """How likely it is that the article states a deal as a reading has it."""
    table = load("deal_gleaning")["readings"]
    score = table[BASE] + sum(table.get(mark, 0.0) for mark in marks)
    return 1 / (1 + math.exp(-score))
