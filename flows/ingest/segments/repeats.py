"""Paragraphs that an article prints twice."""

from __future__ import annotations

from collections.abc import Iterator

from flows.model.document import Segment
from flows.model.vocabulary.articles import SegmentAction, Zone

_REPEATED_LENGTH = 30
_REPEATED_WORDS = 5


def mark_repeats(text: str, segments: list[Segment]) -> Iterator[Segment]:
    """`segments`, with those dropped that repeat an earlier one word for word (headlines; else five words or more)."""
    seen: dict[str, int] = {}
    for n, segment in enumerate(segments):
        words = text[segment.start : segment.end].split()
        key = " ".join(words).casefold()
        is_long = len(words) >= _REPEATED_WORDS and len(key) >= _REPEATED_LENGTH
        if key in seen and segment.action is not SegmentAction.METADATA and (is_long or segment.zone is Zone.HEADLINE):
            yield Segment(segment.start, segment.end, segment.zone, SegmentAction.DROP, "duplicate", seen[key])
        else:
            seen.setdefault(key, n)
            yield segment
