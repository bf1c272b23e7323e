"""How far a deal has come and what it is worth, in sentences of our own in the manner of wires, papers and communiques.

The status of a document's first deal is the furthest that its statements assert, `none` where all are negated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from flows.extract.reading import read
from flows.model.document import Document
from flows.model.report import DealReport
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.deals import DealStatus

SENTENCES = Path(__file__).parent / "deal_sentences" / "status_and_value.txt"
RANK = [status.value for status in DealStatus]
UNITS = {"m": Decimal(10**6), "bn": Decimal(10**9)}


def cases() -> Iterator[Any]:
    """Statuses that are right, the value or "-", and the text, of every line."""
    for line in SENTENCES.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        *reason, statuses, worth, text = line.split(" ; ")
        marks = [pytest.mark.xfail(reason=reason[0].removeprefix("! "))] if reason else []
        yield pytest.param(statuses.split("|"), worth, text, marks=marks, id=text[:70])


@pytest.fixture(scope="module")
def deal(document: Callable[..., Document]) -> Callable[[str], list[DealReport]]:
    """Reports of a text's first deal that are neither denied in passing nor supposed."""

    def first(text: str) -> list[DealReport]:
        zone = Zone.BODY if text.endswith(".") else Zone.HEADLINE
        found = read(document((text, zone, SegmentAction.KEEP))).deals
        off = (DealStatus.CANCELLED, DealStatus.DENIED)
        live = [r for r in found if r.status in off or not (r.is_negated or r.is_hypothetical)]
        return [r for r in live if r.thread == live[0].thread]

    return first


def value(words: str) -> tuple[str, Decimal, Decimal]:
    """Currency and both ends of a value like "USD 24m" or "USD 3bn..3.5bn"."""
    currency, _, number = words.partition(" ")
    low, _, high = number.partition("..")
    ends = [Decimal(n.rstrip("mbn")) * UNITS[n.lstrip("0123456789.")] for n in (low, high or low)]
    return currency, ends[0], ends[1]


def values(reports: list[DealReport]) -> set[tuple[str | None, Decimal, Decimal]]:
    """All values of some reports, as `value` gives them."""
    ends = [(m.currency, m.amount or m.lower, m.amount or m.upper) for r in reports if (m := r.money) is not None]
    return {(currency, low, high) for currency, low, high in ends if low is not None and high is not None}


@pytest.mark.parametrize(("statuses", "worth", "text"), list(cases()))
def test_status_and_value(deal: Callable[[str], list[DealReport]], statuses: list[str], worth: str, text: str) -> None:
    reports = deal(text)
    assert max((r.status.value for r in reports), key=RANK.index, default="none") in statuses
    assert not reports or values(reports) == ({value(worth)} if worth != "-" else set())
