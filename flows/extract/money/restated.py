"""Amounts that say an amount before them again in another currency: "$40bn (£21bn)"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from flows.extract.money.tokens import tokenise
from flows.lexicon import load
from flows.model.report import Money

OPENERS = frozenset("([/=;,")
LONGEST_GAP = 40


@cache
def _links() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(token.low for token in tokenise(phrase)) for phrase in load("money")["restating"])


def link_restatements(text: str, found: Sequence[Money]) -> list[Money]:
    """The amounts, each restatement with the index of the amount it restates."""
    linked: list[Money] = []
    for number, money in enumerate(found):
        previous = linked[number - 1] if number else None
        if previous is not None and _restates(text, previous, money):
            origin = number - 1 if previous.equivalent_of is None else previous.equivalent_of
            money = replace(money, equivalent_of=origin, is_rate=previous.is_rate or money.is_rate)
        linked.append(money)
    return linked


def _restates(text: str, first: Money, second: Money) -> bool:
    if first.currency is None or second.currency is None or first.currency == second.currency:
        return False
    gap = text[first.span.end : second.span.start]
    return len(gap) <= LONGEST_GAP and _is_link([token.low for token in tokenise(gap)], first)


def _is_link(words: list[str], first: Money) -> bool:
    """An opening bracket, slash or "or", with nothing but words of equality beside it."""
    if not words:
        return False
    if words[0] in OPENERS:
        head, rest = words[0], tuple(words[1:])
        if head == ";":
            return not rest and first.equivalent_of is not None
        if head == ",":
            return rest in _links() if rest else first.equivalent_of is not None
        return not rest or rest in _links()
    return tuple(words) in _links()
