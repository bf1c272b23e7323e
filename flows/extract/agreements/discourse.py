"""Which statements of one document tell the same agreement, and which of these are agreements at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.extract.agreements.acceptance import agreements, says_something
from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.instruments import Grade
from flows.extract.agreements.thread import Thread
from flows.lexicon import load

GENERIC = frozenset({"agreement", "deal", "accord", "pact", "arrangement", "document", "agree"})
TREATED = frozenset({Stage.INITIAL, Stage.RATIFY})
REACH = 12  # sentences back to which "the agreement" may refer


def threads_of(finder: PartyFinder, candidates: Iterable[Candidate]) -> list[Thread]:
    """The agreements of a document in the order of their first statement, business deals left out."""
    threads: list[Thread] = []
    for candidate in candidates:
        _place(candidate, threads)
    for number, thread in enumerate(threads):
        _complete(thread, finder)
        _beside(thread, threads[:number])
    return agreements(finder.context, threads)


def _place(candidate: Candidate, threads: list[Thread]) -> None:
    """Add a statement, once per subject, to the agreement it tells of or to a new one."""
    parts = [replace(candidate, subjects=(s,)) for s in candidate.subjects] or [candidate]
    for part in parts:
        fitting = [thread for thread in threads if _same(part, thread, threads)]
        thread = max(fitting, key=lambda t: _closeness(part, t), default=None)
        if thread is None:
            if _is_vague(part):
                continue
            thread, part = Thread(), _likened(part, threads)
            threads.append(thread)
        thread.add(part)


def _likened(candidate: Candidate, threads: Sequence[Thread]) -> Candidate:
    """A pact called similar to the one before, with the traits of that one; one before it, with its parties."""
    before = next((t for t in reversed(threads) if _nouns_agree(candidate, t)), None)
    if _is_predecessor(candidate) and before is not None and not candidate.parties.refs:
        return replace(candidate, parties=before.parties)
    if not candidate.is_alike or before is None:
        return candidate
    commercial = candidate.is_commercial or any(member.is_commercial for member in before.members)
    cooperative = candidate.is_cooperative or any(member.is_cooperative for member in before.members)
    return replace(candidate, is_commercial=commercial, is_cooperative=cooperative)


def _is_vague(candidate: Candidate) -> bool:
    """Whether the words may be no instrument at all: "greater partnership", "a joint statement" that no one signs."""
    vague = candidate.grade in (Grade.JOINT, Grade.PAPER) and candidate.frame.stage is Stage.MENTION
    return vague and not candidate.in_heading and len(candidate.parties.refs) < 2


def _closeness(candidate: Candidate, thread: Thread) -> tuple[int, int]:
    """How well a statement fits an agreement, then how near the agreement was last told."""
    shared = 4 * bool(candidate.words & thread.subjects) + 2 * bool(candidate.parties.keys & thread.parties.keys)
    named = 2 * bool(thread.parties.refs) + any(member.noun == candidate.noun for member in thread.members)
    return shared + named, thread.last.sentence.no


def _same(candidate: Candidate, thread: Thread, threads: Sequence[Thread]) -> bool:
    if not _nouns_agree(candidate, thread) or _parties_differ(candidate, thread) or _years_differ(candidate, thread):
        return False
    if (
        _trades_differ(candidate, thread)
        or _names_differ(candidate, thread)
        or candidate.sentence.no - thread.last.sentence.no > REACH
        or _is_further(candidate, thread)
    ):
        return False
    own, theirs = candidate.words, thread.subjects
    overlap = bool(own & theirs)
    if all(member.in_heading for member in thread.members):
        return bool(candidate.parties.keys & thread.parties.keys) or overlap or candidate.is_definite
    if own and theirs and not overlap:
        return _adds_nothing(candidate, thread, threads)
    if candidate.is_definite:
        return True
    return len(candidate.parties.keys) > 1 and (overlap or not own or not theirs)


def _is_further(candidate: Candidate, thread: Thread) -> bool:
    """Whether an instrument is told apart from the one before it: another in the sentence, or one besides several."""
    if candidate.is_definite:
        return _is_predecessor(candidate)
    last = thread.last
    same_sentence = last.sentence.no == candidate.sentence.no
    return same_sentence or candidate.is_further or (candidate.is_plural != last.is_plural and last.count is not None)


def _is_predecessor(candidate: Candidate) -> bool:
    """Whether the words mean the accord before the one told of: "the previous protocol"."""
    return any(child.lower_ in load("instruments")["predecessors"] for child in candidate.anchor.children)


def _trades_differ(candidate: Candidate, thread: Thread) -> bool:
    """Whether one is a contract and the other an accord; "the contract" may still mean the accord."""
    contracts = all(member.grade is Grade.COMMERCIAL for member in thread.members)
    return contracts != (candidate.grade is Grade.COMMERCIAL) and not candidate.is_definite


def _names_differ(candidate: Candidate, thread: Thread) -> bool:
    """Whether one of two is known by a name of its own that the other does not bear."""
    names = {member.name for member in thread.members} - {None}
    if candidate.name is not None and not names and candidate.noun not in {member.noun for member in thread.members}:
        return not candidate.words & thread.subjects
    return candidate.name is not None and bool(names) and candidate.name not in names


def _adds_nothing(candidate: Candidate, thread: Thread, threads: Sequence[Thread]) -> bool:
    """Whether a mention in other words can only mean this agreement: same pair, or the one protocol in view."""
    if candidate.frame.stage is not Stage.MENTION:
        return False
    if len(candidate.parties.keys) > 1:
        return candidate.parties.keys <= thread.parties.keys
    alike = [t for t in threads if t.parties.refs and candidate.noun in {m.noun for m in t.members}]
    return candidate.is_definite and not candidate.parties.refs and alike == [thread]


def _nouns_agree(candidate: Candidate, thread: Thread) -> bool:
    nouns = {member.noun for member in thread.members}
    if candidate.noun in nouns or candidate.type in {member.type for member in thread.members}:
        return True
    return candidate.noun in GENERIC or bool(nouns & GENERIC)


def _parties_differ(candidate: Candidate, thread: Thread) -> bool:
    own, theirs = candidate.parties.keys, thread.parties.keys
    if not own or not theirs:
        return False
    if len(theirs) == 1 and len(own) == 1:
        return own != theirs and not candidate.is_definite  # "the accord" may be signed by one side after the other
    return not (own <= theirs or theirs <= own)


def _years_differ(candidate: Candidate, thread: Thread) -> bool:
    years = {member.year for member in thread.members if member.year is not None}
    if candidate.year is None:
        return bool(years) and not candidate.is_definite
    return candidate.year not in years


def _complete(thread: Thread, finder: PartyFinder) -> None:
    """Give an agreement with fewer than two parties the pair that its surroundings show, if they show one."""
    if len(thread.parties.refs) > 1 or any(member.is_commercial for member in thread.members):
        return
    for member in thread.members:
        if _is_done(member) and (thread.parties.refs or _is_of_states(member)):
            found = finder.dyads.around(member.sentence, thread.parties)
            if found is None and not thread.parties.refs:
                found = finder.before(member.sentence)
            if found is not None and len(found.refs) > 1:
                thread.parties = found
                return


def _beside(thread: Thread, before: Sequence[Thread]) -> None:
    """Give an instrument of states that no one is named for the two sides of the accord told of just before."""
    if thread.parties.refs or not any(_is_treaty(member) for member in thread.members):
        return
    told = next((other for other in reversed(before) if len(other.parties.refs) > 1), None)
    if told is not None and thread.members[0].sentence.no - told.last.sentence.no <= REACH:
        thread.parties = told.parties


def _is_treaty(member: Candidate) -> bool:
    """Whether what is said or the name is that of an instrument of states: initialled, ratified, "Agreement on"."""
    return _is_done(member) and (member.frame.stage in TREATED or member.name is not None)


def _is_done(member: Candidate) -> bool:
    return member.status is not None and member.frame.stage is not Stage.MENTION


def _is_of_states(member: Candidate) -> bool:
    """Whether an instrument that no one is named for can be one of the states in view: a signed protocol, say."""
    signed = member.frame.stage is Stage.CONCLUDE and not member.frame.assertion.negated
    return signed and not member.in_business and (member.grade is not Grade.PLAIN or member.is_plural)


def telling(thread: Thread) -> Sequence[Candidate]:
    """The statements worth a report: those that say what becomes of the agreement, else the first."""
    told = [m for m in thread.members if m.status is not None and m.frame.stage is not Stage.MENTION]
    headed = [m for m in thread.members if m.in_heading and m.status is not None and m not in told]
    mentioned = [m for m in thread.members if says_something(m) and m not in told and m not in headed]
    return sorted(told + headed or mentioned[:1], key=lambda m: (m.sentence.no, m.anchor.i))
