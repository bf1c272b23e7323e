"""What a test asks of the deals of one made-up sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from flows.model.report import DealReport
from flows.model.vocabulary.deals import DealRole

Read = Callable[[str], tuple[DealReport, ...]]


def side(report: DealReport, role: DealRole) -> list[str]:
    return [(p.entity_key or "").partition(":")[2] for p in report.parties if p.role is role]


def rows(name: str) -> Iterator[list[str | None]]:
    """The rows of a table of sentences, "-" as None."""
    for line in (Path(__file__).parent / "deal_sentences" / f"{name}.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield [None if cell == "-" else cell for cell in line.split(" ; ")]
