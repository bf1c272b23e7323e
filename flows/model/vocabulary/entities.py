"""Coded words of entities, their names and their mentions."""

from __future__ import annotations

from enum import StrEnum


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
