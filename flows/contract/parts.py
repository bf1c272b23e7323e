"""What ingest and extract hand to resolve: the published tables as one document knows them.

Ids of entities and facts do not exist yet: `*_key` names a member of the document's own cast, `thread` numbers
the deal or agreement within the document.
"""

from __future__ import annotations

from flows.contract.agreements import (
    AGREEMENT_REPORT_PARTIES,
    AGREEMENT_REPORTS,
    PLACE_ENTITY_ID,
    REPORT_AGREEMENT,
)
from flows.contract.column import Column, Layer, Table, Type
from flows.contract.common import (
    COUNTRY_CODE,
    DOC_ID,
    ENTITY_TYPE,
    IS_NAMED,
    NAME,
    SENTENCE_NO,
    SPEAKER_ENTITY_ID,
)
from flows.contract.deals import DEAL_REPORT_PARTIES, DEAL_REPORTS, REPORT_DEAL, REPORT_PARTY_ENTITY
from flows.contract.documents import DOCUMENT_SEGMENTS, DOCUMENTS, DUPLICATE_OF, SUPERSEDES
from flows.contract.entities import ALIAS, ALIAS_MENTIONS, ALIAS_TYPE, ENTITY_MENTIONS, MENTION_ENTITY
from flows.contract.money import CONVERTED_MONEY

ENTITY_KEY = Column(
    "entity_key", Type.TEXT, "Member of the document's cast: `country:AZE` for a state, else a slug of type and name."
)
CAST_MEMBER = ENTITY_KEY.or_null("no one we know")
SPEAKER_KEY = ENTITY_KEY.named("speaker_key", "Who says so.").or_null("the narrator, or unresolved")
PLACE_KEY = ENTITY_KEY.named("place_key", "Where it is or was to be concluded.").or_null("not stated")
THREAD = Column("thread", Type.INTEGER, "Deal or agreement within the document; its reports share it.", minimum=0)
PACKAGE = Column(
    "package",
    Type.INTEGER,
    "Signing within the document; its reports share it.",
    null_meaning="not one of several",
    minimum=0,
)
NO_ONE = "a document may name no one"

DOC_ENTITIES = Table(
    "doc_entities",
    grain="one member of one document's cast",
    columns=(DOC_ID, ENTITY_KEY, NAME, ENTITY_TYPE, COUNTRY_CODE, IS_NAMED),
    key=(DOC_ID, ENTITY_KEY),
    layer=Layer.PART,
    may_be_empty=NO_ONE,
)

DOC_ALIASES = Table(
    "doc_aliases",
    grain="one form a document gives the name of a member of its cast",
    columns=(DOC_ID, ENTITY_KEY, ALIAS, ALIAS_TYPE, ALIAS_MENTIONS),
    key=(DOC_ID, ENTITY_KEY, ALIAS),
    layer=Layer.PART,
    may_be_empty=NO_ONE,
)

MENTIONS = Table(
    "mentions",
    grain="one place where a document refers to someone or something",
    columns=tuple(CAST_MEMBER if column == MENTION_ENTITY else column for column in ENTITY_MENTIONS.columns),
    key=ENTITY_MENTIONS.key,
    layer=Layer.PART,
    may_be_empty=NO_ONE,
)


def _parties(table: Table, grain: str) -> Table:
    """A table of report parties with the document's own keys in place of entity ids."""
    swap = {REPORT_PARTY_ENTITY: CAST_MEMBER}
    columns = tuple(swap.get(column, column) for column in table.columns)
    key = tuple(swap.get(column, column) for column in table.key)
    return Table(table.name, grain, columns, key, layer=Layer.PART, may_be_empty=table.may_be_empty)


PARTS: dict[str, Table] = {
    table.name: table
    for table in (
        DOCUMENTS.as_part("one article as ingest and extract know it", without=(SUPERSEDES, DUPLICATE_OF)),
        DOCUMENT_SEGMENTS.as_part(DOCUMENT_SEGMENTS.grain),
        DOC_ENTITIES,
        DOC_ALIASES,
        MENTIONS,
        DEAL_REPORTS.as_part(
            "one statement of a deal",
            without=(REPORT_DEAL, SPEAKER_ENTITY_ID, *CONVERTED_MONEY),
            plus=(SPEAKER_KEY, THREAD, SENTENCE_NO),
        ),
        _parties(DEAL_REPORT_PARTIES, "one party of one statement of a deal"),
        AGREEMENT_REPORTS.as_part(
            "one statement of an agreement",
            without=(REPORT_AGREEMENT, SPEAKER_ENTITY_ID, PLACE_ENTITY_ID),
            plus=(SPEAKER_KEY, PLACE_KEY, THREAD, PACKAGE, SENTENCE_NO),
        ),
        _parties(AGREEMENT_REPORT_PARTIES, "one party of one statement of an agreement"),
    )
}
