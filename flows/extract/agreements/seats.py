"""Capitals, and the states that they are the seats of."""

from __future__ import annotations

from functools import cache

from flows.lexicon import load


def capital_of(name: str) -> str | None:
    """The state, by ISO alpha-3, whose capital bears the name, whatever its spelling or case."""
    return _capitals().get(name.lower())


@cache
def _capitals() -> dict[str, str]:
    states = load("countries")
    spelt = {name.lower(): code for code, names in states["capital_spellings"].items() for name in names}
    return spelt | {name.lower(): code for code, name in states["capitals"].items()}
