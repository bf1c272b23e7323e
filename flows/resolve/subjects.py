"""Whether two agreements are about the same subject."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache

from flows.lexicon import load
from flows.resolve.goods import singular
from flows.resolve.text import tokens


class Subject(StrEnum):
    """How the subjects of two reports compare."""

    SAME = "same"
    UNKNOWN = "unknown"  # one of them does not say
    OTHER = "other"


def compare_subjects(a: str | None, b: str | None) -> Subject:
    """How two subject phrases compare: the same where they share most of their telling words."""
    ours, theirs = subject_words(a), subject_words(b)
    if not ours or not theirs:
        return Subject.UNKNOWN
    shared = len(ours & theirs)
    return Subject.SAME if shared and 2 * shared >= len(ours | theirs) else Subject.OTHER


@lru_cache(maxsize=100_000)
def subject_words(text: str | None) -> frozenset[str]:
    """The telling words of a subject phrase, each group of synonyms as one word."""
    if text is None:
        return frozenset()
    phrase = " " + " ".join(_american(singular(word)) for word in tokens(text)) + " "
    for form, short in _synonyms():
        phrase = phrase.replace(f" {form} ", f" {short} ")
    return frozenset(phrase.split()) - _ignored()


def _american(word: str) -> str:
    """One spelling for British and American forms: "standardisation", "defence"."""
    return word.replace("isation", "ization").replace("defence", "defense").replace("labour", "labor")


@cache
def _synonyms() -> tuple[tuple[str, str], ...]:
    """Form and the word that stands for its group, longest forms first."""
    pairs = [
        (_form(form), _form(name).replace(" ", "-"))
        for name, forms in load("subject_synonyms")["synonyms"].items()
        for form in [name, *forms]
    ]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def _form(text: str) -> str:
    return " ".join(_american(singular(word)) for word in tokens(text))


@cache
def _ignored() -> frozenset[str]:
    return frozenset(_american(singular(word)) for word in load("subject_synonyms")["ignored"])
