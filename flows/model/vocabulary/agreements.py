"""Coded words of agreements."""

from __future__ import annotations

from enum import StrEnum


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


class SignatoryAgreement(StrEnum):
    """Whether the reports of one agreement name the same signatories."""

    CONSISTENT = "consistent"
    CONFLICTING = "conflicting"
    SINGLE = "single"
    NONE = "none"
