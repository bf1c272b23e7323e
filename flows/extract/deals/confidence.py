"""How sure a report is: a prior by rule, moved by what the sentence itself states."""

from __future__ import annotations

from flows.extract.deals.statement import Statement
from flows.extract.deals.threads import Thread
from flows.model.report import DealReport, Party
from flows.model.vocabulary import DealRole


def confidence(statement: Statement, thread: Thread, parties: tuple[Party[DealRole], ...]) -> float:
    """A calibrated prior between 0 and 1."""
    score = 0.5
    if statement.explicit:
        score += 0.15
    if statement.goods is not None and statement.goods.kind is not None:
        score += 0.15
    if statement.money is not None:
        score += 0.1
    return min(score, 0.95)


__all__ = ["DealReport", "confidence"]
