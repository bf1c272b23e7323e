"""What two states agree shall be so, do to each other, or hold in force."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements import reports
from tests.unit.extract.test_agreements_unseen import states, told


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Peru and Chile agreed on Friday that the lease of the port will run for one more year.", "lease of the port"),
        ("Peru has agreed with Chile that the ferries shall sail at night.", "ferries"),
        ("Peru and Chile agreed that the quotas will rise by a tenth.", "quotas"),
        ("Peru and Chile have agreed to let each other's citizens stay a month.", "let each other's citizens stay"),
        ("Peru and Chile agreed to recognise each other's diplomas.", "recognise each other's diplomas"),
    ],
)
def test_what_two_states_agree_shall_be(text: str, subject: str) -> None:
    assert told(text) == [("signed", states("PER", "CHL"), subject)]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile agreed that trade will help both.",
        "Peru and Chile agreed that the situation is grave.",
        "Peru and Chile agreed that it will rain.",
        "Critics agreed that the lease of the port will run for one more year.",
    ],
)
def test_what_two_only_think_alike_of(text: str) -> None:
    assert reports(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Omani nurses came to Kenya under the protocol in force between the health ministries of both countries.",
        "Kenya and Oman looked at the extradition agreement now in place.",
        "Kenya asked Oman for a copy of the treaty in effect between the two countries.",
    ],
)
def test_a_phrase_may_say_that_an_accord_holds(text: str) -> None:
    assert {(status, frozenset(sides)) for status, sides, _ in told(text)} == {
        ("in_force", frozenset(states("KEN", "OMN")))
    }


def test_a_day_that_owns_a_signing_is_no_side() -> None:
    text = "The leaders of Peru and Chile smiled after last Friday's signing of the Puno Accord."
    assert [sides for _, sides, _ in told(text)] == [states("PER", "CHL")]
