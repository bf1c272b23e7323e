"""What an accord does, told by a clause near its noun; talks that end without one."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements_unseen import states, subjects, told


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Peru said it was suspending its pact with Kenya, which lets traders sail.", "traders sail"),
        ("Peru is to sign an accord with Chad today allowing the firm Norair to fly to Lima.", "fly to Lima"),
        ("Peru and Chile have a pact, reached in 2019, under which disputes go to a panel.", "disputes"),
        ("Peru and Chile signed a treaty by which the river is shared.", "river"),
        ("Peru and Chile signed an accord designed to speed up customs checks.", "speed up customs checks"),
        ("Peru and Chile signed an accord confirming their maritime boundary.", "maritime boundary"),
        ("Peru and Chile signed an accord setting out rules for pilots.", "rules for pilots"),
        ("Peru and Chile signed an accord paving the way for joint patrols.", "joint patrols"),
        ("Peru and Chile signed an accord that would see Chilean ships call at Callao.", "call at Callao"),
    ],
)
def test_a_clause_near_the_noun_says_what_an_accord_does(text: str, subject: str) -> None:
    assert subjects(text) == [subject]


@pytest.mark.parametrize(
    "text",
    [
        "Peru signed an accord with Chile, which lies to the south.",
        "Peru and Chile signed an accord designed by a judge.",
        "Peru and Chile signed a treaty by which Norair plc is bound.",
        "Peru and Chile signed an accord today, allowing that it is short.",
    ],
)
def test_a_clause_on_something_else_is_no_subject(text: str) -> None:
    assert subjects(text) == [None]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Talks between Peru and Chile ended on Monday with no accord.", "negotiating"),
        ("Talks between Peru and Chile on the dam broke up without agreement.", "negotiating"),
        ("Envoys of Peru and Chile left Oslo without a deal on the dam.", "negotiating"),
        ("Peru and Chile have not reached a deal on the dam.", "negotiating"),
        ("No deal on the dam was reached between Peru and Chile.", "negotiating"),
        ("Talks between Peru and Chile ended on Monday with an accord.", "signed"),
    ],
)
def test_talks_that_end_without_an_accord_leave_it_to_be_made(text: str, status: str) -> None:
    assert [(s, p) for s, p, _ in told(text)] == [(status, states("PER", "CHL"))]


@pytest.mark.parametrize("text", ["Peru and Chile live without an accord.", "Peru left Chile without a coast."])
def test_who_live_without_an_accord_make_none(text: str) -> None:
    assert told(text) == []
