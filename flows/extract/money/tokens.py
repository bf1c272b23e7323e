"""Raw text as words, numbers and signs, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

WIDE = {0xFF01 + shift: 0x21 + shift for shift in range(94)} | {0xFFE5: ord("¥"), 0xFFE1: ord("£")}
SPACED_GROUPS = re.compile(r"(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
TOKEN = re.compile(
    r"(?P<number>[0-9][0-9.,']*[0-9]|[0-9])|(?P<word>(?:[^\W\d_]\.){2,}|[^\W\d_]+)|(?P<sign>\S)",
)
BLOCK = re.compile(r"\n[^\S\n]*\n")
HYPHENS = frozenset("-‐‑–—−")


class Token(NamedTuple):
    """A word, number or sign at `[start, end)` of its text; `glued` where nothing stands before it."""

    start: int
    end: int
    text: str
    low: str
    kind: str  # "number", "word" or "sign"
    glued: bool


Tokens = Sequence[Token]


def widen(text: str) -> str:
    """`text` with full-width forms made plain, character for character, and blanks inside numbers made commas."""
    if text.isascii():
        return text
    return SPACED_GROUPS.sub(",", text.translate(WIDE).replace("’", "'"))


def lowered(text: str) -> str:
    """`text` in lower case, character for character, whatever its letters."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(char.lower() if char.isascii() else char for char in text)


def tokenise(text: str) -> list[Token]:
    """The tokens of `text` in order; blanks are dropped."""
    tokens: list[Token] = []
    end = -1
    for match in TOKEN.finditer(text):
        start, kind, word = match.start(), str(match.lastgroup), match.group()
        tokens.append(Token(start, match.end(), word, word.lower(), kind, start == end))
        end = match.end()
    return tokens


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of `text` (parted by blank lines) with their offsets: no amount crosses one."""
    start = 0
    for gap in BLOCK.finditer(text):
        yield start, text[start : gap.start()]
        start = gap.end()
    yield start, text[start:]


def after_hyphen(tokens: Tokens, at: int) -> int:
    """The place after a hyphen that joins two words at `at`, else `at`."""
    joins = at + 1 < len(tokens) and tokens[at].text in HYPHENS and tokens[at].glued and tokens[at + 1].glued
    return at + 1 if joins else at
