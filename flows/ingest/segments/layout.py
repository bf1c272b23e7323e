"""The layout of an article: the zone of each paragraph, and what the paragraphs outside the story tell about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from flows.ingest.segments.bylines import Byline, read_byline
from flows.ingest.segments.datelines import Dateline, read_dateline
from flows.ingest.segments.noise import noise_of
from flows.ingest.segments.paragraphs import Paragraph
from flows.lexicon import load
from flows.model.document import Segment
from flows.model.vocabulary.articles import SegmentAction, Zone

HEADLINE_LENGTH = 160
SUBHEADLINE_LENGTH = 250
HEADING_LENGTH = 90
HEADING_WORDS = 12
_NEAR = 4  # paragraphs from either end of the article among which bylines and datelines stand
_FULL_STOP = re.compile(r"[.:;,…][\"'”’)\]]*$|[.!?,][\"”’']?$")
_MARKS = "*_#> \t"  # Markdown's signs around a line
_URL = re.compile(r"(?:https?://|www\.)\S+")


@dataclass
class Layout:
    """The segments of an article and what its own lines say of its origin."""

    segments: list[Segment] = field(default_factory=list)
    headline: str | None = None
    subheadline: str | None = None
    byline: Byline = field(default_factory=Byline)
    dateline: Dateline | None = None
    url: str | None = None

    def add(self, start: int, end: int, zone: Zone, action: SegmentAction, reason: str | None = None) -> None:
        """Append a segment."""
        self.segments.append(Segment(start, end, zone, action, reason))


def lay_out(paragraphs: list[Paragraph], *, title: str | None = None) -> Layout:
    """The zones of `paragraphs`, in order. `title` is the one stated outside the text, if any."""
    layout = Layout()
    reader = _Reader(paragraphs, layout, title)
    for n in range(len(paragraphs)):
        reader.read(n)
    return layout


class _Reader:
    """Walks the paragraphs once and knows how much of the article's head it has seen."""

    def __init__(self, paragraphs: list[Paragraph], layout: Layout, title: str | None) -> None:
        self.paragraphs = paragraphs
        self.layout = layout
        self.title = title
        self.in_head = True
        self.n_head = 0
        self.n_body = 0

    def read(self, n: int) -> None:
        """Add the segments of paragraph `n`."""
        paragraph = self.paragraphs[n]
        if paragraph.is_marked:
            self.layout.add(paragraph.mark, paragraph.start, Zone.BOILERPLATE, SegmentAction.METADATA)
        if self._is_noise(paragraph) or self._is_byline(n):
            return
        if self.in_head and self._is_head(n):
            return
        self.in_head = False
        if self._is_heading(n):
            self.layout.add(paragraph.start, paragraph.end, Zone.SECTION_HEADING, SegmentAction.KEEP)
            return
        self._body(n)

    def _is_noise(self, paragraph: Paragraph) -> bool:
        noise = noise_of(paragraph.text.strip(_MARKS))
        if noise is None:
            return self._is_address(paragraph)
        self.layout.add(paragraph.start, paragraph.end, noise[0], SegmentAction.DROP, noise[1])
        return True

    def _is_address(self, paragraph: Paragraph) -> bool:
        if not _URL.fullmatch(paragraph.text):
            return False
        if self.in_head and self.layout.url is None:
            self.layout.url = paragraph.text
        self.layout.add(paragraph.start, paragraph.end, Zone.BOILERPLATE, SegmentAction.METADATA)
        return True

    def _is_byline(self, n: int) -> bool:
        is_near = (self.in_head or self.n_body < 2) or n >= len(self.paragraphs) - _NEAR
        byline = read_byline(self.paragraphs[n].text) if is_near else None
        if byline is None:
            return False
        known = self.layout.byline
        self.layout.byline = Byline(
            known.author or byline.author, known.outlet or byline.outlet, known.published or byline.published
        )
        self.layout.add(self.paragraphs[n].start, self.paragraphs[n].end, Zone.BYLINE, SegmentAction.METADATA)
        return True

    def _is_head(self, n: int) -> bool:
        paragraph = self.paragraphs[n]
        if self.n_head >= 2 or n + 1 >= len(self.paragraphs) or _FULL_STOP.search(paragraph.text):
            return False
        if "\n" in paragraph.text or read_dateline(paragraph.text) or not _looks_written(paragraph.text):
            return False
        if self.n_head == 0 and self.title is None and len(paragraph.text) <= HEADLINE_LENGTH:
            self.layout.headline = paragraph.text
            zone = Zone.HEADLINE
        elif self.title is not None and _same(self.title, paragraph.text):
            zone = Zone.HEADLINE
        elif len(paragraph.text) <= SUBHEADLINE_LENGTH and (self.n_head or self.title is not None):
            self.layout.subheadline = self.layout.subheadline or paragraph.text
            zone = Zone.SUBHEADLINE
        else:
            return False
        self.n_head += 1
        self.layout.add(paragraph.start, paragraph.end, zone, SegmentAction.KEEP)
        return True

    def _is_heading(self, n: int) -> bool:
        """A short line between paragraphs that is no sentence; lines in a row are a list, which is read as body."""
        text = self.paragraphs[n].text
        if self.paragraphs[n].is_marked:
            return True
        if not 0 < n < len(self.paragraphs) - 1 or not _is_short(text) or text[0].islower():
            return False
        return not _is_short(self.paragraphs[n + 1].text) and not _is_short(self.paragraphs[n - 1].text)

    def _body(self, n: int) -> None:
        paragraph = self.paragraphs[n]
        start, end = paragraph.start, paragraph.end
        dateline = read_dateline(paragraph.text) if self.n_body < _NEAR and self.layout.dateline is None else None
        if dateline is not None:
            self.layout.dateline = dateline
            start += dateline.length
            self.layout.add(paragraph.start, start, Zone.DATELINE, SegmentAction.METADATA)
        mark = _end_mark(paragraph.text) if n >= len(self.paragraphs) - _NEAR else None
        if mark is not None:
            end = paragraph.start + mark[0]
        self.layout.add(start, end, Zone.BODY, SegmentAction.KEEP)
        if mark is not None:
            self.layout.add(paragraph.start + mark[1], paragraph.end, Zone.BOILERPLATE, SegmentAction.DROP, "end_mark")
        self.n_body += 1


def _is_short(text: str) -> bool:
    return (
        len(text) <= HEADING_LENGTH
        and len(text.split()) <= HEADING_WORDS
        and "\n" not in text
        and not _FULL_STOP.search(text)
        and not text.endswith(("”", '"'))
    )


def _looks_written(text: str) -> bool:
    return any(char.isalpha() for char in text) and len(text.split()) > 1


def _same(one: str, other: str) -> bool:
    return "".join(filter(str.isalnum, one.casefold())) == "".join(filter(str.isalnum, other.casefold()))


def _end_mark(text: str) -> tuple[int, int] | None:
    pattern = rf"(?<=[.!?\"”)])(\s+)(?:{load('boilerplate')['end_mark_after_sentence']})$"
    match = re.search(pattern, text, re.IGNORECASE)
    return (match.start(), match.end(1)) if match else None
