"""Everything one document says: from its segments to entities, deals and agreements."""

from __future__ import annotations

from dataclasses import replace

from flows.extract.agreements import read_agreements
from flows.extract.cast import build_cast
from flows.extract.context import Context
from flows.extract.dates import find_times, infer_publication
from flows.extract.deals import read_deals
from flows.extract.money import find_money
from flows.extract.sentences import read_sentences
from flows.extract.speakers import attribute
from flows.model.document import Document, Segment
from flows.model.report import Money, Reading, TimeExpression
from flows.model.vocabulary.articles import SegmentAction
from flows.model.vocabulary.statements import Basis


def read(document: Document) -> Reading:
    """What `document` says, with every offset in code points of its `raw_text`."""
    dated, basis = _dated(document)
    sentences = read_sentences(dated)
    cast = build_cast(dated, sentences)
    context = Context(dated, sentences, cast, _money(dated), _times(dated))
    deals = read_deals(context, attribute)
    agreements = read_agreements(context, attribute, deals)
    return Reading(
        doc_id=document.doc_id,
        n_sentences=len(sentences),
        entities=cast.members(),  # after the deals: a state behind a capital joins the cast there
        mentions=tuple(cast.mentions),
        deals=deals,
        agreements=agreements,
        published=dated.published,
        published_basis=basis,
        warnings=document.warnings,
    )


def _dated(document: Document) -> tuple[Document, Basis | None]:
    """The document with the date its own text gives it, where ingest found none."""
    if document.published is not None:
        return document, document.published_basis
    inferred = infer_publication(document, _times(document, every_segment=True))
    if inferred is None:
        return document, None
    return replace(document, published=inferred[0], published_basis=inferred[1]), inferred[1]


def _money(document: Document) -> tuple[Money, ...]:
    found: list[Money] = []
    for segment in _read_segments(document):
        base = len(found)
        text = document.raw_text[segment.start : segment.end]
        hint = document.dateline_country
        for money in find_money(text, offset=segment.start, country_hint=hint, around=document.raw_text):
            other = money.equivalent_of
            found.append(money if other is None else replace(money, equivalent_of=other + base))
    return tuple(found)


def _times(document: Document, *, every_segment: bool = False) -> tuple[TimeExpression, ...]:
    segments = document.segments if every_segment else _read_segments(document)
    return tuple(
        time
        for segment in segments
        for time in find_times(
            document.raw_text[segment.start : segment.end], offset=segment.start, anchor=document.published
        )
    )


def _read_segments(document: Document) -> list[Segment]:
    return [segment for segment in document.segments if segment.action is SegmentAction.KEEP]
