"""What the documents know of their casts, one card a cast member."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from flows.model.vocabulary import AliasType, EntityType

if TYPE_CHECKING:
    import polars as pl

BODIES = frozenset(
    {
        EntityType.ORGANIZATION,
        EntityType.GOVERNMENT,
        EntityType.MILITARY,
        EntityType.POLITICAL_PARTY,
        EntityType.INTERGOVERNMENTAL,
        EntityType.MEDIA,
        EntityType.RESEARCH,
    }
)
PLACES = frozenset({EntityType.COUNTRY, EntityType.CITY, EntityType.REGION, EntityType.FACILITY})
NAMING = frozenset(
    {AliasType.FULL_NAME, AliasType.ACRONYM, AliasType.SPELLING_VARIANT, AliasType.TRANSLATION, AliasType.TYPO}
)


class Member(NamedTuple):
    """A cast member: document and key within it."""

    doc_id: str
    key: str


@dataclass(frozen=True, slots=True)
class Card:
    """A cast member with all that its document says of it."""

    member: Member
    name: str
    entity_type: EntityType
    country: str | None
    is_named: bool
    aliases: tuple[tuple[str, AliasType, int], ...]  # form, its type, mentions

    @property
    def group(self) -> str:
        """The kind of thing within which names may be compared: person, body, place, or a type of its own."""
        if self.entity_type in BODIES:
            return "body"
        return "place" if self.entity_type in PLACES else self.entity_type.value

    @property
    def n_mentions(self) -> int:
        """Mentions in the document, in any form."""
        return sum(n for _, _, n in self.aliases)


def cards(parts: Mapping[str, pl.DataFrame]) -> list[Card]:
    """A card for every row of `doc_entities`, with its rows of `doc_aliases`; sorted by document and key."""
    forms: dict[Member, list[tuple[str, AliasType, int]]] = defaultdict(list)
    for row in parts["doc_aliases"].iter_rows(named=True):
        member = Member(row["doc_id"], row["entity_key"])
        forms[member].append((row["alias"], AliasType(row["alias_type"]), row["n_mentions"]))
    found = [
        Card(
            member := Member(row["doc_id"], row["entity_key"]),
            row["name"],
            EntityType(row["entity_type"]),
            row["country_code"],
            row["is_named"],
            tuple(sorted(forms[member])),
        )
        for row in parts["doc_entities"].iter_rows(named=True)
    ]
    return sorted(found, key=lambda card: card.member)
