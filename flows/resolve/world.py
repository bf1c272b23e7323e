"""What is known before facts are looked for: documents, and entities by cast member."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import polars as pl

from flows.model.vocabulary.statements import PartyLevel
from flows.resolve.cards import Member
from flows.resolve.casts import members_of
from flows.resolve.dating import Dating, dated
from flows.resolve.duplicates import standing
from flows.resolve.table import State, Table
from flows.resolve.windows import Window, point, window

Row: TypeAlias = dict[str, Any]

STATE_LEVELS = frozenset({PartyLevel.STATE, PartyLevel.GOVERNMENT})
STATE = "country:"


@dataclass(frozen=True, slots=True)
class World:
    """Some documents and the entities in them; `inferred` holds what other documents tell of a document's day."""

    documents: Mapping[str, Row]
    standing: Collection[str]  # those of them that count
    entity_of: Mapping[Member, str]
    countries: Mapping[str, str | None]  # country by entity
    states: Mapping[str, str | None]  # the same of all states that any document names
    inferred: Mapping[str, Dating]

    @property
    def published(self) -> dict[str, Window | None]:
        """When each document appeared."""
        return {doc_id: window(row, "published") for doc_id, row in self.documents.items()}

    @property
    def original(self) -> dict[str, str]:
        """For each document that repeats another, the one it repeats."""
        told = {doc_id: row["duplicate_of_doc_id"] for doc_id, row in self.documents.items()}
        return {doc_id: original for doc_id, original in told.items() if original}

    def counting(self, reports: Iterable[Row], wrong: Collection[str]) -> list[Row]:
        """Reports that count: not judged wrong by a person, and of no article withdrawn or replaced by a later one."""
        return [row for row in reports if row["doc_id"] in self.standing and row["report_id"] not in wrong]

    @property
    def spoken_on(self) -> dict[str, date | None]:
        """When what people say in each document was said: on the occasion it tells of, else on the day it appeared."""
        days = {doc_id: point(row, "published") for doc_id, row in self.documents.items()}
        return days | {doc_id: told.occasion for doc_id, told in self.inferred.items() if doc_id in days}

    def entity(self, doc_id: str, key: str | None) -> str | None:
        """Entity id of a cast member."""
        return None if key is None else self.entity_of.get(Member(doc_id, key))

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
            entity_id = entity_id.replace("gov:", STATE)
        state = f"{STATE}{row['country_code']}"
        if row["party_level"] in STATE_LEVELS and row["country_code"] and state in self.states:
            entity_id = state
        home = self.countries if entity_id in self.countries else self.states
        country = row["country_code"] or home.get(entity_id or "")
        return row | {"entity_id": entity_id if entity_id in home else None, "country_code": country}


def world_of(state: State, doc_ids: pl.Series, inferred: Mapping[str, Dating]) -> World:
    """The world of some documents, every one dated as it dates itself or as others do."""
    told = state["documents"].of("doc_id", doc_ids).drop("raw_text").iter_rows(named=True)
    members = members_of(state, doc_ids)
    entities = state["minted"].of("cluster", members["cluster"].unique())
    led = members.join(entities.select("cluster", "entity_id", "country_code"), on="cluster")
    return World(
        {row["doc_id"]: dated(row, inferred.get(row["doc_id"])) for row in told},
        set(standing(state, doc_ids)["doc_id"]),
        {Member(doc_id, key): entity for doc_id, key, _, entity, _ in led.iter_rows()},
        dict(led.select("entity_id", "country_code").iter_rows()),
        dict(state["states"].late.select("entity_id", "country_code").iter_rows()),
        inferred,
    )


def states(minted: Table) -> pl.DataFrame:
    """States that any document names, with their country."""
    known = minted.between(STATE, STATE[:-1] + chr(ord(STATE[-1]) + 1))
    return known.select("entity_id", "country_code")
