"""Deal nouns and the verbs that carry them: who holds a contract, makes a bid, is in talks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.clauses import Clause
from flows.extract.deals import frames

if TYPE_CHECKING:
    from flows.extract.tree import Token

ONWARD = frozenset({"ahead", "through", "forward", "on"})  # "goes ahead with its bid"; who goes with one agrees to it


def holder(clause: Clause) -> tuple[Token, ...]:
    """Subjects of the verb that carries a deal noun, where the verb makes them a side of it."""
    verb = carrier(clause.predicate)
    if clause.predicate.dep_ in ("compound", "nmod", "amod"):  # its deal noun has been asked for the holder
        return clause.subjects
    if verb is not None and verb.lemma_ == "be" and clause.predicate.dep_ == "pobj":  # "is in talks"
        return clause.subjects
    if verb is not None and verb.lemma_ == "go" and not any(c.lower_ in ONWARD for c in verb.children):
        return ()
    if verb is None or verb.lemma_.lower() not in frames.carriers("holding") | frames.carriers(
        "winning"
    ) | frames.carriers("awarding"):
        return ()
    return clause.subjects


def bidder(clause: Clause) -> tuple[Token, ...]:
    """Holders of a bid or offer: not whoever asks for one or has to answer it."""
    verb = carrier(clause.predicate)
    if verb is not None and verb.lemma_.lower() in frames.carriers("weighing") and _is_for_another(clause):
        return clause.subjects
    asked = frames.carriers("answering") | frames.carriers("inviting")
    return () if verb is not None and verb.lemma_.lower() in asked else holder(clause)


def _is_for_another(clause: Clause) -> bool:
    """Whether a bid is told by what it is for, and that is nothing of whoever thinks of it."""
    aims = clause.obliques.get("for", ())
    own = any(c.lower_ in ("its", "their") for t in aims for c in t.subtree)
    return bool(aims) and not own and not clause.obliques.get("from") and not clause.obliques.get("by")


def carrier(noun: Token) -> Token | None:
    """The verb whose object, passive subject or complement a noun is."""
    given = _giver(noun)
    if given is not None:
        return given
    here = noun
    while here.dep_ in ("conj", "appos") and here.head.pos_ in ("NOUN", "PROPN"):
        here = here.head
    if here.dep_ in ("dobj", "nsubjpass", "attr", "oprd") and here.head.pos_ in ("VERB", "AUX"):
        return here.head
    if here.dep_ == "pobj" and here.head.dep_ == "prep":
        above = here.head.head
        if above.pos_ in ("VERB", "AUX"):
            return above
        told_by = frames.carriers("support") | frames.carriers("approval")
        return carrier(above) if above.lemma_.lower() in told_by or _is_so_much(above, here.head) else None
    return None


def _is_so_much(noun: Token, preposition: Token) -> bool:
    """Whether a noun only tells how much there is of what follows ("$2 billion in orders", "a string of contracts")."""
    if preposition.lower_ == "in":
        return noun.pos_ == "NUM" or noun.tag_ in ("CD", "$")
    return preposition.lower_ == "of" and noun.lemma_.lower() in frames.carriers("rows")


def _giver(noun: Token) -> Token | None:
    """The verb of "hand X an order", where the parse lost the tie: only X and the noun's own words stand between."""
    for token in reversed(noun.doc[noun.sent.start : noun.i]):
        if token.pos_ == "VERB":
            return token if token.lemma_.lower() in frames.carriers("awarding") else None
        if token.pos_ not in ("NOUN", "PROPN", "DET", "ADJ", "NUM", "PART", "PRON"):
            return None
    return None


def is_only_imagined(noun: Token) -> bool:
    """Whether a noun is what something would bring somebody: "a decision that would hand X its first order"."""
    verb = _giver(noun)
    return verb is not None and any(c.tag_ == "MD" and c.lower_ in ("would", "could", "might") for c in verb.children)
