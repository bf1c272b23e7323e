"""How one document uses words: in small letters, or bare of a possessive."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flows.extract import engine
from flows.extract.money import find_money

if TYPE_CHECKING:
    from flows.extract.context import Sentence


class Wording:
    """Words that a document writes in small letters, those it writes without "'s", and names in newswire's brackets."""

    def __init__(self, raw: str, sentences: Iterable[Sentence]) -> None:
        self._brackets = [
            found.span(1) for found in engine.BRACKETED.finditer(raw) if not engine.is_ticker(found.group(1))
        ]
        self._amounts = [(money.span.start, money.span.end) for money in find_money(raw)]
        self._lowered: set[str] = set()
        self._bare: set[str] = set()
        for sentence in sentences:
            doc = sentence.parse.doc
            for token in doc:
                if token.is_lower:
                    self._lowered.add(token.text)
                elif token.i + 1 == len(doc) or doc[token.i + 1].text not in ("'s", "'"):
                    self._bare.add(token.text)

    def bracketed(self, sentence: Sentence) -> Iterator[tuple[int, int]]:
        """Token places `[first, last)` of names in angle brackets, which newswire gives to unlisted companies."""
        for start, end in self._brackets:
            if sentence.start <= start and end <= sentence.end:
                span = sentence.parse.doc.char_span(start - sentence.shift, end - sentence.shift)
                if span is not None:
                    yield span.start, span.end

    def is_amount(self, start: int, end: int) -> bool:
        """Whether `[start, end)` of the document lies inside a sum of money ("Sh214 million")."""
        at = bisect_right(self._amounts, (start, math.inf)) - 1
        return at >= 0 and end <= self._amounts[at][1]

    def is_lowered(self, word: str) -> bool:
        """Whether the document also writes the word in small letters."""
        return word.lower() in self._lowered

    def is_bare(self, word: str) -> bool:
        """Whether a capitalised word also stands without "'s"; if never, the "'s" is part of the name."""
        return word in self._bare

    def is_common(self, word: str) -> bool:
        """Whether a dictionary has the word."""
        return engine.is_word(word.lower())
