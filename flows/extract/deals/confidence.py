"""How sure a report is: a prior by rule, moved by what the document states of the deal."""

from __future__ import annotations

from functools import cache

from flows.extract.deals.statement import Statement
from flows.extract.deals.thread import Thread
from flows.lexicon import load
from flows.model.report import Party
from flows.model.vocabulary import DealKind, DealRole, DealStatus

OFTEN = 3  # sentences


def confidence(statement: Statement, thread: Thread, parties: tuple[Party[DealRole], ...]) -> float:
    """A calibrated prior between 0 and 1: of reports at or above 0.9, nine in ten should be right."""
    table = load("deal_confidence")
    moved = sum(float(table["moved_by"][name]) for name in _features(statement, thread, parties))
    score = min(max(_prior(statement.rule) + moved, float(table["lowest"])), float(table["highest"]))
    return round(score, 2)


def _features(statement: Statement, thread: Thread, parties: tuple[Party[DealRole], ...]) -> list[str]:
    """Names of deal_confidence.yml that hold of a report."""
    told = [s for s in thread.statements if not s.is_title]
    sides = {p.role for p in parties}
    found = {
        "two_sides": len(sides) > 1,
        "one_side": len(sides) < 2 and DealKind.ACQUISITION not in thread.kinds,
        "headline": len(told) < len(thread.statements),
        "told_often": len(told) >= OFTEN,
        "value": bool(thread.money),
        "goods": any(g.kind is not None for g in thread.goods),
        "rumoured": statement.status is DealStatus.RUMOURED,
        "ongoing": statement.status is DealStatus.ONGOING,
        "supposed": statement.hypothetical,
    }
    return [name for name, holds in found.items() if holds]


@cache
def _prior(rule: str) -> float:
    table = load("deal_confidence")
    group = next((g for g, rules in table["rules"].items() if rule in rules), "weak")
    return float(table["prior"][group])
