"""Whether a passage says that a deal is signed: one that is agreed may be, or not."""

from __future__ import annotations

import re

# What is not signed, or not said to be: negated, still to come, or under a condition.
UNSIGNED = re.compile(
    r"(?:\b(?:not|never|yet|to|be|if|once|until|unless|when)|n['’]t)(?: \w+ly| be| been| yet| being| it is)*"
    r" (?:signed|inked)\b",
    re.IGNORECASE,
)
SIGNED = re.compile(r"\b(?:signed|inked)\b", re.IGNORECASE)


def says_signed(text: str) -> bool:
    """Whether a passage says that something is signed."""
    lowered = text.lower()
    may = "signed" in lowered or "inked" in lowered  # few passages do, and searching costs twenty times as much
    return may and SIGNED.search(UNSIGNED.sub("", text)) is not None
