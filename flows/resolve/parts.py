"""Deals told beside a larger one that they are part of: a firm's contract within a state's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product

from flows.model.vocabulary.deals import DealForm, DealStatus
from flows.resolve.deal_nodes import DealNode, Side
from flows.resolve.deals import compare
from flows.resolve.goods import Match, is_additional
from flows.resolve.money import Value

DONE = frozenset({DealStatus.AGREED, DealStatus.PARTLY_EXECUTED, DealStatus.COMPLETED})


def may_be_told_as_part(nodes: Iterable[DealNode]) -> bool:
    """Whether the deal is a contract of a firm, such as may be one of several that an article adds up."""
    return all(
        node.form is DealForm.CONTRACT
        and (_firms(node.supplier) or _firms(node.recipient))
        and not any(map(is_additional, node.goods))
        for node in nodes
    )


def may_have_parts(nodes: Sequence[DealNode]) -> bool:
    """Whether the deal is concluded, by a state with somebody, at a stated value."""
    is_of_state = any(node.supplier.is_of_state or node.recipient.is_of_state for node in nodes)
    return is_of_state and is_done(nodes) and any(node.values for node in nodes)


def is_done(nodes: Iterable[DealNode]) -> bool:
    """Whether a report tells the deal as concluded."""
    return any(node.statuses & DONE for node in nodes)


def is_told_as_part(ours: Sequence[DealNode], theirs: Sequence[DealNode]) -> bool:
    """Whether an article tells of the first, a firm's contract, as one of those that the second, a state's, adds up.

    The other side is the same, the goods are of those that the state deals in, and the value, where stated, is smaller.
    No article tells the two as of different times.
    """
    if not may_be_told_as_part(ours) or not may_have_parts(theirs) or not _share_article(ours, theirs):
        return False
    if {node.kind for node in (*ours, *theirs)} != {ours[0].kind} or not _sides_fit(ours, theirs):
        return False
    pairs = [(one, other, compare(one, other)) for one, other in product(ours, theirs)]
    return (
        not any(found.is_close is False and one.thread.doc_id == other.thread.doc_id for one, other, found in pairs)
        and any(found.goods in (Match.SAME, Match.WITHIN) for _, _, found in pairs)
        and all(_is_less(a, b) for one, other, _ in pairs for a, b in product(one.values, other.values))
    )


def _share_article(ours: Iterable[DealNode], theirs: Iterable[DealNode]) -> bool:
    return not {node.thread.doc_id for node in ours}.isdisjoint(node.thread.doc_id for node in theirs)


def _sides_fit(ours: Sequence[DealNode], theirs: Sequence[DealNode]) -> bool:
    """Whether a firm stands where a state of the other deal does, and the opposite sides share a party, where told."""
    sellers, buyers = _joined(node.supplier for node in ours), _joined(node.recipient for node in ours)
    their_sellers, their_buyers = _joined(node.supplier for node in theirs), _joined(node.recipient for node in theirs)
    return (_is_firm_for(sellers, their_sellers) and _is_met(buyers, their_buyers)) or (
        _is_firm_for(buyers, their_buyers) and _is_met(sellers, their_sellers)
    )


def _is_met(side: Side, other: Side) -> bool:
    return not side.entities or side.meets(other) == 1


def _joined(sides: Iterable[Side]) -> Side:
    """Who stands on a side of a deal, by all that tell it."""
    told = list(sides)
    return Side(
        frozenset().union(*(side.entities for side in told)), frozenset().union(*(side.states for side in told))
    )


def _is_firm_for(side: Side, other: Side) -> bool:
    """Whether a firm of one side may act for a state of the other: nobody says that it is of another state."""
    return bool(_firms(side)) and other.is_of_state and (not side.states or not side.states.isdisjoint(other.states))


def _firms(side: Side) -> frozenset[str]:
    return side.entities - side.states


def _is_less(part: Value, whole: Value) -> bool:
    """Whether the part's value lies below the whole's; values without a rate tell nothing against it."""
    if part.usd is None or whole.usd is None:
        return True
    return part.usd[0] is None or whole.usd[1] is None or part.usd[0] < whole.usd[1]
