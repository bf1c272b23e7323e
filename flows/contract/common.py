"""Columns and column groups that several tables share."""

from __future__ import annotations

from flows.contract.column import Column, Type
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import AttributionKind, Basis, DatePrecision, PartyBasis, PartyLevel

ISO_COUNTRY = "ISO 3166-1 alpha-3; former states ISO 3166-3"
ISO_CURRENCY = "ISO 4217"
CODE_POINTS = "code points"

DOC_ID = Column("doc_id", Type.TEXT, "Document: `doc_` and 16 hex digits of the SHA-256 of its bytes.")
SEGMENT_ID = Column("segment_id", Type.TEXT, "Segment: hash of document, start, end and zone.")
ENTITY_ID = Column("entity_id", Type.TEXT, "Entity, as `country:AZE` or `person:ilham-aliyev`.")
MENTION_ID = Column("mention_id", Type.TEXT, "Mention: hash of document, start, end and kind.")
REPORT_ID = Column("report_id", Type.TEXT, "Report: hash of document, evidence span, type and ordinal within it.")
DEAL_ID = Column("deal_id", Type.TEXT, "Deal: hash of the smallest report id of its cluster.")
AGREEMENT_ID = Column("agreement_id", Type.TEXT, "Agreement: hash of the smallest report id of its cluster.")
PACKAGE_ID = Column("package_id", Type.TEXT, "Package: agreements concluded on one occasion.")
RUN_ID = Column("run_id", Type.TEXT, "Run of the pipeline.")

SPAN_START = Column("span_start", Type.INTEGER, "First code point of the span in `raw_text`.", CODE_POINTS, minimum=0)
SPAN_END = Column("span_end", Type.INTEGER, "Code point after the last of the span.", CODE_POINTS, minimum=0)
SPAN_TEXT = Column("span_text", Type.TEXT, "The words of the span, exactly as in `raw_text`.")
SPAN = (SPAN_START, SPAN_END, SPAN_TEXT)
EVIDENCE = (
    Column("evidence_start", Type.INTEGER, "First code point of the evidence in `raw_text`.", CODE_POINTS, minimum=0),
    Column("evidence_end", Type.INTEGER, "Code point after the last of the evidence.", CODE_POINTS, minimum=0),
    Column("evidence_text", Type.TEXT, "The one to three adjacent sentences that say it; at most 800 characters."),
)

NAME = Column("name", Type.TEXT, "The entity's fullest name.")
ENTITY_TYPE = Column("entity_type", Type.TEXT, "What kind of thing the entity is.", vocabulary=EntityType)
COUNTRY_CODE = Column(
    "country_code",
    Type.TEXT,
    "State the entity is, or belongs to.",
    standard=ISO_COUNTRY,
    null_meaning="not stated, or of no one state",
)
IS_NAMED = Column("is_named", Type.BOOLEAN, "False for one known only by a description, as “his wife”.")
ZONE = Column("zone", Type.TEXT, "Part of the article.", vocabulary=Zone)
SENTENCE_NO = Column("sentence_no", Type.INTEGER, "Sentence of the document, from 0.", minimum=0)
CONFIDENCE = Column(
    "confidence",
    Type.DOUBLE,
    "How often the rule was right where measured: a documented prior.",
    minimum=0,
    maximum=1,
)
RULE = Column("rule", Type.TEXT, "Name of the rule that read the report.")

PARTY_TEXT = Column("party_text", Type.TEXT, "The words that name the party, verbatim.")
PARTY_LEVEL = Column(
    "party_level",
    Type.TEXT,
    "Whether the party is a state, its government or companies, as stated.",
    vocabulary=PartyLevel,
    null_meaning="none of these, or not shown",
)
PARTY_BASIS = Column("basis", Type.TEXT, "How the party is tied to the words that name it.", vocabulary=PartyBasis)
PARTY_SPAN = (
    SPAN_START.named("span_start", "First code point of `party_text` in `raw_text`."),
    SPAN_END.named("span_end", "Code point after the last of `party_text`."),
)

SPEAKER_ENTITY_ID = ENTITY_ID.named("speaker_entity_id", "Who says so.").or_null("the narrator, or unresolved")
SPEAKER_TEXT = Column(
    "speaker_text", Type.TEXT, "The words that name whoever says so, verbatim.", null_meaning="the narrator"
)
ATTRIBUTION = Column("attribution", Type.TEXT, "Whose words the report rests on.", vocabulary=AttributionKind)
IS_NEGATED = Column("is_negated", Type.BOOLEAN, "The document says it is not so; such a report makes no fact.")
IS_HYPOTHETICAL = Column(
    "is_hypothetical", Type.BOOLEAN, "An invented example or a bare conditional; such a report makes no fact."
)

N_REPORTS = Column("n_reports", Type.INTEGER, "Reports of this fact.", "reports", minimum=1)
N_DOCUMENTS = Column("n_documents", Type.INTEGER, "Documents that report it.", "documents", minimum=1)
FIRST_REPORTED = Column(
    "first_reported",
    Type.DATE,
    "Earliest publication day of a document that reports it.",
    null_meaning="no such document is dated",
)
LAST_REPORTED = Column(
    "last_reported",
    Type.DATE,
    "Latest publication day of a document that reports it.",
    null_meaning="no such document is dated",
)


def date_group(prefix: str, what: str, null_meaning: str, *, may_be_empty: str | None = None) -> tuple[Column, ...]:
    """The four columns of a date: the EDTF expression, its earliest and latest day, and its precision."""
    return (
        Column(
            f"{prefix}_edtf",
            Type.TEXT,
            f"{what}, as EDTF.",
            standard="EDTF level 1 (ISO 8601-2)",
            null_meaning=null_meaning,
            may_be_empty=may_be_empty,
        ),
        Column(
            f"{prefix}_earliest",
            Type.DATE,
            f"{what}: the earliest day it may be.",
            null_meaning=f"{null_meaning}, or open to the past",
            may_be_empty=may_be_empty,
        ),
        Column(
            f"{prefix}_latest",
            Type.DATE,
            f"{what}: the latest day it may be.",
            null_meaning=f"{null_meaning}, or open to the future",
            may_be_empty=may_be_empty,
        ),
        Column(
            f"{prefix}_precision",
            Type.TEXT,
            f"{what}: how precisely it is known.",
            vocabulary=DatePrecision,
            null_meaning=null_meaning,
            may_be_empty=may_be_empty,
        ),
    )


def basis_column(name: str, what: str, null_meaning: str) -> Column:
    """How an inferred value was arrived at."""
    return Column(name, Type.TEXT, f"How {what} was arrived at.", vocabulary=Basis, null_meaning=null_meaning)
