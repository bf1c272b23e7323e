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


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru wants to revise its 1950 treaty with Chile.", "in_force"),
        ("Peru's parliament cleared the way for a treaty with Chile.", "ratified"),
        ("The talks paved the way for a treaty between Peru and Chile.", "negotiating"),
    ],
)
def test_old_treaties_stand_and_ways_are_cleared(text: str, status: str) -> None:
    assert [(s, p) for s, p, _ in told(text)] == [(status, states("PER", "CHL"))]


def test_a_treaty_of_a_year_is_invoked_for_the_pair_told_before() -> None:
    text = "Peru and Chile share a river. Under the 1994 peace treaty, water flows south."
    assert told(text)[0][1] == states("PER", "CHL")


@pytest.mark.parametrize(("does", "side"), [("hosted", "PER"), ("joined", "MYS")])
def test_a_host_is_not_whom_an_article_is_about(does: str, side: str) -> None:
    text = f"Malaysia {does} the talks in May. {'Peru' if side == 'PER' else 'Malaysia'} sent its minister."
    assert told(f"{text} A treaty with Chile was signed.")[0][1] == states("CHL", side)


def test_documents_of_ratification_are_no_accord_of_their_own() -> None:
    text = "The documents of ratification of the border agreement between Peru and Chile were handed over."
    assert [(s, subject) for s, _, subject in told(text)] == [("ratified", "border")]


def test_the_document_is_the_accord_just_told_of() -> None:
    found = reports("Peru and Chile drew up a treaty on fishing. The document was signed in Lima.")
    assert [(r.status.value, r.thread) for r in found] == [("negotiating", 0), ("signed", 0)]
