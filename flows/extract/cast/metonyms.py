"""Capitals that stand for governments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.syntax import coordination
from flows.lexicon import words

if TYPE_CHECKING:
    from flows.extract.tree import Token


def acts_as_government(city: Token) -> bool:
    """Whether the name of a capital, by its head token, stands for the government rather than the place."""
    here = coordination(city)
    if here.dep_ == "nsubj":
        return _does(here.head)
    if here.dep_ == "dobj":
        return here.head.lemma_ in _group("addressing")
    if here.dep_ == "poss":
        return here.head.pos_ == "NOUN" and not _group("possessions").isdisjoint(_lemmas(here.head))
    if here.dep_ != "pobj":
        return False
    preposition = here.head
    if preposition.dep_ == "agent":
        return True
    near = {w for t in (preposition.head, preposition.head.head) for w in _lemmas(t)}
    if preposition.lower_ in ("with", "between", "against", "toward", "towards"):
        return not _group("dealings").isdisjoint(near)
    return preposition.lower_ in ("from", "to", "by") and not _group("transfers").isdisjoint(near)


def _does(verb: Token) -> bool:
    """Whether a subject of the verb acts as a government does."""
    if verb.pos_ not in ("VERB", "AUX") or verb.lemma_ in _group("city_verbs"):
        return False
    return not any(c.lemma_ in _group("city_nouns") for c in verb.children if c.dep_ == "attr")


def _lemmas(token: Token) -> set[str]:
    return {token.lemma_.lower(), *(c.lemma_.lower() for c in token.children if c.dep_ in ("compound", "amod"))}


def _group(name: str) -> frozenset[str]:
    return words("metonyms", name)
