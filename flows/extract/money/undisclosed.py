"""Values that a text says are kept back: "for an undisclosed sum", "terms were not disclosed"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from flows.extract.money.tokens import lowered
from flows.lexicon import load

PREDICATES = (1, 2)  # patterns that need a subject before them
LONGEST_LOOK_BACK = 110  # characters of a clause


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns over lower-case text whose group `value` holds the words to publish; every repeat is bounded."""
    words = {key: "|".join(found) for key, found in load("money")["undisclosed"].items()}
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?P<value>{words['adjectives']})\s(?:[a-z]{{1,12}}\s)?(?:{words['nouns']})\b",
            rf"(?:was|were|is|are)\s(?:also\s)?(?P<value>{words['withheld']})\b",
            r"(?:was|were|is|are|has|have|had|be)\s?(?P<value>(?:not|n['’]t)\s(?:been\s|be\s)?"
            rf"(?:yet\s|immediately\s|publicly\s|made\s){{0,2}}(?:{words['participles']}))\b",
            rf"(?P<value>(?:not|declined\sto|refused\sto)\s(?:{words['verbs']}))"
            rf"\s(?:[a-z]{{1,12}}\s){{0,3}}(?:{words['subjects']})\b",
        )
    )


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('money')['undisclosed']['subjects'])})\b[^.;\n]*")


def find_undisclosed(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Span and value offsets of every value kept back, in text order."""
    low = lowered(text)
    found = sorted(
        (match.start("value"), match.end(), match.start("value"), match.end("value"))
        for number, pattern in enumerate(_patterns())
        for match in pattern.finditer(low)
        if _starts_a_word(low, match.start()) and (number not in PREDICATES or _has_subject(low, match.start()))
    )
    last = -1
    for start, end, value_start, value_end in found:
        if start >= last:
            yield start, end, value_start, value_end
            last = end


def _starts_a_word(low: str, at: int) -> bool:
    return at == 0 or not low[at - 1].isalnum()


def _has_subject(low: str, at: int) -> bool:
    """Whether terms, a price or the like stand before a predicate in its clause."""
    clause = low[max(0, at - LONGEST_LOOK_BACK) : at]
    return any(match.end() == len(clause) for match in _subject().finditer(clause))
