"""Accords told of as several before the text says one by one what they are: "the agreements cover A, B and C"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.likeness import nouns_agree
from flows.extract.agreements.thread import Thread
from flows.lexicon import load
from flows.model.vocabulary.statements import PartyBasis

ADDING = frozenset({"also", "too", "well", "likewise", "additionally"})
SEVERAL = frozenset({"they", "these", "those"})
NEAR = 2  # sentences back to an accord that "the agreements" or "a second accord" goes on from


def told_apart(candidate: Candidate, threads: list[Thread]) -> bool:
    """Whether a statement says what several are about that a thread only counts; each then has a thread of its own.

    "Signed three agreements. The agreements cover tourism, customs and health."
    """
    if not (candidate.is_plural and candidate.is_definite and _is_mentioned(candidate)):
        return False
    whole = next((t for t in threads if _is_package(t, candidate)), None)
    if whole is None or len(candidate.subjects) < 2:
        return False
    place = threads.index(whole)
    threads[place : place + 1] = list(_parts(whole, candidate))
    return True


def _parts(whole: Thread, candidate: Candidate) -> Iterator[Thread]:
    for subject in candidate.subjects:
        part = Thread()
        for member in whole.members:
            part.add(replace(member, subjects=(subject,)))
        yield part


def _is_package(thread: Thread, candidate: Candidate) -> bool:
    """Whether a thread tells of as many accords as a statement names, and not what they are about."""
    fits = all(m.is_plural and not m.subjects and m.count in (None, len(candidate.subjects)) for m in thread.members)
    return fits and _is_near(candidate, thread) and nouns_agree(candidate, thread)


def sides_of_further(candidate: Candidate, threads: Sequence[Thread]) -> Candidate:
    """A further accord of nobody named, with the sides of the one before.

    "A second accord covers fish", "Also signed was a treaty on borders"; with its state too, "They include a treaty".
    """
    if candidate.parties.refs or candidate.stated.refs or candidate.status is None:
        return candidate
    is_listed = _is_mentioned(candidate) and _is_included(candidate)
    second = candidate.is_further and _is_mentioned(candidate) and _lays_down(candidate)
    if not (second or is_listed or _is_added(candidate)):
        return candidate
    before = next((t for t in reversed(threads) if len(t.parties.refs) > 1), None)
    if before is None or not _is_near(candidate, before) or not (is_listed or nouns_agree(candidate, before)):
        return candidate
    refs = tuple(replace(ref, basis=PartyBasis.COREFERENCE) for ref in before.parties.refs)
    taken = replace(candidate, parties=replace(before.parties, refs=refs, people=()))
    return replace(taken, frame=before.last.frame, status=before.last.status) if is_listed else taken


def _is_added(candidate: Candidate) -> bool:
    """Whether the accord is said to be concluded besides, by nobody named: "also signed was a treaty on borders"."""
    verb = candidate.frame.predicate
    if candidate.frame.stage is not Stage.CONCLUDE or verb is None or candidate.is_definite:
        return False
    nobody = not any(c.dep_ in ("nsubj", "agent") or c.lower_ in ("with", "between") for c in verb.children)
    return nobody and any(t.lower_ in ADDING for t in verb.subtree)


def _is_included(candidate: Candidate) -> bool:
    """Whether the accord is one of those just told of: "they include a treaty on borders"."""
    noun = candidate.anchor
    while noun.dep_ == "conj":
        noun = noun.head
    verb = noun.head
    several = [c for c in verb.children if c.dep_ == "nsubj" and (c.lower_ in SEVERAL or c.tag_ == "NNS")]
    named = any(c.lower_ in SEVERAL or c.lemma_.lower() in load("instruments")["nouns"] for c in several)
    return noun.dep_ == "dobj" and verb.lemma_ == "include" and named


def _lays_down(candidate: Candidate) -> bool:
    """Whether the accord does something to somebody, or something is done under it."""
    noun = candidate.anchor
    if any(c.lower_ in ("with", "between") for c in noun.children):
        return False  # made with somebody else
    if noun.dep_ == "nsubj":
        return noun.head.lemma_.lower() in (*load("agreement_verbs")["stipulating"], "deal", "relate")
    return noun.dep_ == "pobj" and noun.head.lower_ == "under"


def _is_mentioned(candidate: Candidate) -> bool:
    return candidate.frame.stage is Stage.MENTION and not candidate.stated.refs and candidate.status is not None


def _is_near(candidate: Candidate, thread: Thread) -> bool:
    return 0 <= candidate.sentence.no - thread.last.sentence.no <= NEAR
