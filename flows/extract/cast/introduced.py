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
    """Whether a name in brackets may be short for the one before: an acronym, a blend, or a word of it; no place."""
    if len(short) >= len(full) or gazetteer().get(short) is not None:
        return False
    if full.split()[0] in shapes.given_names():
        return False  # "Greta Lund (Labour)"
    letters = short.replace(".", "")
    is_acronym = letters.isalpha() and sum(c.isupper() for c in letters) > 1
    return is_acronym or core_words(short)[0] in core_words(full) or _is_blend(letters.lower(), full.lower().split())


def _is_blend(letters: str, parts: list[str]) -> bool:
    """Whether letters are the beginnings of words in their order, the first of them: Zesco, Petrobras."""
    told = {0}  # how many letters the words so far may tell
    for number, part in enumerate(parts):
        told |= {n + len(start) for n in told if bool(n) == bool(number) for start in _starts(part, letters[n:])}
    return len(letters) in told and not parts[0].startswith(letters)


def _starts(part: str, letters: str) -> list[str]:
    """What a word and the letters left have in common at their beginnings, from one letter on."""
    return [part[:n] for n in range(1, len(part) + 1) if letters.startswith(part[:n])]
