"""Mentions by token: what each word of a kept sentence belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.cast.build import Named, mention
from flows.extract.context import Sentence
from flows.extract.names.gazetteer import capitals, country_name
from flows.model.document import Document
from flows.model.report import DocEntity, Mention, Span
from flows.model.vocabulary.entities import EntityType, MentionKind

if TYPE_CHECKING:
    from flows.extract.tree import Token


@dataclass(frozen=True, slots=True)
class Held:
    """A name in a parsed sentence, ready for reading phrases."""

    sentence: Sentence
    first: int
    last: int  # exclusive
    entity: DocEntity
    kind: MentionKind
    certainty: float = 1.0  # above 1 where its shape or a gazetteer tells the type, below where only capitals do

    @property
    def head(self) -> Token:
        """The token that the rest of the name depends on."""
        root: Token = self.sentence.parse.doc[self.first : self.last].root
        return root


class MentionTable:
    """All mentions and cast members of a document, looked up by token."""

    def __init__(self, document: Document, named: Sequence[Named], entities: dict[str, DocEntity]) -> None:
        self.document = document
        self.entities = dict(entities)
        self.mentions: list[Mention] = []
        self.held: list[Held] = []
        self._held_of: dict[str, list[Held]] = {}
        self._by_token: dict[tuple[int, int], Held] = {}
        no = 0
        for n in named:
            if not n.in_dropped:
                no = n.found.sentence.no
                self._hold(n)
            self.mentions.append(mention(document, n, no, self.entities))

    def _hold(self, named: Named) -> None:
        f = named.found
        certainty = min(2.0, f.weight)
        held = Held(f.sentence, f.first, f.last, self.entities[named.key], f.kind, certainty)
        self.held.append(held)
        self._held_of.setdefault(held.entity.key, []).append(held)
        for i in range(f.first, f.last):
            self._by_token.setdefault((id(f.sentence.parse.doc), i), held)

    def at(self, token: Token) -> Held | None:
        """The name that `token` is part of."""
        return self._by_token.get((id(token.doc), token.i))

    def held_of(self, key: str) -> list[Held]:
        """Names of a cast member in kept sentences, in text order."""
        return self._held_of.get(key, [])

    def last_held(self, key: str, sentence_no: int) -> Held:
        """The last name of a cast member up to a sentence, else its first in the document.

        Raises:
            KeyError: a cast member that no kept sentence names.
        """
        held = self._held_of[key]
        return next((h for h in reversed(held) if h.sentence.no <= sentence_no), held[0])

    def country(self, code: str) -> DocEntity:
        """The state as a cast member, added where only its people, organ or capital is named."""
        key = f"country:{code}"
        if key not in self.entities:
            self.entities[key] = DocEntity(key, country_name(code), EntityType.COUNTRY, code)
        return self.entities[key]

    def span(self, sentence: Sentence, first: Token, last: Token) -> Span:
        """The words from `first` to `last`."""
        start, end = sentence.place(first, last)
        return Span(start, end, self.document.raw_text[start:end])

    def nationality(self, token: Token) -> str | None:
        """ISO alpha-3 of the state that an adjective, possessor or capital means; None for other words."""
        held = self.at(token)
        if held is None:
            return None
        if held.entity.entity_type is EntityType.COUNTRY:
            return held.entity.country_code
        return capitals().get(held.entity.name) if held.entity.entity_type is EntityType.CITY else None
