"""The cast of a document: who appears in it, under which names, and who its descriptions stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flows.extract.cast.build import Named, gather
from flows.extract.cast.document import DocumentCast
from flows.extract.cast.table import MentionTable
from flows.extract.context import Sentence
from flows.extract.sentences import parse_segments
from flows.model.document import Document
from flows.model.vocabulary.articles import SegmentAction, Zone

NAMELESS = frozenset({Zone.MACHINE_NOTICE, Zone.BOILERPLATE})  # paths and legal small print: whatever looks like a name


def build_cast(document: Document, sentences: Sequence[Sentence]) -> DocumentCast:
    """The cast of `document`, whose kept segments are parsed as `sentences`; other segments are searched for names."""
    dropped = parse_segments(document, (SegmentAction.DROP, SegmentAction.METADATA), but=NAMELESS)
    named, entities = gather(document, sentences, dropped)
    return DocumentCast(MentionTable(document, named, entities), sentences, document.dateline_country or _home(named))


def _home(named: Sequence[Named]) -> str | None:
    """The state whose name, people and places an article without a dateline mentions most."""
    counts = Counter(code for n in named if (code := n.country_code) and not n.in_dropped)
    return max(counts, key=lambda c: (counts[c], c), default=None)
