"""Deals that run into each other without being one: part and whole, and perhaps the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from flows.model.vocabulary.deals import DealForm, DealKind
from flows.model.vocabulary.facts import Judgement
from flows.resolve.deal_nodes import OFF, DealNode, Thread
from flows.resolve.deals import compare
from flows.resolve.facts import Fact, judgement
from flows.resolve.goods import Match
from flows.resolve.linking import Linker
from flows.resolve.parts import is_done, is_told_as_part, may_be_told_as_part, may_have_parts
from flows.resolve.reach import number
from flows.resolve.table import State, Table, table
from flows.resolve.threads import HOMES, thread_of

METHOD = "part_agrees"

SIDES = {
    "fact_id": pl.String,
    "key": pl.Int64,  # kind, side and party; or document
    "is_part": pl.Boolean,  # may be part of a sum of contracts, or of what a state concluded
    "is_sum": pl.Boolean,
    "is_vague": pl.Boolean,  # says too little to be told apart
}
KIN = {"a": pl.String, "b": pl.String, "is_whole": pl.Boolean, "alike": pl.Float64}


def update_kinship(before: State, homes: Table, changed: pl.Series, linker: Linker) -> State:
    """Tables `sides` and `kin`: pairs of deals of which the first runs into the second, or may be it.

    Args:
        before: the same tables and `homes`, as kept.
        homes: facts of reports.
        changed: threads whose facts or words are not as before.
        linker: reads nodes of deals.
    """
    fresh_ids = homes.of("thread", changed)["fact_id"].unique()
    old = table(before, "homes", HOMES).of("thread", changed)["fact_id"]
    stale = pl.concat([old, fresh_ids]).unique()
    fresh = pl.DataFrame(list(_side_rows(_facts(homes, fresh_ids, linker), linker)), schema=SIDES, orient="row")
    sides = table(before, "sides", SIDES).replaced(stale, fresh, "fact_id")
    pairs = _meeting(fresh, sides)
    known = {fact.fact_id: fact for fact in _facts(homes, pl.concat([pairs["a"], pairs["b"]]), linker)}
    found = [
        (a, b, _whole(known[a], known[b], linker.nodes), _likeness(known[a], known[b], linker.nodes))
        for a, b in pairs.iter_rows()
    ]
    rows = pl.DataFrame(found, schema=KIN, orient="row").filter(pl.col("is_whole") | pl.col("alike").is_not_null())
    kept = table(before, "kin", KIN).without("a", stale).without("b", stale)
    return {"sides": sides, "kin": kept.put(rows)}


def _facts(homes: Table, fact_ids: pl.Series, linker: Linker) -> list[Fact]:
    """The facts with their threads read."""
    rows = homes.of("fact_id", fact_ids).sort("fact_id", "report_id")
    linker.read(rows["doc_id"])
    grouped = rows.group_by("fact_id", maintain_order=True).agg("thread", "report_id")
    return [
        Fact(fact_id, tuple(sorted(map(thread_of, set(threads)))), tuple(reports))
        for fact_id, threads, reports in grouped.iter_rows()
    ]


def _side_rows(found: Iterable[Fact], linker: Linker) -> Iterator[tuple[str, int, bool, bool, bool]]:
    """What two deals must share to be compared: kind, and a party on one side; or an article."""
    for fact in found:
        nodes = _nodes(fact, linker.nodes)
        is_sum = any(node.form is DealForm.CONTRACT_SET for node in nodes)
        is_part = not is_sum and not any(node.form is DealForm.PROSPECT for node in nodes)
        keys = {
            number(node.kind, role, party)
            for node in nodes
            for role, side in (("s", node.supplier), ("r", node.recipient))
            for party in side.states | side.entities
        }
        for key in sorted(keys):
            yield fact.fact_id, key, is_part, is_sum and is_done(nodes), not _is_told_fully(nodes)
        for doc_id in sorted({node.thread.doc_id for node in nodes}):
            yield fact.fact_id, number(doc_id), may_be_told_as_part(nodes), may_have_parts(nodes), False


def _meeting(fresh: pl.DataFrame, sides: Table) -> pl.DataFrame:
    """Ordered pairs of deals that share a side, of which the first may be part of the second, or the same."""
    likely = sides.of("key", fresh["key"].unique())
    met = pl.concat([fresh.join(likely, on="key"), likely.join(fresh, on="key")])
    may_be = (pl.col("is_part") & pl.col("is_sum_right")) | pl.col("is_vague")
    pairs = met.filter((pl.col("fact_id") != pl.col("fact_id_right")) & may_be)
    return pairs.select(a="fact_id", b="fact_id_right").unique().sort("a", "b")


def kinship_rows(kin: pl.DataFrame, homes: Table) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """Rows of staging `deal_links` (deal, larger deal, deal it may be), and the unsure judgements behind the last.

    Of several the better attested deal is taken.
    """
    told = homes.of("fact_id", pl.concat([kin["a"], kin["b"]]).unique())
    counts = told.group_by("fact_id").len().rename({"fact_id": "b"})
    ordered = kin.join(counts, on="b").sort("a", "len", "b", descending=[False, True, False])
    whole = ordered.filter("is_whole").unique("a", keep="first", maintain_order=True)
    alike = ordered.filter(~pl.col("is_whole")).unique("a", keep="first", maintain_order=True)
    links = whole.select(deal_id="a", overlaps_deal_id="b").join(
        alike.select(deal_id="a", possible_same_as="b"), on="deal_id", how="full", coalesce=True
    )
    unsure = alike.join(told.select("report_id", a="fact_id"), on="a").sort("report_id", "b")
    rows = unsure.select("report_id", "b", "alike").iter_rows()
    return links, [judgement(report, b, Judgement.UNSURE, METHOD, score) for report, b, score in rows]


def _whole(a: Fact, b: Fact, nodes: Mapping[Thread, DealNode]) -> bool:
    """Whether `b` is a larger deal that `a` is part of or runs into."""
    ours, theirs = _nodes(a, nodes), _nodes(b, nodes)
    return _runs_into(ours, theirs) or is_told_as_part(ours, theirs)


def _runs_into(ours: Sequence[DealNode], theirs: Sequence[DealNode]) -> bool:
    """Whether the second is a sum of contracts between the same sides that the first, a supply or contract, meets."""
    if not any(node.form is DealForm.CONTRACT_SET for node in theirs) or not is_done(theirs):
        return False
    if any(node.form in (DealForm.CONTRACT_SET, DealForm.PROSPECT) for node in ours):
        return False
    if {node.kind for node in ours}.isdisjoint(node.kind for node in theirs):  # who names no goods guesses at the kind
        return False
    if not all(node.form is DealForm.FLOW for node in ours) and not _is_earlier(ours, theirs):
        return False
    return all(_same_sides(one, other) for one in ours for other in theirs)


def _nodes(fact: Fact, nodes: Mapping[Thread, DealNode]) -> list[DealNode]:
    return [nodes[thread] for thread in fact.threads]


def _is_earlier(ours: Sequence[DealNode], theirs: Sequence[DealNode]) -> bool:
    """Whether the contract is known to lie within the time that the sum covers."""
    made = [node.as_of.latest for node in ours if node.as_of and node.as_of.latest]
    until = [w.latest for node in theirs if (w := node.as_of or node.published) and w.latest]
    return bool(made) and bool(until) and max(made) <= max(until)


def _same_sides(a: DealNode, b: DealNode) -> bool:
    found = compare(a, b)
    return found.parties >= 1.4 and found.goods is not Match.OTHER


def _likeness(a: Fact, b: Fact, nodes: Mapping[Thread, DealNode]) -> float | None:
    """How alike two deals are of which the first says too little to tell; None where they are told apart."""
    ours, theirs = _nodes(a, nodes), _nodes(b, nodes)
    if {node.thread.doc_id for node in ours} & {node.thread.doc_id for node in theirs} or _is_told_fully(ours):
        return None
    if (_sides(ours), len(a.reports), b.fact_id) > (_sides(theirs), len(b.reports), a.fact_id):
        return None  # the better told one is what the other may be
    scores = []
    for one in ours:
        for other in theirs:
            found = compare(one, other)
            if 0 in (found.supplier, found.recipient) or found.value is False or found.is_close is False:
                return None
            if (
                found.goods not in (Match.SAME, Match.WITHIN)
                or one.kind == DealKind.OTHER
                or _is_over(one) != _is_over(other)
            ):
                return None
            scores.append(found.score)
    return max(scores)


def _is_told_fully(nodes: Iterable[DealNode]) -> bool:
    """Whether both sides of a real contract are known: then it is told apart, or merged, with confidence."""
    return any(
        node.supplier.entities and node.recipient.entities and node.form is not DealForm.PROSPECT for node in nodes
    )


def _sides(nodes: Iterable[DealNode]) -> int:
    """How many sides of the deal are known."""
    return max(bool(node.supplier.entities) + bool(node.recipient.entities) for node in nodes)


def _is_over(node: DealNode) -> bool:
    return not OFF.isdisjoint(node.statuses)
