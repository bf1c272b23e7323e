"""Short names that a document introduces in brackets."""

from __future__ import annotations

from itertools import pairwise

from flows.extract.cast.merge import core_words
from flows.extract.names import shapes
from flows.extract.names.gazetteer import gazetteer

_OPENS = frozenset({"(", "(the", '("', '(the "', "(“", "(the “"})


def introductions(text: str, names: list[tuple[int, int]]) -> dict[str, str]:
    """Short names given in brackets after a full one: "Export Credit Bank (ECB)"."""
    found: dict[str, str] = {}
    for (start, end), (after, stop) in pairwise(sorted(names)):
        opens = text[end:after].strip() in _OPENS
        closes = text[stop : stop + 2].strip("\"”'")[:1] == ")"
        if opens and closes and _may_introduce(text[start:end], text[after:stop]):
            found[text[after:stop]] = text[start:end]
    return found


def _may_introduce(full: str, short: str) -> bool:
    """Whether a name in brackets may be short for the one before: an acronym, or a word of it; no place or party."""
    if len(short) >= len(full) or gazetteer().get(short) is not None:
        return False
    if full.split()[0] in shapes.given_names():
        return False  # "Greta Lund (Labour)"
    letters = short.replace(".", "")
    return (letters.isalpha() and sum(c.isupper() for c in letters) > 1) or core_words(short)[0] in core_words(full)
