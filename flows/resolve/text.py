"""Names reduced to what makes two of them the same name."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from slugify import slugify

from flows.lexicon import load

APOSTROPHES = str.maketrans("", "", "'’‘ʼʻ`´ʹ")
ARTICLES = frozenset({"the", "a", "an"})


def alias_norm(name: str) -> str:
    """The name without case, accents and apostrophes."""
    decomposed = unicodedata.normalize("NFKD", name.translate(APOSTROPHES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=100_000)
def slug(name: str) -> str:
    """The name in lower-case ASCII letters and digits, parts joined by `-`; empty where nothing is left."""
    # Named, because left to choose it looks for a library that is not there, each time.
    return slugify(name.translate(APOSTROPHES), backend="text-unidecode")


@lru_cache(maxsize=200_000)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name in ASCII and lower case, a leading article and apostrophes left out."""
    parts = tuple(part for part in slug(name).split("-") if part)
    return parts[1:] if len(parts) > 1 and parts[0] in ARTICLES else parts


@lru_cache(maxsize=200_000)
def body_tokens(name: str) -> tuple[str, ...]:
    """The words of an organisation's name without its legal form: "Alpha Co. Ltd." is "Alpha"."""
    parts = [part for part in tokens(name) if part != "and"]
    while len(parts) > 1 and parts[-1] in _legal_words():
        parts.pop()
    return tuple(parts)


@lru_cache(maxsize=200_000)
def is_common(written: str) -> bool:
    """Whether a name, its words joined by `-`, says what an office is but not whose: "ministry-of-health"."""
    return _common_words().issuperset(written.split("-"))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(load("name_words")["common"])


@cache
def _legal_words() -> frozenset[str]:
    forms = load("organisations")["legal"]
    return frozenset(slug(written) for form in forms for written in (form, form.replace(".", "")))
