"""The steps of resolving in their order, from part tables to staging frames."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from flows.model.vocabulary import FactType, JudgedKind
from flows.resolve import agreements, deal_nodes, deals
from flows.resolve.dating import casting, dated_by_others, redated
from flows.resolve.deal_nodes import Thread
from flows.resolve.doubts import Resolved, call_rows, statements
from flows.resolve.facts import Fact, fact_of_report, facts, judgements, refusals
from flows.resolve.fx import Rates
from flows.resolve.kinship import kinship
from flows.resolve.minting import alias_rows, entity_rows
from flows.resolve.money import conversion, dollars, rate_rows
from flows.resolve.overrides import Ruling, read_judgements, read_rates
from flows.resolve.packages import package_rows
from flows.resolve.rulings import Rulings, rulings
from flows.resolve.staging import staged
from flows.resolve.world import Row, World, world_of

if TYPE_CHECKING:
    import polars as pl

Rows: TypeAlias = dict[str, list[Row]]


def assemble(
    parts: Mapping[str, pl.DataFrame], overrides_dir: Path | None, delivered: Collection[str] | None = None
) -> dict[str, pl.DataFrame]:
    """Staging frames by name."""
    rows = {name: frame.to_dicts() for name, frame in parts.items()}
    judged = rulings(read_judgements(overrides_dir), rows, delivered)
    world = world_of(parts, rows["documents"], judged.entities)
    rates = Rates(read_rates(overrides_dir))
    mentions = [world.mention(row) for row in rows["mentions"]]
    found = _facts(rows, world, rates, judged)
    cast = casting(mentions, found["deal_reports"], found["agreement_reports"])
    dating = dated_by_others(world.documents, cast)
    if dating:  # documents dated by others may now tell other facts apart, or join them
        world = world.dated(dating)
        found = _facts(rows, world, rates, judged)
    return staged(
        found
        | {
            "documents": list(world.documents),
            "document_segments": rows["document_segments"],
            "entities": entity_rows(world.entities.values()),
            "entity_aliases": alias_rows(world.entities.values()),
            "entity_mentions": mentions,
            "close_calls": found["close_calls"] + world.close_calls(rows["mentions"], judged.entities),
        }
    )


def _facts(rows: Rows, world: World, rates: Rates, judged: Rulings) -> Rows:
    """All staging rows about deals and agreements."""
    of_deals, of_agreements = _deals(rows, world, rates, judged), _agreements(rows, world, judged)
    together = {name: of_deals[name] + of_agreements[name] for name in ("reconciliations", "close_calls")}
    return of_deals | of_agreements | together


def _deals(rows: Rows, world: World, rates: Rates, judged: Rulings) -> Rows:
    days = world.spoken_on
    told = [
        world.spoken(redated(row, "as_of", "time_text", world.inferred.get(row["doc_id"])))
        for row in rows["deal_reports"]
    ]
    conversions = [conversion(row, days[row["doc_id"]], rates) for row in told]
    reports = [row | dollars(row, rate) for row, rate in zip(told, conversions, strict=True)]
    parties = world.parties(rows["deal_report_parties"], reports)
    standing = world.standing(reports, judged.wrong)
    telling = [row for row in standing if deal_nodes.makes_fact(row)]
    nodes = {node.thread: node for node in deal_nodes.deal_nodes(telling, parties, world.published, world.original)}
    clustered = deals.cluster_deals(list(nodes.values()), judged.deals)
    told_by = {thread: node.reports for thread, node in nodes.items()}
    found, decided = _judged(FactType.DEAL, clustered, told_by, judged.deals)
    said = statements(telling, fact_of_report(found))
    related, unsure = kinship(found, nodes)
    home = fact_of_report(found)
    return {
        "deal_reports": [row | {"deal_id": home.get(row["report_id"])} for row in reports],
        "deal_report_parties": parties,
        "deal_links": related,
        "fx_rates": rate_rows(rate for rate in conversions if rate is not None),
        "reconciliations": decided + unsure,
        "close_calls": call_rows(JudgedKind.DEAL, clustered.calls, said, judged.deals),
    }


def _agreements(rows: Rows, world: World, judged: Rulings) -> Rows:
    reports = [
        world.spoken(redated(row, "date", "date_text", world.inferred.get(row["doc_id"])))
        | {"place_entity_id": world.entity(row["doc_id"], row["place_key"])}
        for row in rows["agreement_reports"]
    ]
    parties = world.parties(rows["agreement_report_parties"], reports)
    standing = world.standing(reports, judged.wrong)
    telling = [row for row in standing if agreements.makes_fact(row)]
    nodes = {
        node.thread: node for node in agreements.agreement_nodes(telling, parties, world.published, world.original)
    }
    clustered = agreements.cluster_agreements(list(nodes.values()), judged.agreements)
    told_by = {thread: node.reports for thread, node in nodes.items()}
    found, decided = _judged(FactType.AGREEMENT, clustered, told_by, judged.agreements)
    home = fact_of_report(found)
    packages, package_of = package_rows(standing, home)
    return {
        "agreement_reports": [row | {"agreement_id": home.get(row["report_id"])} for row in reports],
        "agreement_report_parties": parties,
        "agreement_packages": packages,
        "package_members": [{"agreement_id": a, "package_id": p} for a, p in sorted(package_of.items())],
        "reconciliations": decided,
        "close_calls": call_rows(JudgedKind.AGREEMENT, clustered.calls, statements(telling, home), judged.agreements),
    }


def _judged(
    fact_type: FactType,
    clustered: Resolved,
    reports: Mapping[Thread, Sequence[str]],
    ruling: Ruling[Thread],
) -> tuple[list[Fact], list[Row]]:
    found = facts(fact_type, clustered.clusters, reports)
    return found, judgements(found, clustered.links, reports) + refusals(found, ruling.apart, reports)
