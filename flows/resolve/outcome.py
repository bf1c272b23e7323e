"""Staging frames from what is kept."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import polars as pl

from flows.contract import PUBLISHED
from flows.contract.schema import frame
from flows.resolve.assemble import KINDS, facts_of, inferred
from flows.resolve.dating import dated
from flows.resolve.deal_nodes import Thread
from flows.resolve.duplicates import standing
from flows.resolve.facts import refusals
from flows.resolve.kinship import kinship_rows
from flows.resolve.linking import AGREEMENTS, DEALS
from flows.resolve.order import NONE, conformed, woven
from flows.resolve.overrides import Ruling
from flows.resolve.packages import package_rows
from flows.resolve.rulings import Rulings
from flows.resolve.staging import STAGING, TOLD, staged
from flows.resolve.table import State, Table
from flows.resolve.threads import name_of

Row = dict[str, Any]
Frames = dict[str, pl.DataFrame]

# Staging tables that are kept as they are.
AS_KEPT = {
    "document_segments": "document_segments",
    "entities": "minted",
    "entity_aliases": "alias_drafts",
    "entity_mentions": "mentions",
    "close_calls": "calls",
    "fx_rates": "fx_rates",
    **{name: f"told_{name}" for name in TOLD},
}
IN_ORDER_OF_IDS = (AGREEMENTS, DEALS)


def outcome(state: State, judged: Rulings) -> Frames:
    """All staging frames."""
    links, unsure = kinship_rows(state["kin"].rows, facts_of(state, DEALS)["homes"])
    found = {name: state[kept].rows for name, kept in AS_KEPT.items()}
    found |= {"documents": _documents(state), "deal_links": links} | _packages(state, judged.wrong)
    few = [frame(PUBLISHED["reconciliations"], unsure)]
    for kind, ruling in zip(KINDS, (judged.deals, judged.agreements), strict=True):
        few.append(frame(PUBLISHED["reconciliations"], _refusals(facts_of(state, kind)["homes"], ruling)))
    reasons = [conformed(facts_of(state, kind)["reasons"].rows, few[0].schema) for kind in IN_ORDER_OF_IDS]
    found["reconciliations"] = woven(pl.concat(reasons), NONE, pl.concat(few), STAGING["reconciliations"].key_names)
    return staged(found, {*AS_KEPT, "documents", "reconciliations"})


def _documents(state: State) -> pl.DataFrame:
    """Documents, dated by others where those date them."""
    told = inferred(state)
    again = [dated(row, told[row["doc_id"]]) for row in state["documents"].of("doc_id", told).iter_rows(named=True)]
    return state["documents"].replaced(told, frame(STAGING["documents"], again)).rows


def _packages(state: State, wrong: Container[str]) -> Frames:
    """Tables `agreement_packages` and `package_members`."""
    reports = state["agreement_reports"].rows.filter(pl.col("package").is_not_null())
    counting = reports.join(standing(state, reports["doc_id"].unique()), on="doc_id", how="semi").select(
        "report_id", "doc_id", "package", "stated_count"
    )
    told = [row for row in counting.sort("report_id").iter_rows(named=True) if row["report_id"] not in wrong]
    homes = facts_of(state, KINDS[1])["homes"]
    home = homes.of("report_id", counting["report_id"]).select("report_id", "fact_id")
    rows, package_of = package_rows(told, dict(home.iter_rows()))
    members = [{"agreement_id": agreement, "package_id": package} for agreement, package in sorted(package_of.items())]
    return {
        "agreement_packages": frame(STAGING["agreement_packages"], rows),
        "package_members": frame(STAGING["package_members"], members),
    }


def _refusals(homes: Table, ruling: Ruling[Thread]) -> list[Row]:
    apart = [(name_of(a), name_of(b)) for a, b in ruling.apart]
    threads = homes.of("thread", [name for pair in apart for name in pair])
    grouped = threads.group_by("thread").agg(pl.col("fact_id").first(), "report_id")
    return refusals(apart, {thread: (fact, reports) for thread, fact, reports in grouped.iter_rows()})
