"""Party references: the words and what they stand for, states in place of their organs, capitals and office-holders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.cast.kinds import ORGANS, PARTY_TYPES, level_of
from flows.extract.cast.profiles import Profiles
from flows.extract.cast.table import Held, MentionTable
from flows.extract.context import PartyRef, Sentence
from flows.extract.names.gazetteer import capitals
from flows.model.report import DocEntity
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

if TYPE_CHECKING:
    from flows.extract.tree import Token

LEFT = frozenset({"det", "amod", "compound", "poss", "nmod", "nummod"})


class Referrer:
    """Makes party references out of names and phrases. `home` is the state the article is written from."""

    def __init__(self, table: MentionTable, profiles: Profiles, home: str | None) -> None:
        self._table = table
        self._profiles = profiles
        self._home = home

    def by_name(self, sentence: Sentence, held: Held) -> list[PartyRef]:
        """The party that a name stands for; none for events, works and the like."""
        entity = held.entity
        if entity.entity_type is EntityType.COUNTRY:
            basis = PartyBasis.DEMONYM if held.kind is MentionKind.DEMONYM else PartyBasis.STATED
            return [self.named(held, entity, basis, PartyLevel.STATE)]
        if entity.entity_type is EntityType.CITY:
            code = capitals().get(entity.name)
            return [] if code is None else [self._state(held, code, PartyBasis.METONYM, PartyLevel.GOVERNMENT)]
        if entity.key.startswith("gov:") and entity.country_code:
            return [self._state(held, entity.country_code, PartyBasis.METONYM, PartyLevel.GOVERNMENT)]
        if entity.entity_type in ORGANS:
            return [self._organ(held)]
        if entity.entity_type is EntityType.PERSON:
            return [self._person(held)]
        if entity.entity_type is EntityType.REGION and held.kind is MentionKind.DEMONYM:
            return []
        return (
            [self.named(held, entity, PartyBasis.STATED, level_of(entity))] if entity.entity_type in PARTY_TYPES else []
        )

    def named(self, held: Held, entity: DocEntity, basis: PartyBasis, level: PartyLevel | None) -> PartyRef:
        """A reference by the words of a name."""
        doc = held.sentence.parse.doc
        span = self._table.span(held.sentence, doc[held.first], doc[held.last - 1])
        return PartyRef(entity.key, span, basis, entity.country_code, level)

    def phrase(
        self, sentence: Sentence, head: Token, entity: DocEntity, basis: PartyBasis, level: PartyLevel | None
    ) -> PartyRef:
        """A reference by a description: its words up to the head."""
        left = [c.left_edge for c in head.children if c.dep_ in LEFT and c.i < head.i]
        first = min([*left, head], key=lambda t: t.i)
        return PartyRef(entity.key, self._table.span(sentence, first, head), basis, entity.country_code, level)

    def again(self, sentence: Sentence, head: Token, ref: PartyRef) -> PartyRef:
        """The same party by the description headed by `head`."""
        entity = self._table.entities[ref.entity_key or ""]
        return self.phrase(sentence, head, entity, PartyBasis.COREFERENCE, ref.level)

    def state_phrase(
        self, sentence: Sentence, head: Token, code: str, basis: PartyBasis, level: PartyLevel
    ) -> PartyRef:
        """A reference to a state by a description."""
        return self.phrase(sentence, head, self._table.country(code), basis, level)

    def _state(self, held: Held, code: str, basis: PartyBasis, level: PartyLevel) -> PartyRef:
        return self.named(held, self._table.country(code), basis, level)

    def _organ(self, held: Held) -> PartyRef:
        """A ministry, parliament or force stands for its state, where the text or the article's home tells which."""
        code = held.entity.country_code or self._profiles.state_of(held.head, outside=held)
        code = code or self._profiles.of(held.entity.key).nationality
        if code is not None:
            return self._state(held, code, PartyBasis.METONYM, PartyLevel.GOVERNMENT)
        if self._home is not None:
            return self._state(held, self._home, PartyBasis.INFERRED_TEXT, PartyLevel.GOVERNMENT)
        return self.named(held, held.entity, PartyBasis.STATED, PartyLevel.GOVERNMENT)

    def _person(self, held: Held) -> PartyRef:
        """An office-holder stands for the state, an executive for the company; others for themselves."""
        profile = self._profiles.of(held.entity.key)
        if profile.is_official and profile.nationality:
            return self._state(held, profile.nationality, PartyBasis.INFERRED_TEXT, PartyLevel.STATE)
        if profile.employer is not None:
            body = self._table.entities[profile.employer]
            return self.named(held, body, PartyBasis.INFERRED_TEXT, level_of(body))
        return self.named(held, held.entity, PartyBasis.STATED, None)
