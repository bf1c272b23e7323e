"""Instruments listed item by item after a sentence that counts them: "signed three memoranda: 1) … 2) …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.frame import Frame, Stage
from flows.extract.agreements.instruments import Grade, Instrument, find_instruments
from flows.extract.agreements.subjects import subjects_of
from flows.extract.agreements.thread import Thread
from flows.extract.agreements.told import clausal
from flows.extract.assertion import Assertion
from flows.extract.clauses import is_passive
from flows.extract.context import Sentence
from flows.lexicon import load
from flows.model.report import Span
from flows.model.vocabulary.agreements import AgreementStatus, InstrumentType

RULE = "listed"
FEWEST = 2  # items that make a list
GAP = 2  # sentences that may stand between the counting one and the first item
ITEM = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s*|[-*•–·▪]\s*")
OPENING = 5  # words in which an item's instrument is named first
BETWEEN = re.compile(r"(?<!\s)(?:\s+(?:between|among)\s|\s*$)|:|[;.,]\s*$")  # where what an item is about ends


def with_items(finder: PartyFinder, threads: Sequence[Thread]) -> list[Thread]:
    """The threads, one that counts instruments listed after it put as one thread an item."""
    found: list[Thread] = []
    for thread in threads:
        head = next((m for m in thread.members if _counts(m)), None)
        items = list(_items(finder, head.sentence)) if head is not None else []
        if head is None or len(items) < FEWEST or len(thread.parties.refs) < FEWEST:
            found.append(thread)
            continue
        found += [_as_thread(finder, thread, head, item) for item in items]
    found += _introduced(finder)
    numbers = {m.sentence.no for thread in found for m in thread.members if m.frame.rule == RULE}
    return [t for t in found if any(m.frame.rule == RULE or m.sentence.no not in numbers for m in t.members)]


def _counts(member: Candidate) -> bool:
    return member.is_plural and member.status is AgreementStatus.SIGNED and member.frame.stage is Stage.CONCLUDE


def _items(finder: PartyFinder, head: Sentence) -> Iterator[Sentence]:
    """The items that follow a sentence, each a sentence that an enumerator opens.

    Those that open with an instrument's name may each be followed by a few sentences on what it lays down.
    """
    raw, last, named = finder.context.document.raw_text, head.no, True
    for sentence in finder.context.sentences[head.no + 1 :]:
        if ITEM.match(raw, sentence.start):
            named = _is_named(sentence)
            last = sentence.no
            yield sentence
        elif not named or sentence.no - last > GAP:
            return


def _is_named(item: Sentence) -> bool:
    """Whether an item opens with the name of an instrument: "- the Agreement on", "2) Memorandum of"."""
    first = next((i.head.i for i in find_instruments(item)), None)
    return first is not None and first - item.parse.start < OPENING


def _introduced(finder: PartyFinder) -> Iterator[Thread]:
    """The items under a sentence that names no instrument itself: "The two governments signed: - an Agreement on"."""
    for sentence in finder.context.sentences:
        verb = sentence.parse.root
        signs = verb.lemma_ in load("agreement_verbs")["signing_alone"] and not is_passive(verb)
        if not signs or not sentence.parse.text.rstrip().endswith(":") or any(find_instruments(sentence)):
            continue
        parties = finder.of_clause(sentence, verb)
        told = clausal(sentence, verb, parties, None, InstrumentType.AGREEMENT, RULE)
        items = [item for item in _items(finder, sentence) if _is_named(item)]
        if len(parties.refs) < FEWEST or not items or told.status is not AgreementStatus.SIGNED:
            continue
        whole = Thread()
        whole.add(replace(told, grade=Grade.PLAIN))
        yield from (_as_thread(finder, whole, told, item) for item in items)


def _as_thread(finder: PartyFinder, thread: Thread, head: Candidate, item: Sentence) -> Thread:
    """One item as an agreement: of those it names, else of those who signed all."""
    between = [t for p in item.parse if p.lower_ == "between" for t in p.children if t.dep_ == "pobj"]
    own = finder.read(item, "between", between)
    about = _subject(finder, item)
    made = Thread()
    made.add(
        replace(
            head,
            sentence=item,
            anchor=item.parse[0],
            type=_type(item, thread.type),
            frame=Frame(Stage.CONCLUDE, None, Assertion(), RULE),
            parties=own if len(own.refs) > 1 else thread.parties,
            stated=own,
            subjects=(about,) if about is not None else (),
            count=None,
            is_plural=False,
        )
    )
    return made


def _type(item: Sentence, whole: InstrumentType) -> InstrumentType:
    """What an item calls itself, else what the counting sentence calls all."""
    own = [i.type for i in find_instruments(item)]
    if own and _is_named(item):
        return own[0]
    return next((t for t in own if t is not InstrumentType.AGREEMENT), whole)


def _subject(finder: PartyFinder, item: Sentence) -> Span | None:
    """What the instrument of an item is about, else the item's words as far as its parties."""
    context = finder.context
    told = next((spans[0] for i in find_instruments(item) if (spans := subjects_of(context, item, i, None))), None)
    opened = ITEM.match(context.document.raw_text, item.start, item.end)
    if told is not None or opened is None:
        return told
    start = max([opened.end(), *(_after_name(item, i) for i in find_instruments(item))])
    end = BETWEEN.search(context.document.raw_text, start, item.end)
    return context.span(start, end.start()) if end is not None and end.start() > start else None


def _after_name(item: Sentence, instrument: Instrument) -> int:
    """Where the words begin that follow "Protocol on the"; 0 where no such word follows the name."""
    after = [t for t in instrument.tail.doc[instrument.tail.i + 1 : instrument.tail.i + 4] if t.lower_ != "the"]
    opens = len(after) > 1 and after[0].lower_ in load("agreement_verbs")["about"]["strong"]
    return item.place(after[1], after[1])[0] if opens else 0
