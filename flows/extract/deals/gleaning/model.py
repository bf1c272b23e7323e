"""Weights fitted on annotated articles: how likely a side is a party's, and how likely a reading is right."""

from __future__ import annotations

import math
from collections.abc import Iterable

from flows.extract.odds import BASE, share
from flows.lexicon import load

NAME = "deal_gleaning"


def side_odds(marks: Iterable[str]) -> tuple[float, float]:
    """How likely a party is supplier and recipient of what a cue tells, by weights against its being neither."""
    table = load(NAME)["sides"]
    supplies, receives = table[BASE]
    for mark in marks:
        own = table.get(mark)
        if own is not None:
            supplies, receives = supplies + own[0], receives + own[1]
    whole = 1 + math.exp(supplies) + math.exp(receives)
    return math.exp(supplies) / whole, math.exp(receives) / whole


def reading_odds(marks: Iterable[str]) -> float:
    """How likely it is that the article states a deal as a reading has it."""
    return share(load(NAME)["readings"], marks)
