"""Noun phrases read as parties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flows.model.vocabulary.statements import PartyBasis, PartyLevel

Tell = Callable[..., Any]

PAIR = "Norway and Finland signed a fishing treaty on Monday. "
FIRMS = "Delmar Inc signed a contract with Ostra Corp. "
TALKS = "Egyptian President Omar Helmy met Chilean President Ana Rojas. "
TRUCE = "Mali's government and the Azawad Liberation Front signed a truce. "
FRONT = "organization:azawad-liberation-front"


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Norway, Finland and Latvia bought tanks.", "Norway", ["country:NOR", "country:FIN", "country:LVA"]),
        ("The Israeli government bought tanks.", "government", ["country:ISR"]),
        ("Israel's army bought tanks.", "army", ["country:ISR"]),
        ("Officials from Peru agreed to buy tanks.", "Officials", ["country:PER"]),
        ("Baku bought tanks from Turkey.", "Baku", ["country:AZE"]),
        ("The Norwegian Defence Ministry bought tanks.", "Ministry", ["country:NOR"]),
        ("Egyptian President Omar Helmy signed the treaty.", "Helmy", ["country:EGY"]),
        ("Delmar Inc chairman Ann Ray signed the contract.", "Ray", ["organization:delmar-inc"]),
        ("Indian companies bought ships.", "companies", ["country:IND"]),
        ("The shares of Delmar Inc rose.", "shares", ["organization:delmar-inc"]),
        ("Delmar Inc's brewing unit bought mills.", "unit", ["organization:delmar-inc"]),
        ("The Quandt family sold mills.", "family", ["person:quandt"]),
        ("The new engine family sold well.", "family", []),
        ("Its value fell on Monday.", "Monday", []),
        ("The contract is worth millions.", "contract", []),
        ("It is hard to sell ships.", "It", []),
    ],
)
def test_phrases_that_need_no_other_sentence(story: Tell, text: str, head: str, expected: list[str]) -> None:
    assert story(text).parties(head) == expected


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        (
            FIRMS + "The two companies will build ships.",
            "companies",
            ["organization:delmar-inc", "organization:ostra-corp"],
        ),
        (FIRMS + "The company will build ships.", "company", ["organization:delmar-inc"]),
        (FIRMS + "It will build ships.", "It", ["organization:delmar-inc"]),
        (PAIR + "The two countries share a border.", "countries", ["country:NOR", "country:FIN"]),
        (PAIR + "They share a border.", "They", ["country:NOR", "country:FIN"]),
        (TRUCE + "Ann Ray, a Chilean judge, said in Lima that the sides agreed.", "sides", ["country:MLI", FRONT]),
        (TRUCE + "The two countries share a border.", "countries", []),
        (TALKS + "Both countries agreed to trade.", "countries", ["country:EGY", "country:CHL"]),
        (TALKS + "The South American leader sold copper.", "leader", ["country:CHL"]),
        ("Qatar sold gas to Poland. The Gulf state is rich.", "state", ["country:QAT"]),
        ("Skyline Airways sued Harbor Bank. The airline lost.", "airline", ["organization:skyline-airways"]),
        ("Skyline Airways sued Harbor Bank. The bank lost.", "bank", ["organization:harbor-bank"]),
    ],
)
def test_descriptions_stand_for_those_named_before(story: Tell, text: str, head: str, expected: list[str]) -> None:
    assert story(text).parties(head) == expected


def test_a_company_is_told_by_its_nationality(story: Tell) -> None:
    text = "French carmaker Rondel sold a plant to German brewer Altmann. The German company paid cash."
    assert story(text).parties("company") == ["organization:altmann"]


def test_an_object_is_not_its_subject(story: Tell) -> None:
    text = "Delmar Inc owns ships. Ostra Corp told the company to sell."
    assert story(text).parties("company") == ["organization:delmar-inc"]


def test_the_government_is_that_of_the_dateline_where_the_text_names_none(story: Tell) -> None:
    assert story("The government bought tanks.", home="NOR").parties("government") == ["country:NOR"]


def test_a_new_company_is_no_one_named_before(story: Tell) -> None:
    assert story(FIRMS + "The joint venture company will build ships.").parties("company") == []


@pytest.mark.parametrize(
    ("text", "head", "basis", "level"),
    [
        ("Norway bought tanks.", "Norway", PartyBasis.STATED, PartyLevel.STATE),
        ("The Israeli government paid.", "government", PartyBasis.DEMONYM, PartyLevel.GOVERNMENT),
        ("Baku bought tanks.", "Baku", PartyBasis.METONYM, PartyLevel.GOVERNMENT),
        ("Indian companies paid.", "companies", PartyBasis.DEMONYM, PartyLevel.UNSPECIFIED_COMPANIES),
        ("Delmar Inc paid.", "Inc", PartyBasis.STATED, PartyLevel.COMPANY),
        ("Egyptian President Omar Helmy signed.", "Helmy", PartyBasis.INFERRED_TEXT, PartyLevel.STATE),
        (FIRMS + "It paid.", "It", PartyBasis.COREFERENCE, PartyLevel.COMPANY),
    ],
)
def test_basis_and_level(story: Tell, text: str, head: str, basis: PartyBasis, level: PartyLevel) -> None:
    read = story(text)
    ref = read.cast.parties(*read.token(head))[0]
    assert (ref.basis, ref.level) == (basis, level)


def test_signatories_are_persons(story: Tell) -> None:
    read = story(TALKS)
    assert [ref.entity_key for ref in read.cast.people(*read.token("Helmy"))] == ["person:omar-helmy"]
    assert [ref.entity_key for ref in read.cast.people(*read.token("Rojas"))] == ["person:ana-rojas"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Baku bought tanks.", "gov:AZE"),
        ("Talks with Baku ended.", "gov:AZE"),
        ("It buys oil from Baku.", "gov:AZE"),
        ("They met in Baku.", "city:baku"),
        ("He flew from Baku.", "city:baku"),
        ("Baku hosted the games.", "city:baku"),
        ("The streets of Baku are wide.", "city:baku"),
    ],
)
def test_a_capital_is_the_government_where_it_acts(story: Tell, text: str, key: str) -> None:
    assert story(text).key_of("Baku") == key


def test_mentions_are_found_by_place(story: Tell) -> None:
    read = story("Norway bought tanks from Finland.")
    start = read.document.raw_text.index("Finland")
    assert [m.span.text for m in read.cast.within(start, start + 3)] == ["Finland"]
    assert read.cast.within(7, 9) == []


COUNCIL = "Lund Port Council bought cranes from Ostra Cranes Inc on Monday. "


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        (COUNCIL + "The council paid.", "council", ["organization:lund-port-council"]),
        (COUNCIL + "A council paid.", "council", []),
        (COUNCIL + "The company paid.", "company", ["organization:ostra-cranes-inc"]),
        ("The Norwegian Defence Ministry met Peru. The ministry bought tanks.", "ministry", ["country:NOR"]),
        ("The presidents of Chad and Niger signed it.", "presidents", ["country:TCD", "country:NER"]),
        ("The president of Chad and Niger signed it.", "president", ["country:TCD"]),
    ],
)
def test_words_of_names_are_repeated(story: Tell, text: str, head: str, expected: list[str]) -> None:
    assert story(text).parties(head) == expected


BARTER = "Romania's Uzin SA agreed to ship rigs to Brazil. "


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        (BARTER + "The Romanians will take ore.", "Romanians", ["organization:uzin-sa"]),
        (BARTER + "The Turks will take ore.", "Turks", ["country:TUR"]),
        ("Peru's Prime Minister came to Chile. Prime Minister Luis Vega signed it.", "Vega", ["country:PER"]),
        ("The government of Punjab bought pumps.", "government", ["region:punjab"]),
        ("Officials said Luis Vega had left. Vega signed it.", "Vega", ["person:luis-vega"]),
    ],
)
def test_peoples_and_offices_stand_for_their_companies_and_states(
    story: Tell, text: str, head: str, expected: list[str]
) -> None:
    assert story(text).parties(head, -1) == expected
