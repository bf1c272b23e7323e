"""Accords meant by a pronoun, left at the table, or known from others by a year; blocs and bands as sides."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements import reports
from tests.unit.extract.test_agreements_unseen import parties, states, told


def test_it_is_the_accord_just_told_of() -> None:
    found = reports("Peru and Chile drew up a treaty on fishing. The ministers will sign it in May.")
    assert [(r.status.value, r.thread, parties(r)) for r in found] == [
        ("negotiating", 0, states("PER", "CHL")),
        ("planned", 0, states("PER", "CHL")),
    ]


@pytest.mark.parametrize(
    "text",
    ["Peru and Chile drew lots for a football. The captains will sign it in May.", "Peru and Chile met. It came home."],
)
def test_it_is_no_accord_where_none_was_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru walked away from seven years of talks on a border treaty with Chile.", "rejected"),
        ("Peru has told Chile that the accord on its troops no longer holds.", "terminated"),
        ("Peru went away after seven years of talks on a border treaty with Chile.", "negotiating"),
    ],
)
def test_talks_left_and_accords_that_no_longer_hold(text: str, status: str) -> None:
    assert [(s, p) for s, p, _ in told(text)] == [(status, states("PER", "CHL"))]


def test_pacts_of_two_years_are_two() -> None:
    text = "Peru and Chile share data under a pact of 1998. Peru and Chile share rivers under a pact of 2008."
    assert [r.thread for r in reports(text)] == [0, 1]


def test_a_bloc_stands_beside_a_single_state() -> None:
    text = "Cuba and the European Union turned a page. A pact on political dialogue was signed."
    assert told(text)[0][1] == {"country:CUB", "intergovernmental_organization:european-union"}


def test_a_bloc_beside_two_states_is_no_side() -> None:
    text = "Peru and Chile met at the European Union. A pact on political dialogue was signed."
    assert told(text)[0][1] == states("PER", "CHL")


def test_a_band_and_the_government_before_are_the_sides_of_a_truce() -> None:
    text = (
        "Rwanda's government and Hutu rebels agreed to stop shooting. Mediators said the ceasefire was signed at noon."
    )
    assert told(text)[0][1] == {"country:RWA", "Hutu rebels"}


def test_others_before_are_no_sides_of_a_truce() -> None:
    text = "Rwanda's government and farmers met in the hall. Mediators said the ceasefire was signed at noon."
    assert "country:RWA" not in {key for _, sides, _ in told(text) for key in sides}
