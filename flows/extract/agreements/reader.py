"""Agreements of one document, as reports with their evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.candidates import find_candidates
from flows.extract.agreements.circumstances import date_of, place_of
from flows.extract.agreements.classes import subject_class
from flows.extract.agreements.confidence import confidence_of
from flows.extract.agreements.contents import contents_of
from flows.extract.agreements.discourse import telling, threads_of
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.enumerated import RULE as LISTED
from flows.extract.agreements.enumerated import with_items
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.gleaning.reader import glean
from flows.extract.agreements.parties import Parties
from flows.extract.agreements.statuses import REACHED
from flows.extract.agreements.thread import Thread
from flows.extract.assertion import Mode, Time
from flows.extract.context import Context, PartyRef, Sentence, SpeakerOf
from flows.model.edtf import EdtfDate
from flows.model.report import AgreementReport, DealReport, Party, Span
from flows.model.vocabulary.agreements import AgreementRole, AgreementStatus
from flows.model.vocabulary.statements import DatePrecision, PartyBasis

LASTING = frozenset({AgreementStatus.NEGOTIATING, AgreementStatus.PROPOSED})  # a day within says no more
OFF_STATUSES = frozenset({AgreementStatus.VIOLATED, AgreementStatus.REJECTED, AgreementStatus.TERMINATED})
SIGNING = frozenset({Stage.CONCLUDE, Stage.ANNOUNCE, Stage.INITIAL, Stage.RENEW})  # whoever breaks it signed nothing
BEFALLING = frozenset({Stage.SUSPEND, Stage.VIOLATE, Stage.END, Stage.UPHOLD})  # only what is there
LONGEST_EVIDENCE = 800  # characters
Told = Sequence[tuple[Thread, Sequence[Candidate]]]


def read_agreements(
    context: Context, attribute: SpeakerOf, deals: Sequence[DealReport] = ()
) -> tuple[AgreementReport, ...]:
    """Agreements that the document states, in text order; statements of one agreement share a thread number.

    `deals` are those read of it: what tells one seldom tells an agreement besides.
    """
    finder = PartyFinder(context)
    candidates = list(find_candidates(finder))
    found, others = threads_of(finder, candidates)
    threads = with_items(finder, found)
    more = glean(finder, candidates, threads, others, deals)
    told = [(thread, telling(thread)) for thread in threads] + [(thread, thread.members) for thread in more]
    told = [(thread, members) for thread, members in told if not _is_headline_of(thread, members, told, deals)]
    packages = _packages([thread for thread, _ in told])
    reports = [
        _report(context, attribute, candidate, thread, number, packages)
        for number, (thread, members) in enumerate(told)
        for candidate in members
    ]
    return tuple(sorted(reports, key=lambda report: (report.sentence_no, report.span.start, report.thread)))


def _is_headline_of(thread: Thread, members: Sequence[Candidate], told: Told, deals: Sequence[DealReport]) -> bool:
    """Whether only a headline tells an accord, and the body another accord or a deal of its sides: it means that."""
    if not all(m.in_heading and m.frame.rule != LISTED for m in members):
        return False
    sides = [other.parties.keys for other, own in told if other is not thread and not all(m.in_heading for m in own)]
    sides += [frozenset(p.entity_key or p.span.text for p in deal.parties) for deal in deals]
    return any(len(thread.parties.keys & keys) > 1 for keys in sides)


def _packages(threads: list[Thread]) -> dict[tuple[int, int], int]:
    """Package number by (sentence, anchor) of the statements that tell several agreements, or a number of them."""
    counted: dict[tuple[int, int], set[int]] = {}
    sums: set[tuple[int, int]] = set()
    for number, thread in enumerate(threads):
        for member in thread.members:
            counted.setdefault(_place(member), set()).add(number)
            sums |= {_place(member)} if member.count else set()
    several = [place for place, told in sorted(counted.items()) if len(told) > 1 or place in sums]
    return {place: number for number, place in enumerate(several)}


def _place(candidate: Candidate) -> tuple[int, int]:
    return candidate.sentence.no, candidate.anchor.i


def _report(
    context: Context,
    attribute: SpeakerOf,
    candidate: Candidate,
    thread: Thread,
    number: int,
    packages: dict[tuple[int, int], int],
) -> AgreementReport:
    sentence, frame = candidate.sentence, candidate.frame
    span = _span(context, candidate)
    subject = candidate.subjects[0] if candidate.subjects else _told(context, candidate, thread)
    if subject is not None and _is_party(context, thread, subject):
        subject = None
    date = date_of(context, candidate) if _is_dated(candidate) else None
    place = place_of(context, candidate)
    said = frame.assertion
    return AgreementReport(
        span=span,
        evidence=_evidence(context, candidate, span),
        instrument=thread.type,
        status=candidate.status or AgreementStatus.UNKNOWN,
        parties=tuple(_parties(candidate, thread)),
        attribution=attribute(context, sentence, span.start, span.end),
        thread=number,
        confidence=confidence_of(candidate, thread),
        rule=f"{frame.stage.value}: {frame.rule}",
        sentence_no=sentence.no,
        cue_text=frame.predicate.text if frame.predicate is not None else None,
        subject=subject,
        is_subject_act=subject is not None and _is_act(sentence, subject),
        subject_class=subject_class(subject.text) if subject is not None else None,
        stated_count=candidate.count,
        date_text=date.span.text if date is not None else None,
        date=date.date if date is not None else _bound(context, candidate),
        place=place.span if place is not None else None,
        place_key=place.entity_key if place is not None else None,
        package=packages.get(_place(candidate)),
        is_negated=said.negated and _is_undone(candidate),
        is_hypothetical=said.mode is Mode.HYPOTHETICAL and not _stands_meanwhile(candidate),
    )


def _told(context: Context, candidate: Candidate, thread: Thread) -> Span | None:
    """What a statement says that an accord does, where none of its statements names the subject."""
    return contents_of(context, candidate) if not any(m.subjects for m in thread.members) else None


def _is_party(context: Context, thread: Thread, subject: Span) -> bool:
    """Whether words only name a side of the accord, and so no subject: "an accord on Peru" between Peru and Chile."""
    named = [m for m in context.cast.within(subject.start, subject.end) if m.entity_key in thread.parties.keys]
    return any(m.span.start <= subject.start and subject.end <= m.span.end for m in named)


def _is_act(sentence: Sentence, subject: Span) -> bool:
    """Whether a subject phrase opens with a bare verb: "amend the convention", not the "wheat" of "to wheat mills"."""
    return any(t.tag_ == "VB" and sentence.place(t, t)[0] == subject.start for t in sentence.parse)


def _is_undone(candidate: Candidate) -> bool:
    """Whether what is negated is the very thing reported; an accord that no one leaves is in force."""
    if candidate.frame.stage is Stage.CONCLUDE:
        return candidate.status is not AgreementStatus.NEGOTIATING  # "has not been finalised"
    if candidate.frame.stage is Stage.UPHOLD:
        return False  # what has never been applied stands
    return candidate.status is REACHED.get(candidate.frame.stage) and candidate.status not in OFF_STATUSES


def _stands_meanwhile(candidate: Candidate) -> bool:
    """Whether only its end or breach is supposed, and so the accord itself is there: "if they leave the pact"."""
    befallen = candidate.frame.stage in BEFALLING and candidate.status is AgreementStatus.IN_FORCE
    return befallen and candidate.is_definite


def _bound(context: Context, candidate: Candidate) -> EdtfDate | None:
    """No earlier than the text's own lower bound, for a signing told as news without a day.

    Only where the text dates itself by such a bound: a known day of publication is never taken for the day of signing.
    """
    published = context.document.published
    is_news = candidate.status is AgreementStatus.SIGNED and candidate.frame.assertion.time is Time.PAST
    if published is None or published.precision is not DatePrecision.OPEN or published.earliest is None:
        return None
    return published if is_news and _is_dated(candidate) else None


def _is_dated(candidate: Candidate) -> bool:
    """Whether the day of the clause is the day on which the status came about, or is to come about."""
    reached = REACHED.get(candidate.frame.stage)
    if candidate.frame.stage is Stage.UPHOLD:
        return False
    ahead = candidate.status is AgreementStatus.PLANNED and not candidate.is_unsigned
    return ahead or (reached is candidate.status and reached not in LASTING)


def _span(context: Context, candidate: Candidate) -> Span:
    """From the first to the last of predicate, instrument and subject."""
    predicate = candidate.frame.predicate or candidate.anchor
    tokens = [candidate.anchor, predicate]
    start, end = candidate.sentence.place(min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i))
    subjects = candidate.subjects[:1]
    start = min([start, *(s.start for s in subjects)])
    end = max([end, *(s.end for s in subjects)])
    return context.span(start, end)


def _evidence(context: Context, candidate: Candidate, span: Span) -> Span:
    """The sentence, cut around the statement where it is longer than evidence may be."""
    start, end = candidate.sentence.start, candidate.sentence.end
    if end - start > LONGEST_EVIDENCE:
        start = max(start, min(span.start - 200, end - LONGEST_EVIDENCE))
        end = min(end, start + LONGEST_EVIDENCE)
    return context.span(start, end)


def _parties(candidate: Candidate, thread: Thread) -> Iterator[Party[AgreementRole]]:
    own = candidate.parties
    shortened = candidate.in_heading and not thread.is_headline
    chosen = own if len(own.refs) > 1 and not shortened else thread.parties
    for ref in chosen.refs:
        yield _inherited(ref, own).as_party(AgreementRole.PARTY)
    signed = candidate.frame.stage in SIGNING and not candidate.frame.assertion.negated
    for person in own.people if signed else ():
        yield person.as_party(AgreementRole.SIGNATORY)


def _inherited(ref: PartyRef, own: Parties) -> PartyRef:
    """A party named in another sentence is one by coreference."""
    if ref in own.refs or ref.basis is not PartyBasis.STATED:
        return ref
    return PartyRef(ref.entity_key, ref.span, PartyBasis.COREFERENCE, ref.country_code, ref.level)
