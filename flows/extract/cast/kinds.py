"""Kinds of cast members, and the nouns that stand for each kind."""

from __future__ import annotations

from functools import cache

from flows.lexicon import words
from flows.model.report import DocEntity
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import PartyLevel

COMPANIES = frozenset({EntityType.ORGANIZATION, EntityType.MEDIA, EntityType.RESEARCH})
ORGANS = frozenset({EntityType.GOVERNMENT, EntityType.MILITARY})
STATES = frozenset({EntityType.COUNTRY})
PARTY_TYPES = (
    COMPANIES
    | ORGANS
    | {
        EntityType.COUNTRY,
        EntityType.INTERGOVERNMENTAL,
        EntityType.POLITICAL_PARTY,
        EntityType.REGION,
        EntityType.CITY,
    }
)


@cache
def nouns(group: str) -> frozenset[str]:
    """Lemmas of a group of descriptions in the lexicon."""
    return words("nominals", group)


def level_of(entity: DocEntity) -> PartyLevel | None:
    """State or company, by the cast member's type; None for bodies that are neither."""
    if entity.entity_type is EntityType.COUNTRY:
        return PartyLevel.STATE
    return PartyLevel.COMPANY if entity.entity_type in COMPANIES else None
