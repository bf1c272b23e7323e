"""Shares by fitted weights."""

from __future__ import annotations

from itertools import permutations

import pytest

from flows.extract.odds import share, shares_among


def test_weights_of_the_marks_that_are_there_add_up():
    weights = {"base": -1.0, "signed": 2.0, "denied": -3.0}
    assert share(weights, ["signed"]) == pytest.approx(0.731, abs=0.001)
    assert share(weights, ["signed", "denied"]) == pytest.approx(0.119, abs=0.001)


def test_a_mark_without_a_weight_tells_nothing():
    assert share({"base": 0.0}, ["unheard_of"]) == 0.5


def test_of_several_one_holds_or_none():
    weights = {"base": 0.0, "signed": 2.0}
    assert shares_among(weights, [[], []]) == pytest.approx([1 / 3, 1 / 3])
    assert shares_among(weights, [["signed"], ["unheard_of"]]) == pytest.approx([0.787, 0.107], abs=0.001)
    assert shares_among(weights, []) == []


def test_the_order_of_marks_tells_nothing():
    weights = {"base": 0.1, "a": 0.2, "b": 0.3, "c": -0.61, "d": 1.17}
    assert len({share(weights, marks) for marks in permutations("abcd")}) == 1
    assert len({shares_among(weights, [marks])[0] for marks in permutations("abcd")}) == 1
