"""Words beside a figure that loosen it: "nearly", "some", "up to", "or so"."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from flows.extract.money.tokens import Tokens, tokenise
from flows.lexicon import load
from flows.model.vocabulary.statements import Qualifier

Phrase = tuple[tuple[str, ...], Qualifier]


@cache
def _phrases(side: str) -> dict[str, tuple[Phrase, ...]]:
    """Phrases of a side by the word that touches the figure, longest first."""
    table: dict[str, list[Phrase]] = defaultdict(list)
    for code, phrases in load("qualifiers")[side].items():
        for phrase in phrases:
            words = tuple(token.low for token in tokenise(phrase))
            table[words[-1 if side == "before" else 0]].append((words, Qualifier(code)))
    return {word: tuple(sorted(found, key=lambda phrase: -len(phrase[0]))) for word, found in table.items()}


def before(tokens: Tokens, at: int) -> tuple[Qualifier, int, int] | None:
    """The qualifier right before token `at` (an article may stand between), its first token and the one after it."""
    article = at > 0 and tokens[at - 1].low in ("a", "an")
    for end in (at, at - 1) if article else (at,):
        for words, code in _phrases("before").get(tokens[end - 1].low, ()) if end > 0 else ():
            start = end - len(words)
            if start >= 0 and tuple(token.low for token in tokens[start:end]) == words:
                phrase = " ".join(words)
                if end < at and phrase in load("qualifiers")["not_before_article"]:
                    return None
                return None if _names_a_topic(tokens, start, phrase) else (code, start, end)
    return None


def _names_a_topic(tokens: Tokens, at: int, phrase: str) -> bool:
    """Whether "over" or "about" belongs to a word of dispute or talk before it."""
    return at > 0 and tokens[at - 1].low in load("qualifiers")["topic_words"].get(phrase, ())


def after(tokens: Tokens, at: int) -> tuple[Qualifier, int] | None:
    """The qualifier that begins at token `at`, and the place after it."""
    start = at + 1 if at + 1 < len(tokens) and tokens[at].text == "-" and tokens[at + 1].low == "plus" else at
    if start >= len(tokens):
        return None
    for words, code in _phrases("after").get(tokens[start].low, ()):
        end = start + len(words)
        if tuple(token.low for token in tokens[start:end]) == words:
            followed = end < len(tokens) and words[-1] in ("plus", "at") and tokens[end].kind == "word"
            return None if followed else (code, end)
    return None
