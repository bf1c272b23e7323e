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
    while at < len(tokens) and tokens[at].text in HYPHENS | {"/", "("} and at < end + 1:
        at += 1
    if at >= len(tokens):
        return False
    low, following = tokens[at].low, tokens[at + 1].low if at + 1 < len(tokens) else ""
    if low in ("a", "an", "per", "every", "each"):
        return following in _list("rate_units") or low == "per" or (low == "each" and following not in ("of",))
    is_slash = at > end and tokens[end].text == "/" and low in _list("rate_units")
    return low in _list("rate_after") or is_slash
