"""Weights fitted on annotated articles: how likely a body is a side of an accord, and a reading right."""

from __future__ import annotations

from collections.abc import Iterable

from flows.extract.odds import share
from flows.lexicon import load

NAME = "agreement_gleaning"


def side_odds(marks: Iterable[str]) -> float:
    """How likely a body is a side of the accord that a statement tells."""
    return share(load(NAME)["sides"], marks)


def reading_odds(marks: Iterable[str]) -> float:
    """How likely it is that the article states an accord as a reading has it."""
    return share(load(NAME)["readings"], marks)
