"""Words that stand for one more instrument of the kind just named: "another on customs", "a third on visas"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.extract.tree import Token

ORDINALS = frozenset("second third fourth fifth".split())
ONE_MORE = frozenset({"one", "another", "other", *ORDINALS})
NOUN_PLACES = frozenset({"dobj", "pobj", "nsubjpass", "conj"})
SIDES = frozenset({"with", "between"})
MATTERS = frozenset({"on", "concerning", "regarding", "covering"})
BESIDES = frozenset("along together alongside besides plus well addition".split())
REACH = 3  # words from "along" to the instrument's phrase


def is_one_more(token: Token) -> bool:
    """Whether a word stands for an accord like the one just named: "one with Peru", "a second on borders"."""
    if token.lower_ not in ONE_MORE:
        return False
    after = token.doc[token.i + 1 : token.i + 3]
    bare = token.lower_ in ("one", "another") and token.dep_ in NOUN_PLACES
    if bare and any(t.lower_ in SIDES for t in (*token.children, *after[:1])):
        return True
    told = len(after) > 1 and after[0].lower_ in MATTERS  # "another on Monday" tells when, "one on one" is a talk
    if token.lower_ in ORDINALS and (token.i == 0 or token.nbor(-1).lower_ != "a"):
        return False  # "an accord, the second on trade": the accord itself
    return told and after[1].text[:1].islower() and after[1].lower_ not in ONE_MORE


def is_besides(first: Token) -> bool:
    """Whether a phrase is told along with what stands before it, or as one of it.

    "As well as a convention", "along with a pact", "among them a treaty".
    """
    before = [t.lower_ for t in first.doc[max(0, first.i - REACH) : first.i]]
    besides = before[-1:] and before[-1] in ("with", "as", "to", *BESIDES) and not BESIDES.isdisjoint(before)
    return bool(besides) or before[-2:] == ["among", "them"]
