"""Deals of which one sentence names the parties and a later one the thing or the value, or of which nothing else is."""

from __future__ import annotations

import pytest

from tests.unit.extract.deal_reading import Read

SIGNED = "Norvik Steel Corp signed a contract with Baltrum Rail Ltd. "
ENDED = "Norvik Steel Corp has terminated its contract with Baltrum Rail Ltd. "


@pytest.mark.parametrize(
    ("told", "last", "goods"),
    [
        (SIGNED, "The contract covers twelve trains.", "twelve trains"),
        (SIGNED, "The order is for twelve trains.", "twelve trains"),
        (SIGNED, "The deal calls for twelve trains.", "twelve trains"),
        (SIGNED, "Under the contract Baltrum will supply trains for ten years.", "trains"),
        (SIGNED, "The contract covers three years.", None),
        (SIGNED, "The fair includes twelve trains.", None),
    ],
)
def test_what_a_contract_holds_is_what_it_is_about(read: Read, told: str, last: str, goods: str | None) -> None:
    found = {r.goods.text if r.goods is not None else None for r in read(told + last)}
    assert found == {goods}


@pytest.mark.parametrize(
    ("told", "last", "amounts"),
    [
        (SIGNED, "The contract is worth $55m.", ["$55m"]),
        (ENDED, "The contract was worth $55m.", ["$55m"]),
        (SIGNED, "The town hall is worth $55m.", []),
    ],
)
def test_a_later_value_is_the_contracts(read: Read, told: str, last: str, amounts: list[str]) -> None:
    assert [r.money.span.text for r in read(told + last) if r.money is not None] == amounts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Norvik Steel Corp signed a contract with Baltrum Rail Ltd.", 1),
        ("Norvik Steel Corp signed a contract with Union Pacific.", 1),
        ("Norvik Steel Corp signed a contract with the United Auto Workers.", 0),
        ("Norvik Steel Corp renewed its supply agreement with Baltrum Rail Ltd.", 1),
        ("Norvik Steel Corp renewed its agreement with Baltrum Rail Ltd.", 0),
        ("Norvik Steel Corp renewed its friendship agreement with Baltrum Rail Ltd.", 0),
        ("Norvik Steel Corp signed a contract with its chairman from Kenya.", 0),
    ],
)
def test_a_contract_of_two_parties_is_a_deal_whatever_it_is_about(read: Read, text: str, count: int) -> None:
    assert len(read(text)) == count
