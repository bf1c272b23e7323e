"""Accords that are talked about without an instrument's name: "border talks between Peru and Chile resumed"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.frame import Frame, Stage
from flows.extract.agreements.idioms import measured
from flows.extract.agreements.instruments import is_instrument_word
from flows.extract.agreements.parties import Parties, is_public, is_union, join
from flows.extract.agreements.places import prepositions
from flows.extract.agreements.subjects import phrase_subject
from flows.extract.agreements.told import clausal
from flows.extract.assertion import Assertion, Mode, assertion
from flows.extract.clauses import clause_of
from flows.extract.context import Sentence
from flows.lexicon import load
from flows.model.report import Span
from flows.model.vocabulary.agreements import AgreementStatus, InstrumentType

if TYPE_CHECKING:
    from flows.extract.tree import Token

RULE = "talks"
TALKS = frozenset({"talk", "negotiation"})
JOINT = ("joint", "common", "shared", "mutual", "reciprocal")
OUT = 4  # words between "walked" and the "talks" that it is out of
ABOUT = ("on", "over", "about", "for", "towards", "toward")


def from_talks(finder: PartyFinder, sentence: Sentence, noun: Token) -> Iterator[Candidate]:
    """The accord that two sides are said to talk about or fail to agree on, where the words say on what."""
    if noun.lemma_ == "agree":
        yield from _disagreed(finder, sentence, noun)
    elif noun.pos_ == "VERB":
        yield from _haggled(finder, sentence, noun)
    elif noun.lemma_ == "table":
        yield from _at_table(finder, sentence, noun)
    if noun.lemma_.lower() not in TALKS or noun.tag_ not in ("NNS", "NNPS"):
        return
    verb, matter = _governor(noun), _matter(noun)
    if verb is None or matter is None or _is_without(verb):
        return
    parties = _parties(finder, sentence, noun, verb)
    if len(parties.refs) < 2 or not _are_sides(finder, parties):
        return
    said = assertion(verb) if not _gets_on(verb) else Assertion()
    broken = (_broken(verb) or _is_left(noun)) and said.stands
    status = AgreementStatus.REJECTED if broken else AgreementStatus.NEGOTIATING
    if said.mode in (Mode.HYPOTHETICAL, Mode.PURPOSE) or said.negated:
        return
    type_ = InstrumentType(load("agreement_verbs")["negotiated"]["types"].get(matter.lower_, "agreement"))
    subject = _subject(finder, sentence, noun, matter)
    told = clausal(sentence, noun, parties, subject, type_, RULE)
    frame = Frame(Stage.NEGOTIATE, verb, said, RULE)
    yield replace(told, frame=frame, status=status, is_cooperative=True, noun="agreement")


def _disagreed(finder: PartyFinder, sentence: Sentence, agree: Token) -> Iterator[Candidate]:
    """The accord that two failed to come to: "Peru and Chile have been unable to agree on a border crossing"."""
    under_on = [n for p in agree.children if p.lower_ in ("on", "upon") for n in p.children]
    matter = next((n for n in under_on if n.dep_ == "pobj"), None)
    if matter is None or matter.pos_ != "NOUN" or not is_out_of_reach(agree) or is_instrument_word(matter):
        return
    trying = agree.head if agree.dep_ == "xcomp" else agree
    verb = trying.head if trying.dep_ == "acomp" else trying
    parties = finder.of_clause(sentence, verb)
    if len(parties.refs) > 1 and _are_sides(finder, parties):
        subject = phrase_subject(finder.context, sentence, matter)
        told = clausal(sentence, agree, parties, subject, InstrumentType.AGREEMENT, RULE)
        frame = Frame(Stage.NEGOTIATE, agree, Assertion(), RULE)
        status = AgreementStatus.NEGOTIATING
        yield replace(told, frame=frame, status=status, is_cooperative=True, noun="agreement")


def _haggled(finder: PartyFinder, sentence: Sentence, verb: Token) -> Iterator[Candidate]:
    """The accord that two negotiate by the verb alone: "Peru is negotiating with Chile over fishing quotas"."""
    if verb.lemma_ not in load("agreement_verbs")["negotiated"]["haggling"]:
        return
    matter = _under_about(verb) or _discussed(verb)
    said = assertion(verb)
    if matter is None or said.negated or said.mode in (Mode.HYPOTHETICAL, Mode.PURPOSE):
        return
    addressed = finder.read(sentence, "with", _under(verb, "to")) if verb.lemma_ == "talk" else Parties()
    parties = join([finder.of_clause(sentence, verb), addressed])
    if len(parties.refs) > 1 and _are_sides(finder, parties):
        told = clausal(
            sentence, verb, parties, phrase_subject(finder.context, sentence, matter), InstrumentType.AGREEMENT, RULE
        )
        frame = Frame(Stage.NEGOTIATE, verb, said, RULE)
        yield replace(told, frame=frame, status=AgreementStatus.NEGOTIATING, is_cooperative=True, noun="agreement")


def _at_table(finder: PartyFinder, sentence: Sentence, table: Token) -> Iterator[Candidate]:
    """The accord that two "returned to the negotiating table" for, or "are back at the bargaining table"."""
    kinds = {c.lower_ for c in table.children if c.dep_ in ("compound", "amod", "nmod")}
    verb = next((t for t in table.ancestors if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or table.head.lower_ not in ("to", "at") or not kinds & {"negotiating", "bargaining"}:
        return
    parties, said = finder.of_clause(sentence, verb), assertion(verb)
    if len(parties.refs) > 1 and _are_sides(finder, parties) and said.stands:
        told = clausal(sentence, table, parties, None, InstrumentType.AGREEMENT, RULE)
        frame = Frame(Stage.NEGOTIATE, verb, said, RULE)
        yield replace(told, frame=frame, status=AgreementStatus.NEGOTIATING, is_cooperative=True, noun="agreement")


def _under_about(word: Token) -> Token | None:
    """What is talked about, where an accord can be made of it: "over fishing quotas", "on their border"."""
    if any(is_instrument_word(t) for t in word.subtree if t != word):
        return None
    named = load("agreement_verbs")["negotiated"]["matters"]
    whole = {*named, *load("agreement_verbs")["settled_matters"]}
    times = (n for p in word.children for n in p.children if p.dep_ == "prep" and n.lemma_ in _periods())
    holders = (word, *times)  # "has been talking for months about": hung on the months
    under = (n for h in holders for p in h.children if p.lower_ in ABOUT for n in p.children if n.dep_ == "pobj")
    for noun in under:
        own = [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod")]
        if noun.lemma_.lower() in whole or any(c.lemma_.lower() in named or c.lower_ in JOINT for c in own):
            return noun
    return None


def _discussed(verb: Token) -> Token | None:
    """The joint thing that two "are discussing"."""
    objects = (c for c in verb.children if c.dep_ == "dobj" and verb.lemma_ == "discuss" and verb.tag_ == "VBG")
    joint = (n for n in objects if any(c.lower_ in JOINT for c in n.children))
    return next((n for n in joint if not is_instrument_word(n) and not _is_loose(n)), None)


def _is_loose(noun: Token) -> bool:
    return noun.lemma_.lower() in load("agreement_verbs")["vague_objects"]


@cache
def _periods() -> frozenset[str]:
    return frozenset(load("agreement_verbs")["periods"])


def _under(word: Token, preposition: str) -> list[Token]:
    return [n for p in word.children if p.lower_ == preposition for n in p.children if n.dep_ == "pobj"]


def is_out_of_reach(agree: Token) -> bool:
    """Whether some are said to have tried and not to agree: "failed to agree", "could not agree"."""
    if agree.dep_ == "xcomp":
        return agree.head.lemma_.lower() in load("agreement_verbs")["negotiated"]["unable"]
    return assertion(agree).negated and any(c.tag_ == "MD" for c in agree.children)


def _governor(noun: Token) -> Token | None:
    """The verb that says what becomes of the talks: "resumed", "were broken off", "held"."""
    top = measured(noun)  # "a round of talks"
    top = top if top.dep_ in ("nsubj", "nsubjpass", "dobj") else noun
    verb = top.head
    if _is_engaged(noun):
        return verb.head
    if _is_left(noun):
        return next(t for t in noun.ancestors if t.pos_ == "VERB")
    fits = top.dep_ in ("nsubj", "nsubjpass", "dobj") and verb.lemma_ in load("agreement_verbs")["negotiated"]["verbs"]
    return verb if fits or (top.dep_ == "nsubj" and _gets_on(verb)) else None


def _is_engaged(noun: Token) -> bool:
    """Whether the words are "in talks", under a verb that says that somebody is, stays or goes there."""
    engaged = load("agreement_verbs")["negotiated"]["engaged"]
    return noun.head.lower_ in ("in", "into") and noun.dep_ == "pobj" and noun.head.head.lemma_ in engaged


def _is_without(verb: Token) -> bool:
    """Whether the accord that talks lead to or not is named beside: "ended without an accord", "closed with a pact"."""
    under = (n for w in ("without", "with") for n in _under(verb, w))
    return any(is_instrument_word(n) for n in under)


def _is_left(noun: Token) -> bool:
    """Whether somebody leaves the talks: "walked out of talks", "withdrew from talks", "quit talks"."""
    leaving = load("agreement_verbs")["negotiated"]["leaving"]
    if noun.dep_ == "dobj":
        return noun.head.lemma_ in leaving
    above = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
    out = noun.dep_ == "pobj" and noun.head.lower_ in ("of", "from")
    return out and above is not None and above.lemma_ in leaving and noun.i - above.i <= OUT


def _gets_on(verb: Token) -> bool:
    """Whether the words say how far talks have come: "made no headway", "are under way", "entered a third day"."""
    how = {c.lower_ for c in verb.children if c.dep_ in ("dobj", "prep", "advmod", "attr")}
    return bool(how & set(load("agreement_verbs")["negotiated"]["getting_on"].get(verb.lemma_, ())))


def _matter(noun: Token) -> Token | None:
    """The word that says on what: "free-trade talks", "negotiations over the border"; None beside an instrument."""
    if any(is_instrument_word(t) for t in noun.subtree if t != noun and t.lemma_.lower() != "contract"):
        return None
    matters = load("agreement_verbs")["negotiated"]["matters"]
    before = [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and c.i < noun.i]
    return next((t for t in before if t.lemma_.lower() in matters), None) or _under_about(noun) or (
        _under_about(noun.head) if noun.dep_ == "dobj" else None  # "opened talks with Peru on": hung on the verb
    )


def _parties(finder: PartyFinder, sentence: Sentence, noun: Token, verb: Token) -> Parties:
    between = [n for p in prepositions([noun, verb], "between") for n in p.children if n.dep_ == "pobj"]
    found = finder.read(sentence, "between", between)
    if len(found.refs) > 1:
        return found
    with_ = [n for p in prepositions([noun, verb], "with") for n in p.children if n.dep_ == "pobj"]
    held = clause_of(verb).subjects if noun.dep_ == "dobj" or noun.head.dep_ == "prep" else ()
    owners = [c for c in noun.children if c.dep_ == "poss"] if with_ and not held else []
    pieces = [("subject", held), ("possessor", owners), ("with", with_)]
    return join([finder.read(sentence, source, words) for source, words in pieces])


def _are_sides(finder: PartyFinder, parties: Parties) -> bool:
    public = all(ref.entity_key is None or is_public(finder.context, ref.entity_key) for ref in parties.refs)
    return public or any(is_union(finder.context, ref.entity_key) for ref in parties.refs)


def _broken(verb: Token) -> bool:
    """Whether talks are over without an accord: "broke off", "collapsed"."""
    particle = next((f" {c.lower_}" for c in verb.children if c.dep_ == "prt"), "")
    return f"{verb.lemma_}{particle}" in load("agreement_verbs")["negotiated"]["failing"]


def _subject(finder: PartyFinder, sentence: Sentence, noun: Token, matter: Token) -> Span | None:
    if matter.i > noun.i:
        return phrase_subject(finder.context, sentence, matter)
    first = matter
    while first.i > noun.left_edge.i and first.nbor(-1).dep_ in ("compound", "amod", "punct") and _joined(first):
        first = first.nbor(-1)
    return finder.context.span(*sentence.place(first, matter))


def _joined(token: Token) -> bool:
    """Whether a word is written together with the one before it: the "trade" of "free-trade"."""
    return not token.nbor(-1).whitespace_
