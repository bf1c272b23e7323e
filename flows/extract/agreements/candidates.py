"""Statements about instruments, sentence by sentence, before they are told apart or joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.agreements.business import in_business, is_commercial, is_cooperative, is_lasting, words_of
from flows.extract.agreements.candidate import HEADINGS, Candidate
from flows.extract.agreements.clausal import TOLD, from_verb
from flows.extract.agreements.doers import ARMED, PartyFinder, is_deposited
from flows.extract.agreements.frame import Frame, Stage
from flows.extract.agreements.further import is_besides
from flows.extract.agreements.instruments import Grade, Instrument, find_instruments
from flows.extract.agreements.parties import Parties, join
from flows.extract.agreements.partners import each_partner
from flows.extract.agreements.stages import frames_of, headline_frame
from flows.extract.agreements.statuses import status_of
from flows.extract.agreements.subjects import subjects_of
from flows.extract.agreements.talks import from_talks
from flows.extract.assertion import Mode
from flows.extract.context import Context, Sentence
from flows.lexicon import load
from flows.model.vocabulary.agreements import InstrumentType
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token

PLACES = frozenset({EntityType.CITY, EntityType.REGION, EntityType.FACILITY, EntityType.DOCUMENT, EntityType.EVENT})
NAMED_AFTER = frozenset({InstrumentType.TREATY, InstrumentType.CONVENTION})  # no firm signs "the New START treaty"
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
ARTICLES = frozenset({"a", "an", "another", "one"})
SHORT = 5  # words from the article to the noun of an instrument
LISTING = frozenset({"and", ",", ";", ":", "including", "namely"})  # what stands before a further item of a list


def find_candidates(finder: PartyFinder) -> Iterator[Candidate]:
    """Candidates in text order."""
    for sentence in finder.context.sentences:
        framed = ((i, frame) for i in find_instruments(sentence) for frame in frames_of(i))
        found = [
            c for i, frame in framed for c in each_partner(finder, i, _from_instrument(finder, sentence, i, frame))
        ]
        found = [_in_one_breath(c, found) for c in found]
        named = any(len(c.parties.refs) > 1 for c in found)  # then what they do is what the instrument is about
        told = (c for token in sentence.parse for c in from_verb(finder, sentence, token))
        found += [c for c in told if not (named and c.frame.rule == TOLD)]
        found += [c for token in sentence.parse for c in from_talks(finder, sentence, token)]
        yield from sorted((c for c in found if not _is_inside(c, found)), key=lambda candidate: candidate.anchor.i)


def _in_one_breath(candidate: Candidate, others: list[Candidate]) -> Candidate:
    """A further instrument whose "and" the parse hung on the words of the one before: as that one stands.

    "Concluded an accord on links for tourists and a memorandum on health", "was signed along with a memorandum".
    """
    if candidate.frame.stage is not Stage.MENTION or candidate.stated.refs:
        return candidate
    above = [o for o in others if o.anchor.i < candidate.anchor.i and o.frame.stage is not Stage.MENTION]
    told = above[-1] if above and _goes_with(candidate, above[-1]) else None
    if told is None:
        return candidate
    return replace(candidate, frame=told.frame, status=told.status, parties=told.parties, stated=told.stated)


def _goes_with(candidate: Candidate, told: Candidate) -> bool:
    """Whether an instrument only goes on with a list that one before it opens, or is told along with that."""
    verb, first = told.frame.predicate, _opening(candidate.anchor)
    if verb is None or first.i == 0 or verb.i > candidate.anchor.i:
        return False
    if is_besides(first):
        return True
    joined = first.nbor(-1).lower_ in LISTING and first.lower_ in ARTICLES
    between = candidate.anchor.doc[told.anchor.i + 1 : first.i]
    return joined and verb.i < told.anchor.i and not any(t.tag_ in FINITE for t in between)


def _opening(noun: Token) -> Token:
    """The first word of an instrument's phrase, by its article where one stands near: the parse may hang more on it."""
    near = (t for t in reversed(noun.doc[max(noun.sent.start, noun.i - SHORT) : noun.i + 1]) if t.lower_ in ARTICLES)
    return next(near, noun.left_edge)


def _is_settled_by(candidate: Candidate, other: Candidate) -> bool:
    """Whether a contract is what another accord is reached on: "an agreement on a new contract"."""
    noun, bearer = candidate.anchor, candidate.anchor.head.head
    under = noun.dep_ == "pobj" and noun.head.lower_ in ("on", "for", "over") and bearer == other.anchor
    return under and candidate.grade is Grade.COMMERCIAL and candidate.anchor != other.anchor


def _is_inside(candidate: Candidate, others: list[Candidate]) -> bool:
    """Whether an instrument is only part of what another is about ("a memorandum to build a partnership")."""
    if any(_is_amended(candidate, other) or _is_settled_by(candidate, other) for other in others):
        return True
    place, _ = candidate.sentence.place(candidate.anchor, candidate.anchor)
    predicate = candidate.frame.predicate or candidate.anchor
    verb, _ = candidate.sentence.place(predicate, predicate)
    spans = [span for other in others if other.anchor != candidate.anchor for span in other.subjects]
    return any(span.start <= min(place, verb) and max(place, verb) < span.end for span in spans)


def _is_amended(candidate: Candidate, other: Candidate) -> bool:
    """Whether a candidate is the older accord that another is there to change: "a protocol to amend their treaty"."""
    verb = candidate.frame.predicate
    if verb is None or candidate.frame.stage is not Stage.RENEW or candidate.anchor == other.anchor:
        return False
    return verb.tag_ in ("VB", "VBG") and verb.head == other.anchor


def _from_instrument(finder: PartyFinder, sentence: Sentence, instrument: Instrument, frame: Frame) -> Candidate:
    context = finder.context
    is_heading = sentence.zone in HEADINGS or not any(t.tag_ in FINITE for t in sentence.parse)
    if is_heading and frame.stage is Stage.MENTION:
        frame = headline_frame(instrument) or frame
    if is_heading and frame.assertion.mode is Mode.PURPOSE:
        frame = replace(frame, assertion=replace(frame.assertion, mode=Mode.PLANNED))  # headlines plan with "to"
    parties = finder.of_instrument(sentence, instrument, frame)
    if is_heading and len(parties.refs) < 2:
        parties = join([parties, finder.of_headline(sentence, frame.predicate or instrument.head)])
    subjects = subjects_of(context, sentence, instrument, frame.predicate)
    stated = parties
    parties = _completed(finder, sentence, instrument, frame, parties)
    words = words_of(instrument, subjects, sentence)
    lasting = is_lasting(instrument)
    return Candidate(
        sentence,
        instrument.head,
        instrument.type,
        Grade.PLAIN if lasting and instrument.grade is Grade.COMMERCIAL else instrument.grade,
        frame,
        status_of(frame, instrument),
        parties,
        stated,
        tuple(subjects),
        instrument.is_definite,
        instrument.is_plural,
        instrument.count,
        is_commercial=is_commercial(words, context, sentence, instrument) and not lasting,
        is_cooperative=lasting or is_cooperative(words, instrument),
        in_business=in_business(context, sentence, instrument.head),
        is_further=any(c.lower_ in load("instruments")["further"] for c in instrument.head.children),
        is_alike=any(c.lower_ in load("instruments")["alike"] for c in instrument.head.children),
        noun=instrument.head.lemma_.lower(),
        name=_name(context, sentence, instrument),
        year=_year(instrument.head),
    )


def _year(head: Token) -> str | None:
    """The year that tells an instrument from others: "the 1988 pact", "a pact of 1988"."""
    below = [n for c in head.children if c.lower_ == "of" for n in c.children]
    return next((t.text for t in (*head.children, *below) if t.text.isdecimal() and len(t.text) == 4), None)


def _completed(
    finder: PartyFinder, sentence: Sentence, instrument: Instrument, frame: Frame, parties: Parties
) -> Parties:
    """The one party named and the state that goes with it; in talk of business only one of the same sentence."""
    trade = in_business(finder.context, sentence, instrument.head)
    if instrument.type in ARMED and parties.refs and parties.refs[0].country_code is not None:
        trade = True  # who else fights is not who else is near
    if is_deposited(instrument):
        return parties
    if (instrument.is_definite and parties.sources != {"with"}) or (trade and instrument.grade is not Grade.FORMAL):
        return parties
    return finder.complete(sentence, frame, instrument, parties, own_only=trade)


def _name(context: Context, sentence: Sentence, instrument: Instrument) -> str | None:
    """The key of the document that the cast knows by this name, else the capitalised words before and with the noun."""
    head = instrument.head
    before = [t for t in head.children if t.dep_ in ("compound", "nmod") and t.i < head.i]
    raised = [t for t in before if t.text[0].isupper() and t.pos_ == "PROPN"]
    called = raised and sentence.zone not in HEADINGS and instrument.is_definite
    told = any(c.lower_ in ("with", "between") for c in head.children)  # whose it is, so the words name no party
    told = told or instrument.type in NAMED_AFTER
    if called and (head.text[0].isupper() or told or not _is_party(context, sentence, raised)):
        return " ".join(t.lower_ for t in raised)  # "the Paris climate accord" is a name, "the Boeing deal" is none
    start, end = sentence.place(head, head)
    for mention in context.cast.within(start, end):
        if mention.entity_key is not None and mention.entity_key.startswith(f"{EntityType.DOCUMENT}:"):
            return mention.entity_key
    return _founded(head)


def _founded(head: Token) -> str | None:
    """What else makes a name: "the agreement establishing the Nile Commission", "the Convention on Trade"."""
    founding = [c for c in head.children if c.dep_ == "acl" and c.lower_ in ("establishing", "founding", "creating")]
    for noun in (n for verb in founding for n in verb.children if n.dep_ == "dobj" and n.pos_ == "PROPN"):
        return f"{head.lower_} {noun.lower_}"
    raised = head.text[0].isupper() and not head.is_sent_start and not head.text.isupper()
    after = [t for t in head.doc[head.i + 1 : head.i + 4] if t.pos_ != "DET"]
    about = len(after) > 1 and after[0].lower_ in ("on", "for", "against") and after[1].text[0].isupper()
    if not (raised and about):
        return None
    return f"{head.lower_} {after[1].lower_}"


def _is_party(context: Context, sentence: Sentence, raised: list[Token]) -> bool:
    """Whether any of the words names someone rather than a place that gave the instrument its name."""
    found = [m for token in raised for m in context.cast.within(*sentence.place(token, token))]
    kinds = {context.cast.entities[m.entity_key].entity_type for m in found if m.entity_key in context.cast.entities}
    return bool(kinds - PLACES)
