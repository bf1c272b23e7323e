"""Who an agreement is between: the phrases of a sentence that name its parties and signatories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.dyads import Dyads
from flows.extract.agreements.instruments import Instrument, is_instrument_word
from flows.extract.agreements.parties import Parties, is_public, join
from flows.extract.agreements.stages import Frame, Stage, concluding_clause
from flows.extract.clauses import clause_of, governors
from flows.extract.context import Context, PartyRef, Sentence
from flows.lexicon import load
from flows.model.vocabulary import EntityType, InstrumentType, PartyBasis, PartyLevel

if TYPE_CHECKING:
    from spacy.tokens import Token

NEVER = frozenset({EntityType.PERSON, EntityType.FACILITY, EntityType.EVENT, EntityType.WORK, EntityType.WEAPON_SYSTEM})
ACTING = frozenset(set(Stage) - {Stage.MENTION, Stage.PROPOSE})
REACH = 40  # words that "between X and Y" may span
NEAR = 12  # words after the instrument in which a "between" belongs to it whatever the parse says
FINITE = ("VBD", "VBZ", "VBP", "MD")

_BROKERED = re.compile(
    r"[-‐–]\s?(?:brokered|backed|led|sponsored|mediated|drafted|proposed|imposed|supported|supervised|style|based|made)"
)


class PartyFinder:
    """Finds the parties of agreements in one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.dyads = Dyads(context)

    def of_instrument(self, sentence: Sentence, instrument: Instrument, frame: Frame) -> Parties:
        """Parties that the sentence itself ties to the instrument."""
        holders_ = _holders(instrument, frame)
        between = self._between(sentence, instrument, holders_)
        if len(between.refs) > 1:
            return between
        doers = self.read(sentence, "subject", _doers(frame))
        if frame.stage is Stage.ANNOUNCE and len(doers.refs) < 2:
            doers = Parties()  # one who announces or welcomes it need not be a party
        pieces = [
            between,
            doers if doers.refs else self._attending(sentence, frame),
            self.read(sentence, "signed by", _signers(instrument, frame)),
            self.read(sentence, "behalf", _behalf(frame)),
            self.read(sentence, "possessor", _possessors(instrument, frame)),
            self.read(sentence, "with", _under(holders_, "with")),
            self.read(
                sentence, "by", _under(holders_[:3], "by") if instrument.type is InstrumentType.DECLARATION else []
            ),
            self._modifiers(sentence, instrument, frame),
        ]
        found = join(pieces)
        if found.sources == {"with"} and len(found.refs) == 1 and instrument.is_definite:
            return join([self._holder(sentence, instrument), found])
        return found

    def _holder(self, sentence: Sentence, instrument: Instrument) -> Parties:
        """Whose "the agreement with B" it is: the subject of a clause around it, be it the speaker."""
        for governor in governors(instrument.top):
            if governor.pos_ in ("VERB", "AUX"):
                found = self.read(sentence, "holder", clause_of(governor).subjects)
                if found.refs:
                    return Parties(found.refs[:1], (), found.sources)
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

    def complete(self, sentence: Sentence, frame: Frame, parties: Parties) -> Parties:
        """A single state completed by the one other state in view, where something is done to the instrument."""
        if len(parties.refs) != 1 or frame.stage not in ACTING:
            return parties
        return self.dyads.around(sentence, parties) or parties

    def of_clause(self, sentence: Sentence, verb: Token) -> Parties:
        """Parties of "A and B agreed to …", "A agreed with B to …"."""
        subject = self.read(sentence, "subject", clause_of(verb).subjects)
        return join([subject, self.read(sentence, "with", _under([verb], "with"))])

    def of_headline(self, sentence: Sentence, stop: Token) -> Parties:
        """All parties named in a headline before its verb or instrument, whatever the parser made of it."""
        named = [t for t in stop.doc[: stop.i] if t.dep_ != "poss" and self._is_name(sentence, t)]
        return self.read(sentence, "headline", named)

    def _is_name(self, sentence: Sentence, token: Token) -> bool:
        start, end = sentence.place(token, token)
        return bool(self.context.cast.within(start, end))

    def read(self, sentence: Sentence, source: str, heads: Iterable[Token]) -> Parties:
        """The parties that the phrases name; persons whose side is not known stay signatories alone."""
        refs: list[PartyRef] = []
        people: list[PartyRef] = []
        for head in dict.fromkeys(heads):
            refs += self._phrase(sentence, head)
            people += self.context.cast.people(sentence, head)
        return join([Parties(tuple(refs), tuple(people), frozenset({source} if refs else ()))])

    def _phrase(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        found = [ref for ref in self.context.cast.parties(sentence, head) if self._fits(ref)]
        found = found or [ref for name in _group_names(head) for ref in self.context.cast.parties(sentence, name)]
        if len(found) < 2 and head.tag_ == "NNS":
            owners = [n for c in head.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
            named = [ref for n in owners for ref in self.context.cast.parties(sentence, n) if self._fits(ref)]
            found = named if len(named) > 1 else found
        if len(found) < 2 and _is_pair(head):
            pair = self.dyads.around(sentence, Parties(), PartyBasis.COREFERENCE)
            return list(pair.refs) if pair is not None else []
        return found

    def _fits(self, ref: PartyRef) -> bool:
        entity = self.context.cast.entities.get(ref.entity_key or "")
        return ref.level is not PartyLevel.UNSPECIFIED_COMPANIES and (entity is None or entity.entity_type not in NEVER)

    def _between(self, sentence: Sentence, instrument: Instrument, holders_: list[Token]) -> Parties:
        prepositions = _prepositions(holders_, "between") or list(_near(instrument, "between"))
        heads = [c for p in prepositions for c in p.children if c.dep_ in ("pobj", "dobj")]
        parsed = self.read(sentence, "between", sorted(heads, key=lambda token: token.i))
        if len(parsed.refs) > 1 or not prepositions:
            return parsed
        scanned = self._scan(sentence, prepositions[0])
        return scanned if len(scanned.refs) > 1 else parsed

    def _scan(self, sentence: Sentence, between: Token) -> Parties:
        """The parties of "between X, …, and Y", word by word, where the parse lost the coordination."""
        refs: dict[str, PartyRef] = {}
        closing = False
        for token in between.doc[between.i + 1 : between.i + REACH]:
            if token.tag_ in FINITE or token.text in (".", ";"):
                break
            closing = closing or (token.lower_ == "and" and bool(refs))
            if _only_modifies(token):
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
                if self._fits(ref) and is_public(self.context, ref.entity_key):
                    yield ref


def _only_modifies(token: Token) -> bool:
    """Whether an adjective or possessor only tells whose the named body is: "Venezuela's oil firm X"."""
    if token.dep_ == "poss":
        return True
    organs = load("agreement_verbs")["state_pairs"]
    return token.dep_ in ("amod", "compound", "nmod") and token.head.lemma_.lower() not in organs


def _group_names(head: Token) -> Iterator[Token]:
    """The names before "rebels", "movement" and the like."""
    if head.lemma_.lower() in load("agreement_verbs")["armed_groups"]:
        yield from (c for c in head.children if c.dep_ in ("compound", "nmod") and c.pos_ in ("PROPN", "NOUN"))


def _is_pair(head: Token) -> bool:
    """Whether a plural stands for the two states in view: "the two leaders", "both countries"."""
    if head.tag_ != "NNS" or head.lemma_.lower() not in load("agreement_verbs")["state_pairs"]:
        return False
    marks = {child.lower_ for child in head.children if child.dep_ in ("det", "nummod", "predet", "poss")}
    others = any(c.dep_ in ("amod", "compound", "prep", "relcl") for c in head.children)
    return bool(marks & {"two", "both", "the", "2"}) and not others


def _holders(instrument: Instrument, frame: Frame) -> list[Token]:
    own = [instrument.head, instrument.tail, instrument.top]
    predicate = [frame.predicate] if frame.predicate is not None else []
    objects = [c for p in predicate for c in p.children if c.dep_ in ("dobj", "nsubjpass")]
    return list(dict.fromkeys([*own, *predicate, *objects]))


def _prepositions(holders_: Iterable[Token], section: str) -> list[Token]:
    wanted = load("agreement_verbs")[section]
    direct = [c for h in holders_ for c in h.children if c.lower_ in wanted and c.dep_ in ("prep", "acl", "agent")]
    nested = [c for p in direct for c in p.children if c.dep_ == "prep" and c.lower_ in wanted]
    return list(dict.fromkeys([*direct, *nested]))


def _near(instrument: Instrument, section: str) -> Iterator[Token]:
    """A preposition of the section soon after the instrument, before any verb of another clause."""
    wanted = load("agreement_verbs")[section]
    for token in instrument.tail.doc[instrument.tail.i + 1 : instrument.tail.i + NEAR]:
        if token.tag_ in FINITE or token.text in (".", ";") or _is_another(token):
            return
        if token.lower_ in wanted and token.dep_ == "prep":
            yield token
            return


def _is_another(token: Token) -> bool:
    """Whether the word is a further instrument with a determiner of its own."""
    return is_instrument_word(token) and any(child.dep_ in ("det", "nummod") for child in token.children)


def _under(holders_: Iterable[Token], section: str) -> list[Token]:
    """Heads under the prepositions of a section, in text order."""
    heads = [c for p in _prepositions(holders_, section) for c in p.children if c.dep_ in ("pobj", "dobj")]
    return sorted(heads, key=lambda token: token.i)


def _behalf(frame: Frame) -> list[Token]:
    """Heads under "on behalf of" with the predicate."""
    if frame.predicate is None:
        return []
    words = [g for c in frame.predicate.children if c.dep_ == "prep" for g in c.children if g.lower_ == "behalf"]
    return [n for w in words for p in w.children if p.lower_ == "of" for n in p.children if n.dep_ == "pobj"]


def _doers(frame: Frame) -> list[Token]:
    predicate = frame.predicate
    if predicate is None or frame.stage not in ACTING:
        return []
    if predicate.pos_ not in ("VERB", "AUX"):
        noun = clause_of(predicate)
        return [*noun.possessors, *noun.obliques.get("by", ())]
    if predicate.lemma_.lower() in _mediating():
        return []
    return [*clause_of(predicate).subjects, *_accused(predicate)]


def _signers(instrument: Instrument, frame: Frame) -> list[Token]:
    """Who concluded what the sentence says something else of: "the pact signed by A and B was broken"."""
    verb = concluding_clause(instrument.head)
    return list(clause_of(verb).subjects) if verb is not None and verb != frame.predicate else []


def _accused(predicate: Token) -> list[Token]:
    """Who is said to have done it: "A accused B of breaching"."""
    if predicate.dep_ != "pcomp" or predicate.head.head.lemma_ != "accuse":
        return []
    return [c for c in predicate.head.head.children if c.dep_ in ("dobj", "nsubjpass")]


def _possessors(instrument: Instrument, frame: Frame) -> list[Token]:
    nouns = {instrument.head, instrument.top}
    if frame.predicate is not None and frame.predicate.pos_ in ("NOUN", "PROPN") and frame.stage not in ACTING:
        nouns.add(frame.predicate)
    return sorted((c for n in nouns for c in n.children if c.dep_ == "poss"), key=lambda token: token.i)


@cache
def _mediating() -> frozenset[str]:
    return frozenset(load("agreement_verbs")["mediating"])
