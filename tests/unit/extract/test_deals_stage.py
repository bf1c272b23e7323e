"""Sides that a deal leaves out: whoever the whole article is about, if nobody else can be meant."""

from __future__ import annotations

import pytest

from flows.extract.reading import read
from flows.model.report import DealReport
from flows.model.vocabulary import DealRole, SegmentAction, Zone
from tests.unit.extract.conftest import document_of
from tests.unit.extract.deal_reading import side


def told(body: str, headline: str) -> tuple[DealReport, ...]:
    """The deals of an article with a headline."""
    parts = ((headline, Zone.HEADLINE, SegmentAction.KEEP), (body, Zone.BODY, SegmentAction.KEEP))
    return read(document_of(*parts)).deals


STORIES = {
    "a donor named without whom it helps": (
        "Tonga counts its dead after the cyclone",
        "Roofs were torn off in every village of Tonga. Last week Sweden pledged 3 million dollars for the clean-up.",
        "SWE",
        "TON",
    ),
    "works given by the owner of the article": (
        "Halden Marine Ltd rebuilds its quay",
        "Halden Marine Ltd has closed the old quay. The civil works have gone to Norvik Steel Corp for $4 million.",
        "norvik-steel-corp",
        "halden-marine-ltd",
    ),
    "arms promised to the host": (
        "Niger and the base",
        "Soldiers will stay in Niger for ten years. In exchange, Washington will hand over two helicopters.",
        "USA",
        "NER",
    ),
}


@pytest.mark.parametrize(("headline", "body", "supplier", "recipient"), STORIES.values(), ids=STORIES.keys())
def test_whoever_the_article_is_about_takes_the_open_side(
    headline: str, body: str, supplier: str, recipient: str
) -> None:
    deal = told(body, headline)[-1]
    assert (side(deal, DealRole.SUPPLIER), side(deal, DealRole.RECIPIENT)) == ([supplier], [recipient])


SILENT = {
    "two on stage alike": (
        "Kenya and Uganda count the cost of floods",
        "Kenya and Uganda were hit on Sunday. Sweden pledged 3 million dollars for the clean-up.",
    ),
    "a takeover": (
        "Norvik Lines Ltd looks ahead",
        "Norvik Lines Ltd has a new chairman. Halden Shipping Ltd bought Ostra Ferries Ltd for 3 million dollars.",
    ),
}


@pytest.mark.parametrize(("headline", "body"), SILENT.values(), ids=SILENT.keys())
def test_nobody_is_guessed(headline: str, body: str) -> None:
    deal = told(body, headline)[-1]
    assert not side(deal, DealRole.SUPPLIER) or not side(deal, DealRole.RECIPIENT)


def test_a_gift_of_a_thing_and_a_sum_is_read() -> None:
    deals = told("The ministry accepted Japan's gift of a ferry and $12 million for the piers.", "Piers in Tonga")
    assert deals
    assert all(side(d, DealRole.SUPPLIER) == ["JPN"] for d in deals)
