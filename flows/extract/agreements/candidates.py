"""Statements about instruments, sentence by sentence, before they are told apart or joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.instruments import Grade, Instrument, find_instruments
from flows.extract.agreements.parties import Parties, join
from flows.extract.agreements.stages import Frame, Stage, frame_of, headline_frame, status_of
from flows.extract.agreements.subjects import clause_subject, subjects_of
from flows.extract.assertion import assertion
from flows.extract.clauses import clause_of
from flows.extract.context import Context, Sentence
from flows.lexicon import load
from flows.model.report import Span
from flows.model.vocabulary import AgreementStatus, EntityType, InstrumentType, Zone

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
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
    in_business: bool
    is_further: bool
    noun: str
    name: str | None  # of its own: "the Arms Trade Treaty"
    year: str | None

    @property
    def in_heading(self) -> bool:
        """Whether it stands in a headline or heading."""
        return self.sentence.zone in HEADINGS


def find_candidates(finder: PartyFinder) -> Iterator[Candidate]:
    """Candidates in text order."""
    for sentence in finder.context.sentences:
        found = [_from_instrument(finder, sentence, i) for i in find_instruments(sentence)]
        found += [c for token in sentence.parse for c in _from_verb(finder, sentence, token)]
        yield from sorted((c for c in found if not _is_inside(c, found)), key=lambda candidate: candidate.anchor.i)


def _is_inside(candidate: Candidate, others: list[Candidate]) -> bool:
    """Whether an instrument is only part of what another is about ("a memorandum to build a partnership")."""
    place, _ = candidate.sentence.place(candidate.anchor, candidate.anchor)
    spans = [span for other in others if other.anchor != candidate.anchor for span in other.subjects]
    return candidate.frame.stage is Stage.MENTION and any(span.start <= place < span.end for span in spans)


def _from_instrument(finder: PartyFinder, sentence: Sentence, instrument: Instrument) -> Candidate:
    context = finder.context
    frame = frame_of(instrument)
    is_heading = sentence.zone in HEADINGS or not any(t.tag_ in FINITE for t in sentence.parse)
    if is_heading and frame.stage is Stage.MENTION:
        frame = headline_frame(instrument) or frame
    parties = finder.of_instrument(sentence, instrument, frame)
    if is_heading and len(parties.refs) < 2:
        parties = join([parties, finder.of_headline(sentence, frame.predicate or instrument.head)])
    subjects = subjects_of(context, sentence, instrument, frame.predicate)
    if not instrument.is_definite and not _in_business(context, sentence):
        parties = finder.complete(sentence, frame, parties)
    words = _words_of(instrument, subjects, sentence)
    cooperative = bool((words | {instrument.head.lemma_.lower()}) & set(load("instruments")["cooperative"]))
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
        is_commercial=_is_commercial(words, context, sentence, instrument) and not _is_lasting(words, instrument),
        is_cooperative=cooperative,
        in_business=_in_business(context, sentence),
        is_further=any(c.lower_ in load("instruments")["further"] for c in instrument.head.children),
        noun=instrument.head.lemma_.lower(),
        name=_name(context, sentence, instrument),
        year=next((t.text for t in instrument.head.children if t.text.isdecimal() and len(t.text) == 4), None),
    )


def _name(context: Context, sentence: Sentence, instrument: Instrument) -> str | None:
    """The key of the document that the cast knows by this name, else the capitalised words before and with the noun."""
    start, end = sentence.place(instrument.head, instrument.head)
    for mention in context.cast.within(start, end):
        if mention.entity_key is not None and mention.entity_key.startswith(f"{EntityType.DOCUMENT}:"):
            return mention.entity_key
    before = [t for t in instrument.head.children if t.dep_ == "compound" and t.i < instrument.head.i]
    if sentence.zone in HEADINGS or not before or not all(t.text[0].isupper() for t in (*before, instrument.head)):
        return None
    return " ".join(t.lower_ for t in (*before, instrument.head))


def _words_of(instrument: Instrument, subjects: list[Span], sentence: Sentence) -> set[str]:
    """Words and lemmas of the noun phrase before the head and of the subject phrases, hyphens kept."""
    head = instrument.head
    before = [t for t in head.doc[head.left_edge.i : head.i] if t.dep_ != "det"]
    ends = [(s.start, s.end) for s in subjects]
    inside = [t for t in sentence.parse if any(a <= t.idx + sentence.shift < b for a, b in ends)]
    whole = [t for t in (*before, *inside) if not _is_half(t)]
    text = head.doc[head.left_edge.i : head.i].text + " " + " ".join(span.text for span in subjects)
    verbs = {t.lower_ for t in whole if t.pos_ == "VERB" and t.tag_ != "VBN"}
    return ({t.lemma_.lower() for t in whole} | set(_WORD.findall(text.lower()))) - verbs


def _is_half(token: Token) -> bool:
    """Whether a token is half of a hyphenated word ("code-share")."""
    around = [token.doc[i].text for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)]
    return "-" in around


def _is_commercial(words: set[str], context: Context, sentence: Sentence, instrument: Instrument) -> bool:
    if instrument.grade is Grade.COMMERCIAL or words & set(load("instruments")["commercial"]):
        return True
    heads = [instrument.head, instrument.tail, instrument.top]
    verbs = [c for h in heads for c in h.children if c.dep_ in ("acl", "relcl", "xcomp") and c.pos_ == "VERB"]
    if {v.lemma_.lower() for v in verbs if v.tag_ == "VB"} & set(load("instruments")["commercial_verbs"]):
        return True
    start, end = sentence.place(instrument.head.left_edge, instrument.tail.right_edge)
    return bool(context.money_in(start, end))


def _in_business(context: Context, sentence: Sentence) -> bool:
    """Whether the sentence also tells of a price or a thing delivered: then companies deal, they do not ally."""
    if any(not money.is_rate for money in context.money_in(sentence.start, sentence.end)):
        return True
    verbs = set(load("instruments")["commercial_verbs"])
    lasting = set(load("instruments")["lasting"]) | {"venture"}
    told = [t for t in sentence.parse if t.tag_ in ("VB", "VBG") and t.lemma_.lower() in verbs]
    return any(not {c.lemma_.lower() for c in t.children if c.dep_ in ("dobj", "conj")} & lasting for t in told)


def _is_lasting(words: set[str], instrument: Instrument) -> bool:
    """Whether the words before the noun or the verb's object name cooperation rather than a supply."""
    heads = [instrument.head, instrument.tail, instrument.top]
    objects = {
        o.lemma_.lower() for h in heads for v in h.children if v.tag_ == "VB" for o in v.children if o.dep_ == "dobj"
    }
    before = {t.lower_ for t in instrument.head.children if t.i < instrument.head.i}
    return bool((objects | before) & set(load("instruments")["lasting"]))


def _from_verb(finder: PartyFinder, sentence: Sentence, token: Token) -> Iterator[Candidate]:
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
        noun=verb.lemma_,
        name=None,
        year=None,
    )
