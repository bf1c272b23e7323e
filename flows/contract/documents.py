"""Articles and the stretches of text they consist of."""

from __future__ import annotations

from flows.contract.column import Column, Table, Type
from flows.contract.common import DOC_ID, ISO_COUNTRY, SEGMENT_ID, SPAN_END, SPAN_START, ZONE, basis_column, date_group
from flows.model.vocabulary.articles import PubStatus, SegmentAction

UNDATED = "the text does not let it be inferred"
DUPLICATE_OF = DOC_ID.named(
    "duplicate_of_doc_id", "Earlier document whose text this one nearly repeats (syndication)."
).or_null("not a near-duplicate")
SUPERSEDES = DOC_ID.named("supersedes_doc_id", "Version of the article that this one replaces.").or_null(
    "the first version", may_be_empty="the bundled articles hold one version each"
)
PUBLISHED_DATE = (
    *date_group("published", "Day of publication", UNDATED),
    basis_column("published_basis", "the publication date", UNDATED),
)

DOCUMENTS = Table(
    "documents",
    grain="one version of one article",
    columns=(
        DOC_ID,
        Column("file_name", Type.TEXT, "Path below the inbox; a row of a feed is `feed.jsonl#12`."),
        Column("content_sha256", Type.TEXT, "SHA-256 of the bytes that were read, in hex."),
        Column(
            "url",
            Type.TEXT,
            "Address of the article.",
            null_meaning="not given",
            may_be_empty="plain text files carry no address",
        ),
        Column(
            "source_id",
            Type.TEXT,
            "The publisher's own id of the article; its versions share it.",
            null_meaning="not given",
            may_be_empty="plain text files carry no publisher's id",
        ),
        Column("version_no", Type.INTEGER, "Version of the article, from 1.", minimum=1),
        Column(
            "pub_status", Type.TEXT, "Whether the publisher stands by it.", vocabulary=PubStatus, standard="IPTC ninjs"
        ),
        SUPERSEDES,
        Column("title", Type.TEXT, "Headline.", null_meaning="no headline found"),
        Column("subtitle", Type.TEXT, "Line below the headline.", null_meaning="no second headline found"),
        Column("author", Type.TEXT, "Name in the byline.", null_meaning="no byline"),
        Column("outlet", Type.TEXT, "Name of the outlet.", null_meaning="not named"),
        Column("dateline_place", Type.TEXT, "Place in the dateline, as printed.", null_meaning="no dateline"),
        Column(
            "dateline_country",
            Type.TEXT,
            "State of the dateline's place.",
            standard=ISO_COUNTRY,
            null_meaning="no dateline, or its place is not known",
        ),
        Column("language", Type.TEXT, "Language of the text.", standard="ISO 639-3", null_meaning="undetected"),
        *PUBLISHED_DATE,
        Column("n_chars", Type.INTEGER, "Length of `raw_text`.", "code points", minimum=0),
        Column("n_sentences", Type.INTEGER, "Sentences that were read.", "sentences", minimum=0),
        Column("n_segments_dropped", Type.INTEGER, "Segments that were left out.", "segments", minimum=0),
        DUPLICATE_OF,
        Column("raw_text", Type.TEXT, "The text that was read; all offsets count its code points."),
    ),
    key=(DOC_ID,),
    references={SUPERSEDES: "documents", DUPLICATE_OF: "documents"},
)

DUPLICATE_OF_SEGMENT = SEGMENT_ID.named("duplicate_of_segment_id", "Earlier segment of the same words.").or_null(
    "not a repetition"
)

DOCUMENT_SEGMENTS = Table(
    "document_segments",
    grain="one stretch of a document's text",
    columns=(
        SEGMENT_ID,
        DOC_ID,
        SPAN_START,
        SPAN_END,
        ZONE,
        Column("action", Type.TEXT, "Read, used as metadata, or left out.", vocabulary=SegmentAction),
        Column("drop_reason", Type.TEXT, "Why the segment was left out.", null_meaning="kept"),
        DUPLICATE_OF_SEGMENT,
    ),
    key=(SEGMENT_ID,),
    references={DOC_ID: "documents", DUPLICATE_OF_SEGMENT: "document_segments"},
)
