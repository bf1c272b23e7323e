"""Quotations in raw text: where quotation marks enclose someone's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

PARAGRAPH = re.compile(r"\n+")
OPEN, CLOSE, STRAIGHT = "“„«", "”»", '"'
DOUBLE = re.compile(f"[{OPEN}{CLOSE}{STRAIGHT}]")
# Single marks are read only where a paragraph has no double ones, and never inside a word.
SINGLE = re.compile(
    r"(?<![^\W_])[‘'](?=[A-Z0-9a-z])(?P<words>[^\n‘]{12,600}?)(?:(?<=[.,!?])[’']|[’'](?=[\s.,;:)]))(?![^\W_])"
)
WHOLE_LEADS = ("", *",:.!?-—–", *CLOSE, STRAIGHT)
FEWEST_WORDS = 3  # fewer words in marks are a term or an irony, not a quotation


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in quotation marks at `[start, end)`, marks left out.

    `is_whole` where they are a statement of their own rather than words worked into the writer's sentence.
    """

    start: int
    end: int
    is_whole: bool
    opens_paragraph: bool


@lru_cache(maxsize=4)
def quotes_of(text: str) -> tuple[Quote, ...]:
    """The quotations of a text, in text order; one that runs over paragraphs is one per paragraph."""
    found: list[Quote] = []
    for start, end in _paragraphs(text):
        inside = [(first, last) for first, last in _marked(text, start, end) if _is_quotation(text[first:last])]
        for first, last in inside:
            before = text[start : first - 1].rstrip()
            found.append(Quote(first, last, _is_whole(text[first:last], before, bool(found)), not before))
    return tuple(found)


def quote_around(text: str, start: int, end: int) -> Quote | None:
    """The quotation that holds most of `[start, end)`, else the first it overlaps."""
    touching = [quote for quote in quotes_of(text) if quote.start < end and start < quote.end]
    return max(touching, key=lambda quote: min(end, quote.end) - max(start, quote.start), default=None)


def in_quotes(text: str, at: int) -> bool:
    """Whether an offset lies inside a quotation."""
    return any(quote.start <= at < quote.end for quote in quotes_of(text))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _marked(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches between double marks; one left open runs to the paragraph's end. Without any, between single ones."""
    opened: int | None = None
    marks = list(DOUBLE.finditer(text, start, end))
    for mark in marks:
        sign, at = mark.group(), mark.start()
        if sign in OPEN or (sign == STRAIGHT and opened is None):
            opened = at + 1
        elif opened is not None:
            yield opened, at
            opened = None
    if opened is not None:
        yield opened, end
    if not marks:
        yield from ((match.start("words"), match.end("words")) for match in SINGLE.finditer(text, start, end))


def _is_quotation(words: str) -> bool:
    return len(words.split()) >= FEWEST_WORDS


def _is_whole(words: str, before: str, follows_a_quote: bool) -> bool:
    """Capital first and nothing, a comma, a colon or a stop before it; or a quotation taken up again after its tag."""
    lead = before[-1:]
    if words[0].isupper() or words[0].isdigit():
        return lead in WHOLE_LEADS or before.endswith(("said", "says"))
    return lead in (",", "") and follows_a_quote
