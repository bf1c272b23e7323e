"""Staging frames from what is kept."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

import polars as pl

from flows.contract import PUBLISHED
from flows.contract.schema import frame
from flows.model.vocabulary.entities import MentionKind
from flows.model.vocabulary.facts import CloseCall, JudgedKind
from flows.resolve.assemble import KINDS, facts_of, inferred
from flows.resolve.bearers import borne
from flows.resolve.cards import Member
from flows.resolve.casts import members_of
from flows.resolve.dating import dated
from flows.resolve.deal_nodes import Thread
from flows.resolve.doubts import SAID, call_rows, identified, narrowly_apart, statements
from flows.resolve.duplicates import standing
from flows.resolve.entities import NAMESAKES
from flows.resolve.facts import refusals
from flows.resolve.kinship import kinship_rows
from flows.resolve.linking import DEALS, Kind
from flows.resolve.order import NONE, conformed, woven
from flows.resolve.overrides import Ruling
from flows.resolve.packages import package_rows
from flows.resolve.people import DOUBTS
from flows.resolve.rulings import Rulings
from flows.resolve.staging import STAGING, staged
from flows.resolve.table import State, Table, among
from flows.resolve.threads import name_of

Row = dict[str, Any]
Frames = dict[str, pl.DataFrame]

# Tables that stand in the order of their keys without being put so.
IN_ORDER = frozenset({"document_segments", "deal_report_parties", "agreement_report_parties", "reconciliations"})


def outcome(state: State, judged: Rulings, calls_before: pl.DataFrame) -> Frames:
    """All staging frames; `calls_before` are `close_calls` of an earlier run."""
    links, unsure = kinship_rows(state["kin"].rows, facts_of(state, DEALS)["homes"])
    found = {"documents": _documents(state), "document_segments": state["document_segments"].rows}
    found["deal_links"] = links
    found |= _entities(state) | _packages(state, judged.wrong)
    calls = [_entity_calls(state, judged.entities)]
    few = [frame(PUBLISHED["reconciliations"], unsure)]
    reasons: list[pl.DataFrame] = []
    for kind in KINDS:
        tables, ruling = facts_of(state, kind), judged.deals if kind is DEALS else judged.agreements
        name = kind.fact_type.value
        home = tables["homes"].rows.select("report_id", pl.col("fact_id").alias(f"{name}_id"))
        told = state[f"told_{name}_reports"].rows.drop(f"{name}_id")
        found[f"{name}_reports"] = told.join(home, on="report_id", how="left")
        found[f"{name}_report_parties"] = state[f"told_{name}_report_parties"].rows
        few.append(frame(PUBLISHED["reconciliations"], _refusals(tables["homes"], ruling)))
        reasons.insert(0, conformed(tables["reasons"].rows, few[0].schema))  # in the order of their ids
        calls.append(_fact_calls(state, kind, tables, ruling))
    found["reconciliations"] = woven(pl.concat(reasons), NONE, pl.concat(few), STAGING["reconciliations"].key_names)
    found["close_calls"] = identified(pl.concat(calls), calls_before)
    found["fx_rates"] = state["rates_used"].rows.drop("doc_id").unique(["rate_date", "currency"])
    return staged(found, IN_ORDER)


def _documents(state: State) -> pl.DataFrame:
    """Documents with what they repeat and replace, dated by others where those date them."""
    rows = state["documents"].rows.join(state["repeats"].rows, on="doc_id", how="left", maintain_order="left")
    told = inferred(state)
    if not told:
        return rows
    again = [dated(row, told[row["doc_id"]]) for row in rows.filter(among("doc_id", told)).iter_rows(named=True)]
    kept = rows.filter(~among("doc_id", told))
    return pl.concat([kept, conformed(frame(STAGING["documents"], again), kept.schema)]).sort("doc_id")


def _entities(state: State) -> Frames:
    led = pl.col("entity_id").is_not_null()
    return {
        "entities": state["minted"].rows,
        "entity_aliases": state["alias_drafts"].rows.join(
            state["minted"].rows.select("cluster", "entity_id"), on="cluster"
        ),
        "entity_mentions": state["mentions"].rows.with_columns(pl.when(led).then("resolution_method")),
    }


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


def _fact_calls(state: State, kind: Kind, tables: State, ruling: Ruling[Thread]) -> pl.DataFrame:
    """Rows of `close_calls` about facts, but those that a person has judged."""
    merged = tables["joins"].rows.select(
        pl.min_horizontal("a", "b").alias("a"), pl.max_horizontal("a", "b").alias("b"), "score", "method"
    )
    shown = {CloseCall.MERGED: merged, CloseCall.APART: narrowly_apart(tables["near"].rows)}
    calls = pl.concat([rows.with_columns(verdict=pl.lit(verdict.value)) for verdict, rows in shown.items()])
    open_calls = _unjudged(calls, ((name_of(a), name_of(b)) for a, b in ruling.pairs))
    homes = tables["homes"].of("thread", pl.concat([open_calls["a"], open_calls["b"]]).unique())
    reports = state[f"{kind.fact_type.value}_reports"].of("report_id", homes["report_id"])
    return call_rows(JudgedKind(kind.fact_type.value), open_calls, statements(homes, reports))


def _entity_calls(state: State, ruling: Ruling[Member]) -> pl.DataFrame:
    """Rows of `close_calls` about entities, but those that a person has judged."""
    doubts = pl.concat([state["doubts"].rows.select(list(DOUBTS)), _near(state)])
    calls = doubts.select("verdict", "score", "method", a=_side("doc_id_a", "key_a"), b=_side("doc_id_b", "key_b"))
    judged = ((f"{a.doc_id} {a.key}", f"{b.doc_id} {b.key}") for a, b in ruling.pairs)
    return call_rows(JudgedKind.ENTITY, _unjudged(calls, judged), _first_mentions(state, doubts))


def _side(doc_id: str, key: str) -> pl.Expr:
    return pl.concat_str(doc_id, key, separator=" ")


def _unjudged(calls: pl.DataFrame, judged: Iterable[tuple[str, str]]) -> pl.DataFrame:
    """The calls but those about the judged pairs, whichever side stands first."""
    both = [pair for a, b in judged for pair in ((a, b), (b, a))]
    decided = pl.DataFrame(both, schema={"a": pl.String, "b": pl.String}, orient="row")
    return calls.join(decided, on=["a", "b"], how="anti")


def _near(state: State) -> pl.DataFrame:
    """Names that would be one if they kept the same company, by their first bearers."""
    near = state["likenesses"].rows.filter("is_near")
    spelt = state["votes"].of("who", pl.concat([near["spelling_a"], near["spelling_b"]]).unique())
    bearing = borne(spelt).sort("doc_id", "entity_key").unique("name_id", keep="first", maintain_order=True)
    members = members_of(state, bearing["doc_id"].unique())
    first = bearing.join(members, on=["doc_id", "entity_key"])
    sides = first.select("name_id", "doc_id", "country", "cluster", key="entity_key")
    met = near.select("a", "b").join(sides, left_on="a", right_on="name_id")
    met = met.join(sides, left_on="b", right_on="name_id", suffix="_b").filter(pl.col("cluster") != pl.col("cluster_b"))
    rows = met.select(
        pl.col("doc_id").alias("doc_id_a"),
        pl.col("key").alias("key_a"),
        "doc_id_b",
        "key_b",
        verdict=pl.lit(CloseCall.APART.value),
        score=pl.lit(NAMESAKES),
        method=pl.when(pl.col("country") != pl.col("country_b"))
        .then(pl.lit("other_country"))
        .otherwise(pl.lit("no_company_shared")),
    )
    return conformed(rows, DOUBTS)


def _first_mentions(state: State, doubts: pl.DataFrame) -> pl.DataFrame:
    """Where each cast member stands: its first mention by name, in text that was read if there is one."""
    sides = pl.concat([doubts.select(doc_id=f"doc_id_{side}", entity_key=f"key_{side}") for side in "ab"]).unique()
    mentions = state["mentions"].of("doc_id", sides["doc_id"].unique())
    rows = mentions.join(sides, on=["doc_id", "entity_key"], how="semi")
    is_other = pl.col("mention_kind") != MentionKind.NAME.value
    ordered = rows.with_columns(is_other=is_other).sort("in_dropped_segment", "is_other", "span_start", "mention_id")
    first = ordered.unique(["doc_id", "entity_key"], keep="first", maintain_order=True)
    told = first.select("doc_id", side=_side("doc_id", "entity_key"), told_id="mention_id", thing_id="entity_id")
    return told.select(SAID)
