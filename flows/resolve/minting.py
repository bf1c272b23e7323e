"""Ids, names and aliases of entities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from flows.model.ids import digest
from flows.model.vocabulary import AliasSource, AliasType, EntityType
from flows.resolve.bearers import STATE_KEY
from flows.resolve.cards import Card, Member
from flows.resolve.text import alias_norm, slug, tokens

Row: TypeAlias = dict[str, Any]
SUFFIX_LENGTH = 6

# Of several ways one form relates to the name, the one that says most.
ALIAS_ORDER = {alias_type: n for n, alias_type in enumerate(AliasType)}


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity with the cards it is made of."""

    entity_id: str
    name: str
    entity_type: EntityType
    country: str | None
    is_named: bool
    cards: tuple[Card, ...]


def mint(clusters: Iterable[Sequence[Card]], names: Mapping[Member, str] | None = None) -> list[Entity]:
    """An entity for every cluster, sorted by id; ids depend on the members alone, not on their order.

    The id is type and name. Where several entities would share it, each takes its country as a suffix, or, where
    that does not tell them apart, a hash of its first member. What stays with one document always takes the hash.
    `names` are those that people chose, by cast member.
    """
    drafts = [_draft(sorted(cards, key=lambda card: card.member), names or {}) for cards in clusters]
    taken = Counter(entity.entity_id for entity in drafts)
    by_country = Counter((entity.entity_id, entity.country) for entity in drafts)
    minted = [
        replace(entity, entity_id=entity.entity_id + _suffix(entity, taken[entity.entity_id], by_country))
        for entity in drafts
    ]
    return sorted(minted, key=lambda entity: entity.entity_id)


def _suffix(entity: Entity, n_sharing: int, by_country: Mapping[tuple[str, str | None], int]) -> str:
    """What tells the entity from others of its type and name; empty where there are none."""
    if STATE_KEY.fullmatch(entity.entity_id):
        return ""
    if n_sharing > 1 and entity.country is not None and by_country[entity.entity_id, entity.country] == 1:
        return "-" + entity.country.lower()
    is_shared = n_sharing > 1 or _is_local(entity)
    return "-" + digest(*entity.cards[0].member)[:SUFFIX_LENGTH] if is_shared else ""


def _is_local(entity: Entity) -> bool:
    """Whether the entity is known in its document only: unnamed, or by a surname that nothing resolves."""
    return not entity.is_named or (entity.entity_type is EntityType.PERSON and len(tokens(entity.name)) == 1)


def _draft(cards: Sequence[Card], names: Mapping[Member, str]) -> Entity:
    chosen = [names[card.member] for card in cards if card.member in names]
    name, entity_type = chosen[0] if chosen else _name(cards), _type(cards)
    key = cards[0].member.key
    countries = Counter(card.country for card in cards if card.country)
    country = min(countries, key=lambda code: (-countries[code], code), default=None)
    entity_id = key if STATE_KEY.fullmatch(key) else f"{entity_type.value}:{slug(name) or digest(name)}"
    return Entity(entity_id, name, entity_type, country, any(c.is_named for c in cards), tuple(cards))


def _name(cards: Sequence[Card]) -> str:
    """The name most documents use, the fuller one on a tie.

    A person's full name goes before a bare surname, a name before its acronym, mixed case before capitals.
    """
    documents = Counter(card.name for card in cards)
    is_person = cards[0].entity_type is EntityType.PERSON

    def rank(name: str) -> tuple[bool, bool, int, int, str]:
        is_bare = is_person and len(tokens(name)) == 1
        return is_bare, name.isupper(), -documents[name], -len(name), name

    return min(documents, key=rank)


def _type(cards: Sequence[Card]) -> EntityType:
    votes = Counter(card.entity_type for card in cards)
    return min(votes, key=lambda entity_type: (-votes[entity_type], entity_type.value))


def entity_rows(entities: Iterable[Entity]) -> list[Row]:
    """Rows of staging `entities`: what the documents do not count."""
    return [
        {
            "entity_id": entity.entity_id,
            "name": entity.name,
            "entity_type": entity.entity_type.value,
            "country_code": entity.country,
            "is_named": entity.is_named,
        }
        for entity in entities
    ]


def alias_rows(entities: Iterable[Entity]) -> list[Row]:
    """Rows of `entity_aliases`: every form the documents use, and the name itself."""
    return [row for entity in entities for row in _aliases(entity)]


def _aliases(entity: Entity) -> list[Row]:
    counts: Counter[str] = Counter()
    kinds: dict[str, set[AliasType]] = defaultdict(set)
    for card in entity.cards:
        kinds[card.name].add(AliasType.FULL_NAME if card.name == entity.name else AliasType.SPELLING_VARIANT)
        for alias, alias_type, n_mentions in card.aliases:
            counts[alias] += n_mentions
            kinds[alias].add(alias_type)
    kinds[entity.name] = {AliasType.FULL_NAME}
    source = AliasSource.CURATED if STATE_KEY.fullmatch(entity.entity_id) else AliasSource.LEARNED
    return [
        {
            "entity_id": entity.entity_id,
            "alias": alias,
            "alias_norm": alias_norm(alias),
            "alias_type": _kind(alias, entity.name, kinds[alias]).value,
            "source": source.value,
            "n_mentions": counts[alias],
        }
        for alias in sorted(kinds)
    ]


def _kind(alias: str, name: str, kinds: set[AliasType]) -> AliasType:
    """How the form relates to the entity's name: a full name of one document is a variant beside another's."""
    if alias != name and kinds == {AliasType.FULL_NAME}:
        return AliasType.SPELLING_VARIANT
    return min(kinds - {AliasType.FULL_NAME} or kinds, key=lambda kind: ALIAS_ORDER[kind])


def entity_of(entities: Iterable[Entity]) -> Mapping[Member, str]:
    """Entity id by cast member."""
    return {card.member: entity.entity_id for entity in entities for card in entity.cards}
