"""Statements about instruments, sentence by sentence, before they are told apart or joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.extract.agreements.instruments import Grade, Instrument, find_instruments
from flows.extract.agreements.parties import Parties, clause_parties, headline_parties, join, parties_of
from flows.extract.agreements.stages import Frame, Stage, frame_of, status_of
from flows.extract.agreements.subjects import clause_subject, subjects_of
from flows.extract.assertion import assertion
from flows.extract.clauses import clause_of
from flows.extract.context import Context, Sentence
from flows.lexicon import load
from flows.model.report import Span
from flows.model.vocabulary import AgreementStatus, InstrumentType, Zone

if TYPE_CHECKING:
    from spacy.tokens import Token

HEADINGS = frozenset({Zone.HEADLINE, Zone.SUBHEADLINE, Zone.SECTION_HEADING})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement of an instrument: what it says, who of, and whether the words sound of business."""

    sentence: Sentence
    anchor: Token
    type: InstrumentType
    grade: Grade
    frame: Frame
    status: AgreementStatus | None
    parties: Parties
    subjects: tuple[Span, ...]
    is_definite: bool
    is_plural: bool
    count: int | None
    is_commercial: bool
    is_cooperative: bool
    noun: str
    year: str | None

    @property
    def in_heading(self) -> bool:
        """Whether it stands in a headline or heading."""
        return self.sentence.zone in HEADINGS


def find_candidates(context: Context) -> Iterator[Candidate]:
    """Candidates in text order."""
    for sentence in context.sentences:
        found = [_from_instrument(context, sentence, i) for i in find_instruments(sentence)]
        found += [c for token in sentence.parse for c in _from_verb(context, sentence, token)]
        yield from sorted(found, key=lambda candidate: candidate.anchor.i)


def _from_instrument(context: Context, sentence: Sentence, instrument: Instrument) -> Candidate:
    frame = frame_of(instrument)
    parties = parties_of(context, sentence, instrument, frame)
    if sentence.zone in HEADINGS and len(parties.refs) < 2:
        parties = join(parties, headline_parties(context, sentence, instrument))
    subjects = subjects_of(context, sentence, instrument, frame.predicate)
    words = _words_of(instrument, subjects, sentence)
    return Candidate(
        sentence,
        instrument.head,
        instrument.type,
        instrument.grade,
        frame,
        status_of(frame, instrument),
        parties,
        tuple(subjects),
        instrument.is_definite,
        instrument.is_plural,
        instrument.count,
        is_commercial=_is_commercial(words, context, sentence, instrument),
        is_cooperative=bool(words & set(load("instruments")["cooperative"])),
        noun=instrument.head.lemma_.lower(),
        year=next((t.text for t in instrument.head.children if t.text.isdecimal() and len(t.text) == 4), None),
    )


def _words_of(instrument: Instrument, subjects: list[Span], sentence: Sentence) -> set[str]:
    """Lemmas of the noun phrase before the head and of the subject phrases."""
    before = list(instrument.head.doc[instrument.head.left_edge.i : instrument.tail.i + 1])
    ends = [(s.start, s.end) for s in subjects]
    inside = [t for t in sentence.parse if any(a <= t.idx + sentence.shift < b for a, b in ends)]
    return {w for t in [*before, *inside] for w in (t.lower_, t.lemma_.lower())}


def _is_commercial(words: set[str], context: Context, sentence: Sentence, instrument: Instrument) -> bool:
    if instrument.grade is Grade.COMMERCIAL or words & set(load("instruments")["commercial"]):
        return True
    heads = [instrument.head, instrument.tail, instrument.top]
    verbs = [c for h in heads for c in h.children if c.dep_ in ("acl", "relcl", "xcomp") and c.pos_ == "VERB"]
    if words & set(load("instruments")["commercial_verbs"]) and any(v.tag_ == "VB" for v in verbs):
        return True
    start, end = sentence.place(instrument.head.left_edge, instrument.tail.right_edge)
    return bool(context.money_in(start, end))


def _from_verb(context: Context, sentence: Sentence, token: Token) -> Iterator[Candidate]:
    if token.pos_ != "VERB":
        return
    if token.lemma_ == "agree":
        yield from _joint_act(context, sentence, token)
    elif token.lemma_ in load("agreement_verbs")["settling_verbs"]:
        yield from _settlement(context, sentence, token)


def _joint_act(context: Context, sentence: Sentence, agree: Token) -> Iterator[Candidate]:
    """ "A and B agreed to create X": an accord where both sides do one concrete thing."""
    act = next((c for c in agree.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VB"), None)
    if act is None or act.lemma_ not in load("agreement_verbs")["joint_acts"]:
        return
    objects = clause_of(act).objects
    if not objects or any(o.lemma_.lower() in load("agreement_verbs")["vague_objects"] for o in objects):
        return
    parties = clause_parties(context, sentence, agree)
    subject = clause_subject(context, sentence, act)
    if len(parties.refs) > 1:
        yield _clausal(sentence, agree, parties, subject, InstrumentType.AGREEMENT, "agreed to")


def _settlement(context: Context, sentence: Sentence, verb: Token) -> Iterator[Candidate]:
    """ "A has settled its dispute with B"."""
    quarrels = load("agreement_verbs")["quarrels"]
    for noun in clause_of(verb).objects:
        if noun.lemma_.lower() in quarrels:
            frame = Frame(Stage.CONCLUDE, verb, assertion(verb), "settlement")
            instrument = Instrument(
                noun, noun, InstrumentType.AGREEMENT, Grade.PLAIN, False, False, None, noun
            )
            parties = parties_of(context, sentence, instrument, frame)
            start, end = sentence.place(noun, noun)
            if len(parties.refs) > 1:
                yield replace(
                    _clausal(sentence, verb, parties, _quarrel_span(context, sentence, noun), InstrumentType.AGREEMENT, "settlement"),
                    is_cooperative=True,
                )


def _quarrel_span(context: Context, sentence: Sentence, noun: Token) -> Span:
    first = noun
    for token in reversed(list(noun.doc[noun.left_edge.i : noun.i])):
        if token.dep_ not in ("compound", "amod") or token.head != noun:
            break
        if token.dep_ == "compound":
            first = token
    return context.span(*sentence.place(first, noun))


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
        noun=verb.lemma_,
        year=None,
    )
