"""The steps of resolving in their order, from part tables to staging frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from flows.model.vocabulary import FactType, PartyLevel, PubStatus
from flows.resolve import agreements, deal_nodes
from flows.resolve.agreements import agreement_nodes, cluster_agreements
from flows.resolve.cards import Member, cards
from flows.resolve.clusters import Link
from flows.resolve.deal_nodes import Thread
from flows.resolve.deal_nodes import deal_nodes as nodes_of_deals
from flows.resolve.deals import cluster_deals
from flows.resolve.duplicates import near_duplicates, superseded
from flows.resolve.entities import group_members
from flows.resolve.facts import Fact, fact_of_report, facts, judgements
from flows.resolve.fx import Rates
from flows.resolve.kinship import kinship
from flows.resolve.minting import Entity, alias_rows, entity_of, entity_rows, mint
from flows.resolve.money import conversion, dollars, rate_rows
from flows.resolve.packages import package_rows
from flows.resolve.staging import staged
from flows.resolve.windows import Window, point, window

if TYPE_CHECKING:
    import polars as pl

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = dict[str, list[Row]]

STATE_LEVELS = frozenset({PartyLevel.STATE, PartyLevel.GOVERNMENT})


@dataclass(frozen=True, slots=True)
class World:
    """What is known before facts are looked for: documents, and entities by cast member."""

    documents: Sequence[Row]
    entities: Mapping[str, Entity]
    entity_of: Mapping[Member, str]

    @property
    def published(self) -> dict[str, Window | None]:
        """When each document appeared."""
        return {row["doc_id"]: window(row, "published") for row in self.documents}

    @property
    def standing(self) -> set[str]:
        """Documents whose statements count: not withdrawn, and not replaced by a later version."""
        replaced = {row["supersedes_doc_id"] for row in self.documents}
        return {
            row["doc_id"]
            for row in self.documents
            if row["pub_status"] == PubStatus.USABLE and row["doc_id"] not in replaced
        }

    def entity(self, doc_id: str, key: str | None) -> str | None:
        """Entity id of a cast member."""
        return None if key is None else self.entity_of.get(Member(doc_id, key))


def assemble(parts: Mapping[str, pl.DataFrame], overrides_dir: Path | None) -> dict[str, pl.DataFrame]:
    """Staging frames by name."""
    rows = {name: frame.to_dicts() for name, frame in parts.items()}
    world = _world(parts, rows["documents"])
    found: Rows = {
        "documents": list(world.documents),
        "document_segments": rows["document_segments"],
        "entities": entity_rows(world.entities.values()),
        "entity_aliases": alias_rows(world.entities.values()),
        "entity_mentions": [_mention(row, world) for row in rows["mentions"]],
    }
    deals = _deals(rows, world, found)
    accords = _agreements(rows, world, found)
    found["reconciliations"] = deals + accords
    return staged(found)


def _world(parts: Mapping[str, pl.DataFrame], documents: Sequence[Row]) -> World:
    repeats, replaces = near_duplicates(documents), superseded(documents)
    entities = mint(group_members(cards(parts)))
    told = [
        row | {"duplicate_of_doc_id": repeats.get(row["doc_id"]), "supersedes_doc_id": replaces.get(row["doc_id"])}
        for row in documents
    ]
    return World(told, {entity.entity_id: entity for entity in entities}, entity_of(entities))


def _mention(row: Row, world: World) -> Row:
    entity = world.entity(row["doc_id"], row["entity_key"])
    kept = {name: value for name, value in row.items() if name != "entity_key"}
    return kept | {"entity_id": entity, "resolution_method": row["resolution_method"] if entity else None}


def _parties(parties: Iterable[Row], doc_of: Mapping[str, str], world: World) -> list[Row]:
    """Rows of report parties with entity ids; a state acts as `country:XXX` however it is named."""
    return [_party(row, doc_of[row["report_id"]], world) for row in parties]


def _party(row: Row, doc_id: str, world: World) -> Row:
    entity_id = world.entity(doc_id, row["entity_key"])
    if entity_id is not None and entity_id.startswith("gov:"):
        entity_id = entity_id.replace("gov:", "country:")
    state = f"country:{row['country_code']}"
    if row.get("party_level") in STATE_LEVELS and row["country_code"] and state in world.entities:
        entity_id = state
    entity = world.entities.get(entity_id or "")
    kept = {name: value for name, value in row.items() if name != "entity_key"}
    country = row["country_code"] or (entity.country if entity else None)
    return kept | {"entity_id": entity.entity_id if entity else None, "country_code": country}


def _spoken(row: Row, world: World) -> Row:
    kept = {name: value for name, value in row.items() if name not in ("speaker_key", "place_key")}
    return kept | {"speaker_entity_id": world.entity(row["doc_id"], row["speaker_key"])}


def _deals(rows: Mapping[str, list[Row]], world: World, found: Rows) -> list[Row]:
    """Add the staging rows of deals to `found`; returns their judgements."""
    days = {row["doc_id"]: point(row, "published") for row in world.documents}
    rates = Rates()
    converted = [(row, conversion(row, days[row["doc_id"]], rates)) for row in rows["deal_reports"]]
    reports = [_spoken(row, world) | dollars(row, rate) for row, rate in converted]
    parties = _parties(rows["deal_report_parties"], {r["report_id"]: r["doc_id"] for r in reports}, world)
    telling = [r for r in reports if deal_nodes.makes_fact(r) and r["doc_id"] in world.standing]
    nodes = {node.thread: node for node in nodes_of_deals(telling, parties, world.published)}
    clusters, links = cluster_deals(list(nodes.values()))
    told, decided = _facts(FactType.DEAL, clusters, links, {t: node.reports for t, node in nodes.items()})
    related, unsure = kinship(told, nodes)
    home = fact_of_report(told)
    found["deal_reports"] = [row | {"deal_id": home.get(row["report_id"])} for row in reports]
    found["deal_report_parties"] = parties
    found["deal_links"] = related
    found["fx_rates"] = rate_rows(rate for _, rate in converted if rate is not None)
    return decided + unsure


def _agreements(rows: Mapping[str, list[Row]], world: World, found: Rows) -> list[Row]:
    """Add the staging rows of agreements to `found`; returns their judgements."""
    reports = [
        _spoken(row, world) | {"place_entity_id": world.entity(row["doc_id"], row["place_key"])}
        for row in rows["agreement_reports"]
    ]
    parties = _parties(rows["agreement_report_parties"], {r["report_id"]: r["doc_id"] for r in reports}, world)
    telling = [row for row in reports if agreements.makes_fact(row) and row["doc_id"] in world.standing]
    nodes = {node.thread: node for node in agreement_nodes(telling, parties, world.published)}
    clusters, links = cluster_agreements(list(nodes.values()))
    told, decided = _facts(FactType.AGREEMENT, clusters, links, {t: node.reports for t, node in nodes.items()})
    home = fact_of_report(told)
    packages, package_of = package_rows([r for r in reports if r["doc_id"] in world.standing], home)
    found["agreement_reports"] = [row | {"agreement_id": home.get(row["report_id"])} for row in reports]
    found["agreement_report_parties"] = parties
    found["agreement_packages"] = packages
    found["package_members"] = [
        {"agreement_id": agreement, "package_id": package} for agreement, package in sorted(package_of.items())
    ]
    return decided


def _facts(
    fact_type: FactType,
    clusters: Iterable[Sequence[Thread]],
    links: Sequence[Link[Thread]],
    reports: Mapping[Thread, Sequence[str]],
) -> tuple[list[Fact], list[Row]]:
    told = facts(fact_type, clusters, reports)
    return told, judgements(told, links, reports)
