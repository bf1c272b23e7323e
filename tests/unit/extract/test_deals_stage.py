"""Sides that a deal leaves out: whoever the whole article is about, if nobody else can be meant."""

from __future__ import annotations

import pytest

from flows.extract.reading import read
from flows.model.report import DealReport
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.deals import DealRole
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
    "things promised": (
        "Cyclone leaves thousands homeless in Tonga",
        "Roofs were torn off in every village of Tonga. Australia has promised blankets and tents.",
        "AUS",
        "TON",
    ),
    "a sum offered by a lender": (
        "Togo counts the cost of floods",
        "Bridges fell all over Togo. The World Bank has offered a further 20 million dollars.",
        "world-bank",
        "TGO",
    ),
    "a sum given for a purpose": (
        "Togo counts the cost of floods",
        "Schools were closed all over Togo. Sweden will provide 3 million dollars for the repair of the roofs.",
        "SWE",
        "TGO",
    ),
    "talks on goods": (
        "Egypt runs short of bread",
        "Egypt said its stocks were low. Talks with Australia on 120,000 tonnes of barley have stalled, a trader said.",
        "AUS",
        "EGY",
    ),
    "a credit approved by its lender": (
        "Chad short of cash",
        "Chad has little cash. The visit followed approval by the International Monetary Fund of a standby credit.",
        "international-monetary-fund",
        "TCD",
    ),
    "an option told after the order": (
        "Kestrel Air orders ten jets",
        "Kestrel Air has ordered ten A220 jets from Airbus for $900 million. Options are included for six more A220s.",
        "airbus",
        "kestrel-air",
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


PAIRED = {
    "promised by a candidate": ("A vote in the valley", "Lena Olsen promised books and better buses."),
    "a budget of its own": ("A new roof", "The mayor said the council would provide 4 million dollars for the school."),
    "talks on pay": ("A strike", "Talks with the unions on pay have stalled, the ferry line said."),
    "an option of another sort": ("A debate", "Options for reform are included in the paper, the minister said."),
}


@pytest.mark.parametrize(("headline", "body"), PAIRED.values(), ids=PAIRED.keys())
def test_what_only_two_can_tell_is_no_deal_of_one(headline: str, body: str) -> None:
    assert told(body, headline) == ()


HAD = {
    "leased from": (
        "Norvik Air Ltd flies four ATR jets leased from Ostra Leasing Ltd.",
        "ostra-leasing-ltd",
        "norvik-air-ltd",
    ),
    "borrowed from": ("Peru is rearming with money borrowed from Russia.", "RUS", "PER"),
    "a programme awarded": (
        "Togo awarded the Lake Shield programme to Norvik Aero Ltd in May.",
        "norvik-aero-ltd",
        "TGO",
    ),
    "part of its imports": (
        'He spoke of Chilean gas, "which is a very large part of Peru\'s gas imports", in Lima.',
        "CHL",
        "PER",
    ),
}


@pytest.mark.parametrize(("text", "supplier", "recipient"), HAD.values(), ids=HAD.keys())
def test_what_was_had_from_another_has_both_sides(text: str, supplier: str, recipient: str) -> None:
    deal = told(text, "In brief")[-1]
    assert (side(deal, DealRole.SUPPLIER), side(deal, DealRole.RECIPIENT)) == ([supplier], [recipient])


@pytest.mark.parametrize(
    "text",
    [
        "Norvik Air Ltd has learnt lessons borrowed from Russia.",
        "Togo awarded its highest medal to Lena Olsen in May.",
        "Rain is a very large part of Peru's charm.",
    ],
)
def test_what_is_no_trade_is_silent(text: str) -> None:
    assert told(text, "In brief") == ()


def test_a_price_before_an_option_is_the_order_s() -> None:
    deals = told("Kestrel Air ordered ten jets from Airbus for $900 million, with options for a further six.", "Jets")
    assert [d.rule for d in deals if d.money is not None] == ["order"]


def test_a_gift_of_a_thing_and_a_sum_is_read() -> None:
    deals = told("The ministry accepted Japan's gift of a ferry and $12 million for the piers.", "Piers in Tonga")
    assert deals
    assert all(side(d, DealRole.SUPPLIER) == ["JPN"] for d in deals)
