"""Who an agreement is between: the phrases of a sentence that name its parties and signatories."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from flows.extract.agreements.frame import Frame, Stage
from flows.extract.agreements.instruments import Instrument
from flows.extract.agreements.parties import Parties, is_public, join
from flows.extract.agreements.phrases import PhraseReader
from flows.extract.agreements.places import (
    ACTING,
    FINITE,
    behalf,
    doers,
    holders,
    lost_subjects,
    near,
    only_modifies,
    own_holders,
    possessors,
    prepositions,
    signers,
    under,
)
from flows.extract.clauses import clause_of, governors
from flows.extract.context import PartyRef, Sentence
from flows.lexicon import load
from flows.model.vocabulary.agreements import InstrumentType
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

if TYPE_CHECKING:
    from flows.extract.tree import Token

ARMED = frozenset({InstrumentType.CEASEFIRE, InstrumentType.PEACE_ACCORD})
UNDER_WHICH = frozenset({Stage.MENTION, Stage.CONCLUDE, Stage.RENEW, Stage.FORCE, Stage.INITIAL, Stage.RATIFY})
ANTECEDENT = 2  # sentences back to which "the accord was signed" may look for its two sides
MEETING = frozenset({"meet", "receive", "host", "welcome"})
FAR = 16  # words after the instrument in which a "with" may name the other party
REACH = 40  # words that "between X and Y" may span

KEEPING = frozenset({"deposit", "lodge", "file", "register"})  # papers with someone who is no side

_BROKERED = re.compile(
    r"[-‐–]\s?(?:brokered|backed|led|sponsored|mediated|drafted|proposed|imposed|supported|supervised|style|based|made)"
)


class PartyFinder(PhraseReader):
    """Finds the parties of agreements in one document."""

    def of_instrument(self, sentence: Sentence, instrument: Instrument, frame: Frame) -> Parties:
        """Parties that the sentence itself ties to the instrument."""
        holders_ = own_holders(instrument) or holders(instrument, frame)
        between = self._between(sentence, instrument, holders_)
        acting = self.read(sentence, "subject", doers(frame) or lost_subjects(frame))
        if len(between.refs) > 1:
            return join([between, Parties((), acting.people)])
        kept = is_deposited(instrument)
        if frame.stage is Stage.ANNOUNCE and len(acting.refs) < 2:
            acting = Parties()  # one who announces or welcomes it need not be a party
        pieces = [
            between,
            acting if acting.refs else self._attending(sentence, frame),
            self.read(sentence, "signed by", signers(instrument, frame)),
            self.read(sentence, "behalf", behalf(frame)),
            self.read(sentence, "possessor", possessors(instrument, frame)),
            self.read(sentence, "with", under(holders_, "with") if not kept else []),
            self.read(
                sentence, "by", under(holders_[:3], "by") if instrument.type is InstrumentType.DECLARATION else []
            ),
            self._modifiers(sentence, instrument, frame),
        ]
        found = join(pieces)
        if "with" not in found.sources and not kept:
            found = join([found, self._with_far(sentence, instrument)])
        if len(found.refs) < 2 and frame.stage in UNDER_WHICH:
            found = self._acting_under(sentence, instrument, found) or found
        if len(found.refs) < 2 and instrument.is_definite:
            found = self._addressed(sentence, frame, found) or found
        if found.sources == {"with"} and len(found.refs) == 1 and instrument.is_definite:
            return join([self._holder(sentence, instrument, found), found])
        return found

    def _with_far(self, sentence: Sentence, instrument: Instrument) -> Parties:
        """States and bodies under a "with" that the parse hung elsewhere: "pact on the transfer of X with Peru"."""
        heads = [c for p in near(instrument, "with", FAR) for c in p.children if c.dep_ == "pobj"]
        found = self.read(sentence, "with", heads)
        return found if found.refs and all(is_public(self.context, r.entity_key) for r in found.refs) else Parties()

    def before(self, sentence: Sentence) -> Parties:
        """The two public bodies or more that one of the sentences just before has for its subject."""
        for no in range(sentence.no - 1, max(-1, sentence.no - 1 - ANTECEDENT), -1):
            told = self.context.sentences[no]
            root = told.parse.root
            found = self.read(told, "before", clause_of(root).subjects)
            if len(found.refs) == 1 and root.lemma_ in MEETING:  # "received the envoys of Kenya"
                pair = self.read(told, "before", [*clause_of(root).subjects, *clause_of(root).objects])
                found = pair if len(pair.refs) == 2 else found
            if len(found.refs) > 1 and all(is_public(self.context, ref.entity_key) for ref in found.refs):
                return found
        return Parties()

    def _acting_under(self, sentence: Sentence, instrument: Instrument, known: Parties) -> Parties | None:
        """Who acts under an accord: "under a pact signed in May, Peru and Chile share", "Peru also gets Chilean …"."""
        preposition = instrument.top.head
        if preposition.lower_ == "of" and preposition.head.lower_ == "part" and preposition.head.head.lower_ == "as":
            preposition = preposition.head.head  # "as part of an accord"
        elif preposition.dep_ != "prep" or preposition.lower_ not in load("agreement_verbs")["under"]:
            return None
        acting = self.read(sentence, "under", clause_of(preposition.head).subjects)
        if len(join([acting, known]).refs) == 2 and len(known.refs) == 1:
            return join([acting, known])  # "under a pact with Peru, Chile will …"
        if len(acting.refs) > 1 or instrument.is_definite:
            return acting if len(acting.refs) > 1 else None
        public = [ref for ref in acting.refs if is_public(self.context, ref.entity_key)]
        return self.dyads.around(sentence, acting, own_only=True) if public else None

    def _addressed(self, sentence: Sentence, frame: Frame, known: Parties) -> Parties | None:
        """Who tells whom of the accord, both being public bodies: "Mali has told France that the pact is void"."""
        verb = frame.predicate.head if frame.predicate is not None and frame.predicate.dep_ == "ccomp" else None
        if verb is None or verb.lemma_ not in load("agreement_verbs")["telling"]:
            return None
        objects = [c for c in verb.children if c.dep_ in ("dobj", "dative")]
        found = self.read(sentence, "subject", [*clause_of(verb).subjects, *objects])
        public = all(is_public(self.context, ref.entity_key) for ref in found.refs)
        return found if len(found.refs) == 2 and public and known.keys <= found.keys else None

    def _holder(self, sentence: Sentence, instrument: Instrument, known: Parties) -> Parties:
        """Whose "the agreement with B" it is: the subject of a clause around it, be it the speaker.

        Where that is a pronoun, the state that the document is about.
        """
        for governor in governors(instrument.top):
            if governor.pos_ in ("VERB", "AUX"):
                found = self.read(sentence, "holder", clause_of(governor).subjects)
                if found.refs:
                    holder = found.refs[0]
                    about = self.dyads.protagonist(known) if holder.basis is PartyBasis.COREFERENCE else None
                    return about if about is not None else Parties((holder,), (), found.sources)
        return Parties()

    def _attending(self, sentence: Sentence, frame: Frame) -> Parties:
        """Two or more who are subject of the clause around an event noun: "A and B attended the signing of"."""
        if frame.predicate is None or frame.predicate.pos_ not in ("NOUN", "PROPN") or frame.stage not in ACTING:
            return Parties()
        for governor in governors(frame.predicate):
            if governor.pos_ in ("VERB", "AUX"):
                found = self.read(sentence, "attending", clause_of(governor).subjects)
                if len(found.refs) > 1:
                    return found
        return Parties()

    def complete(
        self, sentence: Sentence, frame: Frame, instrument: Instrument, parties: Parties, *, own_only: bool = False
    ) -> Parties:
        """A single state completed by the one other state in view, where something is done to the instrument."""
        told = frame.stage in ACTING or parties.sources == {"with"}  # a pact with someone is someone else's too
        if len(parties.refs) != 1 or not told:
            return parties
        if instrument.type in ARMED and parties.refs[0].country_code is None:
            return self.dyads.protagonist(parties) or parties  # rebels fight the state that the article is about
        return self.dyads.around(sentence, parties, own_only=own_only) or parties

    def of_clause(self, sentence: Sentence, verb: Token) -> Parties:
        """Parties of "A and B agreed to …", "A agreed with B to …"; in a headline also of "A, B agree to …"."""
        subject = self.read(sentence, "subject", clause_of(verb).subjects)
        found = join([subject, self.read(sentence, "with", under([verb], "with"))])
        if len(found.refs) > 1 or not _is_listed(verb):
            return found
        return join([self.of_headline(sentence, verb), found])

    def of_headline(self, sentence: Sentence, stop: Token) -> Parties:
        """All parties named in a headline before its verb or instrument, whatever the parser made of it."""
        named = [t for t in stop.doc[: stop.i] if t.dep_ != "poss" and self._is_name(sentence, t)]
        return self.read(sentence, "headline", named)

    def _is_name(self, sentence: Sentence, token: Token) -> bool:
        start, end = sentence.place(token, token)
        return bool(self.context.cast.within(start, end))

    def _between(self, sentence: Sentence, instrument: Instrument, holders_: list[Token]) -> Parties:
        words = prepositions(holders_, "between") or list(near(instrument, "between"))
        heads = [c for p in words for c in p.children if c.dep_ in ("pobj", "dobj") and not _is_rank(c)]
        parsed = self.read(sentence, "between", sorted(heads, key=lambda token: token.i))
        if len(parsed.refs) > 1 or not words:
            return parsed
        scanned = self._scan(sentence, words[0])
        return scanned if len(scanned.refs) > 1 else parsed

    def _scan(self, sentence: Sentence, between: Token) -> Parties:
        """The parties of "between X, …, and Y", word by word, where the parse lost the coordination."""
        refs: dict[str, PartyRef] = {}
        closing = False
        for token in between.doc[between.i + 1 : between.i + REACH]:
            if token.tag_ in FINITE or token.text in (".", ";"):
                break
            closing = closing or (token.lower_ == "and" and bool(refs))
            if only_modifies(token):
                continue
            new = [r for r in self._sides(sentence, token, refs) if r.entity_key and r.entity_key not in refs]
            if closing or not refs:
                refs |= {r.entity_key: r for r in new if r.entity_key}
            if closing and new:
                return Parties(tuple(refs.values()), (), frozenset({"between"}))
        return Parties()

    def _sides(self, sentence: Sentence, token: Token, known: Mapping[str, PartyRef]) -> list[PartyRef]:
        """The party a word names; a government that the cast reads as a state already named stands for itself."""
        found = self._phrase(sentence, token)[:1]
        if not found or found[0].entity_key not in known:
            return found
        start, end = sentence.place(token, token)
        return [
            PartyRef(m.entity_key, m.span, PartyBasis.STATED, None, PartyLevel.GOVERNMENT)
            for m in self.context.cast.within(start, end)
            if m.entity_key and m.entity_key.startswith("government:")
        ]

    def _modifiers(self, sentence: Sentence, instrument: Instrument, frame: Frame) -> Parties:
        """States and bodies before the noun: "the Turkish-Iranian pact", "alleged Peruvian violation of"."""
        nouns = {instrument.head, instrument.top}
        if frame.predicate is not None and frame.predicate.pos_ == "NOUN":
            nouns.add(frame.predicate)
        found = [ref for noun in sorted(nouns, key=lambda t: t.i) for ref in self._before(sentence, noun)]
        if len({ref.entity_key for ref in found}) == 1 and found[0].basis is PartyBasis.METONYM:
            found = []  # "the Paris accord" is named after its place
        return Parties(tuple(found), (), frozenset({"modifier"} if found else ()))

    def _before(self, sentence: Sentence, noun: Token) -> Iterator[PartyRef]:
        """References before a noun; a word that only names what brought it about ("UN-brokered") gives none."""
        raw = self.context.document.raw_text
        for token in noun.doc[noun.left_edge.i : noun.i]:
            _, end = sentence.place(token, token)
            if token.dep_ == "poss" or not self.context.cast.within(end - 1, end) or _BROKERED.match(raw, end):
                continue
            for ref in self.context.cast.parties(sentence, token):
                wide = (ref.entity_key or "").startswith(f"{EntityType.REGION}:") and ref.country_code is None
                if self._fits(ref) and is_public(self.context, ref.entity_key) and not wide:  # "the Pacific treaty"
                    yield self.sides.settled(ref)


def is_deposited(instrument: Instrument) -> bool:
    """Whether papers on it are put with a keeper: "deposited its ratification of the treaty with the UN"."""
    return any(t.lemma_ in KEEPING for t in instrument.head.ancestors)


def _is_listed(verb: Token) -> bool:
    """Whether a verb follows two bare names that only a comma joins: "Peru, Chile agree to share lake"."""
    before = [t for t in verb.doc[: verb.i] if t.text == ","]
    names = [t for t in verb.doc[: verb.i] if t.text != ","]
    bare = all(t.text[:1].isupper() and t.dep_ not in ("appos", "poss") for t in names)
    return len(before) == 1 and bare and 0 < before[0].i < verb.i - 1 and verb.doc[-1].text != "."


def _is_rank(noun: Token) -> bool:
    """Whether a noun under "among" is no side: "among them a pact on", "among the largest owners"."""
    return noun.lower_ in ("them", "which") or any(c.tag_ in ("JJS", "RBS") for c in noun.children)
