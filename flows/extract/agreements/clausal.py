"""Accords told by a clause without an instrument's name: joint acts agreed on, quarrels settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.instruments import Grade, Instrument
from flows.extract.agreements.parties import Parties
from flows.extract.agreements.stages import Frame, Stage
from flows.extract.agreements.statuses import status_of
from flows.extract.agreements.subjects import clause_subject
from flows.extract.assertion import assertion
from flows.extract.clauses import clause_of
from flows.extract.context import Context, Sentence
from flows.lexicon import load
from flows.model.report import Span
from flows.model.vocabulary import InstrumentType

if TYPE_CHECKING:
    from spacy.tokens import Token


def from_verb(finder: PartyFinder, sentence: Sentence, token: Token) -> Iterator[Candidate]:
    """The accord that a verb tells by itself, if it does."""
    if token.pos_ != "VERB":
        return
    if token.lemma_ == "agree":
        yield from _joint_act(finder, sentence, token)
    elif token.lemma_ in load("agreement_verbs")["settling_verbs"]:
        yield from _settlement(finder, sentence, token)


def _joint_act(finder: PartyFinder, sentence: Sentence, agree: Token) -> Iterator[Candidate]:
    """An accord, as in "A and B agreed to create X", where both sides do one concrete thing."""
    act = next((c for c in agree.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VB"), None)
    if act is None or act.lemma_ not in load("agreement_verbs")["joint_acts"]:
        return
    objects = clause_of(act).objects
    if not objects or any(o.lemma_.lower() in load("agreement_verbs")["vague_objects"] for o in objects):
        return
    parties = finder.of_clause(sentence, agree)
    subject = clause_subject(finder.context, sentence, act)
    if len(parties.refs) > 1:
        told = _clausal(sentence, agree, parties, subject, InstrumentType.AGREEMENT, "agreed to")
        words = {t.lemma_.lower() for o in objects for t in o.subtree} | {act.lemma_}
        yield replace(told, is_cooperative=bool(words & set(load("instruments")["cooperative"])))


def _settlement(finder: PartyFinder, sentence: Sentence, verb: Token) -> Iterator[Candidate]:
    """The accord that ends a quarrel: "A has settled its dispute with B"."""
    quarrels = load("agreement_verbs")["quarrels"]
    for noun in clause_of(verb).objects:
        if noun.lemma_.lower() in quarrels:
            frame = Frame(Stage.CONCLUDE, verb, assertion(verb), "settlement")
            instrument = Instrument(noun, noun, InstrumentType.AGREEMENT, Grade.PLAIN, False, False, None, noun)
            parties = finder.of_instrument(sentence, instrument, frame)
            if len(parties.refs) > 1:
                subject = _quarrel_span(finder.context, sentence, noun)
                settled = _clausal(sentence, verb, parties, subject, InstrumentType.AGREEMENT, "settlement")
                yield replace(settled, is_cooperative=True)


def _quarrel_span(context: Context, sentence: Sentence, noun: Token) -> Span:
    first = noun
    for token in reversed(list(noun.doc[noun.left_edge.i : noun.i])):
        if token.dep_ not in ("compound", "amod") or token.head != noun:
            break
        if token.dep_ == "compound":
            first = token
    over = [c.right_edge for c in noun.children if c.dep_ == "prep" and c.lower_ in ("over", "on", "about")]
    return context.span(*sentence.place(first, over[0] if over else noun))


def _clausal(
    sentence: Sentence, verb: Token, parties: Parties, subject: Span | None, type_: InstrumentType, rule: str
) -> Candidate:
    frame = Frame(Stage.CONCLUDE, verb, assertion(verb), rule)
    return Candidate(
        sentence,
        verb,
        type_,
        Grade.PLAIN,
        frame,
        status_of(frame, None),
        parties,
        (subject,) if subject is not None else (),
        is_definite=False,
        is_plural=False,
        count=None,
        is_commercial=False,
        is_cooperative=False,
        in_business=False,
        is_further=False,
        is_alike=False,
        noun=verb.lemma_,
        name=None,
        year=None,
    )
