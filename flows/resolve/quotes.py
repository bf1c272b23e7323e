"""Words quoted from a document, and the statement or name that they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from flows.errors import ConfigurationError

Thing = TypeVar("Thing")
ID = re.compile(r"(?:deal|agreement|dealrep|agreementrep)_[0-9a-f]+$|[a-z_]+:[\w-]+$")
SHOWN = 60  # characters of quoted words in a message


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: of a report its evidence or part of it, of an entity a mention."""

    document: str  # file name
    words: str


def finder(rows: Iterable[tuple[str, str, str, Thing]]) -> Callable[[Quote], Thing | None]:
    """Finds the thing that a quote means among (document, words of the statement, its sentence, thing).

    The statement itself goes before the sentence around it. None where nothing fits, or several things do.
    """
    by_document: dict[str, list[tuple[str, str, Thing]]] = {}
    for document, span, sentence, item in rows:
        by_document.setdefault(document, []).append((_plain(span), _plain(sentence), item))

    def locate(quote: Quote) -> Thing | None:
        words, candidates = _plain(quote.words), by_document.get(quote.document, [])
        for test in (
            [item for span, _, item in candidates if span == words],
            [item for span, _, item in candidates if words in span],
            [item for _, sentence, item in candidates if words in sentence],
        ):
            if distinct := list(dict.fromkeys(test)):
                return distinct[0] if len(distinct) == 1 else None
        return None

    return locate


def _plain(text: str) -> str:
    return " ".join(text.split())


def _instead(document: str, known: Collection[str]) -> str:
    """What to name instead of an article that never was."""
    if ID.match(document):
        return f"Judgements quote words of articles, which outlive ids: entente explain {document} shows them."
    close = get_close_matches(document, known, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(close)}?" if close else "Articles go by their path in the inbox."


def require_real(quotes: Iterable[tuple[Quote, str]], texts: Mapping[str, str], delivered: Collection[str]) -> None:
    """Refuse a quote from an article that never was, or of words that its article does not hold.

    Args:
        quotes: what is quoted, and where the quote stands.
        texts: raw texts by file name, of the articles that count and are quoted.
        delivered: file names of all articles ever delivered; one that has left since is no mistake.

    Raises:
        ConfigurationError: the first quote that names what does not exist.
    """
    for quote, place in quotes:
        text = texts.get(quote.document)
        if text is None and quote.document not in delivered:
            raise ConfigurationError(
                f"There is no article {quote.document!r} in this warehouse.",
                where=place,
                next_step=_instead(quote.document, delivered),
            )
        if text is not None and _plain(quote.words) not in _plain(text):
            raise ConfigurationError(
                f"The article {quote.document!r} does not hold the words “{quote.words[:SHOWN]}”.",
                where=place,
                next_step="Quote it letter by letter; only spaces and line breaks may differ.",
            )
