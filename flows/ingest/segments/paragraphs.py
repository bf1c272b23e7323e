"""Paragraphs of a text by its line breaks, whether a paragraph fills one line or several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK_LINE = re.compile(r"(?:\r\n|[\r\n\u2028\u2029])[^\S\r\n\u2028\u2029]*(?:\r\n|[\r\n\u2028\u2029])|\u2029")
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$|[\"”]$")
# Wrapped text fills its lines to a width that people chose for paper and terminals.
WRAP_WIDTHS = range(45, 101)
_HEADING_SIGN = re.compile(r"#{1,6}[ \t]+(?=\S)")
_BULLET = re.compile(r"(?:[-*•·–]|\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph `[start, end)` without blanks around it.

    `mark` is where a Markdown heading's sign (`## `) begins, else `start`.
    """

    start: int
    end: int
    text: str
    mark: int

    @property
    def is_marked(self) -> bool:
        """Whether Markdown says that it is a heading."""
        return self.mark < self.start


def split_paragraphs(text: str, start: int = 0) -> list[Paragraph]:
    """The paragraphs of `text` from `start` on.

    A line is a paragraph, as web pages give it, unless the text is wrapped at a fixed width or the next line goes on
    in the middle of a sentence; blank lines always part.
    """
    blocks = [block for block in _blocks(text, start) if block]
    joins = _wrapped if _is_wrapped(text, blocks) else _goes_on
    return [_paragraph(text, first, last) for block in blocks for first, last in _joined(text, block, joins)]


def _paragraph(text: str, first: int, last: int) -> Paragraph:
    sign = _HEADING_SIGN.match(text, first, last)
    start = sign.end() if sign else first
    return Paragraph(start, last, text[start:last], first)


def _blocks(text: str, start: int) -> Iterator[list[tuple[int, int]]]:
    lines: list[tuple[int, int]] = []
    previous = start
    for match in _LINE.finditer(text, start):
        if lines and _BLANK_LINE.search(text, previous, match.start()):
            yield lines
            lines = []
        previous = match.end()
        stripped = match.group().strip()
        if not stripped:
            yield lines
            lines = []
            continue
        first = match.start() + len(match.group()) - len(match.group().lstrip())
        lines.append((first, first + len(stripped)))
    yield lines


def _is_wrapped(text: str, blocks: list[list[tuple[int, int]]]) -> bool:
    pairs = [(text[a:b], text[c:d]) for block in blocks for (a, b), (c, d) in pairwise(block)]
    cut = [after for line, after in pairs if len(line) in WRAP_WIDTHS and not _SENTENCE_END.search(line)]
    inside = [after for after in cut if after[0].islower()]
    # Two in five lines of wrapped prose or more begin with a small letter; headlines and lists do not.
    return len(cut) >= 3 and len(cut) * 2 > len(pairs) and len(inside) * 5 >= len(cut) * 2


def _joined(text: str, block: list[tuple[int, int]], joins: Callable[[str, str], bool]) -> Iterator[tuple[int, int]]:
    start, end = line = block[0]
    for following in block[1:]:
        if joins(text[slice(*line)], text[slice(*following)]):
            end = following[1]
        else:
            yield start, end
            start, end = following
        line = following
    yield start, end


def _wrapped(line: str, following: str) -> bool:
    return len(line) >= WRAP_WIDTHS[0] and not _BULLET.match(following)


def _goes_on(line: str, following: str) -> bool:
    return following[0].islower() and not _SENTENCE_END.search(line) and len(line.split()) > 3
