"""Which statements of one document tell the same agreement, and which of these are agreements at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flows.extract.agreements.acceptance import agreements, says_something
from flows.extract.agreements.behalf import give_signers
from flows.extract.agreements.bodies import give_bodies
from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.clausal import TOLD
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.dyads import tells_of_accession
from flows.extract.agreements.foes import give_foes
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.instruments import PRONOUNS, Grade, is_instrument_word
from flows.extract.agreements.labour import give_employer
from flows.extract.agreements.likeness import ARMED, REACH, is_predecessor, is_same, nouns_agree, vague_words
from flows.extract.agreements.onlookers import give_sides
from flows.extract.agreements.packages import sides_of_further, told_apart
from flows.extract.agreements.places import is_pair
from flows.extract.agreements.thread import Thread
from flows.extract.agreements.whole import settled
from flows.extract.clauses import clause_of
from flows.model.vocabulary.statements import PartyBasis

ECHOED = frozenset({Stage.MENTION, Stage.CONCLUDE, Stage.NEGOTIATE, Stage.PROPOSE, Stage.FORCE})
STANDING = frozenset({Stage.FORCE, Stage.UPHOLD, Stage.RENEW, Stage.SUSPEND, Stage.VIOLATE, Stage.END, Stage.REJECT})
TREATED = frozenset({Stage.INITIAL, Stage.RATIFY})


def threads_of(finder: PartyFinder, candidates: Iterable[Candidate]) -> tuple[list[Thread], list[Thread]]:
    """The agreements of a document in the order of their first statement, and the threads that are none."""
    threads: list[Thread] = []
    for candidate in candidates:
        _place(_of_pair(candidate, threads, finder), threads)
    for number, thread in enumerate(threads):
        give_employer(thread, threads[:number], finder)
        give_foes(thread, finder)
        if any(member.type in ARMED for member in thread.members):
            _beside(thread, threads[:number], finder)  # who made the other truce, rather than who else is near
        _complete(thread, finder)
        give_sides(thread, finder)
        give_bodies(thread, finder)
        _beside(thread, threads[:number], finder)
        thread.members = settled(thread.members)
    threads = _without_echoes(threads)
    accepted = agreements(finder.context, threads)
    found = unpacked(accepted)
    give_signers(found, finder)
    return found, [thread for thread in threads if all(thread is not other for other in accepted)]


def _without_echoes(threads: list[Thread]) -> list[Thread]:
    """The threads, one that tells again of an accord of just these sides put with it."""
    kept: list[Thread] = []
    for thread in threads:
        told = next((other for other in kept if _is_echo(thread, other) or _is_retold(thread, other)), None)
        if told is None:
            kept.append(thread)
        else:
            told.members += [replace(member, parties=told.parties) for member in thread.members]
    return kept


def _is_echo(thread: Thread, other: Thread) -> bool:
    """Whether a thread only tells again of an accord: no name, number or subject of its own, and the same sides."""
    own = any(m.stated.refs or m.name or m.year or m.count or m.is_further or m.is_plural for m in thread.members)
    if (
        own
        or len(thread.parties.refs) < 2
        or thread.parties.keys != other.parties.keys
        or is_predecessor(thread.members[0])
    ):
        return False
    if any(m.frame.stage not in ECHOED for m in thread.members):
        return False
    alike = not thread.subjects or bool((thread.subjects & other.subjects) - vague_words())
    return alike and nouns_agree(thread.members[0], other)


def _is_retold(thread: Thread, other: Thread) -> bool:
    """Whether two threads of the same sides and kind are on one matter, told apart by no year, name or "further"."""
    if len(thread.parties.refs) < 2 or thread.parties.keys != other.parties.keys or thread.type is not other.type:
        return False
    if any(m.is_further or is_predecessor(m) for m in thread.members) or _marks_of(thread) != _marks_of(other):
        return False
    own, theirs = thread.subjects - vague_words(), other.subjects - vague_words()
    return bool(own and theirs) and 2 * len(own & theirs) >= min(len(own), len(theirs))


def _marks_of(thread: Thread) -> set[tuple[str | None, str | None]]:
    """Names and years that the statements give an accord."""
    return {(m.name, m.year) for m in thread.members} - {(None, None)}


def _place(candidate: Candidate, threads: list[Thread]) -> None:
    """Add a statement, once per subject, to the agreement it tells of or to a new one.

    What two do who have an accord that the text names is what that is about.
    """
    if candidate.frame.rule == TOLD and any(len(candidate.parties.keys & t.parties.keys) > 1 for t in threads):
        return
    if told_apart(candidate, threads):
        return
    parts = [replace(candidate, subjects=(s,)) for s in candidate.subjects] or [candidate]
    for part in parts:
        fitting = [thread for thread in threads if is_same(part, thread, threads)]
        thread = max(fitting, key=lambda t: _closeness(part, t), default=None)
        if thread is None:
            if _is_vague(part) or part.noun in PRONOUNS:
                continue
            thread, part = Thread(), sides_of_further(_likened(part, threads), threads)
            threads.append(thread)
        elif len(part.stated.refs) == 1 and len(thread.parties.refs) > 1:
            part = replace(part, parties=part.stated)  # the other side is the agreement's own
        thread.add(part)


def _of_pair(candidate: Candidate, threads: Sequence[Thread], finder: PartyFinder) -> Candidate:
    """A statement by "the two countries", where the sentence before tells of an accord: the pair are its sides.

    "The treaty with Peru opens the border. The two countries are to sign another on trade."
    """
    predicate, before = candidate.frame.predicate, candidate.sentence.no - 1
    if (
        predicate is None
        or before < 0
        or len(candidate.parties.refs) > 2
        or not any(is_pair(t) for t in clause_of(predicate).subjects)
    ):
        return candidate
    told = [t for t in threads if t.last.sentence.no == before and len(t.parties.refs) == 2]
    if len(told) != 1 or not told[0].last.stated.refs:
        return candidate
    if finder.dyads.others(finder.context.sentences[before], told[0].parties):
        return candidate
    refs = tuple(replace(ref, basis=PartyBasis.COREFERENCE) for ref in told[0].parties.refs)
    meant = replace(candidate.parties, refs=refs)
    return replace(candidate, parties=meant, stated=meant)


def _likened(candidate: Candidate, threads: Sequence[Thread]) -> Candidate:
    """A pact called similar to the one before, with the traits of that one; one before it, with its parties."""
    before = next((t for t in reversed(threads) if nouns_agree(candidate, t)), None)
    if is_predecessor(candidate) and before is not None and not candidate.parties.refs:
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
    named = 2 * bool(thread.parties.refs) + any(candidate.noun in _nouns(member) for member in thread.members)
    return shared + named, thread.last.sentence.no


def _nouns(member: Candidate) -> set[str]:
    """What a statement calls its instrument: "cessation" and "agreement" of "an agreement on a cessation of fire"."""
    above = member.anchor.head
    whole = above.head if member.anchor.dep_ == "pobj" and above.lower_ in ("on", "for", "to") else None
    return {member.noun} | ({whole.lemma_.lower()} if whole is not None and is_instrument_word(whole) else set())


def _complete(thread: Thread, finder: PartyFinder) -> None:
    """Give an agreement with fewer than two parties the pair that its surroundings show, if they show one."""
    sold = any(member.is_commercial and member.grade is not Grade.FORMAL for member in thread.members)
    if len(thread.parties.refs) > 1 or sold:
        return
    for member in thread.members:
        if _is_done(member) and (thread.parties.refs or _is_of_states(member)):
            found = finder.dyads.around(member.sentence, thread.parties)
            if found is None and not thread.parties.refs:
                found = finder.before(member.sentence)
            if found is not None and len(found.refs) > 1:
                thread.parties = found
                return


def _beside(thread: Thread, threads: Sequence[Thread], finder: PartyFinder) -> None:
    """Give an instrument that fewer than two are named for the two sides of an accord told of before it.

    A truce is one of those who made the other truce or peace; a treaty that is ratified or bears a name, or any formal
    instrument where the document knows but one pair of sides, is theirs.
    """
    if len(thread.parties.refs) > 1 or any(tells_of_accession(member.sentence) for member in thread.members):
        return
    sided = [other for other in threads if len(other.parties.refs) > 1]
    told = next((t for t in reversed(sided) if t.members[0].sentence.no <= thread.members[0].sentence.no), None)
    if told is None or not thread.parties.keys <= told.parties.keys:
        return
    if any(member.type in ARMED for member in thread.members):
        one_pair = len({other.parties.keys for other in sided}) == 1
        told = next((t for t in reversed(sided) if one_pair or any(m.type in ARMED for m in t.members)), None)
        fits = told is not None and any(_is_done(member) for member in thread.members)
    elif any(_is_treaty(member) for member in thread.members):
        fits = not thread.parties.refs and thread.members[0].sentence.no - told.last.sentence.no <= REACH
    else:
        one_pair = len({other.parties.keys for other in sided}) == 1
        fits = one_pair and any(
            _is_formal(m) and not finder.dyads.others(m.sentence, told.parties) for m in thread.members
        )
    if fits and told is not None and thread.parties.keys <= told.parties.keys:
        thread.parties = told.parties


def _is_formal(member: Candidate) -> bool:
    """Whether something is done to a formal instrument, or one that says what it is about."""
    formal = member.grade is Grade.FORMAL or (member.grade is Grade.PAPER and bool(member.subjects))
    return _is_done(member) and formal and not member.in_business


def _is_treaty(member: Candidate) -> bool:
    """Whether what is said or the name is that of an instrument of states: initialled, ratified, "Agreement on"."""
    return _is_done(member) and (member.frame.stage in TREATED or member.name is not None)


def _is_done(member: Candidate) -> bool:
    return member.status is not None and member.frame.stage is not Stage.MENTION


def _is_of_states(member: Candidate) -> bool:
    """Whether an instrument that no one is named for can be one of the states in view: a signed protocol, say."""
    signed = member.frame.stage is Stage.CONCLUDE and not member.frame.assertion.negated
    stands = member.frame.stage in STANDING and member.is_definite
    return (signed or stands or member.frame.stage in TREATED) and not member.in_business


def unpacked(threads: list[Thread]) -> list[Thread]:
    """The agreements without statements that only count or sum up those named: "signed various agreements"."""
    for thread in threads:
        kin = [t for t in threads if t.parties.keys & thread.parties.keys]
        sums = [m for m in thread.members if _sums_up(m) and any(_is_part(m, t) for t in kin)]
        if sums:
            thread.members = [m for m in thread.members if m not in sums]
    return [thread for thread in threads if thread.members]


def _sums_up(member: Candidate) -> bool:
    """Whether a statement only speaks of several; one that counts them says how large the package is."""
    return member.is_plural and member.count is None and not member.subjects and member.frame.stage is not Stage.MENTION


def _is_part(package: Candidate, thread: Thread) -> bool:
    """Whether an agreement is one of those that a statement sums up: as far along, and told not far away."""
    return any(
        (m.subjects or (m.sentence.no == package.sentence.no and not m.is_plural))
        and m.status is package.status
        and m.anchor != package.anchor
        and abs(m.sentence.no - package.sentence.no) <= REACH
        for m in thread.members
    )


def telling(thread: Thread) -> Sequence[Candidate]:
    """The statements worth a report: those that say what becomes of the agreement, else the first."""
    told = [m for m in thread.members if m.status is not None and m.frame.stage is not Stage.MENTION]
    headed = [m for m in thread.members if m.in_heading and m.status is not None and m not in told]
    headed = [m for m in headed if not told or m.frame.stage is not Stage.MENTION]
    mentioned = [m for m in thread.members if says_something(m) and m not in told and m not in headed]
    return sorted(told + headed or mentioned[:1], key=lambda m: (m.sentence.no, m.anchor.i))
