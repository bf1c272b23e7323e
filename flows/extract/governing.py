"""What the words around an event make of it: classes of governing words, words that empty a clause."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.extract.modality import Mode
from flows.lexicon import load

if TYPE_CHECKING:
    from flows.extract.tree import Token


def class_of(head: Token) -> Mode | None:
    """The class of a word over an infinitive, gerund or event noun; None where it is in none."""
    if head.pos_ in ("VERB", "AUX"):
        particle = next((child.lower_ for child in head.children if is_particle(child)), "")
        verbs = table("verbs")
        bare = None if particle in ("out", "down", "up") else verbs.get(head.lemma_)  # "work out", "end up" are others
        return verbs.get(f"{head.lemma_} {particle}") or bare
    if head.pos_ in ("ADJ", "ADV"):
        return table("adjectives").get(head.lower_)
    lemma = head.lemma_.lower()
    return table("nouns").get(lemma) or table("nouns").get(lemma.removesuffix("s"))


def is_particle(word: Token) -> bool:
    """Whether a word makes another verb of the one it stands with ("walk away")."""
    apart = word.lower_ in ("away", "off", "out", "back")
    before_of = word.dep_ == "prep" and any(child.lower_ == "of" for child in word.children)  # "pulled out of"
    return word.dep_ == "prt" or (apart and (word.dep_ == "advmod" or before_of))


def is_none(word: Token) -> bool:
    """Whether an adverb, subject or object empties the clause: "never", "no agreement", "neither side"."""
    if word.dep_ in ("advmod", "npadvmod"):
        no_longer = word.lower_ == "longer" and any(child.lower_ == "no" for child in word.children)
        return no_longer or word.lower_ in words_of("negative_adverbs")
    if word.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return False
    determiners = [child for child in word.children if child.dep_ == "det"]
    return any(part.lower_ in words_of("nobody") for part in (word, *determiners))


@cache
def words_of(section: str) -> frozenset[str]:
    """A plain list of assertion.yml."""
    return frozenset(load("assertion")[section])


@cache
def table(section: str) -> dict[str, Mode]:
    """Mode by word."""
    return {word: Mode(mode) for mode, words in load("assertion")[section].items() for word in words}
