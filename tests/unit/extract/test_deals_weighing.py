"""The side that rules leave empty: the likeliest party by fitted weights, or nobody."""

from __future__ import annotations

import pytest

from flows.extract.deals.weighing import reader as weighing
from flows.model.vocabulary.deals import DealRole
from flows.model.vocabulary.statements import PartyBasis
from tests.unit.extract.deal_reading import Read, side

EVEN = {"base": 5.0}


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights by which any candidate is likely enough."""
    monkeypatch.setattr(weighing, "load", lambda _: {"supplier": EVEN, "recipient": EVEN})


def test_the_likeliest_stands_where_it_is_likely_and_clear():
    weights = {"base": -2.0, "client": 3.0, "near": 1.0}
    client, near, nobody = (frozenset(marks) for marks in (["client"], ["near"], []))
    assert weighing.likeliest(weights, [near, client, nobody]) == 1
    assert weighing.likeliest(weights, [near, nobody]) is None  # not likely enough
    assert weighing.likeliest(weights, [client, client]) is None  # two alike
    assert weighing.likeliest(weights, []) is None


def test_who_is_filled_in_is_inferred(read: Read, eager: None):
    (deal,) = read("Peru ordered two vessels from the yard that NVK runs in Norway.")
    (party,) = (p for p in deal.parties if p.role is DealRole.SUPPLIER)
    assert (party.entity_key, party.basis) == ("organization:nvk", PartyBasis.INFERRED_TEXT)


def test_sides_that_are_read_stay(read: Read, eager: None):
    (deal,) = read("Peru ordered two vessels from Halden Marine Ltd, and Norvik Steel Corp was pleased.")
    assert side(deal, DealRole.SUPPLIER) == ["halden-marine-ltd"]
    assert side(deal, DealRole.RECIPIENT) == ["PER"]


@pytest.mark.parametrize(
    "text",
    [
        "A contract for spare parts was signed with Ukraine's Motorbud on Monday.",  # whose the other side is
        "Norvik Steel Corp will supply turbines for the Kenyan dam.",  # an adjective of a land
        "Toyoda Motor plans to invest 80 billion yen in its plant in Thailand.",  # only a place
        "Peru is negotiating a contract for gas from western Siberia.",  # a region
        "MBDA will provide the missiles for a frigate, the Halden.",  # a thing's name
    ],
)
def test_what_only_says_whose_or_where_is_no_side(read: Read, eager: None, text: str):
    assert all(len(deal.parties) == 1 for deal in read(text))


def test_who_has_another_deal_in_the_sentence_is_no_side(read: Read, eager: None):
    found = read("The hotel was bought by Norvik Group in 1990 and sold back to Halden Hotels in 2002.")
    assert found
    assert all(len(deal.parties) == 1 for deal in found)


def test_sellers_of_companies_are_not_guessed(read: Read, eager: None):
    (deal,) = read("Norvik Steel Corp has bought Brenta Rail, said Halden Marine Ltd.")
    assert side(deal, DealRole.SUPPLIER) == []
