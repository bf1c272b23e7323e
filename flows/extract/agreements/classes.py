"""The field of public life that an accord is about."""

from __future__ import annotations

from functools import cache

from flows.lexicon import load
from flows.model.vocabulary.agreements import SubjectClass


def subject_class(text: str) -> SubjectClass:
    """The field that a subject phrase belongs to, by the first class whose words it holds."""
    words = {word.strip(".,;:\"'()").lower() for word in text.split()}
    for name, listed in _classes().items():
        if any(word.startswith(stem) for word in words for stem in listed):
            return SubjectClass(name)
    return SubjectClass.OTHER


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    return {name: tuple(stems) for name, stems in load("subjects").items()}
