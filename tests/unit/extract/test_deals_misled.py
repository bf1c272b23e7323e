"""Constructions that once led to a wrong party, thing or value, each in three wordings."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.deal_reading import Read, side

NOBODY_SELLS = {
    "talks with a state": "Morocco chose the F-16 in 2007, and talks with India over 126 jets have dragged on.",
    "talks stalled": "Peru bought its trucks in May, but talks with Egypt over 40 trucks have stalled.",
    "negotiations": "Chile ordered a liner, and negotiations with Peru over six ferries resumed.",
    "pipeline": "The two have hardly spoken since Russia cut its pipeline deliveries.",
    "rail": "Norway stopped its rail shipments.",
    "sea": "Kenya resumed its sea deliveries.",
}
# Sentences that tell two deals in turn: the thing and the other side of each.
IN_TURN = {
    "sold": (
        "Ford Motor Co sold Aston Martin in 2007, and Jaguar to Tata Motors for $2.3 billion in 2008.",
        [("Aston Martin", []), ("Jaguar", ["tata-motors"])],
    ),
    "bought": (
        "Halden Corp bought Norvik Ltd in 2009, and Baltrum Inc from Stalden Plc for $40 million last year.",
        [("Norvik Ltd", []), ("Baltrum Inc", ["stalden-plc"])],
    ),
    "supply": (
        "Hyundai Rotem will supply 180 K2 tanks and Hanwha Defense 212 K9 howitzers.",
        [("180 K2 tanks", ["hyundai-rotem"]), ("212 K9 howitzers", ["hanwha-defense"])],
    ),
}


@pytest.mark.parametrize("name", sorted(NOBODY_SELLS))
def test_nobody_is_told_to_sell(read: Read, name: str) -> None:
    assert [r.rule for r in read(NOBODY_SELLS[name]) if r.rule in ("supply", "talk", "negotiation", "delivery")] == []


@pytest.mark.parametrize("name", sorted(IN_TURN))
def test_each_of_two_deals_told_in_turn_has_its_own(read: Read, name: str) -> None:
    sentence, deals = IN_TURN[name]
    reports = read(sentence)
    own = {"ford-motor-co", "halden-corp"}
    told = [
        (r.goods.text, [p for role in DealRole for p in side(r, role) if p not in own])
        for r in reports
        if r.goods is not None
    ]
    assert told == deals
