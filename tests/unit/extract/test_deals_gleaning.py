"""The second look: sentences with words of exchange that no frame reads."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.deal_reading import Read

RULE = "second look"


def _sides(report, role: DealRole) -> set[str | None]:
    return {p.entity_key for p in report.parties if p.role is role}


def test_rights_handed_over_for_a_sum_are_read(read: Read):
    text = (
        "The council of Lund handed Brenta Rail the keys to the tramway concession, for which it pays 40 million euros."
    )
    (deal,) = read(text)
    assert deal.rule == RULE
    assert _sides(deal, DealRole.RECIPIENT) == {"organization:brenta-rail"}
    assert deal.money is not None
    assert deal.money.amount == 40_000_000


def test_work_at_a_cost_has_its_value(read: Read):
    (deal,) = read(
        "Norvik Shipping will carry out a survey of the harbour for the government of Togo, at a cost of $3 million."
    )
    assert _sides(deal, DealRole.SUPPLIER) == {"organization:norvik-shipping"}
    assert deal.money is not None
    assert deal.money.amount == 3_000_000


def test_sums_that_measure_a_firm_are_no_deal(read: Read):
    assert read("Norvik Shipping said that its sales fell to $90 million as fewer ferries sailed.") == ()


def test_praise_is_no_deal(read: Read):
    assert read("The president of Togo praised Turkey for the port and its hospitality.") == ()


def test_what_another_sentence_tells_is_not_told_again(read: Read):
    text = (
        "Ostra Werke sold six ferries to Norvik Shipping for $60 million on Monday. "
        "Norvik Shipping will put the ferries on its line from Ostra Werke's port."
    )
    assert {d.thread for d in read(text)} == {0}


def test_money_had_from_nobody_named_is_no_deal(read: Read):
    assert read("Norvik Shipping has now raised more than $3 billion in cash and loans.") == ()


def test_without_a_sum_more_is_asked(read: Read, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("flows.extract.deals.gleaning.reader.ENOUGH", 1.0)
    for name in ("LEAD_ENOUGH", "LEAD_BARE"):
        monkeypatch.setattr(f"flows.extract.deals.gleaning.reader.{name}", 1.0)
    told = "The council of Lund handed Brenta Rail the keys to the tramway concession"
    assert read(f"{told}, for which it pays 40 million euros.") == ()
    monkeypatch.setattr("flows.extract.deals.gleaning.reader.BARE", 0.0)
    assert read(f"{told}.") != ()
    monkeypatch.setattr("flows.extract.deals.gleaning.reader.BARE", 1.0)
    assert read(f"{told}.") == ()


def test_another_thing_between_the_same_two_is_told_besides(read: Read):
    sold = "Ostra Werke sold six ferries to Norvik Shipping for $60 million on Monday. "
    more = "Norvik Shipping also came into a 20-year concession on the port of Lund from Ostra Werke for $9 million."
    assert [d.rule for d in read(sold + more)] == ["sell", RULE]
    same = "Norvik Shipping has also taken the wraps off the ferries from Ostra Werke for $60 million."
    assert RULE not in {d.rule for d in read(sold + same)}


def test_whom_a_sentence_only_names_is_no_party_to_its_sum(read: Read):
    told = "Egypt is to buy 24 jets and a frigate from France. "
    put = "People close to the talks put the package at more than five billion euros, with missiles from "
    assert RULE not in {d.rule for d in read(f"{told}{put}Norvik Motors included.")}


def test_who_governs_is_no_goods(read: Read):
    assert read("The sale of the government of Kenya to Norvik Motors was a joke of the opposition.") == ()
    assert len(read("The sale of the generators of Kenya to Norvik Motors was news to the opposition.")) == 1


CONCESSION = (
    "The council of Lund handed Brenta Rail the keys to the tramway concession, for which it pays 40 million euros."
)
OTHER = "Ostra Werke sold six ferries to Norvik Shipping on Monday. "
WEATHER = "It rained in Lund on Monday. It snowed in Kiruna on Tuesday. The sun shone in Malmo on Friday. "


@pytest.fixture
def unlikely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.extract.deals.gleaning.reader.ENOUGH", 1.0)


@pytest.mark.usefixtures("unlikely")
def test_less_is_asked_of_a_lead_that_tells_nothing_else(read: Read):
    assert [d.rule for d in read(CONCESSION)] == [RULE]


@pytest.mark.usefixtures("unlikely")
@pytest.mark.parametrize("before", [OTHER, WEATHER])
def test_no_less_is_asked_beside_another_deal_or_after_the_lead(read: Read, before: str):
    assert RULE not in {d.rule for d in read(before + CONCESSION)}
