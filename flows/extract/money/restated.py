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
    """The amounts, each restatement with the index of the amount it restates; a value restated is a rate in both."""
    linked: list[Money] = []
    for money in found:
        origin = _origin(text, linked, money) if linked else None
        if origin is not None:
            is_rate = money.is_rate or linked[origin].is_rate
            money = replace(money, equivalent_of=origin, is_rate=is_rate)
            linked[origin] = replace(linked[origin], is_rate=is_rate)
        linked.append(money)
    return linked


def _origin(text: str, linked: Sequence[Money], money: Money) -> int | None:
    """The index of the amount that `money` restates, None where it is a value of its own."""
    number = len(linked) - 1
    previous = linked[number]
    origin = number if previous.equivalent_of is None else previous.equivalent_of
    if previous.currency is None or money.currency is None or money.currency == previous.currency:
        return None
    gap = text[previous.span.end : money.span.start]
    if len(gap) > LONGEST_GAP or _has_rate_inside(text, previous, money):
        return None
    in_bracket = "(" in text[linked[origin].span.end : previous.span.start] and ")" not in gap
    return origin if _is_link([token.low for token in tokenise(gap)], in_bracket=in_bracket) else None


def _has_rate_inside(text: str, first: Money, second: Money) -> bool:
    """Whether only the second is a rate, by words inside its bracket: "£50m ($10 a share)"."""
    return second.is_rate and not first.is_rate and text[second.span.end : second.span.end + 1] != ")"


def _is_link(words: list[str], *, in_bracket: bool) -> bool:
    """An opening bracket, slash or "or", with nothing but words of equality beside it."""
    if not words:
        return False
    head, rest = words[0], tuple(words[1:])
    if head == ";" or (head == "," and not rest):
        return in_bracket and not rest
    if head in OPENERS:
        return not rest or rest in _links()
    return tuple(words) in _links()
