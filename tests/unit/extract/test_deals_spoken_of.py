"""Which of several deals "the order", "the price" belongs to."""

from __future__ import annotations

import pytest

from flows.extract.reading import read
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.conftest import document_of

FERRIES = "Norwind signed a contract with Estonia to deliver two ferries. Latvia bought ten tractors from Agrimat. "
RAIL = "Russia's Gasforma agreed to sell gas to China's Northern Oil. Japan will invest $9 billion in a railway. "


def suppliers(told: str, last: str) -> list[str]:
    """Suppliers of the deal to which the reports of the last sentence belong."""
    reading = read(document_of((told + last, Zone.BODY, SegmentAction.KEEP)))
    threads = {r.thread for r in reading.deals if r.evidence.text == last}
    names = {e.key: e.name for e in reading.entities}
    parties = [p for r in reading.deals if r.thread in threads for p in r.parties if p.role is DealRole.SUPPLIER]
    return sorted({names[p.entity_key or ""] for p in parties})


@pytest.mark.parametrize(
    ("told", "last", "supplier"),
    [
        (FERRIES, "The contract is the largest that Norwind has won this year.", "Norwind"),
        (FERRIES, "The contract is the largest of this year.", "Agrimat"),
        (RAIL, "The two companies did not disclose the price.", "Gasforma"),
    ],
)
def test_a_deal_is_taken_up_by_whom_its_sentence_names(told: str, last: str, supplier: str) -> None:
    assert suppliers(told, last) == [supplier]
