"""People, states, organisations and things, the names they go by, and where they are named."""

from __future__ import annotations

from flows.contract.column import Column, Table, Type
from flows.contract.common import (
    CONFIDENCE,
    COUNTRY_CODE,
    DOC_ID,
    ENTITY_ID,
    ENTITY_TYPE,
    IS_NAMED,
    MENTION_ID,
    NAME,
    SENTENCE_NO,
    SPAN,
    ZONE,
)
from flows.model.vocabulary.entities import AliasSource, AliasType, MentionKind, ResolutionMethod, SipriCategory

SIPRI_CATEGORY = Column(
    "sipri_category",
    Type.TEXT,
    "Category of major arms.",
    vocabulary=SipriCategory,
    standard="SIPRI Arms Transfers Database",
    null_meaning="not a major weapon, or not stated",
)

ENTITIES = Table(
    "entities",
    grain="one entity named in the documents",
    columns=(
        ENTITY_ID,
        NAME,
        ENTITY_TYPE,
        Column("ftm_schema", Type.TEXT, "Class in FollowTheMoney.", standard="FollowTheMoney", null_meaning="no class"),
        Column("schema_org_type", Type.TEXT, "Class in schema.org.", standard="schema.org", null_meaning="no class"),
        COUNTRY_CODE,
        IS_NAMED,
        Column(
            "sipri_category",
            Type.TEXT,
            "Category of major arms, of a weapon system.",
            vocabulary=SipriCategory,
            standard="SIPRI Arms Transfers Database",
            null_meaning="not a major weapon",
            may_be_empty="weapon systems are classed only where a curated list knows them",
        ),
        Column("mention_count", Type.INTEGER, "Mentions in the documents.", "mentions", minimum=0),
        Column("doc_count", Type.INTEGER, "Documents that mention it.", "documents", minimum=0),
        Column(
            "first_doc_date",
            Type.DATE,
            "Earliest publication day of a document that mentions it.",
            null_meaning="no such document is dated",
        ),
    ),
    key=(ENTITY_ID,),
    may_be_empty="texts may name no one",
)

ALIAS = Column("alias", Type.TEXT, "A form the name takes, as printed.")
ALIAS_TYPE = Column("alias_type", Type.TEXT, "How the form relates to the name.", vocabulary=AliasType)
ALIAS_MENTIONS = Column("n_mentions", Type.INTEGER, "Mentions in this form.", "mentions", minimum=0)

ENTITY_ALIASES = Table(
    "entity_aliases",
    grain="one form of one entity's name; the name itself is one of them",
    columns=(
        ENTITY_ID,
        ALIAS,
        Column("alias_norm", Type.TEXT, "The form without case, accents and apostrophes."),
        ALIAS_TYPE,
        Column("source", Type.TEXT, "Where the form comes from.", vocabulary=AliasSource),
        ALIAS_MENTIONS,
    ),
    key=(ENTITY_ID, ALIAS),
    references={ENTITY_ID: "entities"},
    may_be_empty="texts may name no one",
)

MENTION_ENTITY = ENTITY_ID.or_null("unresolved")
MENTION_KIND = Column("mention_kind", Type.TEXT, "Linguistic form of the mention.", vocabulary=MentionKind)
RESOLUTION_METHOD = Column(
    "resolution_method",
    Type.TEXT,
    "Rule that tied the mention to its entity.",
    vocabulary=ResolutionMethod,
    null_meaning="unresolved",
)
IN_DROPPED_SEGMENT = Column("in_dropped_segment", Type.BOOLEAN, "The mention stands in text that was left out.")

ENTITY_MENTIONS = Table(
    "entity_mentions",
    grain="one place where a document refers to an entity",
    columns=(
        MENTION_ID,
        DOC_ID,
        SENTENCE_NO.or_null("in text that was not read"),
        *SPAN,
        ZONE,
        MENTION_ENTITY,
        MENTION_KIND,
        RESOLUTION_METHOD,
        CONFIDENCE,
        IN_DROPPED_SEGMENT,
    ),
    key=(MENTION_ID,),
    references={DOC_ID: "documents", MENTION_ENTITY: "entities"},
    may_be_empty="texts may name no one",
)
