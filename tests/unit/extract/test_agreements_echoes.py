"""Accords told again, accords still being made, and words that name neither a side nor a subject."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements import reports
from tests.unit.extract.test_agreements_unseen import states, told


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile signed a pact on tuna quotas. Fishermen had waited. It is hoped that an agreement works.",
        "Peru and Chile signed a pact on tuna quotas. Nobody had thought that an accord could be had.",
        "Peru and Chile signed a pact on tuna quotas. An agreement was reached after long nights.",
    ],
)
def test_an_accord_told_again_without_sides_is_the_one_before(text: str) -> None:
    assert {r.thread for r in reports(text)} == {0}


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Peru and Chile signed a treaty on the border in Lima. A border treaty was ratified on Friday.", 1),
        ("Peru and Chile signed a treaty on the border in Lima. A further border treaty was ratified on Friday.", 2),
        ("Peru and Chile signed the Arica Border Treaty in Lima. A treaty on border posts was ratified on Friday.", 2),
        ("Peru and Chile signed a 1990 treaty on the border. A 2003 border treaty was ratified on Friday.", 2),
    ],
)
def test_a_treaty_of_the_same_two_on_the_same_matter_is_the_one_before(text: str, n: int) -> None:
    assert len({r.thread for r in reports(text)}) == n


@pytest.mark.parametrize(
    ("title", "text", "n"),
    [
        ("Peru, Chile ink MoU", "A treaty on wheat was signed by Peru and Chile in Lima.", 1),
        ("Peru, Chile ink customs pact", "A truce was signed by Peru and Kenya in Lima.", 2),
        ("Peru, Chile ink customs pact", "The weather was fine.", 1),
    ],
)
def test_a_headline_tells_what_the_body_tells_of_the_same_sides(title: str, text: str, n: int) -> None:
    assert len({r.thread for r in reports(text, title)}) == n


@pytest.mark.parametrize(
    ("text", "supposed"),
    [
        ("If Peru leaves its border treaty with Chile, the fleet will move south.", [False]),
        ("Peru is considering whether to denounce its border treaty with Chile.", [False]),
        ("If Peru left some treaty with Chile, nobody would notice.", [True]),
    ],
)
def test_what_might_end_is_there(text: str, supposed: list[bool]) -> None:
    assert [(r.is_hypothetical, r.status.value) for r in reports(text)] == [(s, "in_force") for s in supposed]


def test_an_accord_on_another_matter_is_another() -> None:
    text = "Peru and Chile signed a pact on tuna quotas. The two countries also signed an accord on visas."
    assert len({r.thread for r in reports(text)}) == 2


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru is putting together a new pact on visas with Chile.", "negotiating"),
        ("Peru was hammering out a border accord with Chile.", "negotiating"),
        ("Peru has put together a new pact on visas with Chile.", "signed"),
        ("Peru and Chile reopened the bridge after signing a pact on visas.", "signed"),
        ("Peru and Chile called off the boycott after reaching an accord on visas.", "signed"),
        ("Peru started conversations with Chile on a pact on visas.", "negotiating"),
    ],
)
def test_how_far_a_participle_says_that_it_went(text: str, status: str) -> None:
    assert [(s, p) for s, p, _ in told(text)] == [(status, states("PER", "CHL"))]


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Peru and Chile have a many-sided partnership that touches every field.", 0),
        ("Peru and Chile have a lasting friendship.", 0),
        ("Peru has a codeshare alliance with Chile.", 1),
    ],
)
def test_what_two_states_merely_have(text: str, n: int) -> None:
    assert len(reports(text)) == n


def test_the_largest_among_whom_a_firm_is_are_no_side() -> None:
    text = "Abel Ports, among the largest terminal owners in the Gulf, has signed a partnership accord with Kenya."
    assert all("owners" not in p.span.text for r in reports(text) for p in r.parties)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Peru and Chile signed a far-reaching accord.", None),
        ("Peru and Chile signed a many-sided accord.", None),
        ("Peru and Chile signed a river-dredging accord.", "river-dredging"),
    ],
)
def test_words_that_praise_an_accord_are_no_subject(text: str, subject: str | None) -> None:
    assert [about for _, _, about in told(text)] == [subject]


def test_terms_come_to_over_an_accord() -> None:
    text = "Peru and Chile came to terms over an accord on the joint making of ferries."
    assert told(text) == [("signed", states("PER", "CHL"), "joint making of ferries")]
