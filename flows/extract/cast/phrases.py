"""Noun phrases read as parties."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.cast.coreference import Discourse
from flows.extract.cast.table import Held, MentionTable
from flows.extract.context import PartyRef, Sentence
from flows.extract.names.gazetteer import capitals
from flows.lexicon import load, words
from flows.model.report import DocEntity
from flows.model.vocabulary import EntityType, MentionKind, PartyBasis, PartyLevel

if TYPE_CHECKING:
    from spacy.tokens import Token

COMPANIES = frozenset({EntityType.ORGANIZATION, EntityType.MEDIA, EntityType.RESEARCH})
ORGANS = frozenset({EntityType.GOVERNMENT, EntityType.MILITARY})
PARTY_TYPES = COMPANIES | ORGANS | {
    EntityType.COUNTRY, EntityType.INTERGOVERNMENTAL, EntityType.POLITICAL_PARTY, EntityType.REGION, EntityType.CITY,
}  # fmt: skip
PRONOUNS = {"it": 1, "its": 1, "itself": 1, "they": 2, "their": 2, "them": 2, "both": 2, "which": 1, "that": 1}


class PhraseReader:
    """Reads noun phrases of one document as parties."""

    def __init__(self, table: MentionTable, discourse: Discourse) -> None:
        self._table = table
        self._discourse = discourse

    def parties(self, sentence: Sentence, head: Token) -> tuple[PartyRef, ...]:
        """The parties of the phrase, one per conjunct, each once."""
        found = [ref for h in conjuncts(head) for ref in self._read(sentence, h)]
        return tuple({ref.entity_key: ref for ref in reversed(found)}.values())[::-1]

    def people(self, sentence: Sentence, head: Token) -> tuple[PartyRef, ...]:
        """The persons that the phrase names."""
        found = []
        for h in conjuncts(head):
            held = self._named(h, lambda e: e.entity_type is EntityType.PERSON)
            if held is not None:
                found.append(self._ref(sentence, held, held.entity, PartyBasis.STATED, None))
        return tuple(found)

    def _read(self, sentence: Sentence, head: Token) -> Iterator[PartyRef]:
        held = self._table.at(head)
        if held is not None:
            yield from self._from_name(sentence, held)
        elif head.lower_ in PRONOUNS:
            yield from self._pronoun(sentence, head)
        elif head.pos_ in ("NOUN", "PROPN", "ADJ"):
            yield from self._description(sentence, head)

    def _from_name(self, sentence: Sentence, held: Held) -> Iterator[PartyRef]:
        entity = held.entity
        if entity.entity_type is EntityType.COUNTRY:
            basis = PartyBasis.DEMONYM if held.kind is MentionKind.DEMONYM else PartyBasis.STATED
            yield self._ref(sentence, held, entity, basis, PartyLevel.STATE)
        elif entity.entity_type is EntityType.CITY and entity.name in capitals():
            state = self._table.country(capitals()[entity.name])
            yield self._ref(sentence, held, state, PartyBasis.METONYM, PartyLevel.GOVERNMENT)
        elif entity.entity_type in ORGANS:
            yield self._organ(sentence, held)
        elif entity.entity_type is EntityType.PERSON:
            yield self._person(sentence, held)
        elif entity.entity_type in PARTY_TYPES:
            level = PartyLevel.COMPANY if entity.entity_type in COMPANIES else None
            yield self._ref(sentence, held, entity, PartyBasis.STATED, level)

    def _organ(self, sentence: Sentence, held: Held) -> PartyRef:
        code = held.entity.country_code or self._owner(held.head)
        if code is None:
            return self._ref(sentence, held, held.entity, PartyBasis.STATED, PartyLevel.GOVERNMENT)
        return self._ref(sentence, held, self._table.country(code), PartyBasis.METONYM, PartyLevel.GOVERNMENT)

    def _person(self, sentence: Sentence, held: Held) -> PartyRef:
        code = self._owner(held.head)
        if code is not None:
            return self._ref(sentence, held, self._table.country(code), PartyBasis.INFERRED_TEXT, PartyLevel.STATE)
        return self._ref(sentence, held, held.entity, PartyBasis.STATED, None)

    def _owner(self, head: Token) -> str | None:
        """State whose adjective, possessive or "of" phrase modifies `head`."""
        for child in head.subtree:
            if child.i != head.i and child.dep_ in ("amod", "compound", "poss", "nmod", "pobj", "nsubj") and (
                child.head is head or child.head.head is head or child.dep_ != "pobj"
            ):
                code = self._table.nationality(child)
                if code is not None:
                    return code
        return None

    def _named(self, head: Token, fits) -> Held | None:  # type: ignore[no-untyped-def]
        """The name in a phrase: its head, an apposition, or a name before the head."""
        places = [head, *(c for c in head.children if c.dep_ == "appos"), *(c for c in head.children if c.dep_ in ("compound", "nmod"))]
        if head.dep_ == "appos":
            places.append(head.head)
        for token in places:
            held = self._table.at(token)
            if held is not None and held.kind is not MentionKind.DEMONYM and fits(held.entity):
                return held
        return None

    def _description(self, sentence: Sentence, head: Token) -> Iterator[PartyRef]:
        lemma = head.lemma_.lower()
        if not ({lemma, head.lower_} & _nominals()):
            return
        named = self._named(head, lambda e: e.entity_type in PARTY_TYPES)
        if lemma in _group("government"):
            code = self._owner(head)
            if code is not None:
                yield self._phrase(sentence, head, self._table.country(code), PartyBasis.DEMONYM, PartyLevel.GOVERNMENT)
                return
        if named is not None:
            yield from self._from_name(sentence, named)
            return
        yield from self._related(sentence, head) or self._corefer(sentence, head)

    def _related(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The owner in "X's unit", "a subsidiary of X"; the state of "Israeli companies"."""
        for child in head.children:
            if child.dep_ == "poss" and (held := self._table.at(child)):
                return list(self._from_name(sentence, held))
            if child.lower_ == "of":
                for noun in child.children:
                    if noun.dep_ == "pobj" and (held := self._table.at(noun)):
                        return list(self._from_name(sentence, held))
        code = self._owner(head)
        if code is not None and head.tag_ in ("NNS", "NNPS"):
            return [self._phrase(sentence, head, self._table.country(code), PartyBasis.DEMONYM, PartyLevel.UNSPECIFIED_COMPANIES)]
        return []

    def _corefer(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        definite = any(c.lower_ in ("the", "this", "that", "its", "both", "these") for c in head.children)
        if not definite:
            return []
        lemma, plural = head.lemma_.lower(), head.tag_ in ("NNS", "NNPS")
        types = {EntityType.COUNTRY} if lemma in _group("country") | _group("government") else COMPANIES
        ranked = self._discourse.ranked(sentence, head, lambda e: e.entity_type in types)
        return [self._phrase(sentence, head, e, PartyBasis.COREFERENCE, _level(e)) for e in ranked[: 2 if plural else 1]]

    def _pronoun(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        types = COMPANIES | {EntityType.COUNTRY, EntityType.INTERGOVERNMENTAL}
        ranked = self._discourse.ranked(sentence, head, lambda e: e.entity_type in types)
        return [self._phrase(sentence, head, e, PartyBasis.COREFERENCE, _level(e)) for e in ranked[: PRONOUNS[head.lower_]]]

    def _ref(self, sentence: Sentence, held: Held, entity: DocEntity, basis: PartyBasis, level: PartyLevel | None) -> PartyRef:
        doc = held.sentence.parse.doc
        span = self._table.span(held.sentence, doc[held.first], doc[held.last - 1])
        return PartyRef(entity.key, span, basis, entity.country_code, level)

    def _phrase(self, sentence: Sentence, head: Token, entity: DocEntity, basis: PartyBasis, level: PartyLevel | None) -> PartyRef:
        first = min((c for c in head.children if c.dep_ in ("det", "amod", "compound", "poss", "nummod")), key=lambda t: t.i, default=head)
        first = min(first, head, key=lambda t: t.i)
        return PartyRef(entity.key, self._table.span(sentence, first, head), basis, entity.country_code, level)


def conjuncts(head: Token) -> Iterator[Token]:
    """`head` and the heads coordinated after it."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX"):
            yield from conjuncts(child)


def _level(entity: DocEntity) -> PartyLevel | None:
    if entity.entity_type is EntityType.COUNTRY:
        return PartyLevel.STATE
    return PartyLevel.COMPANY if entity.entity_type in COMPANIES else None


@cache
def _group(name: str) -> frozenset[str]:
    return words("nominals", name)


@cache
def _nominals() -> frozenset[str]:
    data = load("nominals")
    return frozenset(w for name in ("company", "country", "government", "group") for w in data[name])
