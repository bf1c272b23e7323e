"""Multinomial and conditional logistic regression over named marks, by numpy alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

LEAST = 5  # times that a mark must be met to have a weight
STEPS = 150
HIGHEST = 30.0  # score beyond which a case is as good as sure
Marks = frozenset[str]


def softmax_fit(rows: list[Marks], sides: list[int], weights: list[float], ridge: float) -> dict[str, Any]:
    """Weights of each class but the first, by mark: a multinomial logistic regression drawn to zero."""
    place, x = _table(rows)

    def shares(scores: Any) -> Any:
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return odds / odds.sum(axis=1, keepdims=True)

    found = _descend(x, np.eye(max(sides) + 1)[sides], np.array(weights)[:, None], ridge, shares)
    return _by_mark((found - found[:, :1])[:, 1:], place)


Choice = tuple[list[Marks], list[bool], float]  # marks of each case, whether it holds, what the choice counts


def choice_fit(choices: list[Choice], ridge: float) -> dict[str, Any]:
    """Weights by mark of a conditional logit: of each choice one case holds, or none; several that hold share it."""
    place, x = _table([marks for cases, _, _ in choices for marks in cases])
    of = np.repeat(np.arange(len(choices)), [len(cases) for cases, _, _ in choices])
    y = np.array([held / max(sum(holds), 1) for _, holds, _ in choices for held in holds])[:, None]
    w = np.array([weight for _, _, weight in choices])[of][:, None]

    def shares(scores: Any) -> Any:
        odds = np.exp(np.minimum(scores, HIGHEST))
        return odds / (1 + np.bincount(of, odds[:, 0]))[of][:, None]

    return _by_mark(_descend(x, y, w, ridge, shares)[:, 0], place)


def _table(rows: Sequence[Marks]) -> tuple[dict[str, int], Any]:
    """The column of each mark, and a row of ones and noughts for each case, the first column all ones."""
    counted = Counter(mark for row in rows for mark in row)
    place = {name: n + 1 for n, name in enumerate(name for name, n in sorted(counted.items()) if n >= LEAST)}
    x = np.zeros((len(rows), len(place) + 1))
    x[:, 0] = 1.0
    for row, told in zip(x, rows, strict=True):
        row[[place[m] for m in told if m in place]] = 1.0
    return place, x


def _by_mark(found: Any, place: dict[str, int]) -> dict[str, Any]:
    return {"base": found[0], **{name: found[n] for name, n in place.items()}}


def _descend(x: Any, y: Any, w: Any, ridge: float, shares: Callable[[Any], Any]) -> Any:
    """Nesterov's descent with the step that the largest curvature allows."""
    length = 1 / (0.5 * np.linalg.norm(x * np.sqrt(w), 2) ** 2 + ridge)
    found = ahead = np.zeros((x.shape[1], y.shape[1]))
    pace = 1.0
    for _ in range(STEPS):
        slope = x.T @ (w * (shares(x @ ahead) - y))
        slope[1:] += ridge * ahead[1:]
        after, faster = ahead - length * slope, (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead, found, pace = after + (pace - 1) / faster * (after - found), after, faster
    return found
