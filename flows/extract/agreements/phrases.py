"""Whom the phrases of a sentence name as sides of an agreement, and the persons who act for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.agreements.described import noun_of
from flows.extract.agreements.dyads import Dyads
from flows.extract.agreements.opponents import opponents
from flows.extract.agreements.parties import Parties, is_public, join
from flows.extract.agreements.places import counted, group_names, is_firm_pair, is_pair
from flows.extract.agreements.sides import Sides
from flows.extract.clauses import clause_of, with_conjuncts
from flows.extract.context import Context, PartyRef, Sentence
from flows.lexicon import load
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

if TYPE_CHECKING:
    from flows.extract.tree import Token

LIST_REACH = 7  # words between an office and the comma before those who hold it
HONOURS = frozenset({"excellency", "excellencies", "highness", "majesty"})  # before the name of who bears them
NAMING = frozenset({"NOUN", "PROPN", "PRON", "ADJ"})
NEVER = frozenset({EntityType.PERSON, EntityType.FACILITY, EntityType.EVENT, EntityType.WORK, EntityType.WEAPON_SYSTEM})


class PhraseReader:
    """Reads phrases of one document for the sides that they name."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.dyads = Dyads(context)
        self.sides = Sides(context)

    def read(self, sentence: Sentence, source: str, heads: Iterable[Token]) -> Parties:
        """The parties that the phrases name; persons whose side is not known stay signatories alone."""
        refs: list[PartyRef] = []
        people: list[PartyRef] = []
        for head in dict.fromkeys(_bearer(h) for h in heads):
            refs += self._phrase(sentence, head)
            refs += self.sides.unknown(sentence, head, refs) if source in ("subject", "with", "between") else []
            refs += opponents(self.context, sentence, head) if len({ref.entity_key for ref in refs}) == 1 else []
            people += self._people(sentence, head)
        named = [ref for ref in refs if not self._is_persons_organ(ref)] if len(refs) > 2 else refs
        keys = {ref.entity_key for ref in named}  # a firm whose name the cast took for a person's signs nothing itself
        acting = tuple(person for person in people if person.entity_key not in keys)
        return join([Parties(tuple(named), acting, frozenset({source} if refs else ()))])

    def each_named(self, sentence: Sentence) -> Iterator[tuple[PartyRef, int]]:
        """All bodies that the words of a sentence stand for, with the number of the word."""
        for token in sentence.parse:
            if token.pos_ in NAMING:
                refs = [ref for ref in self.context.cast.parties(sentence, token) if self._fits(ref)]
                start, end = sentence.place(token, token)
                own = [ref for ref in refs if ref.span.start < end and start < ref.span.end]
                yield from ((self.sides.settled(ref), token.i) for ref in own or refs)

    def _people(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """Persons that a phrase names; for a plural office those listed after it: "the presidents, A and B"."""
        found = list(self.context.cast.people(sentence, head))
        if head.tag_ != "NNS":
            return found
        rest = head.doc[head.i + 1 : head.i + LIST_REACH]
        comma = next((t.i for t in rest if t.text == "," or t.pos_ in ("VERB", "AUX")), None)
        if comma is None or head.doc[comma].text != ",":
            return found if len(found) > 1 else []
        listed: list[PartyRef] = []
        for token in head.doc[comma + 1 :]:
            if token.pos_ not in ("PROPN", "CCONJ", "PUNCT") or token.text in (".", ";", ":"):
                break
            listed += self.context.cast.people(sentence, token) if token.pos_ == "PROPN" else ()
        return listed or (found if len(found) > 1 else [])

    def _is_persons_organ(self, ref: PartyRef) -> bool:
        """Whether a reference is an organ that only a person's title names: his state stands beside it."""
        if ref.entity_key is None or not ref.entity_key.startswith("government:"):
            return False
        there = self.context.cast.within(ref.span.start, ref.span.end)
        return any((m.entity_key or "").startswith("person:") and m.span == ref.span for m in there)

    def _phrase(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        told = self._twins(sentence, head) or self._envoys(sentence, head)
        if told:
            return told
        found = self.sides.apart([ref for ref in self.context.cast.parties(sentence, head) if self._fits(ref)])
        named = [ref for name in group_names(head) for ref in self.context.cast.parties(sentence, name)]
        found = found or [ref for ref in named if self._fits(ref)]
        if len(found) < 2:
            found = self.sides.listed_after(sentence, head) or self._owners(sentence, head, found)
        if len(found) < 2:
            peoples = [t for c in head.children if c.dep_ == "amod" and c.conjuncts for t in (c, *c.conjuncts)]
            several = [ref for t in peoples for ref in self.context.cast.parties(sentence, t) if ref.country_code]
            found = several if len(several) > 1 else found  # "Chinese and Ecuadorian negotiators"
        if len(found) < 2 and counted(head) is not None:
            return self.dyads.company(sentence, counted(head) or 0)
        if len(found) < 2 and is_pair(head):
            pair = self.dyads.around(sentence, Parties(), PartyBasis.COREFERENCE)
            return list(pair.refs) if pair is not None else []
        if head.lower_ == "they" and len(found) < 2:
            return self._told_before(sentence) or [self.sides.settled(ref) for ref in found]
        if is_firm_pair(head) and all(ref.country_code is not None for ref in found):
            return self.dyads.firms(sentence) or found
        if len(found) == 2 and is_pair(head) and all(ref.basis is PartyBasis.COREFERENCE for ref in found):
            return self.dyads.dominant(found)
        return [self.sides.settled(ref) for ref in found]

    def _twins(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """Two states that share a name: "the two Koreas"."""
        codes, span = load("places")["twins"].get(head.text, ()), self.context.span(*sentence.place(head, head))
        key = EntityType.COUNTRY
        return [PartyRef(f"{key}:{c}", span, PartyBasis.STATED, c, PartyLevel.STATE) for c in codes]

    def _envoys(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The states of persons named by these alone: "signed by Peru's Ana Ruiz and Iran's Reza Amini"."""
        names = [t for t in with_conjuncts(head) if t.pos_ == "PROPN"]
        refs = {ref.entity_key: ref for name in names for ref in self._sent_by(sentence, name)}
        persons = any(self.context.cast.people(sentence, name) for name in names)
        return list(refs.values()) if persons and len(refs) == len(names) > 0 else []

    def _sent_by(self, sentence: Sentence, name: Token) -> list[PartyRef]:
        """The state whose name stands before another's as its owner, by the words of that other."""
        owner = next((c for c in name.children if c.dep_ == "poss"), name)
        named = self.context.cast.within(*sentence.place(name, name))
        states = [ref for ref in self.context.cast.parties(sentence, owner) if ref.level is PartyLevel.STATE]
        return [replace(r, span=named[0].span, basis=PartyBasis.INFERRED_TEXT) for r in states[:1] if named]

    def _told_before(self, sentence: Sentence) -> list[PartyRef]:
        """Whom "they" mean where the sentence before has several public bodies for its subject: those."""
        if sentence.no == 0:
            return []
        before = self.context.sentences[sentence.no - 1]
        refs = [ref for head in clause_of(before.parse.root).subjects for ref in self._phrase(before, head)]
        several = len({ref.entity_key for ref in refs}) > 1 and all(is_public(self.context, r.entity_key) for r in refs)
        return [replace(ref, basis=PartyBasis.COREFERENCE) for ref in refs] if several else []

    def _owners(self, sentence: Sentence, head: Token, found: list[PartyRef]) -> list[PartyRef]:
        """Whom a phrase is of: "presidents of A and B", "envoys from A and the militia of B"; else `found`."""
        return [
            side for noun in with_conjuncts(head) for side in self._of(sentence, noun, found if noun == head else [])
        ] or found

    def _of(self, sentence: Sentence, head: Token, found: list[PartyRef]) -> list[PartyRef]:
        """Whom one noun of a coordination is of."""
        bears = noun_of(head) in load("agreement_verbs")["bearers"]
        if head.tag_ != "NNS" and not bears and not (head.lower_ in ("that", "those") and head.dep_ == "conj"):
            return found
        under = ("of", "from", "for") if bears else ("of",)
        owners = [n for c in head.children if c.lower_ in under for n in c.children if n.dep_ == "pobj"]
        owners = [n for n in owners if n.lower_ not in load("agreement_verbs")["offices"]]  # "the Minister of Finance"
        pairs = [ref for n in owners if is_pair(n) for ref in self._phrase(sentence, n)]
        named = pairs or [ref for n in owners for ref in self.context.cast.parties(sentence, n) if self._fits(ref)]
        named = named or [ref for n in owners for ref in self.sides.unknown(sentence, n, [])] if bears else named
        coordinated = bool(head.conjuncts) and bears  # then `found` may be whom the other noun is of
        return named if len(named) > 1 or not found or (named and coordinated) else found

    def _fits(self, ref: PartyRef) -> bool:
        entity = self.context.cast.entities.get(ref.entity_key or "")
        if entity is not None and all(w in load("agreement_verbs")["offices"] for w in entity.name.lower().split()):
            return False  # "Foreign Affairs Secretary X": the name of an office
        if entity is not None and entity.entity_type is EntityType.PERSON and is_public(self.context, entity.key):
            return True  # a movement whose name was taken for a person's
        return ref.level is not PartyLevel.UNSPECIFIED_COMPANIES and (entity is None or entity.entity_type not in NEVER)


def _bearer(head: Token) -> Token:
    """Who bears an honour that stands for him: "His Excellency Kenji Abe" is headed by the first noun in the parse."""
    return next((c for c in head.children if c.dep_ == "appos"), head) if head.lower_ in HONOURS else head
