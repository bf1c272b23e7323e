"""What ingest hands on: an article as text with its segments and what is known of its origin."""

from __future__ import annotations

from dataclasses import dataclass

from flows.model.edtf import EdtfDate
from flows.model.vocabulary.articles import PubStatus, SegmentAction, Zone
from flows.model.vocabulary.statements import Basis


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch `[start, end)` of `raw_text` (code points) and why it is read or not."""

    start: int
    end: int
    zone: Zone
    action: SegmentAction
    drop_reason: str | None = None
    duplicate_of: int | None = None  # index of the earlier identical segment in Document.segments


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one article. `segments` are ordered, disjoint, and cover every non-blank character."""

    doc_id: str
    file_name: str
    content_sha256: str
    raw_text: str
    segments: tuple[Segment, ...]
    title: str | None = None
    subtitle: str | None = None
    author: str | None = None
    outlet: str | None = None
    url: str | None = None
    source_id: str | None = None
    version_no: int = 1
    pub_status: PubStatus = PubStatus.USABLE
    dateline_place: str | None = None
    dateline_country: str | None = None  # ISO 3166-1 alpha-3
    language: str | None = None  # ISO 639-3
    published: EdtfDate | None = None  # stated by front matter, metadata or dateline
    published_basis: Basis | None = None
    warnings: tuple[str, ...] = ()
