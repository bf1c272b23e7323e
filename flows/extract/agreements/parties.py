"""Who an agreement is between: states and bodies as parties, persons as signatories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.instruments import Instrument
from flows.extract.agreements.stages import Frame, Stage
from flows.extract.clauses import clause_of, holders
from flows.extract.context import Context, PartyRef, Sentence
from flows.lexicon import load
from flows.model.vocabulary import EntityType, MentionKind, PartyBasis

if TYPE_CHECKING:
    from spacy.tokens import Token

PUBLIC_TYPES = frozenset(
    {
        EntityType.COUNTRY,
        EntityType.GOVERNMENT,
        EntityType.INTERGOVERNMENTAL,
        EntityType.MILITARY,
        EntityType.POLITICAL_PARTY,
        EntityType.REGION,
        EntityType.RESEARCH,
        EntityType.PERSON_GROUP,
        EntityType.CITY,
    }
)
NEVER = frozenset({EntityType.PERSON, EntityType.FACILITY, EntityType.EVENT, EntityType.WORK, EntityType.WEAPON_SYSTEM})
ACTING = frozenset(set(Stage) - {Stage.ANNOUNCE, Stage.MENTION, Stage.PROPOSE})


@dataclass(frozen=True, slots=True)
class Parties:
    """Parties in the order found, persons who act for them, and the words that tied them to the instrument."""

    refs: tuple[PartyRef, ...] = ()
    people: tuple[PartyRef, ...] = ()
    sources: frozenset[str] = field(default_factory=frozenset)

    @property
    def keys(self) -> frozenset[str]:
        """Cast keys of the parties."""
        return frozenset(ref.entity_key for ref in self.refs if ref.entity_key is not None)


def parties_of(context: Context, sentence: Sentence, instrument: Instrument, frame: Frame) -> Parties:
    """Parties that the sentence itself ties to the instrument."""
    reader = _Reader(context, sentence)
    holders_ = _holders(instrument, frame)
    between = reader.read("between", _under(holders_, "between"))
    if len(between.refs) > 1:
        return between
    pieces = [
        between,
        reader.read("subject", _doers(frame)),
        reader.read("possessor", _possessors(instrument, frame)),
        reader.read("with", _under(holders_, "with")),
        reader.modifiers(instrument, frame),
    ]
    return _join(pieces)


def clause_parties(context: Context, sentence: Sentence, verb: Token) -> Parties:
    """Parties of "A and B agreed to …", "A agreed with B to …"."""
    reader = _Reader(context, sentence)
    return _join([reader.read("subject", clause_of(verb).subjects), reader.read("with", _under([verb], "with"))])


def headline_parties(context: Context, sentence: Sentence, instrument: Instrument) -> Parties:
    """Parties of a headline without a verb: the names before "in"/"on"/"over" and the instrument."""
    head = instrument.top
    while head.dep_ in ("pobj", "prep", "conj", "appos", "compound", "nmod") and head.head != head:
        head = head.head
    return _Reader(context, sentence).read("headline", [head, *(c for c in head.children if c.dep_ in ("nsubj", "conj", "appos"))])


def is_public(context: Context, key: str | None) -> bool:
    """Whether a party is a state, an organ, a group or a public body, and not a company."""
    entity = context.cast.entities.get(key or "")
    if entity is None:
        return False
    if entity.entity_type in PUBLIC_TYPES:
        return True
    names = " ".join([entity.name, *(alias for alias, _ in entity.aliases)]).lower()
    return _public_words().search(names) is not None


def _holders(instrument: Instrument, frame: Frame) -> list[Token]:
    own = [instrument.head, instrument.tail, instrument.top]
    predicate = [frame.predicate] if frame.predicate is not None else []
    objects = [c for p in predicate for c in p.children if c.dep_ in ("dobj", "nsubjpass")]
    return list(dict.fromkeys([*own, *predicate, *objects]))


def _under(holders_: Iterable[Token], section: str) -> list[Token]:
    """Heads under the prepositions of a section, in text order."""
    wanted = load("agreement_verbs")[section]
    prepositions = [c for h in holders_ for c in h.children if c.lower_ in wanted and c.dep_ in ("prep", "acl", "agent")]
    nested = [c for p in prepositions for c in p.children if c.dep_ == "prep" and c.lower_ in wanted]
    heads = [c for p in dict.fromkeys([*prepositions, *nested]) for c in p.children if c.dep_ in ("pobj", "dobj")]
    return sorted(heads, key=lambda token: token.i)


def _doers(frame: Frame) -> list[Token]:
    predicate = frame.predicate
    if predicate is None or frame.stage not in ACTING:
        return []
    if predicate.pos_ not in ("VERB", "AUX"):
        return [h for h in holders(predicate) if h.dep_ in ("poss", "pobj", "conj")]
    if predicate.lemma_.lower() in ("broker", "mediate"):
        return []
    return list(clause_of(predicate).subjects)


def _possessors(instrument: Instrument, frame: Frame) -> list[Token]:
    nouns = {instrument.head, instrument.top}
    if frame.predicate is not None and frame.predicate.pos_ in ("NOUN", "PROPN") and frame.stage not in ACTING:
        nouns.add(frame.predicate)
    return sorted((c for n in nouns for c in n.children if c.dep_ == "poss"), key=lambda token: token.i)


class _Reader:
    """Reads noun phrases of one sentence as parties of an agreement."""

    def __init__(self, context: Context, sentence: Sentence) -> None:
        self._context = context
        self._sentence = sentence

    def read(self, source: str, heads: Iterable[Token]) -> Parties:
        """The parties that the phrases name; persons without a known state stay signatories alone."""
        refs: list[PartyRef] = []
        people: list[PartyRef] = []
        for head in heads:
            refs += [r for r in self._context.cast.parties(self._sentence, head) if self._fits(r)]
            people += self._people(head)
        return Parties(tuple(refs), tuple(people), frozenset({source} if refs else ()))

    def _fits(self, ref: PartyRef) -> bool:
        entity = self._context.cast.entities.get(ref.entity_key or "")
        return entity is None or entity.entity_type not in NEVER

    def _people(self, head: Token) -> list[PartyRef]:
        people = getattr(self._context.cast, "people", None)
        return list(people(self._sentence, head)) if people is not None else []

    def modifiers(self, instrument: Instrument, frame: Frame) -> Parties:
        """States and bodies before the noun: "the Turkish-Iranian pact", "alleged Peruvian violation of"."""
        nouns = {instrument.head, instrument.top}
        if frame.predicate is not None and frame.predicate.pos_ == "NOUN":
            nouns.add(frame.predicate)
        found = [ref for noun in sorted(nouns, key=lambda t: t.i) for ref in self._before(noun)]
        return Parties(tuple(found), (), frozenset({"modifier"} if found else ()))

    def _before(self, noun: Token) -> Iterator[PartyRef]:
        start, _ = self._sentence.place(noun.doc[noun.left_edge.i], noun)
        place, _ = self._sentence.place(noun, noun)
        for mention in self._context.cast.within(start, place):
            entity = self._context.cast.entities.get(mention.entity_key or "")
            if entity is None or entity.entity_type not in PUBLIC_TYPES - {EntityType.CITY}:
                continue
            if start <= mention.span.start and mention.span.end <= place and not self._is_broker(mention.span.end):
                basis = PartyBasis.DEMONYM if mention.kind is MentionKind.DEMONYM else PartyBasis.STATED
                yield PartyRef(entity.key, mention.span, basis, entity.country_code, None)

    def _is_broker(self, end: int) -> bool:
        """Whether the name only says who brought it about: "UN-brokered"."""
        return _BROKERED.match(self._context.document.raw_text, end) is not None


_BROKERED = re.compile(r"[-‐–]\s?(?:brokered|backed|led|sponsored|mediated|drafted|proposed|imposed|supported|supervised|style|based)")


def _join(pieces: Iterable[Parties]) -> Parties:
    """All parties once each, the first mention of each kept."""
    refs: dict[str, PartyRef] = {}
    people: dict[str, PartyRef] = {}
    sources: set[str] = set()
    for piece in pieces:
        new = {r.entity_key or r.span.text: r for r in piece.refs if (r.entity_key or r.span.text) not in refs}
        refs |= new
        people |= {p.entity_key or p.span.text: p for p in piece.people}
        sources |= piece.sources if new else set()
    return Parties(tuple(refs.values()), tuple(people.values()), frozenset(sources))


def join(*pieces: Parties) -> Parties:
    """Several sets of parties as one."""
    return _join(pieces)


@cache
def _public_words() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in load("instruments")["public_names"]) + r")\b")
