"""Where in a text a time expression can stand at all: the surroundings of its telling words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from flows.extract.dates.words import one_of
from flows.lexicon import load

BLANK = re.compile(r"\s")
REACH = 60  # characters on either side of a telling word; no expression is longer
MONTH, WEEKDAY, FIGURE, SPAN = "month", "weekday", "figure", "span"

Window = tuple[int, int, frozenset[str]]


@cache
def _cues() -> re.Pattern[str]:
    """Telling words by kind. No boundary is asked for: a false hit only costs a look."""
    words = load("dates")
    months = {form for name in words["months"] for form in (name.title(), name.upper()) if len(name) == 3}
    days = {form for name in words["weekdays"] for form in (name.title(), name.upper())}
    spans = [*words["units"], *words["seasons"], *words["relative_words"]]
    stems = {word for word in spans if not word.endswith("s") or word.removesuffix("s") not in spans}
    forms = sorted({form for word in stems for form in (word, word.title(), word.upper())})
    return re.compile(
        rf"(?P<weekday>{one_of(sorted(days))})|(?P<month>{one_of(sorted(months))})"
        rf"|(?P<figure>(?:1[5-9]|20)[0-9]{{2}}|[2-9]0s|[0-9][./-][0-9])|(?P<span>{one_of(forms)})"
    )


def windows(text: str) -> Iterator[Window]:
    """Stretches of `text` to search, in order and apart from each other, with the kinds of words they hold."""
    start, end, kinds = 0, -REACH, set[str]()
    for cue in _cues().finditer(text):
        if cue.start() - REACH > end:
            if kinds:
                yield _at_blanks(text, start, end, kinds)
            start, kinds = max(cue.start() - REACH, 0), set()
        end = min(cue.end() + REACH, len(text))
        kinds.add(str(cue.lastgroup))
    if kinds:
        yield _at_blanks(text, start, end, kinds)


def _at_blanks(text: str, start: int, end: int, kinds: set[str]) -> Window:
    """The window drawn in to blanks, so that it cuts no word; where there are none it is searched whole."""
    first = BLANK.search(text, start, min(start + REACH, end)) if start else None
    last = next((at for at in range(end - 1, max(end - REACH, start), -1) if text[at].isspace()), end)
    return first.start() if first else start, end if end == len(text) else last, frozenset(kinds)
