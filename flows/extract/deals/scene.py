"""One sentence of a document as the deal frames see it: its parties, mentions and money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.context import Context, PartyRef, Sentence
from flows.model.report import Mention, Span
from flows.model.vocabulary import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTY_TYPES = frozenset(
    {
        EntityType.PERSON,
        EntityType.PERSON_GROUP,
        EntityType.COUNTRY,
        EntityType.REGION,
        EntityType.GOVERNMENT,
        EntityType.MILITARY,
        EntityType.ORGANIZATION,
        EntityType.POLITICAL_PARTY,
        EntityType.INTERGOVERNMENTAL,
        EntityType.MEDIA,
        EntityType.RESEARCH,
    }
)
COMPANY_TYPES = frozenset({EntityType.ORGANIZATION, EntityType.MEDIA, EntityType.RESEARCH})
NO_GOODS = PARTY_TYPES - COMPANY_TYPES | {EntityType.CITY}
PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$", "DT", "EX"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence in its document."""

    context: Context
    sentence: Sentence

    def parties(self, heads: Iterable[Token]) -> tuple[PartyRef, ...]:
        """Parties that the noun phrases headed by `heads` name, each once, in order."""
        found: dict[object, PartyRef] = {}
        for head in heads:
            for ref in self.context.cast.parties(self.sentence, head):
                if self.may_act(ref):
                    found.setdefault(ref.entity_key or ref.span, ref)
        return tuple(found.values())

    def may_act(self, ref: PartyRef) -> bool:
        """Whether a party reference is of a kind that can stand on a side of a deal."""
        if ref.entity_key is None:
            return False
        entity = self.context.cast.entities.get(ref.entity_key)
        return entity is not None and entity.entity_type in PARTY_TYPES

    def mentions(self, start: int, end: int) -> list[Mention]:
        """Resolved mentions inside `[start, end)` of the document."""
        return [m for m in self.context.cast.within(start, end) if m.span.start >= start and m.span.end <= end]

    def mention_of(self, token: Token) -> Mention | None:
        """The resolved mention that covers a token, the longest if several do."""
        start, end = self.sentence.place(token, token)
        found = [m for m in self.context.cast.within(start, end) if m.span.start <= start and m.span.end >= end]
        return max(found, key=lambda m: m.span.end - m.span.start, default=None)

    def type_of(self, key: str | None) -> EntityType | None:
        """What kind of thing a cast member is."""
        entity = self.context.cast.entities.get(key) if key else None
        return entity.entity_type if entity else None

    def is_company(self, key: str | None) -> bool:
        """Whether a cast member is a company or another body that can be bought."""
        return self.type_of(key) in COMPANY_TYPES

    def is_party(self, mention: Mention) -> bool:
        """Whether a mention is of a state, person or place rather than of goods."""
        return self.type_of(mention.entity_key) in NO_GOODS

    def is_named(self, token: Token) -> bool:
        """Whether a token is part of a name of two words or more."""
        mention = self.mention_of(token)
        return mention is not None and " " in mention.span.text

    def words(self, first: Token, last: Token) -> Span:
        """The document's words from `first` to `last`."""
        return self.context.span(*self.sentence.place(first, last))

    def has_money(self, token: Token) -> bool:
        """Whether a token lies in an amount of money."""
        start, end = self.sentence.place(token, token)
        return any(m.span.start < end and start < m.span.end for m in self.context.money)
