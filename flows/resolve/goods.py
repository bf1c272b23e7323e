"""Whether two reports speak of the same goods."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache, lru_cache

from flows.lexicon import load
from flows.resolve.text import body_tokens, tokens

MODEL = re.compile(r"\b([A-Za-z]{1,4})-(\d+\w*)\b")  # F-16, Su-30MKI: one word, so that numbers alone can be left out

LISTED = re.compile(r",|;|\band\b|\bplus\b|\bas well as\b|\balong with\b")


class Match(StrEnum):
    """How what two reports exchange compares."""

    SAME = "same"  # the same thing in the same or other words
    WITHIN = "within"  # one names a whole class, the other a thing of that class
    UNKNOWN = "unknown"  # one of them does not say
    OTHER = "other"


@lru_cache(maxsize=100_000)
def compare_goods(a: str | None, b: str | None) -> Match:
    """How two phrases for goods compare: as their most alike items do, where a phrase lists several."""
    found = {_compare_items(one, other) for one in _items(a) for other in _items(b)}
    return next((match for match in Match if match in found), Match.UNKNOWN)


@lru_cache(maxsize=100_000)
def telling_words(text: str | None) -> frozenset[str]:
    """Telling words of all items that a goods phrase lists; phrases for the same goods share at least one."""
    return frozenset().union(*(goods_words(item) for item in _items(text)))


@lru_cache(maxsize=100_000)
def _items(text: str | None) -> tuple[str, ...]:
    return tuple(item for item in LISTED.split(text or "") if goods_words(item))


def _compare_items(a: str, b: str) -> Match:
    ours, theirs = goods_words(a), goods_words(b)
    if ours == theirs:
        return Match.SAME
    classes = _classes()
    our_class, their_class = _class_of(ours), _class_of(theirs)
    if ours <= classes or theirs <= classes:
        return Match.WITHIN if our_class is None or their_class is None or our_class & their_class else Match.OTHER
    found = _compare_things(ours - classes, theirs - classes)
    # "Iron Dome air defence system" is one of many "air defence systems".
    is_one_of_many = found is Match.SAME and bool(_names(a) & ours) != bool(_names(b) & theirs)
    return Match.WITHIN if is_one_of_many else found


@lru_cache(maxsize=100_000)
def _names(text: str) -> frozenset[str]:
    """Words of a phrase that are written as names, by their capital letter."""
    return frozenset(singular(part) for word in text.split() if word[0].isupper() for part in tokens(word))


def _compare_things(ours: frozenset[str], theirs: frozenset[str]) -> Match:
    """How things that both sides name compare: a model number in common decides, else most of the words."""
    our_models, their_models = _models(ours), _models(theirs)
    if our_models and their_models:
        return Match.SAME if our_models & their_models else Match.OTHER
    is_nested = ours <= theirs or theirs <= ours
    return Match.SAME if ours & theirs and (is_nested or _mostly(ours, theirs)) else Match.OTHER


def _models(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if any(c.isdigit() for c in word))


def _mostly(a: frozenset[str], b: frozenset[str]) -> bool:
    return 2 * len(a & b) >= len(a | b)


@lru_cache(maxsize=100_000)
def goods_words(text: str | None) -> frozenset[str]:
    """The telling words of a goods phrase: singular, one word for each group of synonyms, a class by its name."""
    if text is None:
        return frozenset()
    written = tokens(MODEL.sub(r"\1\2", text))
    phrase = " ".join(singular(word) for word in written if not word.isdigit())
    for short, forms in _synonyms():
        phrase = _replaced(phrase, forms, short)
    return frozenset(phrase.split()) - _ignored()


def _replaced(phrase: str, forms: tuple[str, ...], short: str) -> str:
    padded = f" {phrase} "
    for form in forms:
        padded = padded.replace(f" {form} ", f" {short} ")
    return padded.strip()


def singular(word: str) -> str:
    """The word without a plural ending, by English spelling; digits and short words stay."""
    if len(word) <= 3 or not word.isalpha() or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("shes", "ches", "xes", "sses")):
        return word[:-2]
    return word.removesuffix("s")


def is_additional(text: str) -> bool:
    """Whether the phrase sets its goods beside others of their kind, as "six more jets"."""
    return not set(text.casefold().split()).isdisjoint(load("goods_synonyms")["additional"])


@cache
def _synonyms() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A word for each group with its forms, longest forms first within the whole list."""
    data = load("goods_synonyms")
    groups = {**data["classes"], **data["synonyms"]}
    pairs = [
        (_form(form), f"{'@' if name in data['classes'] else ''}{_form(name).replace(' ', '-')}")
        for name, forms in groups.items()
        for form in [name, *forms]
    ]
    return tuple((short, (form,)) for form, short in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def _form(text: str) -> str:
    return " ".join(singular(word) for word in tokens(text))


@cache
def _classes() -> frozenset[str]:
    """Words that stand for whole classes."""
    return frozenset(f"@{_form(name).replace(' ', '-')}" for name in load("goods_synonyms")["classes"])


@cache
def _ignored() -> frozenset[str]:
    return frozenset(singular(word) for word in load("goods_synonyms")["ignored"])


@cache
def _members() -> dict[str, frozenset[str]]:
    """Classes that a thing belongs to, by its word."""
    found: dict[str, set[str]] = {}
    for name, things in load("goods_synonyms")["members"].items():
        for thing in things:
            for word in goods_words(thing):
                found.setdefault(word, set()).add(f"@{_form(name).replace(' ', '-')}")
    return {word: frozenset(classes) for word, classes in found.items()}


def _class_of(words: frozenset[str]) -> frozenset[str] | None:
    """Classes that the words name or belong to, None where no list knows them."""
    named = words & _classes()
    belonging = frozenset().union(*(_members().get(word, frozenset()) for word in words))
    return (named | belonging) or None


@lru_cache(maxsize=100_000)
def same_company(a: str | None, b: str | None) -> Match:
    """How the targets of two acquisitions compare, by their names."""
    if a is None or b is None:
        return Match.UNKNOWN
    ours, theirs = body_tokens(a), body_tokens(b)
    if not ours or not theirs:
        return Match.UNKNOWN
    short, long = sorted((ours, theirs), key=len)
    return Match.SAME if long[: len(short)] == short or set(short) <= set(long) else Match.OTHER
