"""Accords and deals that lie ahead, however near, that were made, and that a side has left."""

from __future__ import annotations

import pytest

from flows.extract.reading import read
from flows.model.vocabulary.agreements import AgreementStatus
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.deals import DealStatus
from tests.unit.extract.conftest import document_of

AHEAD = {AgreementStatus.PLANNED, AgreementStatus.NEGOTIATING, AgreementStatus.PROPOSED}


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile are on the verge of signing a trade agreement.",
        "Peru and Chile are on the verge of a trade agreement.",
        "Peru and Chile stand on the brink of a fishing accord.",
        "On the eve of signing a trade agreement, Peru and Chile fell out.",
        "A trade agreement between Peru and Chile is in the offing.",
        "A peace accord between Sudan and Chad is in the works.",
        "A trade agreement between Peru and Chile is on the horizon.",
        "A trade agreement between Peru and Chile is still some way off.",
        "A trade agreement between Peru and Chile is months away.",
        "Peru and Chile are days away from a trade agreement.",
        "Peru and Chile are hours away from signing a trade agreement.",
        "Peru and Chile are far from signing a trade agreement.",
        "Peru and Chile are within reach of a trade agreement.",
    ],
)
def test_an_accord_that_is_near_is_not_signed(text: str) -> None:
    reading = read(document_of((text, Zone.BODY, SegmentAction.KEEP)))
    assert [a.status in AHEAD for a in reading.agreements] == [True]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru and Chile signed a trade agreement on the eve of the summit.", AgreementStatus.SIGNED),
        ("Peru and Chile signed a trade agreement in a village far from the capital.", AgreementStatus.SIGNED),
        ("The trade agreement between Peru and Chile is off.", AgreementStatus.TERMINATED),
    ],
)
def test_what_was_made_or_undone_is_told_so(text: str, status: AgreementStatus) -> None:
    reading = read(document_of((text, Zone.BODY, SegmentAction.KEEP)))
    assert [a.status for a in reading.agreements] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Boeing is on the verge of selling 20 jets to Oman.", DealStatus.PLANNED),
        ("Oman is on the brink of buying 20 jets from Boeing.", DealStatus.PLANNED),
        ("Boeing sold 20 jets to Oman on the eve of the air show.", DealStatus.AGREED),
        ("Boeing pulled out of a contract with Oman for the supply of jets.", DealStatus.CANCELLED),
        ("Boeing withdrew from a $2bn deal to supply jets to Oman.", DealStatus.CANCELLED),
        ("Boeing backed out of a deal to sell 20 jets to Oman.", DealStatus.CANCELLED),
        ("Oman reneged on a deal to buy 20 jets from Boeing.", DealStatus.CANCELLED),
        ("Boeing lost a $4bn contract to supply jets to Oman.", DealStatus.CANCELLED),
        ("Boeing's sale of 20 jets to Oman is off.", DealStatus.CANCELLED),
        ("Boeing lost money on a deal to sell 20 jets to Oman.", DealStatus.AGREED),
        ("Boeing sold 20 jets to Oman out of its stock.", DealStatus.AGREED),
    ],
)
def test_a_deal_that_is_near_is_planned_and_one_that_a_side_leaves_is_off(text: str, status: DealStatus) -> None:
    reading = read(document_of((text, Zone.BODY, SegmentAction.KEEP)))
    assert [d.status for d in reading.deals] == [status]
