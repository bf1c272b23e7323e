"""Deals as facts, and the statements they rest on."""

from __future__ import annotations

from flows.contract.column import Column, Table, Type
from flows.contract.common import (
    ATTRIBUTION,
    CONFIDENCE,
    COUNTRY_CODE,
    DEAL_ID,
    DOC_ID,
    ENTITY_ID,
    EVIDENCE,
    FIRST_REPORTED,
    IS_HYPOTHETICAL,
    IS_NEGATED,
    LAST_REPORTED,
    N_DOCUMENTS,
    N_REPORTS,
    PARTY_BASIS,
    PARTY_LEVEL,
    PARTY_SPAN,
    PARTY_TEXT,
    REPORT_ID,
    RULE,
    SPAN,
    SPEAKER_ENTITY_ID,
    SPEAKER_TEXT,
    date_group,
)
from flows.contract.entities import SIPRI_CATEGORY
from flows.contract.money import (
    AMOUNT,
    AMOUNT_LOWER,
    AMOUNT_MINOR,
    AMOUNT_UPPER,
    CONVERTED_MONEY,
    CURRENCY,
    STATED_MONEY,
)
from flows.model.vocabulary.deals import DealForm, DealKind, DealRole, DealStatus, ValueAgreement
from flows.model.vocabulary.facts import Certainty
from flows.model.vocabulary.statements import Qualifier

NO_DEAL = "the texts may report no deal"

DEAL_KIND = Column("deal_kind", Type.TEXT, "What is exchanged.", vocabulary=DealKind)
DEAL_FORM = Column("deal_form", Type.TEXT, "The shape of the deal.", vocabulary=DealForm)
DEAL_STATUS = Column("deal_status", Type.TEXT, "How far the deal has come.", vocabulary=DealStatus)
REPORT_STATUS = DEAL_STATUS.named("report_status", "How far the deal has come, by this report.")
DEAL_ROLE = Column("party_role", Type.TEXT, "Side of the deal: who gives the thing, who gets it.", vocabulary=DealRole)
STAKE_PCT = Column(
    "stake_pct",
    Type.PERCENT,
    "Share of the target that changes hands.",
    "percent",
    "not stated, or no acquisition",
    minimum=0,
    maximum=100,
)
GOODS_TEXT = Column(
    "goods_text", Type.TEXT, "What is exchanged, in the document's words; of an acquisition, the target's name."
)
GOODS_CLASS = Column("goods_class", Type.TEXT, "Class of goods in the lexicon.", null_meaning="not stated, or no class")
IS_CUMULATIVE = Column("is_cumulative", Type.BOOLEAN, "The value adds up several purchases, as “over the years”.")
AS_OF = date_group("as_of", "When the statement holds", "not stated")

VALUE_BASIS = REPORT_ID.named("value_basis_report_id", "Report whose value is taken.").or_null("no value reported")
OVERLAPS = DEAL_ID.named("overlaps_deal_id", "Larger deal that contains this one, or that it runs into.").or_null(
    "none", may_be_empty="no bundled article reports a deal inside another"
)
POSSIBLE_SAME_AS = DEAL_ID.named("possible_same_as", "Deal this may be, on evidence too weak to merge.").or_null(
    "none", may_be_empty="the bundled deals are told apart with certainty"
)

DEALS = Table(
    "deals",
    grain="one deal in the world, computed from its reports",
    columns=(
        DEAL_ID,
        DEAL_KIND,
        DEAL_FORM,
        Column("deal_name", Type.TEXT, "Descriptive name: the parties and what is exchanged."),
        DEAL_STATUS,
        STAKE_PCT,
        *STATED_MONEY,
        *CONVERTED_MONEY,
        VALUE_BASIS,
        Column(
            "value_agreement",
            Type.TEXT,
            "Whether the reported values are compatible.",
            vocabulary=ValueAgreement,
            null_meaning="fewer than two values",
        ),
        *AS_OF,
        *date_group("period", "Time over which it is carried out", "not stated", may_be_empty="stated for few deals"),
        Column(
            "year_of_order",
            Type.SMALLINT,
            "Year the order was placed (SIPRI).",
            "year",
            "not stated",
            minimum=1000,
            maximum=9999,
        ),
        IS_CUMULATIVE,
        Column("is_additive", Type.BOOLEAN, "May be summed: a likely, concluded contract, not inside another deal."),
        OVERLAPS,
        POSSIBLE_SAME_AS,
        Column("certainty", Type.TEXT, "How well the deal is supported.", vocabulary=Certainty),
        N_REPORTS,
        N_DOCUMENTS,
        Column("n_outlets", Type.INTEGER, "Named outlets that report it.", "outlets", minimum=0),
        FIRST_REPORTED,
        LAST_REPORTED,
    ),
    key=(DEAL_ID,),
    references={VALUE_BASIS: "deal_reports", OVERLAPS: "deals", POSSIBLE_SAME_AS: "deals"},
    may_be_empty=NO_DEAL,
)

DEAL_PARTY_ENTITY = ENTITY_ID.named("entity_id", "The party; a state, however named, is `country:XXX`.").or_null(
    "unresolved; `stated_as` names it", may_be_empty="NULL is the exception here"
)
STATED_AS = Column("stated_as", Type.TEXT, "Words that name the party in the report the fact follows.")

DEAL_PARTIES = Table(
    "deal_parties",
    grain="one party on one side of one deal",
    columns=(DEAL_ID, DEAL_ROLE, DEAL_PARTY_ENTITY, COUNTRY_CODE, PARTY_LEVEL, STATED_AS, PARTY_BASIS),
    key=(DEAL_ID, DEAL_ROLE, DEAL_PARTY_ENTITY, STATED_AS),
    references={DEAL_ID: "deals", DEAL_PARTY_ENTITY: "entities"},
    may_be_empty=NO_DEAL,
)

DEAL_GOODS = Table(
    "deal_goods",
    grain="one report's words for what a deal exchanges",
    columns=(DEAL_ID, REPORT_ID, GOODS_TEXT, GOODS_CLASS, SIPRI_CATEGORY, ATTRIBUTION),
    key=(DEAL_ID, REPORT_ID, GOODS_TEXT),
    references={DEAL_ID: "deals", REPORT_ID: "deal_reports"},
    may_be_empty=NO_DEAL,
)

REPORT_DEAL = DEAL_ID.or_null("unreconciled: negated, hypothetical, or too little said")
REFINES = REPORT_ID.named("refines_report_id", "Vaguer statement of the same speaker that this one sharpens.").or_null(
    "none"
)

DEAL_REPORTS = Table(
    "deal_reports",
    grain="one statement of a deal in one document, as printed",
    columns=(
        REPORT_ID,
        REPORT_DEAL,
        DOC_ID,
        *SPAN,
        *EVIDENCE,
        DEAL_KIND,
        DEAL_FORM,
        REPORT_STATUS,
        Column("verb_text", Type.TEXT, "Words that say what is done.", null_meaning="none"),
        GOODS_TEXT.or_null("not stated"),
        GOODS_CLASS,
        SIPRI_CATEGORY,
        Column(
            "hs_chapter",
            Type.TEXT,
            "Chapter of the Harmonized System.",
            standard="HS 2022, two digits",
            null_meaning="not stated, or no chapter",
        ),
        STAKE_PCT,
        Column("value_text", Type.TEXT, "Number and currency as printed; “undisclosed” too.", null_meaning="no value"),
        Column("qualifier_text", Type.TEXT, "Hedge before the number, as “nearly”.", null_meaning="no hedge word"),
        Column("qualifier_code", Type.TEXT, "What the hedge means.", vocabulary=Qualifier, null_meaning="no value"),
        AMOUNT,
        AMOUNT_MINOR,
        CURRENCY,
        AMOUNT_LOWER,
        AMOUNT_UPPER,
        *CONVERTED_MONEY,
        Column(
            "is_currency_converted",
            Type.BOOLEAN,
            "The outlet, not the speaker, chose this currency.",
            null_meaning="unknown",
            may_be_empty="known only where one remark is reported in two currencies",
        ),
        Column(
            "significant_digits",
            Type.SMALLINT,
            "Digits of the number that carry meaning.",
            "digits",
            "no value",
            minimum=1,
        ),
        Column("time_text", Type.TEXT, "Time expression of the statement, verbatim.", null_meaning="none"),
        *AS_OF,
        SPEAKER_ENTITY_ID,
        SPEAKER_TEXT,
        ATTRIBUTION,
        REFINES,
        IS_CUMULATIVE,
        IS_NEGATED,
        IS_HYPOTHETICAL,
        RULE,
        CONFIDENCE,
    ),
    key=(REPORT_ID,),
    references={
        REPORT_DEAL: "deals",
        DOC_ID: "documents",
        SPEAKER_ENTITY_ID: "entities",
        REFINES: "deal_reports",
    },
    may_be_empty=NO_DEAL,
)

REPORT_PARTY_ENTITY = ENTITY_ID.named("entity_id", "The party; a state, however named, is `country:XXX`.").or_null(
    "unresolved; `party_text` names it"
)

DEAL_REPORT_PARTIES = Table(
    "deal_report_parties",
    grain="one party of one report; a consortium is several rows",
    columns=(
        REPORT_ID,
        DEAL_ROLE,
        REPORT_PARTY_ENTITY,
        PARTY_TEXT,
        *PARTY_SPAN,
        COUNTRY_CODE,
        PARTY_LEVEL,
        PARTY_BASIS,
    ),
    key=(REPORT_ID, DEAL_ROLE, *PARTY_SPAN, REPORT_PARTY_ENTITY),
    references={REPORT_ID: "deal_reports", REPORT_PARTY_ENTITY: "entities"},
    may_be_empty=NO_DEAL,
)
