"""An article as a source hands it over, and the document that is made of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from flows.ingest.language import detect_language
from flows.ingest.metadata import Metadata
from flows.ingest.segments.layout import Layout, lay_out
from flows.ingest.segments.paragraphs import split_paragraphs
from flows.ingest.segments.repeats import mark_repeats
from flows.model import ids
from flows.model.document import Document, Segment
from flows.model.edtf import EdtfDate
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.statements import Basis, DatePrecision


@dataclass(frozen=True, slots=True)
class Article:
    """Text with what is known of it. `content` are the bytes that identify it: the file, or a row's canonical JSON.

    `front` are the segments of a front matter that fills `[0, body_start)` of the text.
    """

    file_name: str
    content: bytes = field(repr=False)
    text: str = field(repr=False)
    metadata: Metadata = field(default_factory=Metadata)
    front: tuple[Segment, ...] = ()
    body_start: int = 0
    warnings: tuple[str, ...] = ()


def make_document(article: Article) -> Document:
    """The document of an article: its segments, language and publication date, stated things before found ones."""
    stated = article.metadata
    layout = lay_out(split_paragraphs(article.text, article.body_start), title=stated.title)
    segments = tuple(mark_repeats(article.text, [*article.front, *layout.segments]))
    published, basis = _published(stated.published, layout)
    language = stated.language or detect_language(_kept(article.text, segments))
    warnings = (*article.warnings, *stated.warnings, *(("W_LANG",) if language not in ("eng", None) else ()))
    filed = layout.dateline
    document = Document(
        doc_id=ids.doc_id(article.content),
        file_name=article.file_name,
        content_sha256=hashlib.sha256(article.content).hexdigest(),
        raw_text=article.text,
        segments=segments,
        title=stated.title or layout.headline,
        subtitle=stated.subtitle or layout.subheadline,
        author=stated.author or layout.byline.author,
        outlet=stated.outlet or layout.byline.outlet or (filed.agency if filed else None),
        url=stated.url or layout.url,
        source_id=stated.source_id,
        version_no=stated.version_no,
        pub_status=stated.pub_status,
        language=language,
        published=published,
        published_basis=basis,
        warnings=tuple(dict.fromkeys(warnings)),
    )
    return document if filed is None else replace(document, dateline_place=filed.place, dateline_country=filed.country)


def publication_date(article: Article) -> EdtfDate | None:
    """When the article says, or what came with it says, that it appeared; None where nothing says so."""
    layout = lay_out(split_paragraphs(article.text, article.body_start), title=article.metadata.title)
    return _published(article.metadata.published, layout)[0]


def _published(stated: EdtfDate | None, layout: Layout) -> tuple[EdtfDate | None, Basis | None]:
    if stated is not None and stated.precision is DatePrecision.DAY:
        return stated, Basis.EXTERNAL_METADATA
    if layout.byline.published is not None:
        return layout.byline.published, Basis.STATED
    year = stated.earliest.year if stated is not None and stated.earliest is not None else None
    filed = layout.dateline.published(year) if layout.dateline is not None else None
    if filed is not None and (stated is None or _contains(stated, filed)):
        return filed, Basis.STATED
    return stated, None if stated is None else Basis.EXTERNAL_METADATA


def _contains(period: EdtfDate, day: EdtfDate) -> bool:
    if period.earliest is None or period.latest is None or day.earliest is None:
        return False
    return period.earliest <= day.earliest <= period.latest


def _kept(text: str, segments: tuple[Segment, ...]) -> str:
    body = [s for s in segments if s.action is SegmentAction.KEEP and s.zone is Zone.BODY]
    return "\n".join(text[s.start : s.end] for s in body or segments)
