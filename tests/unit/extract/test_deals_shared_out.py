"""Sums listed with who gives each, sums beside things given, shares that a buyer lacks, rivals for one order."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.deals import DealKind, DealRole
from tests.unit.extract.deal_reading import Read, side

LISTED = (
    "The package for Peru holds $3 billion from the World Bank, "
    "$900 million from the International Monetary Fund and 200 million euros from Germany."
)
TRADE = "Peru had sales of $3 billion from Kenya, $900 million from Norway and 200 million euros from Germany."


def test_each_sum_of_a_list_is_of_its_giver(read: Read) -> None:
    found = {side(r, DealRole.SUPPLIER)[0]: r.money and r.money.value_text for r in read(LISTED)}
    assert found == {
        "world-bank": "$3 billion",
        "international-monetary-fund": "$900 million",
        "DEU": "200 million euros",
    }


def test_sums_of_trade_are_no_gifts(read: Read) -> None:
    assert read(TRADE) == ()


BESIDE = {
    "after two things": "France will provide Peru with a clinic, 40 tonnes of medicine and $5 million of new funding.",
    "after a gift of a thing": "Peru accepted France's gift of a clinic and $5 million for its upkeep.",
    "after what is thanked for": "Peru thanked France for forty ambulances and the $5 million in aid.",
}


@pytest.mark.parametrize("name", BESIDE)
def test_a_sum_beside_things_is_a_deal_of_its_own(read: Read, name: str) -> None:
    sums = [r for r in read(BESIDE[name]) if r.kind is DealKind.FINANCE]
    assert [r.money and r.money.value_text for r in sums] == ["$5 million"]
    assert [side(r, DealRole.SUPPLIER) + side(r, DealRole.RECIPIENT) for r in sums] == [["FRA", "PER"]]
    assert all(r.money is None for r in read(BESIDE[name]) if r.kind is not DealKind.FINANCE)


def test_a_price_of_the_things_is_none(read: Read) -> None:
    told = read("Peru thanked France for forty ambulances worth $5 million.")
    assert {r.kind for r in told} == {DealKind.GOODS}


def test_shares_that_the_buyer_lacks_are_bought(read: Read) -> None:
    (report,) = read("Norvik Steel Corp bought the 40 per cent that it did not own of its grid company.")
    assert side(report, DealRole.RECIPIENT) == ["norvik-steel-corp"]
    assert report.kind is DealKind.ACQUISITION


def test_shares_that_somebody_owns_are_told_elsewhere(read: Read) -> None:
    assert read("Norvik Steel Corp counted the 40 per cent that it owns of its grid company.") == ()


def test_rivals_for_an_order_stand_each_in_a_deal_of_its_own(read: Read) -> None:
    told = read("Norvik Motors Ltd and Halden Works Ltd have been asked by Peru to quote for 40 trucks.")
    assert [side(r, DealRole.SUPPLIER) for r in told] == [["norvik-motors-ltd"], ["halden-works-ltd"]]
    assert len({r.thread for r in told}) == 2


def test_those_who_bid_together_stand_in_one(read: Read) -> None:
    told = read("A consortium of Norvik Motors Ltd and Halden Works Ltd has been asked by Peru to quote for 40 trucks.")
    assert [len(side(r, DealRole.SUPPLIER)) for r in told] == [2]
