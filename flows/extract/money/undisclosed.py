"""Values that a text says are kept back: "for an undisclosed sum", "terms were not disclosed"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from flows.lexicon import load


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns whose group `value` holds the words to publish; every repeat is bounded."""
    words = {key: "|".join(found) for key, found in load("money")["undisclosed"].items()}
    subject = rf"\b(?:{words['subjects']})\b[^.;\n]{{0,100}}?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\b(?P<value>{words['adjectives']})\s(?:[a-z]{{1,12}}\s)?(?:{words['nouns']})\b",
            rf"{subject}\b(?:was|were|is|are)\s(?:also\s)?(?P<value>{words['withheld']})\b",
            rf"{subject}\b(?:was|were|is|are|has|have|had|be)\s?(?P<value>(?:not|n['’]t)\s(?:been\s|be\s)?"
            rf"(?:yet\s|immediately\s|publicly\s|made\s){{0,2}}(?:{words['participles']}))\b",
            rf"(?P<value>\b(?:not|declined\sto|refused\sto)\s(?:{words['verbs']}))\s(?:[a-z]{{1,12}}\s){{0,3}}(?:{words['subjects']})\b",
        )
    )


def find_undisclosed(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Span and value offsets of every value kept back, in text order."""
    found = sorted(
        (match.start("value"), match.end(), match.start("value"), match.end("value"))
        for pattern in _patterns()
        for match in pattern.finditer(text)
    )
    last = -1
    for start, end, value_start, value_end in found:
        if start >= last:
            yield start, end, value_start, value_end
            last = end
