"""Deals that run into each other without being one: part and whole, and perhaps the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from typing import Any

from flows.model.vocabulary import DealForm, DealKind, DealStatus, Judgement
from flows.resolve.deal_nodes import OFF, DealNode, Thread
from flows.resolve.deals import compare
from flows.resolve.facts import Fact, judgement
from flows.resolve.goods import Match

METHOD = "part_agrees"
DONE = frozenset({DealStatus.AGREED, DealStatus.PARTLY_EXECUTED, DealStatus.COMPLETED})


def kinship(
    found: Sequence[Fact], nodes: Mapping[Thread, DealNode]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of staging `deal_links` (deal, larger deal, deal it may be), and the unsure judgements behind the last."""
    links: dict[str, dict[str, Any]] = {}
    unsure: dict[tuple[str, str], dict[str, Any]] = {}
    for a, b in _pairs(found, nodes):
        whole, alike = _whole(a, b, nodes), _likeness(a, b, nodes)
        row = links.setdefault(a.fact_id, {"deal_id": a.fact_id, "overlaps_deal_id": None, "possible_same_as": None})
        if whole and row["overlaps_deal_id"] is None:
            row["overlaps_deal_id"] = b.fact_id
        elif alike is not None and row["possible_same_as"] is None and not whole:
            row["possible_same_as"] = b.fact_id
            for report in a.reports:
                unsure[report, b.fact_id] = judgement(report, b.fact_id, Judgement.UNSURE, METHOD, alike)
    rows = [row for row in links.values() if row["overlaps_deal_id"] or row["possible_same_as"]]
    return sorted(rows, key=lambda row: row["deal_id"]), [unsure[key] for key in sorted(unsure)]


def _pairs(found: Sequence[Fact], nodes: Mapping[Thread, DealNode]) -> Iterator[tuple[Fact, Fact]]:
    """Ordered pairs of deals of one kind that share a party on one side; the better attested deal comes first."""
    blocks: dict[tuple[str, str, str], set[Fact]] = defaultdict(set)
    for fact in found:
        for node in (nodes[thread] for thread in fact.threads):
            for role, side in (("s", node.supplier), ("r", node.recipient)):
                for state in side.states | side.entities:
                    blocks[node.kind, role, state].add(fact)
    pairs = {pair for facts in blocks.values() if len(facts) <= 50 for pair in permutations(sorted(facts, key=_id), 2)}
    yield from sorted(pairs, key=lambda pair: (pair[0].fact_id, -len(pair[1].reports), pair[1].fact_id))


def _id(fact: Fact) -> str:
    return fact.fact_id


def _whole(a: Fact, b: Fact, nodes: Mapping[Thread, DealNode]) -> bool:
    """Whether `b` is a sum of contracts between the same sides that `a`, a supply or single contract, runs into."""
    ours, theirs = _nodes(a, nodes), _nodes(b, nodes)
    if not any(node.form is DealForm.CONTRACT_SET for node in theirs) or not _is_done(theirs):
        return False
    if any(node.form in (DealForm.CONTRACT_SET, DealForm.PROSPECT) for node in ours):
        return False
    if not all(node.form is DealForm.FLOW for node in ours) and not _is_earlier(ours, theirs):
        return False
    return all(_same_sides(one, other) for one in ours for other in theirs)


def _nodes(fact: Fact, nodes: Mapping[Thread, DealNode]) -> list[DealNode]:
    return [nodes[thread] for thread in fact.threads]


def _is_done(nodes: Iterable[DealNode]) -> bool:
    return any(node.statuses & DONE for node in nodes)


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
