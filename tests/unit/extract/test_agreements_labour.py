"""Accords on pay between staff and employers, and talks that go by what they are about."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements import reports
from tests.unit.extract.test_agreements_unseen import states, told


def named(text: str) -> list[tuple[str, set[str]]]:
    return [(r.status.value, {p.span.text for p in r.parties}) for r in reports(text)]


@pytest.mark.parametrize(
    ("text", "status", "sides"),
    [
        ("Workers at Norvik's tin smelter voted down a wage accord.", "rejected", {"Norvik", "Workers"}),
        ("Writers at Norvik's film studio voted down a wage accord.", "rejected", {"Norvik", "Writers"}),
        (
            "Norvik Airlines and its flight attendants reached a tentative agreement on a three-year contract.",
            "signed",
            {"Norvik Airlines", "flight attendants"},
        ),
        (
            "Pilots at Coral Airways have turned down a tentative contract. The Pilots' Federation counted the votes.",
            "rejected",
            {"Coral Airways", "Pilots' Federation"},
        ),
        (
            "Flight attendants at Andes Austral have ratified a new pay agreement, said the Cabin Crew Union.",
            "ratified",
            {"Andes Austral", "Cabin Crew Union"},
        ),
    ],
)
def test_the_sides_of_an_accord_on_pay(text: str, status: str, sides: set[str]) -> None:
    assert named(text) == [(status, sides)]


@pytest.mark.parametrize(
    "text",
    [
        "Workers at Norvik's tin smelter unloaded a supply contract.",
        "Pilots at Coral Airways signed a birthday card.",
        "Coral Airways has signed a fuel contract.",
    ],
)
def test_staff_beside_other_papers_are_no_side(text: str) -> None:
    assert reports(text) == ()


@pytest.mark.parametrize(
    ("text", "status", "subject"),
    [
        (
            "The fifth round of free-trade negotiations between Peru and Chile opened in Lima.",
            "negotiating",
            "free-trade",
        ),
        ("Border talks between Peru and Chile collapsed.", "rejected", "Border"),
        ("Fishing talks between Peru and Chile were broken off on Monday.", "rejected", "Fishing"),
        ("Peru and Chile have resumed talks on tariffs.", "negotiating", "tariffs"),
    ],
)
def test_talks_go_by_what_they_are_about(text: str, status: str, subject: str) -> None:
    assert told(text) == [(status, states("PER", "CHL"), subject)]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile held talks on Monday.",
        "If border talks between Peru and Chile collapse, trade will suffer.",
        "Talks between Peru and Chile on many things were cordial.",
    ],
)
def test_talks_at_large_are_no_agreement(text: str) -> None:
    assert reports(text) == ()
