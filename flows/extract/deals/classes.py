"""The class, SIPRI category and HS chapter of goods, by their nouns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from flows.extract.deals.statement import Goods
from flows.lexicon import load
from flows.model.vocabulary.deals import DealKind


@dataclass(frozen=True, slots=True)
class Classes:
    """Codes of goods; None where the words do not say."""

    goods_class: str | None
    sipri: str | None
    hs_chapter: str | None


def classify(goods: Goods | None, kind: DealKind) -> Classes:
    """Codes by the words of the goods: SIPRI's categories for arms, chapters of the Harmonized System for the rest."""
    if goods is None:
        return Classes(None, None, None)
    words = {goods.head, *goods.words}
    sipri = _first("sipri_categories", words) if kind is DealKind.ARMS else None
    chapter = _first("hs_chapters", words) if kind in (DealKind.ENERGY, DealKind.GOODS) else None
    return Classes(kind.value if kind is not DealKind.ACQUISITION else None, sipri, chapter)


def _first(name: str, words: set[str]) -> str | None:
    table = _table(name)
    return next((code for word, code in table.items() if word in words), None)


@cache
def _table(name: str) -> dict[str, str]:
    return {str(word): str(code) for code, words in load(name).items() for word in words}
