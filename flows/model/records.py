"""Documents as rows of the contract's `documents` and `document_segments`, and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from flows.model.document import Document, Segment
from flows.model.edtf import EdtfDate
from flows.model.ids import digest
from flows.model.vocabulary.articles import PubStatus, SegmentAction, Zone
from flows.model.vocabulary.statements import Basis, DatePrecision

Row: TypeAlias = dict[str, Any]

# Columns that hold a Document's field of the same name as it is.
PLAIN = (
    "doc_id",
    "file_name",
    "content_sha256",
    "url",
    "source_id",
    "version_no",
    "title",
    "subtitle",
    "author",
    "outlet",
    "dateline_place",
    "dateline_country",
    "language",
    "raw_text",
)


def document_row(document: Document) -> Row:
    """One row of `documents`, as ingest knows it."""
    return {name: getattr(document, name) for name in PLAIN} | {
        "pub_status": document.pub_status.value,
        **date_columns("published", document.published),
        "published_basis": document.published_basis and document.published_basis.value,
        "n_chars": len(document.raw_text),
        "n_sentences": 0,
        "n_segments_dropped": sum(s.action is SegmentAction.DROP for s in document.segments),
    }


def segment_rows(document: Document) -> list[Row]:
    """One row of `document_segments` per segment, in text order."""
    ids = [f"seg_{digest(document.doc_id, s.start, s.end, s.zone)}" for s in document.segments]
    return [
        {
            "segment_id": ids[n],
            "doc_id": document.doc_id,
            "span_start": segment.start,
            "span_end": segment.end,
            "zone": segment.zone.value,
            "action": segment.action.value,
            "drop_reason": segment.drop_reason,
            "duplicate_of_segment_id": None if segment.duplicate_of is None else ids[segment.duplicate_of],
        }
        for n, segment in enumerate(document.segments)
    ]


def date_columns(prefix: str, date: EdtfDate | None) -> Row:
    """The contract's four columns of a date."""
    return {
        f"{prefix}_edtf": date and date.edtf,
        f"{prefix}_earliest": date and date.earliest,
        f"{prefix}_latest": date and date.latest,
        f"{prefix}_precision": date and date.precision.value,
    }


def documents_of(documents: Iterable[Mapping[str, Any]], segments: Iterable[Mapping[str, Any]]) -> list[Document]:
    """The documents that the rows describe, in the order of `documents`."""
    by_document: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in segments:
        by_document[row["doc_id"]].append(row)
    return [_document(row, by_document[row["doc_id"]]) for row in documents]


def _document(row: Mapping[str, Any], segments: list[Mapping[str, Any]]) -> Document:
    ordered = sorted(segments, key=lambda segment: segment["span_start"])
    places = {segment["segment_id"]: n for n, segment in enumerate(ordered)}
    return Document(
        **{name: row[name] for name in PLAIN},
        segments=tuple(_segment(segment, places) for segment in ordered),
        pub_status=PubStatus(row["pub_status"]),
        published=_date(row, "published"),
        published_basis=row["published_basis"] and Basis(row["published_basis"]),
    )


def _segment(row: Mapping[str, Any], places: Mapping[str, int]) -> Segment:
    earlier = row["duplicate_of_segment_id"]
    return Segment(
        row["span_start"],
        row["span_end"],
        Zone(row["zone"]),
        SegmentAction(row["action"]),
        row["drop_reason"],
        None if earlier is None else places[earlier],
    )


def _date(row: Mapping[str, Any], prefix: str) -> EdtfDate | None:
    edtf = row[f"{prefix}_edtf"]
    if edtf is None:
        return None
    days = row[f"{prefix}_earliest"], row[f"{prefix}_latest"]
    return EdtfDate(edtf, *days, DatePrecision(row[f"{prefix}_precision"]))
