"""What a test asks of the deals of one made-up sentence."""

from __future__ import annotations

from collections.abc import Callable

from flows.model.report import DealReport
from flows.model.vocabulary import DealRole

Read = Callable[[str], tuple[DealReport, ...]]


def side(report: DealReport, role: DealRole) -> list[str]:
    return [(p.entity_key or "").partition(":")[2] for p in report.parties if p.role is role]
