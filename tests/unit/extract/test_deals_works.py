"""A plant that goes on supplying is no party to a deal."""

from __future__ import annotations

import pytest

from tests.unit.extract.deal_reading import Read


@pytest.mark.parametrize(
    "text",
    [
        "Peru wants to enlarge the power station at Moro. Moro supplies a third of Peru's electricity.",
        "Moro, a coal-fired power plant, supplies electricity to Peru.",
        "The nuclear plant near Moro is old. Moro supplies electricity to Peru.",
    ],
)
def test_works_are_no_sellers(read: Read, text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Alpha Power supplies electricity to Peru.",
        "Moro Works, a tank plant, supplies tanks to Peru.",
        "Alpha Marine, a Norwegian shipyard, supplies ferries to Peru.",
        "Norway enlarges its power stations. Norway supplies gas to Peru.",
    ],
)
def test_firms_and_states_are(read: Read, text: str) -> None:
    assert read(text)


def test_whoever_is_named_right_after_a_description_sells(read: Read) -> None:
    (deal,) = read("Marinol ordered the vessels from the French yard DCNS in 2011.")
    assert {party.role.value: party.entity_key for party in deal.parties} == {
        "supplier": "organization:dcns",
        "recipient": "organization:marinol",
    }


def test_a_name_further_off_does_not(read: Read) -> None:
    (deal,) = read("Peru ordered two vessels from the yard that NVK runs in Norway.")
    assert "organization:nvk" not in {party.entity_key for party in deal.parties if party.role.value == "supplier"}
