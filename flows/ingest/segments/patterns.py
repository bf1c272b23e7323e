"""Patterns from the lexicon, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.lexicon import load


@dataclass(frozen=True, slots=True)
class Groups:
    """Named groups of patterns, and the longest paragraph (in characters) that may be one of them."""

    longest: int
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    def first(self, text: str) -> str | None:
        """The name of the first group that `text` begins as."""
        if len(text) > self.longest:
            return None
        return next((name for name, pattern in self.patterns if pattern.match(text)), None)


@cache
def groups(name: str) -> Groups:
    """The groups of `flows/lexicon/<name>.yml`."""
    content = load(name)
    return Groups(
        content["longest"],
        tuple(
            (key, re.compile("|".join(f"(?:{one})" for one in found), re.IGNORECASE))
            for key, found in content["groups"].items()
        ),
    )


def any_of(words: list[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
