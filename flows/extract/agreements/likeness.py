"""Whether a statement about an instrument tells of an agreement that others told of before."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.instruments import PRONOUNS, Grade
from flows.extract.agreements.parties import Parties
from flows.extract.agreements.thread import Thread
from flows.lexicon import load
from flows.model.vocabulary.agreements import InstrumentType

GENERIC = frozenset(
    {"agreement", "deal", "accord", "pact", "arrangement", "document", "agree", "team", "join", "link", *PRONOUNS}
)
NEAR = 2  # sentences back to which "it" may refer
REACH = 12  # sentences back to which "the agreement" may refer
ARMED = frozenset({InstrumentType.CEASEFIRE, InstrumentType.PEACE_ACCORD})


def is_same(candidate: Candidate, thread: Thread, threads: Sequence[Thread]) -> bool:
    """Whether a statement tells of the agreement of a thread, the other threads of the document in view."""
    if any(_of_one_breath(candidate, member) for member in thread.members):
        return True
    if candidate.noun in PRONOUNS and candidate.sentence.no - thread.last.sentence.no > NEAR:
        return False
    if thread.is_headline and thread.members and all(member.in_heading for member in thread.members):
        return _tells_headline(candidate, thread)
    if not nouns_agree(candidate, thread) or _parties_differ(candidate, thread) or _years_differ(candidate, thread):
        return False
    if (
        _trades_differ(candidate, thread)
        or _names_differ(candidate, thread)
        or candidate.sentence.no - thread.last.sentence.no > REACH
        or _is_further(candidate, thread)
        or _is_counted(candidate, thread)
        or _is_papers(candidate, thread)
    ):
        return False
    own, theirs = candidate.words, thread.subjects
    overlap = _overlap(candidate, thread)
    if own and theirs and not overlap:
        return _adds_nothing(candidate, thread, threads)
    if candidate.is_definite:
        return True
    if "under" in candidate.parties.sources and candidate.frame.stage is Stage.CONCLUDE and theirs and not own:
        return False  # "under a memorandum signed in May, A lends" is none that was told with a subject of its own
    return len(candidate.parties.keys) > 1 and (overlap or not own or not theirs)


def _of_one_breath(candidate: Candidate, other: Candidate) -> bool:
    """Whether two statements are coordinated verbs over the same words: "was signed in May and expired in June"."""
    same = candidate.sentence.no == other.sentence.no and candidate.anchor == other.anchor
    return same and candidate.subjects == other.subjects and candidate.frame.predicate != other.frame.predicate


def _tells_headline(candidate: Candidate, thread: Thread) -> bool:
    """Whether a statement tells what only a headline told before it: some party, or what it is about, is the same."""
    if not nouns_agree(candidate, thread) or _trades_differ(candidate, thread):
        return False
    if candidate.in_heading and thread.last.sentence.no == candidate.sentence.no:
        return False
    own, theirs = candidate.parties.keys, thread.parties.keys
    if own and theirs and not own & theirs:
        return False
    alike = not theirs and candidate.frame.stage is thread.last.frame.stage
    return bool(own & theirs) or _overlap(candidate, thread) or candidate.is_definite or alike


def _overlap(candidate: Candidate, thread: Thread) -> bool:
    """Whether the subjects share a word that tells something, or any where one tells nothing ("cooperation")."""
    own, theirs = candidate.words, thread.subjects
    if own - vague_words() and theirs - vague_words():
        return bool((own - vague_words()) & (theirs - vague_words()))
    return bool(own & theirs)


def _is_further(candidate: Candidate, thread: Thread) -> bool:
    """Whether an instrument is told apart from the one before it: another in the sentence, or one besides several."""
    if candidate.is_definite:
        return is_predecessor(candidate)
    last = thread.last
    same_sentence = last.sentence.no == candidate.sentence.no
    return same_sentence or candidate.is_further or (candidate.is_plural != last.is_plural and last.count is not None)


def _is_counted(candidate: Candidate, thread: Thread) -> bool:
    """Whether a thread only counts accords and the words name one of their own: "22 accords", "the border accord"."""
    package = all(member.is_plural and member.count and not member.subjects for member in thread.members)
    return package and not candidate.is_plural and bool(candidate.words)


def _is_papers(candidate: Candidate, thread: Thread) -> bool:
    """Whether "the documents" are several that were signed, and a thread tells of one."""
    papers = candidate.is_plural and candidate.noun == "document"
    return papers and not any(member.is_plural or member.noun == "document" for member in thread.members)


def is_predecessor(candidate: Candidate) -> bool:
    """Whether the words mean the accord before the one told of: "the previous protocol"."""
    return any(child.lower_ in load("instruments")["predecessors"] for child in candidate.anchor.children)


def _trades_differ(candidate: Candidate, thread: Thread) -> bool:
    """Whether one is a contract and the other an accord; "the contract" may still mean the accord."""
    contracts = all(member.grade is Grade.COMMERCIAL for member in thread.members)
    return contracts != (candidate.grade is Grade.COMMERCIAL) and (not candidate.is_definite or candidate.is_plural)


def _names_differ(candidate: Candidate, thread: Thread) -> bool:
    """Whether one of two is known by a name of its own that the other does not bear."""
    names = {member.name for member in thread.members} - {None}
    if candidate.name is None and names and candidate.noun not in GENERIC and candidate.words:
        shared = len(candidate.words & thread.subjects) * 2 >= len(candidate.words)
        return not shared or candidate.noun not in {member.noun for member in thread.members}
    if candidate.name is not None and not names and candidate.noun not in {member.noun for member in thread.members}:
        return not candidate.words & thread.subjects
    return (
        candidate.name is not None and bool(names) and candidate.name not in names and not _overlap(candidate, thread)
    )


def _adds_nothing(candidate: Candidate, thread: Thread, threads: Sequence[Thread]) -> bool:
    """Whether a mention in other words can only mean this agreement: same pair, or the one protocol in view."""
    if candidate.frame.stage is not Stage.MENTION:
        return False
    if len(candidate.parties.keys) > 1:
        return candidate.parties.keys <= thread.parties.keys
    alike = [t for t in threads if t.parties.refs and candidate.noun in {m.noun for m in t.members}]
    return candidate.is_definite and not candidate.parties.refs and alike == [thread]


def nouns_agree(candidate: Candidate, thread: Thread) -> bool:
    """Whether the nouns can name one instrument: the same, of one type, or one that fits all ("the accord")."""
    armed = candidate.type in ARMED
    if (
        armed
        and thread.subjects - vague_words()
        and not any(m.type in ARMED for m in thread.members)
        and not candidate.words
    ):
        return False  # a ceasefire is no accord on customs
    nouns = {member.noun for member in thread.members}
    if candidate.noun in nouns or candidate.type in {member.type for member in thread.members}:
        return True
    return candidate.noun in GENERIC or bool(nouns & GENERIC)


def _parties_differ(candidate: Candidate, thread: Thread) -> bool:
    own, theirs = _meant(candidate).keys, thread.parties.keys
    if not own or not theirs:
        return False
    if candidate.type in ARMED and candidate.is_definite and len(own) == 1 < len(theirs):
        return False  # "the truce" may be broken, or heeded, by one who did not make it
    if not candidate.is_definite and own > theirs and len(theirs) > 1:
        return True  # what three sign is a new accord beside those of two
    if len(theirs) == 1 and len(own) == 1:
        return own != theirs and not candidate.is_definite  # "the accord" may be signed by one side after the other
    return not (own <= theirs or theirs <= own)


def _meant(candidate: Candidate) -> Parties:
    """The parties by which "the treaty with B" is known again: those it names itself."""
    return candidate.stated if candidate.is_definite and candidate.stated.refs else candidate.parties


def _years_differ(candidate: Candidate, thread: Thread) -> bool:
    years = {member.year for member in thread.members if member.year is not None}
    if candidate.year is None:
        return bool(years) and not candidate.is_definite
    return candidate.year not in years


@cache
def vague_words() -> frozenset[str]:
    """Words of subjects that tell no agreement from another."""
    return frozenset(load("instruments")["untelling"])
