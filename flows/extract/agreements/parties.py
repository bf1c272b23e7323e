"""Parties of an agreement as one statement gives them, and which of them are public bodies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from flows.extract.context import Context, PartyRef
from flows.lexicon import load
from flows.model.vocabulary.entities import EntityType

STATE_TYPES = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.REGION})
PUBLIC_TYPES = frozenset(
    {
        EntityType.COUNTRY,
        EntityType.GOVERNMENT,
        EntityType.INTERGOVERNMENTAL,
        EntityType.MILITARY,
        EntityType.POLITICAL_PARTY,
        EntityType.REGION,
        EntityType.RESEARCH,
        EntityType.PERSON_GROUP,
        EntityType.CITY,
    }
)


@dataclass(frozen=True, slots=True)
class Parties:
    """Parties in the order found, persons who act for them, and the words that tied them to the instrument."""

    refs: tuple[PartyRef, ...] = ()
    people: tuple[PartyRef, ...] = ()
    sources: frozenset[str] = field(default_factory=frozenset)

    @property
    def keys(self) -> frozenset[str]:
        """Cast keys of the parties; the words where the cast knows no such name."""
        return frozenset(ref.entity_key or ref.span.text for ref in self.refs)


def join(pieces: Iterable[Parties]) -> Parties:
    """Several sets of parties as one, the first mention of each kept."""
    refs: dict[str, PartyRef] = {}
    people: dict[str, PartyRef] = {}
    sources: set[str] = set()
    for piece in pieces:
        new = {r.entity_key or r.span.text: r for r in piece.refs if (r.entity_key or r.span.text) not in refs}
        refs |= new
        people |= {p.entity_key or p.span.text: p for p in piece.people}
        sources |= piece.sources if new else set()
    return Parties(tuple(refs.values()), tuple(people.values()), frozenset(sources))


def is_public(context: Context, key: str | None) -> bool:
    """Whether a party is a state, an organ, a group or a public body, and not a company."""
    entity = context.cast.entities.get(key or "")
    if entity is None:
        return False
    if entity.entity_type in PUBLIC_TYPES:
        return True
    names = " ".join([entity.name, *(alias for alias, _ in entity.aliases)]).lower()
    if _words("armed_names").search(names) is not None:
        return True
    return _words("public_names").search(names) is not None and _words("private_names").search(names) is None


def is_state(context: Context, key: str | None) -> bool:
    """Whether a party is a state or its government."""
    entity = context.cast.entities.get(key or "")
    return entity is not None and entity.entity_type in STATE_TYPES


def is_union(context: Context, key: str | None) -> bool:
    """Whether a party is a trade union."""
    entity = context.cast.entities.get(key or "")
    if entity is None or entity.entity_type not in (EntityType.ORGANIZATION, EntityType.PERSON):
        return False  # a union named after somebody may be taken for a person
    if entity.entity_type is EntityType.ORGANIZATION and _words("unions").search(entity.name.lower()) is not None:
        return True
    raw, own = context.document.raw_text, [m for m in context.cast.mentions if m.entity_key == key]
    return any(raw[max(0, m.span.start - 7) : m.span.start].lower() in (" union ", "union, ") for m in own)


def is_labour(context: Context, ref: PartyRef) -> bool:
    """Whether a side is a trade union, be it without a name of its own: "its machinists' union"."""
    unnamed = ref.entity_key is None and _words("unions").search(ref.span.text.lower()) is not None
    return unnamed or is_union(context, ref.entity_key)


@cache
def _words(section: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in load("instruments")[section]) + r")\b")
