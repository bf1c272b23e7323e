"""Documents of made-up news, read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from flows.extract.cast import build_cast
from flows.extract.cast.document import DocumentCast
from flows.extract.context import Context, Sentence
from flows.extract.deals import read_deals
from flows.extract.money import find_money
from flows.extract.sentences import read_sentences
from flows.extract.tree import Token
from flows.model.document import Document, Segment
from flows.model.report import Attribution, DealReport
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.statements import AttributionKind
from tests.unit.extract.deal_reading import Read


@dataclass(frozen=True)
class Story:
    """A document with its sentences and cast, asked by words."""

    document: Document
    sentences: tuple[Sentence, ...]
    cast: DocumentCast

    def token(self, word: str, nth: int = 0) -> tuple[Sentence, Token]:
        """The nth token of that text, with its sentence."""
        return [(s, t) for s in self.sentences for t in s.parse if t.text == word][nth]

    def parties(self, word: str, nth: int = 0) -> list[str | None]:
        """Keys of the parties that the phrase headed by the word names."""
        return [ref.entity_key for ref in self.cast.parties(*self.token(word, nth))]

    def key_of(self, name: str) -> str | None:
        """Key of the first mention with that text."""
        return next(m.entity_key for m in self.cast.mentions if m.span.text == name)

    def names(self) -> list[str]:
        """Texts of all mentions."""
        return [m.span.text for m in self.cast.mentions]


def document_of(*parts: tuple[str, Zone, SegmentAction], dateline_country: str | None = None) -> Document:
    raw, segments = "", []
    for text, zone, action in parts:
        segments.append(Segment(len(raw), len(raw) + len(text), zone, action))
        raw += text + "\n\n"
    return Document("doc_1", "a.txt", "0" * 64, raw, tuple(segments), dateline_country=dateline_country)


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """A document of (text, zone, action) parts."""
    return document_of


@pytest.fixture(scope="session")
def story() -> Callable[..., Story]:
    """A read document: body text, with a headline, a caption that is not read, and the state of its dateline."""

    def read(body: str, *, headline: str = "", caption: str = "", home: str | None = None) -> Story:
        parts = [(headline, Zone.HEADLINE, SegmentAction.KEEP)] if headline else []
        parts.append((body, Zone.BODY, SegmentAction.KEEP))
        if caption:
            parts.append((caption, Zone.PHOTO_CAPTION, SegmentAction.DROP))
        document = document_of(*parts, dateline_country=home)
        sentences = read_sentences(document)
        return Story(document, sentences, build_cast(document, sentences))

    return read


@pytest.fixture(scope="module")
def read(story: Callable[..., Story]) -> Read:
    """The deals of a sentence."""

    def deals(text: str) -> tuple[DealReport, ...]:
        told = story(text)
        money = tuple(find_money(told.document.raw_text, offset=0))
        context = Context(told.document, told.sentences, told.cast, money, ())
        return read_deals(context, lambda *_: Attribution(AttributionKind.NARRATION))

    return deals
