"""How likely something is, by weights of named marks that were fitted on annotated articles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

BASE = "base"


def share(weights: Mapping[str, float], marks: Iterable[str]) -> float:
    """The share of annotated cases like this one that held, between 0 and 1; a mark without a weight tells nothing."""
    score = _score(weights, marks)
    return 1 / (1 + math.exp(-score))


def shares_among(weights: Mapping[str, float], cases: Sequence[Iterable[str]]) -> list[float]:
    """The share of each of several cases of which one holds, by the marks of each; the rest is that none does."""
    scores = [math.exp(_score(weights, marks)) for marks in cases]
    return [score / (1 + sum(scores)) for score in scores]


def _score(weights: Mapping[str, float], marks: Iterable[str]) -> float:
    """The sum of weights, rounded once: the same in whatever order a set gives its marks."""
    return math.fsum((weights[BASE], *(weights.get(mark, 0.0) for mark in marks)))
