"""Plain text and Markdown files, with or without front matter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from flows.ingest.article import Article
from flows.ingest.decode import check_text, decode
from flows.ingest.front_matter import FrontMatter, read_front_matter
from flows.ingest.metadata import key_of, read_metadata
from flows.model.document import Segment
from flows.model.vocabulary.articles import SegmentAction, Zone


def read_text(file_name: str, content: bytes) -> Article:
    """The article of a text file: all of it is text, front matter included.

    Raises:
        Rejected: what `decode` refuses; E_EMPTY where nothing follows the front matter.
    """
    decoded = decode(content, suffix=PurePosixPath(file_name).suffix)
    front = read_front_matter(decoded.text)
    check_text(decoded.text[front.end :])
    values = {key: value.text for key, value in front.values.items()}
    return Article(
        file_name=file_name,
        content=content,
        text=decoded.text,
        metadata=read_metadata(values),
        front=tuple(_segments(decoded.text, front)),
        body_start=front.end,
        warnings=decoded.warnings + front.warnings,
    )


def _segments(text: str, front: FrontMatter) -> Iterator[Segment]:
    """The title and subtitle that the front matter states are read; the rest of it is metadata."""
    values = {key: value.text for key, value in front.values.items()}
    read = [(front.values[key], zone) for field, zone in _READ for key in [key_of(field, values)] if key is not None]
    here = 0
    for value, zone in sorted(read, key=lambda found: found[0].start):
        yield from _between(text, here, value.start)
        yield Segment(value.start, value.end, zone, SegmentAction.KEEP)
        here = value.end
    yield from _between(text, here, front.end)


_READ: tuple[tuple[str, Zone], ...] = (("title", Zone.HEADLINE), ("subtitle", Zone.SUBHEADLINE))


def _between(text: str, start: int, end: int) -> Iterator[Segment]:
    rest = text[start:end]
    if rest.strip():
        first = start + len(rest) - len(rest.lstrip())
        yield Segment(first, first + len(rest.strip()), Zone.BOILERPLATE, SegmentAction.METADATA)
