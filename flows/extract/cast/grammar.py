"""What the form of a noun phrase tells: definite or new, how many, of which region; empty "it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.syntax import first_conjunct
from flows.lexicon import load

if TYPE_CHECKING:
    from flows.extract.cast.table import MentionTable
    from flows.extract.tree import Token

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
SETS = {"pair": 2, "duo": 2, "trio": 3}  # nouns in the singular for several
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
# Words that make a definite description a new thing, not one named before ("the joint venture company").
NEW = frozenset({"joint", "new", "newly", "merged", "combined", "resulting", "enlarged", "other", "another", "third"})


def is_expletive(head: Token) -> bool:
    """Whether "it" stands for no one: "it is difficult to", "it was clear that", weather and time."""
    if head.lower_ != "it" or head.dep_ not in ("nsubj", "nsubjpass", "expl"):
        return head.dep_ == "expl"
    verb = head.head
    if verb.lemma_ not in ("be", "seem", "appear", "remain", "become"):
        return False
    complement = any(c.dep_ in ("acomp", "attr") for c in verb.children)
    clause = any(
        t.dep_ in ("xcomp", "ccomp", "advcl", "csubj", "relcl") for c in verb.children for t in (c, *c.children)
    )
    return complement and clause


def region_of(head: Token) -> list[str] | None:
    """States of the region that a description names ("the Gulf state"), by ISO alpha-3."""
    lead = head.doc[head.left_edge.i : head.i].text
    hints: dict[str, list[str]] = load("nominals")["region_hints"]
    return next((hints[name] for name in sorted(hints, key=len, reverse=True) if name in lead), None)


def is_definite(head: Token) -> bool:
    """Whether the phrase points at something named before: "the", "this", "both"."""
    return any(c.lower_ in DEFINITE and c.i < head.i for c in head.children)


def is_new(head: Token) -> bool:
    """Whether the phrase tells of something not named before, or says what is the largest of its kind."""
    inside = [t for c in head.children if c.i < head.i for t in c.subtree]
    return any(t.tag_ in ("JJS", "RBS") or t.lower_ in NEW for t in inside)


def is_several(head: Token) -> bool:
    """Whether a description stands for more than one: a plural, or "the pair" that is not a pair of something."""
    is_set = head.lower_ in SETS and not any(c.lower_ == "of" for c in head.children)
    return head.tag_ in ("NNS", "NNPS") or is_set


def stated_number(head: Token) -> int | None:
    """How many a phrase counts ("the two sides", "the pair"); None where it does not say."""
    if head.lower_ in SETS:
        return SETS[head.lower_]
    return next((NUMBERS[c.lower_] for c in head.children if c.lower_ in NUMBERS), None)


def co_arguments(table: MentionTable, head: Token) -> set[str]:
    """Cast members that `head` cannot mean: its verb's subject ("Ford told the firm"), the name it describes."""
    around = {h.entity.key for t in head.ancestors if t.dep_ != "ROOT" and (h := table.at(t)) is not None}
    here = first_conjunct(head)
    while here.dep_ in ("pobj", "prep", "dobj", "dative", "agent") and here.head != here:
        here = here.head
    if first_conjunct(head).dep_ in ("nsubj", "nsubjpass", "poss") or here.pos_ not in ("VERB", "AUX"):
        return around
    subjects = [table.at(c) for c in here.children if c.dep_ in ("nsubj", "nsubjpass") and c != head]
    return around | {h.entity.key for h in subjects if h is not None}
