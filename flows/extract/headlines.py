"""Headlines as the body would write them: capitals only where the article capitalises the word."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from flows.extract import engine
from flows.extract.names.gazetteer import spoken_names
from flows.lexicon import load, words
from flows.model.document import Document
from flows.model.vocabulary.articles import SegmentAction, Zone

MOSTLY = 0.6  # share of capitalised words from which a heading's capitals say nothing

_OPENING = frozenset({"", ".", "!", "?", '"', "“", "-", "—", "–"})
SHORT = 3  # letters; a shorter word in capitals is an abbreviation

_WORD = re.compile(r"[A-Za-z][\w&]*(?:['’.-][A-Za-z]\w*)*\.?")


class Casing:
    """How one document's body writes each word."""

    def __init__(self, document: Document) -> None:
        body = " ".join(
            document.raw_text[s.start : s.end]
            for s in document.segments
            if s.zone is Zone.BODY and s.action is SegmentAction.KEEP
        )
        self._forms: dict[str, Counter[str]] = {}
        self._openers: dict[str, Counter[str]] = {}
        for found in _WORD.finditer(body):
            form = found.group().rstrip(".")
            opens = form[0].isupper() and body[max(0, found.start() - 2) : found.start()].strip() in _OPENING
            forms = self._openers if opens else self._forms
            forms.setdefault(form.casefold(), Counter())[form] += 1

    def _known(self, word: str) -> str | None:
        """How the body writes a word: inside sentences, else at their beginning."""
        key = word.rstrip(".").casefold()
        forms = self._forms.get(key) or (None if key in words("headline_words", "function") else self._openers.get(key))
        return forms.most_common(1)[0][0] if forms else None

    def recase(self, text: str, *, is_heading: bool) -> str:
        """`text` with words recased where its capitals say nothing, else as it is; same length."""
        found = [w.group() for w in _WORD.finditer(text)]
        letters = "".join(found)
        if letters.isupper() and (is_heading or len(found) > 5):
            return _WORD.sub(lambda m: self._form(m.group()), text)
        raised = sum(w[0].isupper() for w in found)
        if is_heading and len(found) > 3 and raised >= MOSTLY * len(found):
            return _WORD.sub(lambda m: self._lowered(m.group()), text)
        return text

    def title(self, text: str) -> str:
        """`text` with words in capitals written as names: datelines print their place so."""
        return _WORD.sub(
            lambda m: _titled(m.group()) if m.group().isupper() and len(m.group()) > SHORT else m.group(), text
        )

    def _form(self, word: str) -> str:
        """A word of an all-capitals heading, as the body or a dictionary writes it."""
        known = self._known(word)
        if known is not None:
            return _like(known, word)
        if word in _acronyms():
            return word
        return word.lower() if _is_common(word) and len(word.lower()) == len(word) else _titled(word)

    def _lowered(self, word: str) -> str:
        """A word of a Capitalised Heading, lowered where the body or a dictionary knows it as a common word."""
        known = self._known(word)
        if known is not None:
            return _like(known, word)
        return word.lower() if word.istitle() and _is_common(word) and len(word.lower()) == len(word) else word


def _like(form: str, word: str) -> str:
    written = form + word[len(form) :]
    return written if len(written) == len(word) else word


def _titled(word: str) -> str:
    titled = "".join(part[:1].upper() + part[1:].lower() for part in re.split(r"([-.&])", word))
    titled = re.sub(r"(['’])S$", r"\1s", titled)
    return titled if len(titled) == len(word) else word


@cache
def _acronyms() -> frozenset[str]:
    names = load("countries")["names"].values()
    bodies = load("organisations")["intergovernmental"].values()
    return frozenset(n for group in (*names, *bodies) for n in group if n.isupper() and len(n) < 7)


@cache
def _is_common(word: str) -> bool:
    """Whether the word, in any of its endings, is in the dictionary or a closed class, and names no place."""
    low = word.casefold().rstrip(".")
    return low not in spoken_names() and (low in words("headline_words", "function") or engine.is_word(low))
