"""Of two who signed for a weapon, the state that makes it sells."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.deal_reading import Read, side


@pytest.mark.parametrize(
    ("sentence", "supplier", "recipient"),
    [
        ("Seoul and Warsaw signed a contract for 180 K2 tanks.", "KOR", "POL"),
        ("Warsaw and Seoul signed a contract for 180 K2 tanks.", "KOR", "POL"),
        ("South Korea signed a deal with Poland for K2 tanks.", "KOR", "POL"),
        # Who makes the weapon is neither of the two, or the weapon has no name: words and their order tell.
        ("Argentina signed a deal with Denmark for 24 F-16 jets.", "DNK", "ARG"),
        ("Poland signed a deal with South Korea for 180 tanks.", "KOR", "POL"),
    ],
)
def test_the_state_that_makes_it_sells(read: Read, sentence: str, supplier: str, recipient: str) -> None:
    (report,) = read(sentence)
    assert (side(report, DealRole.SUPPLIER), side(report, DealRole.RECIPIENT)) == ([supplier], [recipient])


def test_beside_its_own_firm_the_state_that_makes_it_does_not_buy(read: Read) -> None:
    text = "Poland and South Korea signed a contract for K2 tanks. Hyundai Rotem will deliver the tanks in 2026."
    assert {tuple(side(report, DealRole.RECIPIENT)) for report in read(text)} == {("POL",)}
