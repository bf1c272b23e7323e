"""What an accord says, where no phrase names its subject: "a pact that lets A use B", "under which A trains B"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.instruments import Grade
from flows.extract.agreements.likeness import ARMED
from flows.extract.agreements.scan import Scan, trimmed
from flows.extract.agreements.verbs import subject_stage
from flows.extract.context import Context
from flows.lexicon import load
from flows.model.report import Span

if TYPE_CHECKING:
    from flows.extract.tree import Token

LONG = 7  # words of a clause of which the verb and its object say enough
REACH = 16  # words after the noun within which a clause on it begins
TAKEN = ("dobj", "nsubjpass")
LONGEST = 14  # words of a clause; more is no subject
ENDS = frozenset({".", ";", ":", "(", "--", ","})


def contents_of(context: Context, candidate: Candidate) -> Span | None:
    """The words that say what the accord of a statement does, or its own name where that says it; None if neither."""
    if candidate.type in ARMED:
        return None
    scan = Scan(context, candidate.sentence)
    for first in _openings(scan, candidate):
        span = scan.span(_clause(first))
        if span is not None:
            return span
    return _called(scan, candidate)


def _openings(scan: Scan, candidate: Candidate) -> Iterator[Token]:
    """First words of what the accord does, the likeliest first."""
    noun = candidate.anchor
    for clause in _clauses(noun):
        yield from _told_by(scan, clause)
    if noun.dep_ == "nsubj" and noun.head.pos_ == "VERB":
        yield from _told_by(scan, noun.head)
    if noun.dep_ == "pobj" and noun.head.lower_ in _words("under"):
        yield from _done_under(noun.head.head)


def _clauses(noun: Token) -> Iterator[Token]:
    """The clauses on a noun, those that the parse hung on a side, a day or the verb among them."""
    yield from (c for c in noun.children if c.dep_ in ("relcl", "acl"))
    for token in noun.doc[noun.i + 1 : noun.i + REACH]:
        if token.pos_ in ("VERB", "AUX") and noun.i < token.head.i < token.i and _is_relative(token):
            yield token  # "the pact with Peru, which lets", "a pact reached in May, under which"
        elif token.tag_ == "VBG" and token.dep_ == "advcl" and token.head == noun.head and noun.dep_ in TAKEN:
            yield token  # "signed an accord with Peru today allowing"


def _is_relative(verb: Token) -> bool:
    """Whether a clause with "which" hangs on a name, a number or a participle."""
    on = verb.head.pos_ in ("PROPN", "NUM") or verb.head.dep_ == "acl"
    under = [n for c in verb.children for n in (c, *c.children) if c.dep_ in ("nsubj", "prep")]
    return on and any(n.lower_ == "which" for n in under)


def _told_by(scan: Scan, clause: Token) -> Iterator[Token]:
    """What a clause with the accord for subject or under "under which" says that is to be done."""
    if clause.pos_ not in ("VERB", "AUX"):
        return
    relative = [c for c in clause.children if c.dep_ == "prep" and any(n.lower_ == "which" for n in c.children)]
    if relative:
        if relative[0].lower_ in (*_words("under"), "in", "by"):
            yield from _done_under(clause)
            yield from _befallen(scan, clause)
        return
    if clause.tag_ == "VBN" and clause.lemma_.lower() in _words("purposing"):
        yield from (c for c in clause.children if c.dep_ == "xcomp" and c.tag_ == "VB")  # "designed to end the war"
    own = any(c.dep_ == "nsubj" and c.lower_ not in ("which", "that") and c.head == clause for c in clause.children)
    if clause.tag_ == "VBN" or (clause.dep_ == "relcl" and own) or subject_stage(clause) is not None:
        return
    if clause.lemma_.lower() in _words("permitting"):
        acts = [c for c in clause.children if c.dep_ in ("ccomp", "xcomp") and c.pos_ == "VERB"]
        yield from (_with_subject(scan, act) for act in acts)
        yield from (g for c in clause.children if c.dep_ == "dobj" for g in c.children if g.dep_ in ("acl", "relcl"))
    if clause.lemma_.lower() in _words("stipulating"):
        things = [c for c in clause.children if c.dep_ == "dobj" and c.lower_ != "way"]  # "paving the way for"
        yield from (c.doc[c.left_edge.i] for c in things)
        below = [p for p in clause.children if p.dep_ == "prep" and p.lower_ == "for"]
        yield from (n.doc[n.left_edge.i] for p in below for n in p.children if n.dep_ in ("pobj", "pcomp"))


def _with_subject(scan: Scan, verb: Token) -> Token:
    """The first word of a clause: of its subject where that is no party ("lets fruit pickers stay")."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None)
    named = subject is None or any(scan.is_name(t) for t in subject.subtree)
    return verb if subject is None or named else verb.doc[subject.left_edge.i]


def _done_under(verb: Token) -> Iterator[Token]:
    """The verb that says what is done under an accord."""
    objects = any(c.dep_ in ("dobj", "prep", "xcomp") and c.i > verb.i for c in verb.children)
    if verb.pos_ == "VERB" and objects and verb.lemma_.lower() not in _words("reporting"):
        yield verb


def _befallen(scan: Scan, verb: Token) -> Iterator[Token]:
    """The first word of what an accord is to change: "under which the river is shared", "disputes go to a panel"."""
    for subject in (c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ == "NOUN"):
        if not any(scan.is_name(t) for t in subject.subtree):
            yield verb.doc[subject.left_edge.i]


def _clause(first: Token) -> list[Token]:
    """The words from `first` to the end of what it opens."""
    verb = first if first.pos_ == "VERB" else next((t for t in first.ancestors if t.pos_ == "VERB"), first)
    low = ("det", "amod", "compound", "nummod", "poss")
    end = max(first.right_edge.i, first.head.right_edge.i if first.dep_ in low else first.i)
    end = max(end, verb.right_edge.i if verb.dep_ in ("ccomp", "xcomp") and verb.i > first.i else end)
    words: list[Token] = []
    for token in first.doc[first.i : min(end + 1, first.i + LONGEST)]:
        if token.text in ENDS or token.lower_ in _words("under"):
            break
        words.append(token)
    return trimmed(_core(words) if len(words) > LONG else words)


def _core(words: list[Token]) -> list[Token]:
    """The verb of a long clause with its object alone: "buys two tonnes of wheat" of "a year from Peru" no more."""
    thing = next((c for t in words if t.pos_ == "VERB" for c in t.children if c.dep_ == "dobj" and c.i > t.i), None)
    if thing is None:
        return words
    last = next((c.right_edge.i for c in thing.children if c.lower_ == "of" and c.i == thing.i + 1), thing.i)
    return [t for t in words if t.i <= last]


def _called(scan: Scan, candidate: Candidate) -> Span | None:
    """The name of a lasting cooperation, which says itself what it is: "joint venture", "strategic partnership"."""
    noun = candidate.anchor
    if candidate.grade is not Grade.JOINT or noun.lemma_.lower() in _words("empty_names"):
        return None
    before = [c for c in noun.children if c.dep_ in ("amod", "compound") and c.i < noun.i and not scan.is_name(c)]
    return scan.span(trimmed(list(noun.doc[min([noun, *before], key=lambda t: t.i).i : noun.i + 1])))


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(load("agreement_verbs")[section])
