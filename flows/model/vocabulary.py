"""Closed vocabularies of the data contract; every coded column draws from one of these enums."""

from __future__ import annotations

from enum import StrEnum


class Zone(StrEnum):
    """The part of an article a stretch of text belongs to."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    DATELINE = "dateline"
    BODY = "body"
    SECTION_HEADING = "section_heading"
    PHOTO_CAPTION = "photo_caption"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    MACHINE_NOTICE = "machine_notice"


class SegmentAction(StrEnum):
    """What the reader does with a segment: read it, take metadata from it, or leave it out."""

    KEEP = "keep"
    METADATA = "metadata"
    DROP = "drop"


class PubStatus(StrEnum):
    """Publication status of an article version (IPTC ninjs `pubstatus`)."""

    USABLE = "usable"
    WITHHELD = "withheld"
    CANCELED = "canceled"


class Basis(StrEnum):
    """How a value that is not literally stated was arrived at."""

    STATED = "stated"
    INFERRED_TEXT = "inferred_text"
    INFERRED_CROSS_DOCUMENT = "inferred_cross_document"
    EXTERNAL_METADATA = "external_metadata"
    GENERAL_KNOWLEDGE = "general_knowledge"
    COREFERENCE = "coreference"


class PartyBasis(StrEnum):
    """How a party of a report is tied to the words that name it."""

    STATED = "stated"
    DEMONYM = "demonym"
    METONYM = "metonym"
    COREFERENCE = "coreference"
    INFERRED_TEXT = "inferred_text"


class DatePrecision(StrEnum):
    """Precision of an EDTF date."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    INTERVAL = "interval"
    OPEN = "open"


class EntityType(StrEnum):
    """What kind of thing an entity is."""

    PERSON = "person"
    PERSON_GROUP = "person_group"
    COUNTRY = "country"
    CITY = "city"
    REGION = "region"
    FACILITY = "facility"
    GOVERNMENT = "government"
    MILITARY = "military"
    ORGANIZATION = "organization"
    POLITICAL_PARTY = "political_party"
    INTERGOVERNMENTAL = "intergovernmental_organization"
    MEDIA = "media_organization"
    RESEARCH = "research_institute"
    WEAPON_SYSTEM = "weapon_system"
    EVENT = "event"
    DOCUMENT = "document"
    WORK = "work"


class AliasType(StrEnum):
    """How an alias relates to the entity's name."""

    FULL_NAME = "full_name"
    SURNAME = "surname"
    ACRONYM = "acronym"
    DEMONYM = "demonym"
    METONYM = "metonym"
    SPELLING_VARIANT = "spelling_variant"
    TYPO = "typo"
    TRANSLATION = "translation"
    NOMINAL = "nominal"


class AliasSource(StrEnum):
    """Where an alias comes from."""

    SEED = "seed"
    CURATED = "curated"
    LEARNED = "learned"


class MentionKind(StrEnum):
    """The linguistic form of a mention."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    NOMINAL = "nominal"
    TYPO = "typo"
    DATELINE = "dateline"


class ResolutionMethod(StrEnum):
    """The rule that tied a mention to its entity."""

    EXACT = "exact"
    ALIAS = "alias"
    SURNAME_IN_DOC = "surname_in_doc"
    TYPO = "typo"
    METONYM_RULE = "metonym_rule"
    ROLE_IN_DOC = "role_in_doc"
    CURATED = "curated"


class DealKind(StrEnum):
    """What is exchanged in a deal."""

    ARMS = "arms"
    ENERGY = "energy"
    GOODS = "goods"
    SERVICES = "services"
    ACQUISITION = "acquisition"
    INVESTMENT = "investment"
    FINANCE = "finance"
    LICENCE = "licence"
    OTHER = "other"


class DealForm(StrEnum):
    """The shape of a deal."""

    CONTRACT = "contract"
    CONTRACT_SET = "contract_set"
    FLOW = "flow"
    PROSPECT = "prospect"
    EQUIPMENT_USE = "equipment_use"


class DealStatus(StrEnum):
    """How far a deal has come, least to furthest, then the ways it ends."""

    RUMOURED = "rumoured"
    INTEREST = "interest"
    NEGOTIATING = "negotiating"
    PLANNED = "planned"
    AGREED = "agreed"
    ONGOING = "ongoing"
    PARTLY_EXECUTED = "partly_executed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    DENIED = "denied"


class DealRole(StrEnum):
    """Which side of a deal a party stands on (SIPRI's supplier and recipient)."""

    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    BROKER = "broker"
    END_USER = "end_user"


class PartyLevel(StrEnum):
    """Whether a party is a state, its government or companies."""

    STATE = "state"
    GOVERNMENT = "government"
    COMPANY = "company"
    UNSPECIFIED_COMPANIES = "unspecified_companies"


class InstrumentType(StrEnum):
    """The form of an international or inter-party accord."""

    TREATY = "treaty"
    AGREEMENT = "agreement"
    MOU = "mou"
    PROTOCOL = "protocol"
    CONVENTION = "convention"
    DECLARATION = "declaration"
    CEASEFIRE = "ceasefire"
    PEACE_ACCORD = "peace_accord"
    FRAMEWORK = "framework"
    EXCHANGE_OF_NOTES = "exchange_of_notes"
    OTHER = "other"


class AgreementStatus(StrEnum):
    """Where an agreement stands in its life (UN Treaty Collection actions)."""

    UNKNOWN = "unknown"
    PROPOSED = "proposed"
    NEGOTIATING = "negotiating"
    PLANNED = "planned"
    INITIALLED = "initialled"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    VIOLATED = "violated"
    TERMINATED = "terminated"
    REJECTED = "rejected"


class AgreementRole(StrEnum):
    """A party's part in an agreement; a signatory is a person."""

    PARTY = "party"
    SIGNATORY = "signatory"
    GUARANTOR = "guarantor"
    DEPOSITARY = "depositary"
    WITNESS = "witness"


class SubjectClass(StrEnum):
    """The field an agreement is about."""

    STANDARDIZATION = "standardization"
    TAXATION = "taxation"
    AGRICULTURE = "agriculture"
    ECONOMIC_COOPERATION = "economic_cooperation"
    SCIENCE_TECHNOLOGY = "science_technology"
    HEALTH = "health"
    VISAS_MIGRATION = "visas_migration"
    ENERGY = "energy"
    DEFENCE = "defence"
    EDUCATION = "education"
    CULTURE = "culture"
    OTHER = "other"


class Laterality(StrEnum):
    """How many parties an agreement binds (WTI)."""

    BILATERAL = "bilateral"
    MULTILATERAL = "multilateral"
    UNILATERAL = "unilateral"


class Qualifier(StrEnum):
    """How the printed figure relates to the value meant."""

    EXACT = "exact"
    NEARLY = "nearly"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    BETWEEN = "between"
    MULTI = "multi"


class AttributionKind(StrEnum):
    """Whose words a report rests on."""

    DIRECT_QUOTE = "direct_quote"
    PARTIAL_QUOTE = "partial_quote"
    INDIRECT = "indirect"
    CITED_SOURCE = "cited_source"
    UNATTRIBUTED_REPORTS = "unattributed_reports"
    NARRATION = "narration"
    HEADLINE = "headline"


class Certainty(StrEnum):
    """How well a fact is supported."""

    CONFIRMED_BY_PARTY = "confirmed_by_party"
    REPORTED = "reported"
    ALLEGED = "alleged"
    SPECULATIVE = "speculative"


class Judgement(StrEnum):
    """Whether a report belongs to a fact."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"


class CloseCall(StrEnum):
    """What the rules made of two statements that they could as well have judged otherwise."""

    MERGED = "merged"
    APART = "apart"


class Change(StrEnum):
    """What became of a fact since the release before."""

    ADDED = "added"
    SPLIT = "split"
    CHANGED = "changed"
    MERGED = "merged"
    REMOVED = "removed"


class ChangeCause(StrEnum):
    """What changed a fact: articles that came or went, or else rules, a new reading or people's judgements."""

    ARTICLE_ADDED = "article_added"
    ARTICLE_WITHDRAWN = "article_withdrawn"
    DECISION = "decision"


class JudgedKind(StrEnum):
    """What a close call, or a person's judgement, is about."""

    DEAL = "deal"
    AGREEMENT = "agreement"
    ENTITY = "entity"


class FactType(StrEnum):
    """The kinds of facts that reports add up to."""

    DEAL = "deal"
    AGREEMENT = "agreement"


class DecidedBy(StrEnum):
    """Who judged that a report belongs to a fact; people win over rules."""

    RULE = "rule"
    CURATED = "curated"


class ValueAgreement(StrEnum):
    """Whether the values stated for one deal are compatible."""

    CONSISTENT = "consistent"
    CONFLICTING = "conflicting"


class SignatoryAgreement(StrEnum):
    """Whether the reports of one agreement name the same signatories."""

    CONSISTENT = "consistent"
    CONFLICTING = "conflicting"
    SINGLE = "single"
    NONE = "none"


class ConflictSeverity(StrEnum):
    """Whether a contradiction touches what a fact is (major) or a detail of it (minor)."""

    MINOR = "minor"
    MAJOR = "major"


class ConflictStatus(StrEnum):
    """What has become of a contradiction."""

    OPEN = "open"
    EXPLAINED = "explained"
    RESOLVED = "resolved"


class SipriCategory(StrEnum):
    """Categories of major arms (SIPRI Arms Transfers Database, sources and methods)."""

    AIRCRAFT = "Aircraft"
    AIR_DEFENCE = "Air defence systems"
    ANTI_SUBMARINE = "Anti-submarine warfare weapons"
    ARMOURED_VEHICLES = "Armoured vehicles"
    ARTILLERY = "Artillery"
    ENGINES = "Engines"
    MISSILES = "Missiles"
    NAVAL_WEAPONS = "Naval weapons"
    SATELLITES = "Satellites"
    SENSORS = "Sensors"
    SHIPS = "Ships"
    OTHER = "Other"


class CheckSeverity(StrEnum):
    """What a failed check does: `critical` closes the gate, `warning` is recorded."""

    CRITICAL = "critical"
    WARNING = "warning"


class CheckOutcome(StrEnum):
    """How a check ended; `crashed` is a defect of the check, `not_evaluated` met no value to look at."""

    PASSED = "passed"
    FAILED = "failed"
    CRASHED = "crashed"
    NOT_EVALUATED = "not_evaluated"


class RunResult(StrEnum):
    """How a run ended."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    GATE_CLOSED = "gate_closed"
    FAILED = "failed"
