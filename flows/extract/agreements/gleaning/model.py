"""Weights fitted on annotated articles: how likely a body is a side of an accord, and a reading right."""

from __future__ import annotations

import math
from collections.abc import Iterable

from flows.lexicon import load

BASE = "base"


def side_odds(marks: Iterable[str]) -> float:
    """How likely a body is a side of the accord that a statement tells."""
    return _odds("sides", marks)


def reading_odds(marks: Iterable[str]) -> float:
    """How likely it is that the article states an accord as a reading has it."""
    return _odds("readings", marks)


def _odds(section: str, marks: Iterable[str]) -> float:
    table = load("agreement_gleaning")[section]
    score = table[BASE] + sum(table.get(mark, 0.0) for mark in marks)
    return 1 / (1 + math.exp(-score))
