"""What is known before facts are looked for: documents, and entities by cast member."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from flows.model.vocabulary import JudgedKind, MentionKind, PartyLevel, PubStatus
from flows.resolve.cards import Member, cards
from flows.resolve.dating import Dating, dated
from flows.resolve.doubts import Statement, call_row
from flows.resolve.duplicates import near_duplicates, superseded
from flows.resolve.entities import Doubt, group_members
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
    doubts: Sequence[Doubt] = ()

    @property
    def published(self) -> dict[str, Window | None]:
        """When each document appeared."""
        return {row["doc_id"]: window(row, "published") for row in self.documents}

    @property
    def original(self) -> dict[str, str]:
        """For each document that repeats another, the one it repeats."""
        return {row["doc_id"]: row["duplicate_of_doc_id"] for row in self.documents if row["duplicate_of_doc_id"]}

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

    def close_calls(self, mentions: Iterable[Row], ruling: Ruling[Member]) -> list[Row]:
        """Rows of `close_calls` about entities, but those that a person has judged."""
        judged = {frozenset(pair) for pair in ruling.apart} | {frozenset((a, b)) for a, b, _ in ruling.same}
        doubts = [doubt for doubt in self.doubts if frozenset((doubt.a, doubt.b)) not in judged]
        told = self._first_mentions(mentions, {member for doubt in doubts for member in (doubt.a, doubt.b)})
        return [
            call_row(JudgedKind.ENTITY, told[doubt.a], told[doubt.b], doubt.verdict, doubt.score, doubt.method)
            for doubt in doubts
            if doubt.a in told and doubt.b in told
        ]

    def _first_mentions(self, mentions: Iterable[Row], members: Container[Member]) -> dict[Member, Statement]:
        """The mention that stands for each cast member: its first by name, in text that was read if there is one."""

        def rank(row: Row) -> tuple[bool, bool, int, str]:
            return row["in_dropped_segment"], row["mention_kind"] != MentionKind.NAME, row["span_start"], row["doc_id"]

        told: dict[Member, Statement] = {}
        for row in sorted(mentions, key=rank):
            member = Member(row["doc_id"], row["entity_key"] or "")
            if member in members:
                told.setdefault(member, Statement(member.doc_id, row["mention_id"], self.entity_of[member]))
        return told

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
    grouping = group_members(cards(parts))
    entities = mint(corrected(grouping.clusters, ruling), dict(ruling.names))
    told = [
        row | {"duplicate_of_doc_id": repeats.get(row["doc_id"]), "supersedes_doc_id": replaces.get(row["doc_id"])}
        for row in documents
    ]
    by_id = {entity.entity_id: entity for entity in entities}
    return World(told, by_id, entity_of(entities), {}, grouping.doubts)
