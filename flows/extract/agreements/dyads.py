"""The evident pair of states around a statement that names fewer than two parties."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from flows.extract.agreements.parties import Parties, join
from flows.extract.agreements.places import mediating
from flows.extract.agreements.seats import capital_of
from flows.extract.context import Context, PartyRef, Sentence
from flows.lexicon import load
from flows.model.report import Mention
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

if TYPE_CHECKING:
    from flows.extract.tree import Token

LEAD = 1  # first sentences of the body, which say whom an article is about
LEAD_WEIGHT = 3  # a state in the headline or the first sentence counts so often
SUBJECT_WEIGHT = 2  # one that does something counts double
RATIO = 3  # by how much the states that a document is about outweigh one named in passing
SEATS = (f"{EntityType.CITY}:", f"{EntityType.REGION}:", "gov:")  # as what the cast may know a capital
NAME_WEIGHT = 2  # and one called by its name, rather than by a demonym, a capital or a city
LOOK_BACK = 3  # sentences before the statement that may name the other party


class Dyads:
    """States in view of each sentence, persons read as the states they act for."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def around(
        self,
        sentence: Sentence,
        known: Parties,
        basis: PartyBasis = PartyBasis.INFERRED_TEXT,
        *,
        own_only: bool = False,
    ) -> Parties | None:
        """`known` completed to two states, or None where the text shows no single pair.

        The sentence itself decides if it names more than one state. Else the nearest of these that shows a pair does:
        sentences that name the same signatories, those just before, the headline, the lead. Where the text says with
        whom but not who, it is the state that the document is about.
        """
        if (len(known.refs) == 1 and known.refs[0].country_code is None) or tells_of_accession(sentence):
            return None
        for no in (sentence.no,) if own_only else self._tiers(sentence, known):
            states = {ref.entity_key: ref for ref in known.refs}
            for ref in self._by_sentence.get(no, ()):
                states.setdefault(ref.entity_key, self._with_basis(ref, basis))
            if len(states) < 2 and known.sources != {"with"}:
                weak = (*self._visited(no), *self._blocs(no))
                states |= {ref.entity_key: self._with_basis(ref, basis) for ref in weak}
            if len(states) == 2:
                pair = list(states.values())
                pair = self.dominant(pair) if no != sentence.no and not known.refs else pair
                return join([Parties(tuple(pair), known.people, known.sources | {"dyad"})])
            if no == sentence.no and known.sources == {"with"}:
                return self.protagonist(known) if len(states) == 1 else None
            if len(states) > 2 and no == sentence.no:
                return None
        return None

    def dominant(self, pair: list[PartyRef]) -> list[PartyRef]:
        """The two states that the document is about, in place of a pair of which one is named in passing.

        That one counts less than a third of either: a river's other bank, in an article on relations of two others.
        """
        ranked = sorted(self._weights, key=lambda key: -self._weights[key])[:2]
        strays = [ref for ref in pair if ref.entity_key not in ranked]
        if len(ranked) < 2 or len(strays) != 1:
            return pair
        if self._weights.get(strays[0].entity_key or "", 0) * RATIO > self._weights[ranked[1]]:
            return pair
        left = next(key for key in ranked if key not in {ref.entity_key for ref in pair})
        code = left.partition(":")[2]
        other = PartyRef(left, strays[0].span, PartyBasis.COREFERENCE, code, PartyLevel.STATE)
        return [ref if ref not in strays else other for ref in pair]

    def others(self, sentence: Sentence, known: Parties) -> bool:
        """Whether a sentence names a state that is none of the known parties."""
        return any(ref.entity_key not in known.keys for ref in self._by_sentence.get(sentence.no, ()))

    def named(self, sentence: Sentence) -> Parties:
        """The states that a sentence names, mediators and scenes left out."""
        states = {ref.entity_key: ref for ref in reversed(self._by_sentence.get(sentence.no, ()))}
        blocs = self._blocs(sentence.no) if len(states) < 2 else ()
        refs = (*reversed(states.values()), *blocs)
        return join([Parties(refs, (), frozenset({"named"} if refs else ()))])

    def company(self, sentence: Sentence, number: int) -> list[PartyRef]:
        """The states named up to a sentence, or just before it, if they are as many as said: "the three countries"."""
        for first in (0, *(max(0, sentence.no - back) for back in range(LOOK_BACK + 1))):
            states: dict[str | None, PartyRef] = {}
            for ref in (r for no in range(first, sentence.no + 1) for r in self._by_sentence.get(no, ())):
                states.setdefault(ref.entity_key, self._with_basis(ref, PartyBasis.COREFERENCE))
            if len(states) == number:
                return list(states.values())
        return []

    def firms(self, sentence: Sentence) -> list[PartyRef]:
        """The two organisations that the nearest sentence before names, if it names just two."""
        for no in range(sentence.no - 1, max(-1, sentence.no - 1 - LOOK_BACK), -1):
            told = self._context.sentences[no]
            refs: dict[str | None, PartyRef] = {}
            for mention in self._context.cast.within(told.start, told.end):
                if (mention.entity_key or "").startswith(f"{EntityType.ORGANIZATION}:"):
                    key = mention.entity_key
                    refs.setdefault(key, PartyRef(key, mention.span, PartyBasis.COREFERENCE, None, PartyLevel.COMPANY))
            if len(refs) == 2:
                return list(refs.values())
        return []

    def protagonist(self, known: Parties) -> Parties | None:
        """`known` completed by the state that the document is about, or None where none stands out.

        Names of a state and of its cities count, those of the headline and the first sentence most.
        """
        counts = {key: n for key, n in self._weights.items() if key not in known.keys}
        ranked = sorted(counts, key=lambda key: -counts[key])
        refs = [ref for refs in self._by_sentence.values() for ref in refs]
        first = next((ref for ref in refs if ranked and ref.entity_key == ranked[0]), None)
        if first is None or (len(ranked) > 1 and counts[ranked[0]] == counts[ranked[1]]):
            return None
        other = self._with_basis(first, PartyBasis.INFERRED_TEXT)
        return join([known, Parties((other,), (), frozenset({"dyad"}))])

    @cached_property
    def _weights(self) -> dict[str, int]:
        """How much of the document each state has."""
        cast, weights = self._context.cast, dict[str, int]()
        lead = next((s.no for s in self._context.sentences if s.zone is Zone.BODY), 0)
        for mention in cast.mentions:
            entity = cast.entities.get(mention.entity_key or "")
            if entity is None or entity.entity_type not in (EntityType.COUNTRY, EntityType.CITY):
                continue
            dropped = mention.in_dropped_segment and mention.zone is not Zone.DATELINE
            if entity.country_code is not None and not dropped and not self._only_helps(mention):
                by_name = entity.entity_type is EntityType.COUNTRY and mention.kind is MentionKind.NAME
                weight = (NAME_WEIGHT if by_name else 1) * (LEAD_WEIGHT if mention.sentence_no <= lead else 1)
                weight *= SUBJECT_WEIGHT if self._acts(mention) else 1
                key = f"{EntityType.COUNTRY}:{entity.country_code}"
                weights[key] = weights.get(key, 0) + weight
        return weights

    def _only_helps(self, mention: Mention) -> bool:
        """Whether a mention in what is read names who brings others to terms."""
        return not mention.in_dropped_segment and self._is_mediator(mention)

    @staticmethod
    def _with_basis(ref: PartyRef, basis: PartyBasis) -> PartyRef:
        return PartyRef(ref.entity_key, ref.span, basis, ref.country_code, ref.level)

    def _tiers(self, sentence: Sentence, known: Parties) -> Iterator[int]:
        yield sentence.no
        yield from self._naming({person.entity_key for person in known.people})
        yield from range(sentence.no - 1, max(-1, sentence.no - 1 - LOOK_BACK), -1)
        yield from (s.no for s in self._context.sentences if s.zone is Zone.HEADLINE)
        yield from [s.no for s in self._context.sentences if s.zone is Zone.BODY][:LEAD]

    def _visited(self, no: int) -> Iterator[PartyRef]:
        """The state whose capital a sentence tells of going to: "flew to La Paz", "received his colleague in Dili".

        In a headline also the states whose capitals act: "Lusaka, Gaborone to share tolls".
        """
        sentence = self._context.sentences[no]
        goes = bool({t.lemma_.lower() for t in sentence.parse} & set(load("agreement_verbs")["visiting"]))
        titled = sentence.zone is Zone.HEADLINE
        if not goes and not titled:
            return
        for mention in self._context.cast.within(sentence.start, sentence.end):
            code = capital_of(mention.span.text)
            if code is None or not (mention.entity_key or "").startswith(SEATS):
                continue
            start, end = mention.span.start - sentence.shift, mention.span.end - sentence.shift
            span = sentence.parse.doc.char_span(start, end, alignment_mode="expand")
            told = span is not None and goes and span.root.dep_ in ("pobj", "dobj")
            if told or (span is not None and titled and span.root.dep_ != "pobj"):
                key = f"{EntityType.COUNTRY}:{code}"
                yield PartyRef(key, mention.span, PartyBasis.METONYM, code, PartyLevel.STATE)

    def _blocs(self, no: int) -> Iterator[PartyRef]:
        """Blocs named in a sentence, which conclude accords of their own, and are joined by such of their members."""
        sentence = self._context.sentences[no]
        if tells_of_accession(sentence):
            return
        for mention in self._context.cast.within(sentence.start, sentence.end):
            entity = self._context.cast.entities.get(mention.entity_key or "")
            if entity is not None and entity.name.lower() in load("agreement_verbs")["blocs"]:
                yield PartyRef(entity.key, mention.span, PartyBasis.INFERRED_TEXT, None, None)

    def _naming(self, people: set[str | None]) -> list[int]:
        """Sentences that name two or more of `people`, in text order."""
        named: dict[int, set[str | None]] = {}
        for mention in self._context.cast.mentions:
            if mention.entity_key in people and not mention.in_dropped_segment:
                named.setdefault(mention.sentence_no, set()).add(mention.entity_key)
        return sorted(no for no, keys in named.items() if len(keys) > 1)

    @cached_property
    def _by_sentence(self) -> dict[int, list[PartyRef]]:
        states: dict[int, list[PartyRef]] = {}
        bystanding = (self._is_mediator, self._is_scene, self._joins)
        for mention in self._context.cast.mentions:
            ref = None if mention.in_dropped_segment else self._state(mention)
            if ref is not None and not any(is_other(mention) for is_other in bystanding):
                states.setdefault(mention.sentence_no, []).append(ref)
        return states

    def _state(self, mention: Mention) -> PartyRef | None:
        entity = self._context.cast.entities.get(mention.entity_key or "")
        if entity is None or mention.zone is Zone.DATELINE or self._is_of_money(mention):
            return None
        if entity.entity_type is EntityType.COUNTRY:
            return PartyRef(entity.key, mention.span, PartyBasis.INFERRED_TEXT, entity.country_code, PartyLevel.STATE)
        return self._acting_for(mention) if entity.entity_type is EntityType.PERSON else None

    def _is_of_money(self, mention: Mention) -> bool:
        """Whether a name only tells which money: "6 million US dollars"."""
        return any(m.span.start <= mention.span.start < m.span.end for m in self._context.money)

    def _acts(self, mention: Mention) -> bool:
        """Whether the mention stands in the subject of a clause."""
        if mention.zone is Zone.DATELINE or mention.in_dropped_segment:
            return False
        sentence = self._context.sentences[mention.sentence_no]
        start, end = mention.span.start - sentence.shift, mention.span.end - sentence.shift
        span = sentence.parse.doc.char_span(start, end, alignment_mode="expand")
        return span is not None and any(t.dep_ == "nsubj" for t in (span.root, span.root.head, span.root.head.head))

    def _is_mediator(self, mention: Mention) -> bool:
        """Whether the mention names who brings others to terms: "brokered by Oman", "Oman mediated"."""
        root = self._root(mention)
        return root is not None and root.dep_ in ("nsubj", "pobj") and _above(root).lemma_.lower() in mediating()

    def _is_scene(self, mention: Mention) -> bool:
        """Whether a demonym only tells where: "in the Ethiopian capital"."""
        root = self._root(mention) if mention.kind is MentionKind.DEMONYM else None
        return root is not None and root.head.lemma_.lower() in load("agreement_verbs")["scenes"]

    def _joins(self, mention: Mention) -> bool:
        """Whether the mention names who joins a body of many: "Malta's accession to the Union"."""
        root = self._root(mention)
        return root is not None and _is_accession(_above(root))

    def _root(self, mention: Mention) -> Token | None:
        """The head of a mention's words, or None where they are parsed apart or stand in a dateline."""
        sentence = self._context.sentences[mention.sentence_no]
        start, end = mention.span.start - sentence.shift, mention.span.end - sentence.shift
        span = sentence.parse.doc.char_span(start, end, alignment_mode="expand")
        return None if span is None or mention.zone is Zone.DATELINE else span.root

    def _acting_for(self, mention: Mention) -> PartyRef | None:
        """The state that a person acts for, as the cast reads titles."""
        sentence = self._context.sentences[mention.sentence_no]
        start, end = mention.span.start - sentence.shift, mention.span.end - sentence.shift
        span = sentence.parse.doc.char_span(start, end, alignment_mode="expand")
        refs = self._context.cast.parties(sentence, span[-1]) if span is not None else ()
        return next((ref for ref in refs if ref.span == mention.span and ref.country_code is not None), None)


def tells_of_accession(sentence: Sentence) -> bool:
    """Whether a state joins a body of many, and so concludes with all its members: "Malta's accession to the Union"."""
    return any(map(_is_accession, sentence.parse))


def _above(word: Token) -> Token:
    """What a word hangs on, past its preposition."""
    return word.head.head if word.dep_ == "pobj" else word.head


def _is_accession(word: Token) -> bool:
    joins = word.lemma_.lower() in load("agreement_verbs")["accessions"]
    return joins and any(child.lower_ in ("to", "into") for child in word.children)
