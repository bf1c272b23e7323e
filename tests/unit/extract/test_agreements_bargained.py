"""Accords without an instrument's name: bargained for, come to terms on, set up together; each beside what is none."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements import reports

PAIRS = [  # what tells an accord, how it stands, and what is like it and tells none
    (
        "Turkey is negotiating with Greece over their maritime boundary.",
        "negotiating",
        "Turkey is negotiating with Greece over lunch.",
    ),
    (
        "Peru has been talking to Chile for months about fishing rights.",
        "negotiating",
        "Peru has been talking to Chile for months about poets.",
    ),
    (
        "Peru is in talks with Chile over a border crossing.",
        "negotiating",
        "Peru is in raptures with Chile over a border crossing.",
    ),
    (
        "The envoys of Peru and Chile are in talks on a shared electricity market.",
        "negotiating",
        "The envoys of Peru and Chile are in talks on poets.",
    ),
    (
        "Peru walked out of talks with Chile on fishing quotas.",
        "rejected",
        "Peru walked in the sun after talks with Chile on fishing quotas.",
    ),
    (
        "Negotiations between Peru and Chile over fishing quotas hit a snag.",
        "negotiating",
        "Negotiations between Peru and Chile over poets hit a snag.",
    ),
    (
        "The United Auto Workers and Ford returned to the bargaining table on Monday.",
        "negotiating",
        "The United Auto Workers and Ford returned to the dinner table on Monday.",
    ),
    (
        "Kenya and Uganda came to terms after eleven years.",
        "signed",
        "Kenya and Uganda shook hands after eleven years.",
    ),
    (
        "Apple has settled with Nokia over its patents.",
        "signed",
        "Apple has settled down with Nokia in its garden.",
    ),
    (
        "Kenmare and Solinger ended years of wrangling over patents.",
        "signed",
        "Kenmare and Solinger ended years of growth in patents.",
    ),
    (
        "Oxford University and the University of Lagos are partnering on malaria research.",
        None,
        "Oxford University and the University of Lagos are wondering about malaria research.",
    ),
    (
        "The Swiss cabinet and the US Justice Department ironed out a programme for banks.",
        "signed",
        "The Swiss cabinet and the US Justice Department ironed out a detail for banks.",
    ),
    (
        "Peru and Chile agreed fishing quotas on Monday.",
        "signed",
        "Peru and Chile admired fishing quotas on Monday.",
    ),
    (
        "Peru and Chile are to set up a joint commission on fishing.",
        None,
        "Peru and Chile are to set up a tent on fishing.",
    ),
    (
        "Peru restored diplomatic relations with Chile on Monday.",
        "signed",
        "Peru restored old paintings with Chile on Monday.",
    ),
    (
        "Peru and Chile will set up a joint commission on fishing.",
        None,
        "Peru and Chile will set up commissions on fishing.",
    ),
    (
        "Peru and Chile have decided to set up a joint commission on fishing.",
        None,
        "Peru and Chile have decided to set up commissions on fishing.",
    ),
    (
        "Peru and the World Bank are discussing a joint seed bank.",
        "negotiating",
        "Peru and the World Bank are discussing joint efforts.",
    ),
    ("Peru and Chile vowed to share the river.", None, "Peru and Chile vowed to share the burden."),
    ("Nissan, Geely join forces on vans", "signed", "Nissan, Geely join parades in vans"),
    (
        "Serbia and Kosovo have normalised economic relations.",
        "signed",
        "Serbia and Kosovo have normalised economic statistics.",
    ),
    ("Brazil and Peru have abolished visas.", "signed", "Brazil and Peru have abolished jury trials."),
    (
        "Vietnam and Japan elevated their ties to a strategic partnership.",
        "signed",
        "Vietnam and Japan elevated their voices to a strategic partnership.",
    ),
]
NAMED = [  # the same, with an instrument's name
    ("Canada and Mexico signed the USMCA in 2018.", "signed", "Canada and Mexico signed the USA team in 2018."),
    ("Zambia and Kenya ratified the AfCFTA.", "ratified", "Zambia and Kenya ratified the AFCON squads."),
    ("Iran and Cuba withdrew from the NPT.", "terminated", "Iran and Cuba withdrew from the NBA."),
    (
        "The convention that Cyprus and Lebanon brought into force this week covers taxation.",
        "in_force",
        "The convention that Cyprus and Lebanon brought into focus this week covers taxation.",
    ),
    (
        "Sudan's army and the Rapid Support Forces began a week-long truce on Tuesday.",
        "signed",
        "Sudan's army and the Rapid Support Forces began drills in a truce on Tuesday.",
    ),
    (
        "Boeing and its machinists' union reached a tentative four-year contract.",
        "signed",
        "Boeing and its paint supplier reached a tentative four-year contract.",
    ),
    (
        "Peru and Chile initialled a blueprint for their border.",
        "initialled",
        "Peru and Chile framed a blueprint for their border.",
    ),
]


@pytest.mark.parametrize(("text", "status", "none"), PAIRS)
def test_what_is_bargained_for_or_settled_without_a_name_is_read(text: str, status: str | None, none: str) -> None:
    (report,) = reports(text)
    assert len(report.parties) == 2
    assert status in (None, report.status.value)
    assert not reports(none)


@pytest.mark.parametrize(("text", "status", "none"), NAMED)
def test_what_becomes_of_an_instrument_is_read(text: str, status: str, none: str) -> None:
    assert status in {r.status.value for r in reports(text) if len(r.parties) > 1}
    assert status not in {r.status.value for r in reports(none) if len(r.parties) > 1}


def test_those_who_only_finish_a_deal_are_its_sides() -> None:
    (report,) = reports("Norway and Iceland are close to finishing a deal on mackerel.")
    assert len(report.parties) == 2
    assert not reports("Norway and Iceland are close to finishing a bridge and dealing with floods.")


def test_police_and_breweries_with_a_place_in_their_names_are_sides() -> None:
    text = "Geneva's police and the breweries of Savoy signed an accord on noise."
    assert [len(r.parties) for r in reports(text)] == [2]
    assert not reports(text.replace("Geneva's police", "Nobody").replace("of Savoy", "here"))


def test_a_memorandum_with_a_public_body_is_an_accord_on_exports_too() -> None:
    text = "The Togolese Fish Agency and Norair plc signed a memorandum of understanding on checking fish exports."
    assert [len(r.parties) for r in reports(text)] == [2]
    assert not reports(text.replace("The Togolese Fish Agency", "Khor Marine Ltd"))
