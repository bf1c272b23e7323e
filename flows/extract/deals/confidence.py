"""How sure a report is: a logistic score of what its document states of the deal, fitted on annotated articles."""

from __future__ import annotations

import math

from flows.extract.deals.gleaning.reader import RULE
from flows.extract.deals.statement import Statement
from flows.extract.deals.thread import PROSPECTIVE, Thread
from flows.lexicon import load
from flows.model.report import Party
from flows.model.vocabulary.deals import DealKind, DealRole, DealStatus
from flows.model.vocabulary.statements import PartyBasis

MANY = 3  # parties
OFF = frozenset({DealStatus.CANCELLED, DealStatus.DENIED})


def confidence(statement: Statement, thread: Thread, parties: tuple[Party[DealRole], ...]) -> float:
    """The share of reports like this one that are right, between 0 and 1.

    Weights are those of deal_confidence.yml, which `python -m tests.bench.calibration --write` fits.
    """
    table = load("deal_confidence")
    score = float(table["base"]) + sum(float(table["weights"][name]) for name in features(statement, thread, parties))
    share = 1 / (1 + math.exp(-score))
    return round(min(max(share, float(table["lowest"])), float(table["highest"])), 2)


def features(statement: Statement, thread: Thread, parties: tuple[Party[DealRole], ...]) -> list[str]:
    """Names in deal_confidence.yml of what speaks for or against a report."""
    told = [s for s in thread.statements if not s.is_title]
    amounts = {(m.currency, m.amount, m.lower) for m in thread.money if m.amount is not None or m.lower is not None}
    found = {
        "both_in_clause": any(s.explicit > 1 for s in told or thread.statements),
        "headline": len(told) < len(thread.statements),
        "value": bool(amounts),
        "goods": any(g.kind is not None for g in thread.goods),
        "called_off": statement.status in OFF,
        "ongoing": statement.status is DealStatus.ONGOING,
        "prospect": statement.status in PROSPECTIVE and statement.status is not DealStatus.PLANNED,
        "two_stages": len({s.status in PROSPECTIVE for s in told}) > 1,
        "two_states": len({p.role for p in parties}) > 1 and all(_is_state(p) for p in parties),
        "inferred": any(p.basis is PartyBasis.INFERRED_TEXT for p in parties),
        "many_parties": len(parties) >= MANY,
        "several_values": len(amounts) > 1,
        "several_kinds": len(thread.kinds) > 1,
        "second_look": any(s.rule == RULE for s in thread.statements),
        "unknown_target": thread.kind is DealKind.ACQUISITION and not any(g.target for g in thread.goods),
    }
    return [name for name, holds in found.items() if holds]


def _is_state(party: Party[DealRole]) -> bool:
    return party.entity_key is not None and party.entity_key.startswith("country:")
