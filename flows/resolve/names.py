"""Whether two names are one: rules per kind of thing, true of how names are written."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from flows.lexicon import load
from flows.resolve.text import body_tokens, is_common, tokens

SHORTEST_VARIANT = 4  # letters; shorter words differ by chance (DATA_CONTRACT section 15, c)
LONGEST_INITIAL = 1
ORGANIZATION = "organization:"  # how ids of organisations begin

# Spellings that transliteration gives for one sound: Sergey/Sergei, Mikhayil/Mikhail, Mohammed/Mohamed.
_SOUNDS = ((re.compile("y"), "i"), (re.compile("kh"), "h"), (re.compile("ou"), "u"), (re.compile(r"(.)\1+"), r"\1"))


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """The word with spellings of one sound made equal."""
    for pattern, plain in _SOUNDS:
        word = pattern.sub(plain, word)
    return word


def one_letter_off(a: str, b: str) -> bool:
    """Whether two words of at least four letters, no digits, differ in at most one letter."""
    if min(len(a), len(b)) < SHORTEST_VARIANT or not (a.isalpha() and b.isalpha()):
        return a == b
    return Levenshtein.distance(a, b, score_cutoff=1) <= 1


def same_person(a: str, b: str, *, same_country: bool) -> str | None:
    """The rule by which two full names are of one person, None where they are not.

    Given names must sound alike: a different given name is a different person, however alike the rest. A middle name
    or initial may be missing on one side. The family name may be a letter off where both are of one known country.
    """
    ours, theirs = tokens(a), tokens(b)
    if min(len(ours), len(theirs)) < 2:
        return None
    if ours == theirs:
        return "same_name"
    if not _same_given(ours[0], theirs[0]) or not _nested(ours[1:-1], theirs[1:-1]):
        return None
    if folded(ours[-1]) == folded(theirs[-1]):
        return "middle_name" if len(ours) != len(theirs) else "transliteration"
    same_rest = ours[:-1] == theirs[:-1]
    return "spelling_variant" if same_country and same_rest and one_letter_off(ours[-1], theirs[-1]) else None


def _same_given(a: str, b: str) -> bool:
    return folded(a) == folded(b)


def _nested(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether one list of middle names holds the other, an initial standing for a name."""
    few, many = sorted((a, b), key=len)
    return all(any(_is_initial_of(x, y) or folded(x) == folded(y) for y in many) for x in few)


def _is_initial_of(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) == LONGEST_INITIAL and long.startswith(short)


def same_body(a: str, b: str, *, same_country: bool) -> str | None:
    """The rule by which two names are of one organisation, None where they are not.

    Legal forms do not count. One word may be a letter off, where nothing else differs and both are of one known
    country. A subsidiary or unit ("Alpha Energy" of "Alpha") stays apart.
    """
    ours, theirs = body_tokens(a), body_tokens(b)
    if not ours or not theirs:
        return None
    if "".join(ours) == "".join(theirs):
        return "same_name"
    return "spelling_variant" if same_country and _one_word_off(ours, theirs) else None


def are_akin(a: str, b: str) -> bool:
    """Whether the ids of two organisations tell of a name within a longer one: "Geely", "Zhejiang Geely".

    Then they are a group and its member, or one told in short.
    """
    if not (a.startswith(ORGANIZATION) and b.startswith(ORGANIZATION)):
        return False
    short, long = sorted((a.removeprefix(ORGANIZATION), b.removeprefix(ORGANIZATION)), key=len)
    return (long.startswith(f"{short}-") or long.endswith(f"-{short}")) and not is_common(short)


def same_place(a: str, b: str, *, same_country: bool) -> str | None:
    """The rule by which two names are of one place, building or institution, None where they are not.

    Words that only say what it is ("presidential", "international") may be missing on one side.
    """
    ours, theirs = tokens(a), tokens(b)
    if "".join(ours) == "".join(theirs):
        return "same_name"
    if not same_country:
        return None
    if _one_word_off(ours, theirs):
        return "spelling_variant"
    ours, theirs = _telling(ours), _telling(theirs)
    if min(len(ours), len(theirs)) < 2:
        return None
    return "spelling_variant" if len(ours) == len(theirs) and all(map(_alike, ours, theirs)) else None


def _telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words without those that only describe."""
    return tuple(word for word in words if word not in _describing())


@lru_cache(maxsize=1)
def _describing() -> frozenset[str]:
    return frozenset(load("name_words")["describing"])


def _alike(a: str, b: str) -> bool:
    """Whether two words of a place's name are one: a letter off, or one with an ending of the other."""
    short, long = sorted((a, b), key=len)
    has_stem = len(short) >= SHORTEST_VARIANT and long.startswith(short)
    if has_stem and long[len(short) :] in load("name_words")["endings"]:
        return True
    return len(long) > 2 and len(long) - len(short) <= 1 and Levenshtein.distance(a, b, score_cutoff=1) <= 1


def _one_word_off(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the names have the same words but for one, which is a letter off."""
    if len(a) != len(b):
        return False
    off = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(off) == 1 and one_letter_off(*off[0])
