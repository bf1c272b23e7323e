"""How likely something is, by weights of named marks that were fitted on annotated articles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

BASE = "base"


def share(weights: Mapping[str, float], marks: Iterable[str]) -> float:
    """The share of annotated cases like this one that held, between 0 and 1; a mark without a weight tells nothing."""
    score = weights[BASE] + sum(weights.get(mark, 0.0) for mark in marks)
    return 1 / (1 + math.exp(-score))
