"""How one document uses words: in small letters, or bare of a possessive."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.extract import engine

if TYPE_CHECKING:
    from flows.extract.context import Sentence


class Wording:
    """Words that a document writes in small letters, and those it writes without "'s"."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        self._lowered: set[str] = set()
        self._bare: set[str] = set()
        for sentence in sentences:
            doc = sentence.parse.doc
            for token in doc:
                if token.is_lower:
                    self._lowered.add(token.text)
                elif token.i + 1 == len(doc) or doc[token.i + 1].text not in ("'s", "'"):
                    self._bare.add(token.text)

    def is_lowered(self, word: str) -> bool:
        """Whether the document also writes the word in small letters."""
        return word.lower() in self._lowered

    def is_bare(self, word: str) -> bool:
        """Whether a capitalised word also stands without "'s"; if never, the "'s" is part of the name."""
        return word in self._bare

    def is_common(self, word: str) -> bool:
        """Whether a dictionary has the word."""
        return engine.is_word(word.lower())
