"""Who is meant by an agent, a unit or a bid, and the price that a later sentence tells in its own words."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.deals import DealKind, DealRole
from tests.unit.extract.deal_reading import Read, side

# name: (sentence, buyers)
BUYERS = {
    "on behalf of": (
        "Halden Bank Ltd bought six ferries from Baltrum Ltd on behalf of Norvik Lines Ltd.",
        ["norvik-lines-ltd"],
    ),
    "on its behalf": (
        "Norvik Plc said Halden Bank Ltd had bought 165,000 shares in Baltrum Plc on its behalf.",
        ["norvik-plc"],
    ),
    "on a name's behalf": (
        "Halden Bank Ltd acquired the Stalden refinery on Norvik Ltd's behalf.",
        ["norvik-ltd"],
    ),
    "in no one's behalf": ("Halden Bank Ltd bought six ferries from Baltrum Ltd on Monday.", ["halden-bank-ltd"]),
    "a unit of the teller": ("Norvik Inc said that a unit purchased a 7 pct interest in Baltrum Ltd.", ["norvik-inc"]),
    "a subsidiary of the teller": (
        "Norvik Inc said a subsidiary has agreed to buy the Stalden refinery.",
        ["norvik-inc"],
    ),
    "another's subsidiary": (
        "Norvik Inc said a subsidiary of Halden Corp has agreed to buy the Stalden refinery.",
        ["halden-corp"],
    ),
    "holders approve": (
        "Halden Plc said it completed the acquisition of Baltrum Inc, following approval by Baltrum shareholders.",
        ["halden-plc"],
    ),
    "a director for herself": (
        "Norvik Inc said its director Ann Lindqvist will buy 27 per cent of Baltrum Corp.",
        ["ann-lindqvist"],
    ),
    "the sale to": (
        "Norvik Inc said it agreed to sell its pump unit. The sale to Halden Corp will take place this month.",
        ["halden-corp"],
    ),
    "a priced offer in a battle": (
        "A takeover battle began for debt-burdened Baltrum Petroleum Ltd as Norvik Pipelines Ltd announced a "
        "$4.3 billion offer.",
        ["norvik-pipelines-ltd"],
    ),
}
FIRST = "Halden Corp agreed to buy Norvik Inc. "
# name: (sentences, words of the value)
PRICES = {
    "details": (f"{FIRST}Norvik makes pumps. Details were not disclosed.", "not disclosed"),
    "price includes": (f"{FIRST}The purchase price includes $1.25 million in cash.", "$1.25 million"),
    "payable on completion": (f"{FIRST}A total of $2.25 million is payable on completion.", "$2.25 million"),
    "due at closing": (f"{FIRST}Some $3 million will be due at closing.", "$3 million"),
    "bid was for": ("Halden Corp made a bid for Norvik Inc. Halden said its bid was for $53 million.", "$53 million"),
    "in a transaction": ("Halden Corp will acquire Norvik Inc in a $40 million transaction.", "$40 million"),
    "terms of the deal": (
        f"{FIRST}Forty hospitals provide home infusion therapy products and services. "
        "Halden said the terms of the deal were not disclosed.",
        "not disclosed",
    ),
}


@pytest.mark.parametrize("name", sorted(BUYERS))
def test_the_buyer_is_who_is_meant(read: Read, name: str) -> None:
    sentence, buyers = BUYERS[name]
    reports = read(sentence)
    assert {r.thread for r in reports} == {0}
    assert side(reports[0], DealRole.RECIPIENT) == buyers


@pytest.mark.parametrize("name", sorted(PRICES))
def test_a_later_sentence_tells_the_price(read: Read, name: str) -> None:
    sentences, value = PRICES[name]
    bought = [r for r in read(sentences) if r.kind is DealKind.ACQUISITION]
    assert [r.money.value_text for r in bought if r.money is not None] == [value]


def test_expenses_beside_what_is_payable_are_no_price(read: Read) -> None:
    text = f"{FIRST}A total of $2 million is payable on completion and the expenses amount to $66,000."
    assert {r.money.value_text for r in read(text) if r.money is not None} == {"$2 million"}
