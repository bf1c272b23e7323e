"""Sentences of a document: kept segments cut at sentence ends by rule, then parsed one tree each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from flows.extract import engine
from flows.extract.context import Sentence
from flows.extract.headlines import Casing
from flows.lexicon import words
from flows.model.document import Document, Segment
from flows.model.vocabulary.articles import SegmentAction, Zone

WHOLE = frozenset({Zone.HEADLINE, Zone.SUBHEADLINE, Zone.SECTION_HEADING, Zone.DATELINE, Zone.BYLINE})
HEADINGS = frozenset({Zone.HEADLINE, Zone.SUBHEADLINE, Zone.SECTION_HEADING})
PLACE_LINES = frozenset({Zone.DATELINE, Zone.BYLINE})
WRAP_WIDTH = 45  # characters; a shorter line that ends without a stop stands alone, a longer one was wrapped

_BREAK = re.compile(r"\n[ \t\r]*\n\s*|\n")
# Tried where a word begins only: its later letters lead to the same end, and one without end would take its square.
_END = re.compile(
    r"""(?:(?<!\S)|(?<=[!?])(?=[^\s.!?])|(?<=[.!?])(?=\.[^\s.!?]))"""
    r"""(?P<word>[^\s.!?]*(?:\.[^\s.!?]+)*)(?P<stop>[.!?]+)(?P<close>["')\]]*)(?P<gap>\s+)(?=["'(\[$]*[A-Z0-9])"""
)
_INITIAL = re.compile(r"[A-Z]\. (?=[A-Z])")
_NEXT = re.compile(r"""["'(\[]*([A-Za-z][\w'-]*)""")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence's place before it is parsed."""

    start: int
    end: int
    zone: Zone
    paragraph: int


def read_sentences(document: Document) -> tuple[Sentence, ...]:
    """Parsed sentences of the document's kept segments, in text order, numbered from 0."""
    return parse_segments(document, (SegmentAction.KEEP,))


def parse_segments(
    document: Document, actions: Iterable[SegmentAction], *, but: Iterable[Zone] = ()
) -> tuple[Sentence, ...]:
    """Parsed sentences of the segments with one of `actions`, those of the zones in `but` left out.

    Headlines are recased as the body writes the words.
    """
    wanted, unwanted = frozenset(actions), frozenset(but)
    stretches = [s for s, action in cut(document) if action in wanted and s.zone not in unwanted]
    if not stretches:
        return ()
    casing = Casing(document)
    parses = engine.parse([_text(document, stretch, casing) for stretch in stretches])
    return tuple(
        Sentence(no, s.start, s.end, s.zone, s.paragraph, doc[:], s.start)
        for no, (s, doc) in enumerate(zip(stretches, parses, strict=True))
    )


def cut(document: Document) -> Iterator[tuple[Stretch, SegmentAction]]:
    """Where the sentences of all segments stand; no character that is not blank is left out."""
    paragraph = -1
    for segment in document.segments:
        for first, last in _paragraphs(document.raw_text, segment):
            paragraph += 1
            for start, end in _sentences(document.raw_text, first, last, segment.zone):
                yield Stretch(start, end, segment.zone, paragraph), segment.action


def _text(document: Document, stretch: Stretch, casing: Casing) -> str:
    text = engine.normalise(document.raw_text[stretch.start : stretch.end])
    if stretch.zone in PLACE_LINES:
        return casing.title(text)
    return casing.recase(text, is_heading=stretch.zone in HEADINGS)


def _paragraphs(raw: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """Paragraphs of a segment: blank lines part them, and single line ends that are no wraps."""
    start = segment.start
    for gap in _BREAK.finditer(raw, segment.start, segment.end):
        if gap.group().count("\n") > 1 or not _is_wrap(raw, start, gap, segment.end):
            yield start, gap.start()
            start = gap.end()
    yield start, segment.end


def _is_wrap(raw: str, start: int, gap: re.Match[str], end: int) -> bool:
    line = raw[max(start, raw.rfind("\n", 0, gap.start()) + 1) : gap.start()].rstrip()
    after = raw[gap.end() : min(end, gap.end() + 1)]
    if after.islower() or line.endswith((",", ";", "-")):
        return True
    return len(line) >= WRAP_WIDTH and line[-1:] not in ".!?:\"'”’"


def _sentences(raw: str, first: int, last: int, zone: Zone) -> Iterator[tuple[int, int]]:
    start = first
    if zone not in WHOLE:
        text = engine.normalise(raw[first:last])
        for end in _ends(text):
            yield from _trimmed(raw, start, first + end)
            start = first + end
    yield from _trimmed(raw, start, last)


def _trimmed(raw: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without blanks around it, cut at blanks where it is too long to be a sentence."""
    while start < end and not (raw[start].isprintable() and not raw[start].isspace()):
        start += 1
    while end > start and not (raw[end - 1].isprintable() and not raw[end - 1].isspace()):
        end -= 1
    while end - start > engine.LONGEST_TEXT:
        middle = raw.rfind(" ", start + 1, start + engine.LONGEST_TEXT)
        middle = start + engine.LONGEST_TEXT if middle < 0 else middle
        yield start, middle
        start = middle
    if start < end:
        yield start, end


def _ends(text: str) -> Iterator[int]:
    """Offsets just after the full stop (and closing quotes) of each sentence but the last."""
    for found in _END.finditer(text):
        if _ends_sentence(found, text):
            yield found.end("close")


def _ends_sentence(found: re.Match[str], text: str) -> bool:
    word, stop = found["word"], found["stop"]
    if stop != "." or '"' in found["close"]:
        return True
    if _INITIAL.match(text, found.end()):
        return False
    bare = word.lstrip("\"'([<$")
    follows = _NEXT.match(text, found.end())
    if bare in _titles() or (len(bare) == 1 and bare.isupper()):
        return _starts(follows) and len(bare) == 1 and bare != "J"
    if bare in _sometimes() or "." in bare:
        return _starts(follows) or (bare in _legal() and follows is not None and follows[1] not in _continuers())
    return True


def _starts(follows: re.Match[str] | None) -> bool:
    return follows is not None and follows[1] in _starters()


@cache
def _titles() -> frozenset[str]:
    return words("abbreviations", "titles", "names")


@cache
def _sometimes() -> frozenset[str]:
    return words("abbreviations", "sometimes")


@cache
def _starters() -> frozenset[str]:
    return words("abbreviations", "starters")


@cache
def _continuers() -> frozenset[str]:
    return words("abbreviations", "continuers")


@cache
def _legal() -> frozenset[str]:
    return frozenset({"Inc", "Corp", "Co", "Cos", "Ltd"})
