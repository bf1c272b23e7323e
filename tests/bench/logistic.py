"""Multinomial logistic regression over named marks, by numpy alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

LEAST = 5  # times that a mark must be met to have a weight
STEPS = 150
HIGHEST = 30.0  # score beyond which a case is as good as sure


def softmax_fit(rows: list[frozenset[str]], sides: list[int], weights: list[float], ridge: float) -> dict[str, Any]:
    """Weights of each class but the first, by mark: a multinomial logistic regression drawn to zero."""
    counted = Counter(mark for row in rows for mark in row)
    names = [name for name, n in sorted(counted.items()) if n >= LEAST]
    place = {name: n + 1 for n, name in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1))
    x[:, 0] = 1.0
    for row, told in zip(x, rows, strict=True):
        row[[place[m] for m in told if m in place]] = 1.0
    y, w = np.eye(max(sides) + 1)[sides], np.array(weights)[:, None]
    found = _descend(x, y, w, ridge)
    found = (found - found[:, :1])[:, 1:]
    return {"base": found[0], **{name: found[n] for name, n in place.items()}}


def _descend(x: Any, y: Any, w: Any, ridge: float) -> Any:
    """Nesterov's descent with the step that the largest curvature allows."""
    length = 1 / (0.5 * np.linalg.norm(x * np.sqrt(w), 2) ** 2 + ridge)
    found = ahead = np.zeros((x.shape[1], y.shape[1]))
    pace = 1.0
    for _ in range(STEPS):
        scores = x @ ahead
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        slope = x.T @ (w * (shares / shares.sum(axis=1, keepdims=True) - y))
        slope[1:] += ridge * ahead[1:]
        after, faster = ahead - length * slope, (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead, found, pace = after + (pace - 1) / faster * (after - found), after, faster
    return found


Choice = tuple[list[frozenset[str]], list[bool], float]  # marks of each case, whether it holds, what the choice counts


def choice_fit(choices: list[Choice], ridge: float) -> dict[str, Any]:
    """Weights by mark of a conditional logit: of each choice one case holds, or none; several that hold share it."""
    counted = Counter(mark for cases, _, _ in choices for marks in cases for mark in marks)
    names = [name for name, n in sorted(counted.items()) if n >= LEAST]
    place = {name: n + 1 for n, name in enumerate(names)}
    of = np.repeat(np.arange(len(choices)), [len(cases) for cases, _, _ in choices])
    x = np.zeros((len(of), len(names) + 1))
    x[:, 0] = 1.0
    for row, marks in zip(x, (marks for cases, _, _ in choices for marks in cases), strict=True):
        row[[place[m] for m in marks if m in place]] = 1.0
    y = np.array([held / max(sum(holds), 1) for _, holds, _ in choices for held in holds])
    found = _descend_choices(x, y, of, np.array([weight for _, _, weight in choices]), ridge)
    return {"base": found[0], **{name: found[n] for name, n in place.items()}}


def _descend_choices(x: Any, y: Any, of: Any, w: Any, ridge: float) -> Any:
    """Nesterov's descent as above, the shares being of the cases of each choice and of none."""
    length = 1 / (0.5 * np.linalg.norm(x * np.sqrt(w[of])[:, None], 2) ** 2 + ridge)
    found = ahead = np.zeros(x.shape[1])
    pace = 1.0
    for _ in range(STEPS):
        scores = np.exp(np.minimum(x @ ahead, HIGHEST))
        shares = scores / (1 + np.bincount(of, scores))[of]
        slope = x.T @ (w[of] * (shares - y))
        slope[1:] += ridge * ahead[1:]
        after, faster = ahead - length * slope, (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead, found, pace = after + (pace - 1) / faster * (after - found), after, faster
    return found
