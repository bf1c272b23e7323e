"""Accords of one side with several, and lists of accords: each is an agreement of its own."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.agreements import InstrumentType
from tests.unit.extract.test_agreements import reports
from tests.unit.extract.test_agreements_unseen import parties, states, told


def sides(text: str, title: str | None = None) -> list[set[str]]:
    return [p for _, p, _ in told(text, title)]


def each(one: str, *others: str) -> list[set[str]]:
    return [states(one, other) for other in others]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya has signed fishing agreements with Oman, Yemen and the Seychelles.", each("KEN", "OMN", "YEM", "SYC")),
        ("Peru is negotiating extradition treaties with Chile, Cuba and Panama.", each("PER", "CHL", "CUB", "PAN")),
        ("Kenya signed a trio of customs pacts with Oman, Yemen and Jordan.", each("KEN", "OMN", "YEM", "JOR")),
    ],
)
def test_a_plural_made_with_several_is_one_accord_with_each(text: str, expected: list[set[str]]) -> None:
    assert sides(text) == expected
    assert len({r.thread for r in reports(text)}) == len(expected)


def test_partners_that_are_only_counted_may_be_named_soon_after() -> None:
    text = (
        "Hanoi is drawing up tourism agreements with three countries. "
        "The first visitors could go to Kenya, Oman and Peru in spring, the ministry said."
    )
    assert sides(text) == each("VNM", "KEN", "OMN", "PER")


def test_the_parliament_s_accords_with_several_are_those_of_its_state() -> None:
    text = (
        "Chile's Senate debated trade on Tuesday. Chile exports copper. "
        "The pacts with Kenya, Oman and Peru were ratified by the house late at night."
    )
    assert sides(text) == each("CHL", "KEN", "OMN", "PER")


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Kenya signed a fishing agreement with Oman, Yemen and Jordan.", 1),
        ("Kenya and Peru signed two customs agreements with Oman and Yemen.", 1),
        ("Kenya signed five customs agreements with Oman and Yemen.", 1),
    ],
)
def test_one_accord_or_an_unlike_number_stays_one(text: str, n: int) -> None:
    assert len({r.thread for r in reports(text)}) == n


def test_currency_swaps_of_central_banks_are_agreements() -> None:
    text = "The Bank of Korea has renewed its currency swap agreement with Bank Indonesia."
    (report,) = reports(text)
    assert report.subject is not None
    assert (report.status.value, report.subject.text) == ("signed", "currency swap")


def test_a_swap_of_shares_is_no_agreement() -> None:
    assert reports("Alpha Mining Ltd. has renewed its share swap agreement with Beta Steel Ltd.") == ()


def test_items_named_as_instruments_may_each_be_explained() -> None:
    text = (
        "In May several agreements were signed between Kenya and Oman, which include:\n\n"
        "• Agreement on Extradition: The text lays down how suspects are handed over.\n\n"
        "It is valid for ten years.\n\n"
        "• MoU on Veterinary Health: It sets up a laboratory in Mombasa.\n\n"
        "• Protocol on Seafarers: It opens the ports to crews of either side."
    )
    found = reports(text)
    assert [(r.instrument, r.subject and r.subject.text) for r in found] == [
        (InstrumentType.AGREEMENT, "Extradition"),
        (InstrumentType.MOU, "Veterinary Health"),
        (InstrumentType.PROTOCOL, "Seafarers"),
    ]
    assert all(parties(r) == states("KEN", "OMN") for r in found)


def test_a_sentence_without_an_instrument_may_open_the_list() -> None:
    text = (
        "On May 19, 2016 the Government of Kenya and the Government of Oman signed:\n\n"
        "- the Agreement on the hire of nurses;\n\n"
        "- the Agreement on air links."
    )
    assert told(text) == [
        ("signed", states("KEN", "OMN"), "hire of nurses"),
        ("signed", states("KEN", "OMN"), "air links"),
    ]


def test_a_list_of_other_things_is_no_list_of_accords() -> None:
    text = "On Monday the teams of Kenya and Oman signed:\n\n- shirts for the fans;\n\n- a ball for the mayor."
    assert reports(text) == ()


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (
            "Kenya and Oman signed agreements on the hire of nurses between the two countries and on air links.",
            ["hire of nurses", "air links"],
        ),
        (
            "Kenya and Oman signed three accords, in the fields of fishing, forestry and health.",
            ["fishing", "forestry", "health"],
        ),
        ("Kenya met Oman in Nairobi. Further MoUs were put down on archives and bank supervision.", None),
        ("Kenya and Oman signed a customs treaty along with other pacts on archives and health.", None),
    ],
)
def test_each_thing_that_several_accords_are_about(text: str, subjects: list[str] | None) -> None:
    found = [subject for _, _, subject in told(text)]
    assert found == subjects if subjects is not None else {"archives"} < set(found)


def test_more_things_than_accords_are_one_subject() -> None:
    text = "Kenya and Oman signed two accords on fishing, forestry and health."
    assert [subject for _, _, subject in told(text)] == ["fishing, forestry and health"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Peru and Chile signed a pact on health in the course of a visit to Lima.", "health"),
        ("Peru and Chile signed a pact on ports on the sidelines of the summit.", "ports"),
        ("Peru and Chile signed a pact on customs in the presence of both kings.", "customs"),
    ],
)
def test_the_occasion_is_no_part_of_the_subject(text: str, subject: str) -> None:
    assert [told_of for _, _, told_of in told(text)] == [subject]


@pytest.mark.parametrize(
    "text",
    [
        "The delegations of Peru and Chile met in Lima. They also concluded an accord on air links.",
        "Peru and Chile held talks on Monday. They signed an extradition treaty.",
        "Peru and Chile share a border. They set down a pact on fishing in May.",
    ],
)
def test_they_are_the_two_of_the_sentence_before(text: str) -> None:
    assert sides(text)[-1] == states("PER", "CHL")


def test_they_after_one_state_are_no_pair() -> None:
    assert sides("Peru has many farmers. They signed an accord on milk prices.") == []


def test_a_further_instrument_stands_as_the_one_before() -> None:
    text = "Peru and Chile concluded an accord on air links for tourists and travellers and an MoU on football."
    assert told(text)[-1] == ("signed", states("PER", "CHL"), "football")
