"""What is known before facts are looked for: documents, and entities by cast member."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from flows.model.vocabulary import PartyLevel, PubStatus
from flows.resolve.cards import Member, cards
from flows.resolve.dating import Dating, dated
from flows.resolve.duplicates import near_duplicates, superseded
from flows.resolve.entities import group_members
from flows.resolve.minting import Entity, entity_of, mint
from flows.resolve.overrides import Ruling
from flows.resolve.rulings import corrected
from flows.resolve.windows import Window, point, window

if TYPE_CHECKING:
    import polars as pl

Row: TypeAlias = dict[str, Any]

STATE_LEVELS = frozenset({PartyLevel.STATE, PartyLevel.GOVERNMENT})


@dataclass(frozen=True, slots=True)
class World:
    """Documents and entities; `inferred` holds what other documents tell of a document's day."""

    documents: Sequence[Row]
    entities: Mapping[str, Entity]
    entity_of: Mapping[Member, str]
    inferred: Mapping[str, Dating]

    @property
    def published(self) -> dict[str, Window | None]:
        """When each document appeared."""
        return {row["doc_id"]: window(row, "published") for row in self.documents}

    def standing(self, reports: Iterable[Row], wrong: Container[str]) -> list[Row]:
        """Reports that count: not judged wrong by a person, and of no article withdrawn or replaced by a later one."""
        replaced = {row["supersedes_doc_id"] for row in self.documents}
        usable = {row["doc_id"] for row in self.documents if row["pub_status"] == PubStatus.USABLE} - replaced
        return [row for row in reports if row["doc_id"] in usable and row["report_id"] not in wrong]

    def dated(self, found: Mapping[str, Dating]) -> World:
        """The same world with publication days inferred."""
        told = [dated(row, found.get(row["doc_id"])) for row in self.documents]
        return replace(self, documents=told, inferred=found)

    @property
    def spoken_on(self) -> dict[str, date | None]:
        """When what people say in each document was said: on the occasion it tells of, else on the day it appeared."""
        days = {row["doc_id"]: point(row, "published") for row in self.documents}
        return days | {doc_id: told.occasion for doc_id, told in self.inferred.items()}

    def entity(self, doc_id: str, key: str | None) -> str | None:
        """Entity id of a cast member."""
        return None if key is None else self.entity_of.get(Member(doc_id, key))

    def mention(self, row: Row) -> Row:
        """A row of `entity_mentions`."""
        entity = self.entity(row["doc_id"], row["entity_key"])
        return row | {"entity_id": entity, "resolution_method": row["resolution_method"] if entity else None}

    def spoken(self, row: Row) -> Row:
        """A report with its speaker's entity id."""
        return row | {"speaker_entity_id": self.entity(row["doc_id"], row["speaker_key"])}

    def parties(self, parties: Iterable[Row], reports: Iterable[Row]) -> list[Row]:
        """Rows of report parties with entity ids; a state acts as `country:XXX` however it is named."""
        doc_of = {row["report_id"]: row["doc_id"] for row in reports}
        return [self._party(row, doc_of[row["report_id"]]) for row in parties]

    def _party(self, row: Row, doc_id: str) -> Row:
        entity_id = self.entity(doc_id, row["entity_key"])
        if entity_id is not None and entity_id.startswith("gov:"):
            entity_id = entity_id.replace("gov:", "country:")
        state = f"country:{row['country_code']}"
        if row["party_level"] in STATE_LEVELS and row["country_code"] and state in self.entities:
            entity_id = state
        entity = self.entities.get(entity_id or "")
        country = row["country_code"] or (entity.country if entity else None)
        return row | {"entity_id": entity.entity_id if entity else None, "country_code": country}


def world_of(parts: Mapping[str, pl.DataFrame], documents: Sequence[Row], ruling: Ruling[Member]) -> World:
    """The world of the part tables, every document dated as it dates itself; people's judgements go before rules."""
    repeats, replaces = near_duplicates(documents), superseded(documents)
    entities = mint(corrected(group_members(cards(parts)), ruling), dict(ruling.names))
    told = [
        row | {"duplicate_of_doc_id": repeats.get(row["doc_id"]), "supersedes_doc_id": replaces.get(row["doc_id"])}
        for row in documents
    ]
    return World(told, {entity.entity_id: entity for entity in entities}, entity_of(entities), {})
