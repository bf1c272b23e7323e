"""Accords as articles tell them in passing: acted under, weighed, put on paper by two, settled, not come to yet."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements_unseen import states, told

PAIR = states("PER", "CHL")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru will train Chile's customs officers under a deal agreed in Quito.", "signed"),
        ("The extradition convention between Peru and Chile is now law.", "in_force"),
        ("Peru and Chile plan a treaty.", "proposed"),
        ("Quito is to host the signing of a pipeline memorandum by Peru and Chile.", "planned"),
        ("Peru has signed a plan with Chile to police the beaches.", "signed"),
        ("Peru and Chile have put aside their dispute.", "signed"),
        ("Peru and Chile agreed to turn their minefields into a park.", "signed"),
        ("Peru and Chile agreed that an envoy may live in Arica.", "signed"),
        ("It was agreed between Peru and Chile that the police would stay for a year.", "signed"),
        ("Peru and Chile agreed on joint procurement of howitzers.", "signed"),
        ("Peru and Chile have been unable to agree on licence plates.", "negotiating"),
        ("Peru and Chile could not agree on a route for the pipeline.", "negotiating"),
        ("Border talks between Peru and Chile have made no headway.", "negotiating"),
        ("Peru's ruler and the president of Chile agreed to submit their dispute to the world court.", "signed"),
    ],
)
def test_accords_told_in_passing(text: str, status: str) -> None:
    assert [(s, p) for s, p, _ in told(text)] == [(status, PAIR)]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile plan a party.",
        "The convention centre between Peru and Chile is now open.",
        "Peru's congress signed a plan to plant trees.",
        "Peru and Chile have put aside their umbrellas.",
        "Peru and Chile agreed to intensify their efforts.",
        "Peru and Chile agreed to encourage young musicians.",
        "Peru and Chile agreed that trade may help both.",
        "Peru and Chile have been unable to play on wet grass.",
        "Peru and Chile made no headway in the regatta.",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert told(text) == []


def test_a_quarrel_ended_by_an_accord_is_told_once() -> None:
    text = "Peru and Chile have ended an old row over water by signing a new treaty on canals."
    assert told(text) == [("signed", PAIR, "canals")]


def test_land_rights_are_no_trade_of_rebels() -> None:
    assert [s for s, _, _ in told("Peru's government and the guerrillas signed an agreement on land rights.")] == [
        "signed"
    ]
    assert told("Peru's government and the banks signed an agreement on film rights.") == []
