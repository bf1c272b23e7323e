"""Agreements as treaty practice words them: consent, accession, lapse, errands, and the state an article is about."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements import Read, reports, short, states


def read(text: str, title: str | None = None) -> list[Read]:
    return [short(report) for report in reports(text, title) if not report.is_negated]


@pytest.mark.parametrize(
    ("text", "status", "codes"),
    [
        ("The Parliament of Armenia gave its consent to the Customs Agreement with Egypt.", "ratified", "ARM EGY"),
        ("Denmark and Kenya put their initials in Nairobi to a tax treaty.", "initialled", "DNK KEN"),
        ("Denmark and Kenya put their names to a tax treaty.", "signed", "DNK KEN"),
        ("Mexico pulled out of the accord with Guatemala on border fees.", "terminated", "MEX GTM"),
        ("Greece and Albania put their friendship treaty into force.", "in_force", "GRC ALB"),
        ("The U.S. and Poland are close to a deal on stationing troops.", "negotiating", "USA POL"),
        ("Tonga has turned its back on a security treaty with China.", "rejected", "TON CHN"),
        ("Greece invoked a 1930 treaty of friendship with Turkey.", "in_force", "GRC TUR"),
        ("Peru and Chile wrapped up negotiations on a pension treaty.", "signed", "PER CHL"),
        ("Talks between Cyprus and Lebanon produced an agreement on sea borders.", "signed", "CYP LBN"),
        ("Chile and Vietnam will sign an FTA in November.", "planned", "CHL VNM"),
        ("The Senate voted to approve the pension treaty between Uruguay and Belgium.", "signed", "URY BEL"),
        ("Algeria let a transit accord with Morocco expire in October.", "terminated", "DZA MAR"),
        ("Norway's minister will fly to Reykjavik to sign a herring pact with Iceland.", "planned", "NOR ISL"),
        ("Tonga was authorised to sign the fishing accord with Fiji.", "planned", "TON FJI"),
        ("Peru and Ecuador marked the anniversary of the peace accord that ended their war.", "in_force", "PER ECU"),
        ("Under a trade protocol renewed in July, Cuba also receives Vietnamese rice.", "signed", "CUB VNM"),
    ],
)
def test_wordings_of_treaty_practice(text: str, status: str, codes: str) -> None:
    found = read(text)
    assert [(r.status, r.parties) for r in found] == [(status, states(*codes.split()))]


@pytest.mark.parametrize(
    "text",
    [
        "The Parliament of Armenia gave its consent to the budget for Egypt week.",
        "Denmark and Kenya put their names to a petition.",
        "Mexico pulled out of the contest with Guatemala.",
        "Greece and Albania put their money into force feeding.",
        "The U.S. and Poland are close to a border.",
        "Peru and Chile wrapped up negotiations on Friday.",
        "Kenya was not a party to the accord.",
        "Norway's minister will fly to Reykjavik to see a herring museum.",
        "Turkey can close the straits under its own laws.",
    ],
)
def test_like_words_of_other_things_are_none(text: str) -> None:
    assert read(text) == []


def test_a_pact_with_another_is_that_of_the_state_the_article_is_about() -> None:
    text = "Niger will lend an airstrip to visitors from Mali. Talks on a defence treaty with Germany begin on Monday."
    assert read(text, "Niger lends airstrip")[-1].parties == states("NER", "DEU")


def test_no_state_that_stands_out_leaves_a_pact_with_one_party() -> None:
    assert read("Talks on a defence treaty with Germany begin on Monday.") == []


def test_a_likened_accord_is_another_one() -> None:
    text = "Fiji signed a nuclear accord with Chile. A comparable accord with Peru has been held up by Fiji's refusal."
    assert [r.parties for r in read(text)] == [states("FJI", "CHL"), states("FJI", "PER")]


def test_the_accord_before_is_another_one_of_the_same_sides() -> None:
    text = "Peru and Chile signed a fishing protocol. The previous protocol expired in May."
    assert [(r.status, r.parties) for r in read(text)] == [
        ("signed", states("PER", "CHL")),
        ("terminated", states("PER", "CHL")),
    ]


def test_the_present_accord_is_the_one_told_of() -> None:
    found = reports("Peru and Chile signed a fishing protocol. The protocol was broken in May.")
    assert {report.thread for report in found} == {0}


def test_one_state_joins_a_convention_that_bears_a_name() -> None:
    found = read("Kazakhstan acceded to the Convention on Biodiversity in 1994.")
    assert [(r.instrument, r.parties) for r in found] == [("convention", states("KAZ"))]


def test_an_initialled_treaty_told_beside_another_has_the_same_sides() -> None:
    text = (
        "Kenya and Japan signed a visa treaty. An Agreement on Air Services, negotiated alongside, has been initialled."
    )
    assert read(text)[-1].parties == states("KEN", "JPN")


def test_a_broker_is_no_side() -> None:
    found = read("The truce brokered by Qatar between Chad and Sudan collapsed within hours.")
    assert [r.parties for r in found] == [states("TCD", "SDN")]


def test_the_three_countries_are_those_named() -> None:
    text = "Ghana met Togo. Benin came too. The three countries signed a declaration on piracy."
    assert read(text)[-1].parties == states("GHA", "TGO", "BEN")


def test_the_three_countries_are_no_one_where_more_are_named() -> None:
    text = "Ghana met Togo and Mali. Benin came too. The three countries signed a declaration on piracy."
    assert all(len(r.parties) != 3 for r in read(text))


def test_firms_joined_in_a_list_are_both_parties() -> None:
    found = read("Northgate Air and Thai Orchid Airways have signed a codeshare agreement covering ten routes.")
    assert [(len(r.parties), r.subject) for r in found] == [(2, "codeshare")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Peru and Chile met. Peru has ratified the protocol on Chile's accession to the Andean Community.", "PER"),
        ("Chile approved the treaty on the admission of Peru to the Union.", "CHL"),
        ("Peru and Chile met. Peru has ratified the protocol on Chile's exports of copper.", "PER CHL"),
    ],
)
def test_who_joins_a_body_concludes_with_no_single_member(text: str, codes: str) -> None:
    assert [r.parties for r in read(text)] == [states(*codes.split())]
