"""Agreements as facts, and the statements they rest on."""

from __future__ import annotations

from flows.contract.column import Column, Table, Type
from flows.contract.common import (
    AGREEMENT_ID,
    ATTRIBUTION,
    CONFIDENCE,
    COUNTRY_CODE,
    DOC_ID,
    ENTITY_ID,
    EVIDENCE,
    FIRST_REPORTED,
    IS_HYPOTHETICAL,
    IS_NEGATED,
    LAST_REPORTED,
    N_DOCUMENTS,
    N_REPORTS,
    PACKAGE_ID,
    PARTY_BASIS,
    PARTY_LEVEL,
    PARTY_SPAN,
    PARTY_TEXT,
    REPORT_ID,
    RULE,
    SPAN,
    SPEAKER_ENTITY_ID,
    SPEAKER_TEXT,
    basis_column,
    date_group,
)
from flows.contract.deals import REPORT_PARTY_ENTITY
from flows.model.vocabulary.agreements import (
    AgreementRole,
    AgreementStatus,
    InstrumentType,
    Laterality,
    SignatoryAgreement,
    SubjectClass,
)

STATED_FOR_FEW = "stated for few agreements"
NO_AGREEMENT = "the texts may report no agreement"

INSTRUMENT_TYPE = Column("instrument_type", Type.TEXT, "Form of the accord.", vocabulary=InstrumentType)
SUBJECT_TEXT = Column("subject_text", Type.TEXT, "What it is about, verbatim.", null_meaning="not stated")
SUBJECT_CLASS = Column(
    "subject_class", Type.TEXT, "Field it is about.", vocabulary=SubjectClass, null_meaning="subject not stated"
)
AGREEMENT_STATUS = Column("status", Type.TEXT, "Where the agreement stands.", vocabulary=AgreementStatus)
AGREEMENT_ROLE = Column(
    "party_role", Type.TEXT, "Part played: states and organisations are parties, people sign.", vocabulary=AgreementRole
)
STATED_COUNT = Column(
    "stated_count", Type.INTEGER, "How many agreements the text says there are.", "agreements", "not stated", minimum=0
)
PLACE_ENTITY_ID = ENTITY_ID.named("place_entity_id", "Where it is or was to be concluded.").or_null("not stated")
AGREEMENT_PACKAGE = PACKAGE_ID.or_null("not one of a package")

AGREEMENTS = Table(
    "agreements",
    grain="one agreement in the world, computed from its reports",
    columns=(
        AGREEMENT_ID,
        Column("title", Type.TEXT, "Official title where stated, else a descriptive one."),
        Column("title_is_official", Type.BOOLEAN, "The title is the document's own."),
        INSTRUMENT_TYPE,
        Column(
            "laterality",
            Type.TEXT,
            "How many parties it binds.",
            vocabulary=Laterality,
            null_meaning="the parties are not known",
        ),
        SUBJECT_TEXT,
        SUBJECT_CLASS,
        AGREEMENT_STATUS,
        *date_group("date_planned", "Day it was to be concluded", "not stated"),
        *date_group("date_signed", "Day it was concluded", "not stated"),
        *date_group("date_in_force", "Day it entered into force", "not stated", may_be_empty=STATED_FOR_FEW),
        *date_group("date_terminated", "Day it ended", "not stated", may_be_empty=STATED_FOR_FEW),
        PLACE_ENTITY_ID,
        basis_column("place_basis", "the place", "not stated"),
        Column(
            "signatory_agreement",
            Type.TEXT,
            "Whether the reports name the same signatories.",
            vocabulary=SignatoryAgreement,
        ),
        AGREEMENT_PACKAGE,
        N_REPORTS,
        N_DOCUMENTS,
        FIRST_REPORTED,
        LAST_REPORTED,
    ),
    key=(AGREEMENT_ID,),
    references={PLACE_ENTITY_ID: "entities", AGREEMENT_PACKAGE: "agreement_packages"},
    may_be_empty=NO_AGREEMENT,
)

PARTY_ENTITY = ENTITY_ID.named("entity_id", "The party; a state, however named, is `country:XXX`.")
PARTY_REPORT = REPORT_ID.named("report_id", "Report that names the party, the best of several.")
ON_BEHALF_OF = ENTITY_ID.named("on_behalf_of", "For whom a signatory signed.").or_null("not a signatory, or not stated")

AGREEMENT_PARTIES = Table(
    "agreement_parties",
    grain="one party of one agreement",
    columns=(
        AGREEMENT_ID,
        AGREEMENT_ROLE,
        PARTY_ENTITY,
        COUNTRY_CODE,
        PARTY_LEVEL,
        ON_BEHALF_OF,
        PARTY_REPORT,
        Column("is_disputed", Type.BOOLEAN, "Another report contradicts it."),
    ),
    key=(AGREEMENT_ID, AGREEMENT_ROLE, PARTY_ENTITY),
    references={
        AGREEMENT_ID: "agreements",
        PARTY_ENTITY: "entities",
        ON_BEHALF_OF: "entities",
        PARTY_REPORT: "agreement_reports",
    },
    may_be_empty=NO_AGREEMENT,
)

REPORT_AGREEMENT = AGREEMENT_ID.or_null("unreconciled: negated, hypothetical, or too little said")

AGREEMENT_REPORTS = Table(
    "agreement_reports",
    grain="one statement of an agreement in one document, as printed",
    columns=(
        REPORT_ID,
        REPORT_AGREEMENT,
        DOC_ID,
        *SPAN,
        *EVIDENCE,
        INSTRUMENT_TYPE,
        SUBJECT_TEXT,
        Column("is_subject_act", Type.BOOLEAN, "The subject is what is to be done, as “amend the convention”."),
        SUBJECT_CLASS,
        STATED_COUNT,
        AGREEMENT_STATUS.named("report_status", "Where the agreement stands, by this report."),
        IS_NEGATED,
        IS_HYPOTHETICAL,
        Column("date_text", Type.TEXT, "Time expression of the statement, verbatim.", null_meaning="none"),
        *date_group("date", "Day of the reported step", "not stated, or not resolvable"),
        Column("place_text", Type.TEXT, "Words that name the place, verbatim.", null_meaning="not stated"),
        PLACE_ENTITY_ID,
        SPEAKER_ENTITY_ID,
        SPEAKER_TEXT,
        ATTRIBUTION,
        Column("cue_text", Type.TEXT, "Words that tell its status, as “will be signed”.", null_meaning="none"),
        RULE,
        CONFIDENCE,
    ),
    key=(REPORT_ID,),
    references={
        REPORT_AGREEMENT: "agreements",
        DOC_ID: "documents",
        PLACE_ENTITY_ID: "entities",
        SPEAKER_ENTITY_ID: "entities",
    },
    may_be_empty=NO_AGREEMENT,
)

AGREEMENT_REPORT_PARTIES = Table(
    "agreement_report_parties",
    grain="one party of one report",
    columns=(
        REPORT_ID,
        AGREEMENT_ROLE,
        REPORT_PARTY_ENTITY,
        PARTY_TEXT,
        *PARTY_SPAN,
        COUNTRY_CODE,
        PARTY_LEVEL,
        PARTY_BASIS,
    ),
    key=(REPORT_ID, AGREEMENT_ROLE, *PARTY_SPAN, REPORT_PARTY_ENTITY),
    references={REPORT_ID: "agreement_reports", REPORT_PARTY_ENTITY: "entities"},
    may_be_empty=NO_AGREEMENT,
)

PACKAGE_REPORT = REPORT_ID.named("report_id", "Report that speaks of the package, the best of several.")

AGREEMENT_PACKAGES = Table(
    "agreement_packages",
    grain="one occasion on which several agreements were concluded",
    columns=(
        PACKAGE_ID,
        Column("title", Type.TEXT, "Descriptive title."),
        STATED_COUNT,
        Column("named_members", Type.INTEGER, "Members the reports name.", "agreements", minimum=0),
        Column("inferred_members", Type.INTEGER, "Members added by inference.", "agreements", minimum=0),
        PACKAGE_REPORT,
    ),
    key=(PACKAGE_ID,),
    references={PACKAGE_REPORT: "agreement_reports"},
    may_be_empty=NO_AGREEMENT,
)
