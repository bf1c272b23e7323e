"""Amounts that are a price per unit or a payment per time, not the value of a deal."""

from __future__ import annotations

from functools import cache

from flows.extract.money.tokens import HYPHENS, Tokens
from flows.lexicon import load


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(load("money")[name])


def is_rate(tokens: Tokens, first: int, end: int) -> bool:
    """Whether the words around tokens `[first, end)` make the amount a rate: "a share", "per barrel", "annual"."""
    if first > 0 and tokens[first - 1].low in _list("rate_before"):
        return True
    at = end
    if at < len(tokens) and tokens[at].text in HYPHENS | {"/", "(", ")"}:
        at += 1
    if at >= len(tokens):
        return False
    low, following, then = _next_words(tokens, at)
    if low in ("a", "an", "per", "every"):
        return low == "per" or (following in _list("rate_units") and then not in _list("dated_after"))
    is_slash = at > end and tokens[end].text == "/" and low in _list("rate_units")
    return low in _list("rate_after") or is_slash


def _next_words(tokens: Tokens, at: int) -> list[str]:
    """The next three words, hyphens left out ("$20-a-barrel")."""
    words = [token.low for token in tokens[at : at + 6] if token.text not in HYPHENS]
    return (words + ["", "", ""])[:3]
