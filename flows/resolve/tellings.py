"""What documents tell of deals and agreements, with entities, dollars and days."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import polars as pl

from flows.model.vocabulary.facts import FactType
from flows.resolve import agreement_nodes, deal_nodes
from flows.resolve.dating import Dating, redated
from flows.resolve.fx import Rates
from flows.resolve.money import conversion, dollars, rate_rows
from flows.resolve.table import State
from flows.resolve.world import Row, World, world_of

Node: TypeAlias = Any  # a DealNode or an AgreementNode


@dataclass(frozen=True, slots=True)
class Telling:
    """Reports of some documents with their parties, a node for every thread that may tell a fact, and rates used."""

    reports: list[Row]
    parties: list[Row]
    nodes: Mapping[deal_nodes.Thread, Node]
    rates: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Teller:
    """Reads tellings out of the kept tables; `inferred` dates documents by others, `wrong` are misread reports."""

    state: State
    rates: Rates
    wrong: Collection[str]
    inferred: Mapping[str, Dating]

    def tell(self, fact_type: FactType, doc_ids: pl.Series) -> Telling:
        """What the documents tell of one kind of fact."""
        if not len(doc_ids):
            return Telling([], [], {})
        reports = self.state[f"{fact_type.value}_reports"].of("doc_id", doc_ids).sort("report_id")
        parties = self.state[f"{fact_type.value}_report_parties"].of("report_id", reports["report_id"])
        world = world_of(self.state, reports["doc_id"].unique(), self.inferred)
        tell = self._deals if fact_type is FactType.DEAL else self._agreements
        return tell(
            reports.to_dicts(), parties.sort("report_id", "party_role", "entity_key", "span_start").to_dicts(), world
        )

    def _deals(self, rows: list[Row], of_reports: list[Row], world: World) -> Telling:
        days = world.spoken_on
        told = [world.spoken(redated(row, "as_of", "time_text", self.inferred.get(row["doc_id"]))) for row in rows]
        found = [conversion(row, days[row["doc_id"]], self.rates) for row in told]
        reports = [row | dollars(row, rate) for row, rate in zip(told, found, strict=True)]
        parties = world.parties(of_reports, reports)
        telling = [row for row in world.counting(reports, self.wrong) if deal_nodes.makes_fact(row)]
        nodes = deal_nodes.deal_nodes(telling, parties, world.published, world.original)
        used = [
            {"doc_id": row["doc_id"]} | rate
            for row, conversion in zip(reports, found, strict=True)
            if conversion is not None
            for rate in rate_rows([conversion])
        ]
        return Telling(reports, parties, {node.thread: node for node in nodes}, used)

    def _agreements(self, rows: list[Row], of_reports: list[Row], world: World) -> Telling:
        reports = [
            world.spoken(redated(row, "date", "date_text", self.inferred.get(row["doc_id"])))
            | {"place_entity_id": world.entity(row["doc_id"], row["place_key"])}
            for row in rows
        ]
        parties = world.parties(of_reports, reports)
        telling = [row for row in world.counting(reports, self.wrong) if agreement_nodes.makes_fact(row)]
        nodes = agreement_nodes.agreement_nodes(telling, parties, world.published, world.original)
        return Telling(reports, parties, {node.thread: node for node in nodes})
