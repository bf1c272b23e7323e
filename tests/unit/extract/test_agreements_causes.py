"""Accords whose wording hid them or a party: each rule with a sentence that it reads and one that it leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.model.report import AgreementReport
from flows.model.vocabulary.agreements import AgreementRole
from tests.unit.extract.conftest import Story
from tests.unit.extract.test_agreements import reports, short


def parties(report: AgreementReport) -> set[str]:
    return {p.entity_key or p.span.text for p in report.parties if p.role is AgreementRole.PARTY}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("New Jersey and Norway signed a pact on wind farms.", {"region:new-jersey", "country:NOR"}),
        ("Jersey and France signed a pact on oysters.", {"country:JEY", "country:FRA"}),
        ("Kosovo and Albania signed a pact on customs.", {"country:XKX", "country:ALB"}),
        ("MALAWI and Oman signed a pact on maize on Monday.", {"country:MWI", "country:OMN"}),
        ("Peru's president received his Chilean counterpart. The two signed a pact.", {"country:PER", "country:CHL"}),
        ("Ghana's sultan met Kenya's envoys. The two agreed on a treaty on ports.", {"country:GHA", "country:KEN"}),
        (
            "The Polish health ministry and the chamber of pharmacists signed a pact.",
            {"country:POL", "chamber of pharmacists"},
        ),
        ("Workers at the docks reached a settlement with the operator Yilport.", {"organization:yilport"}),
        ("Mali has told France that the defence pact no longer holds.", {"country:MLI", "country:FRA"}),
        (
            "Togo and Benin want more trade. The other side paid 6 million US dollars. A pact on salt was signed.",
            {"country:TGO", "country:BEN"},
        ),
    ],
)
def test_names_of_sides(text: str, keys: set[str]) -> None:
    assert parties(reports(text)[-1]) == keys


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("The Minister for Tourism and Heritage spoke.", []),
        ("The minister praised Tourism Holdings.", ["Tourism Holdings"]),
        ("The SALT of the lake is sold.", []),
        ("The East African Community met.", ["East African Community"]),
    ],
)
def test_words_in_capitals_that_name_and_that_do_not(story: Callable[..., Story], words: str, named: list[str]) -> None:
    assert [n for n in story(words).names() if n != "SALT"] == named


def test_an_office_beside_anothers_is_of_another_state(story: Callable[..., Story]) -> None:
    text = "Prime Minister Anna Soto met the Chilean president, Juan Mora. Peru and Chile share a border. Peru is dry."
    assert story(text).parties("Soto") == ["country:PER"]
    assert story(text).parties("Mora") == ["country:CHL"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Ghana and Togo are to sign an accord on visas in the coming weeks.", "visas"),
        ("Ghana and Togo signed an accord on cocoa for a further decade.", "cocoa"),
        ("Ghana and Togo signed an accord on sharing water in years of drought.", "sharing water in years of drought"),
        ("Peru and Chile signed a protocol to amend their convention on double taxation.", "double taxation"),
        ("Peru and Chile signed a protocol to extend their pipeline.", "extend their pipeline"),
        ("Peru and Chile signed the mining agreement for the valley.", "mining"),
        ("Peru and Chile signed an agreement for the fields of health and sport.", "health and sport"),
        ("Peru buys ten tonnes of rice a year from Chile under a pact signed in 1984.", "buys ten tonnes of rice"),
        ("Peru and Chile came to terms over the border on Monday.", "border"),
    ],
)
def test_what_it_is_about(text: str, subject: str) -> None:
    assert [short(report).subject for report in reports(text)] == [subject]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The truce between Kenya and Somalia is fraying.", "violated"),
        ("The truce between Kenya and Somalia has not frayed.", "in_force"),
        ("Kenya gave up its fishing treaty with Somalia.", "terminated"),
        ("Kenya did not give up its fishing treaty with Somalia.", "in_force"),
        ("A memorandum on salt between Peru and Chile came to nothing.", "terminated"),
        ("The peace accord between Mali and Chad remains in place.", "in_force"),
        ("Niger set up two posts in breach of its treaty with Libya.", "violated"),
        ("Norair and its cabin attendants settled a pay dispute on Friday.", "signed"),
        ("Norair and Selvo Wireless have called off a three-year legal battle.", "signed"),
        ("Peru and Chile committed themselves to pull back their troops.", "signed"),
        ("Rwanda's government and Hutu rebels agreed to stop shooting at noon.", "signed"),
        ("Kenya and Somalia agreed to honour each other's driving licences.", "signed"),
        ("Norair and the Pilots Union shook hands on pay after a long night.", "signed"),
        ("Kenya and Uganda shook hands on a truce on Friday.", "signed"),
        ("The contract with the Flight Mechanics' Union expires in January.", "in_force"),
        ("The treaty between Peru and Chile is dead.", "terminated"),
        ("The treaty between Peru and Chile will be void in May.", "in_force"),
        ("Mali and Niger agreed to a humanitarian pause on Sunday.", "signed"),
        ("Peru initialled an extradition treaty on Monday with an envoy.", "initialled"),
    ],
)
def test_how_far_it_went(text: str, status: str) -> None:
    assert [report.status.value for report in reports(text)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Norair and the pilots called a strike.",
        "Peru and Chile shook hands on Monday.",
        "Kenya and Somalia agreed to stop talking.",
        "Peru has come to terms with its past.",
        "The contract with the plumbers expires in January.",
        "Mali has told France that the weather no longer holds.",
        "The university and the chamber were full.",
        "Peru and Chile committed themselves to democracy.",
        "Norair initialled a treaty of its own with nobody.",
        "Niger set up two posts in breach of the rules of Libya.",
        "Peru signed a deal on wheat on Monday.",
        "Norair and its cabin attendants settled into their seats.",
    ],
)
def test_none(text: str) -> None:
    assert reports(text) == ()


@pytest.mark.parametrize(
    ("text", "is_act"),
    [
        ("Peru and Chile signed a protocol to amend their fisheries treaty.", True),
        ("Kenya and Oman agreed to build a port at Lamu.", True),
        ("Ghana and Togo signed an accord on wheat, which brings bread to wheat growers too.", False),
    ],
)
def test_a_subject_that_is_an_act(text: str, is_act: bool) -> None:
    assert reports(text)[-1].is_subject_act is is_act


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile deepened their partnership at a lunch in Lima.",
        "Ghana's minister and Kenya's reaffirmed their collaboration before the summit.",
        "Oman confirmed its cooperation with Togo ahead of the trade fair.",
        "Norway paid for the establishment of relief schemes in Peru.",
        "Chile hailed the creation of savings schemes in Ghana.",
        "Kenya watched the formation of training schemes in Togo.",
        "Peru and Chile agreed to settle their dispute through diplomacy.",
        "Togo and Ghana vowed to resolve the conflict by peaceful means.",
        "Oman and Kenya agreed to settle the row peacefully.",
    ],
)
def test_goodwill_is_no_accord(text: str) -> None:
    assert reports(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile renewed their partnership on fisheries for five years on Monday.",
        "Peru and Chile settled their dispute over the lagoon through talks in May.",
        "Ghana and Togo welcomed the establishment of a customs alliance between them.",
    ],
)
def test_what_is_concluded_beside_goodwill_is_one(text: str) -> None:
    assert len(reports(text)) == 1


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Peru has a pact with Chile and last year opened talks on one with Ghana.", {"country:PER", "country:GHA"}),
        ("Kenya has a defence pact with Oman and is negotiating one with Togo.", {"country:KEN", "country:TGO"}),
        ("Peru signed a treaty with Chile and is drafting another with Norway.", {"country:PER", "country:NOR"}),
        ("Peru ratified the DTA with Portugal on Monday.", {"country:PER", "country:PRT"}),
        ("Ghana and Oman initialled a DTAA in Accra.", {"country:GHA", "country:OMN"}),
        ("Japan and Kenya signed a CEPA on Friday.", {"country:JPN", "country:KEN"}),
        (
            "The Ambassador of Japan to Tonga and the Minister of Finance exchanged notes on rural clinics.",
            {"country:JPN", "country:TON"},
        ),
        (
            "Peru's ambassador to Togo and the Minister of Health exchanged letters on nurses.",
            {"country:PER", "country:TGO"},
        ),
        (
            "The envoy of Chile to Ghana and the Minister of Justice signed a treaty on prisoners.",
            {"country:CHL", "country:GHA"},
        ),
    ],
)
def test_accords_told_by_one_by_letters_and_by_offices(text: str, keys: set[str]) -> None:
    assert parties(reports(text)[-1]) == keys


@pytest.mark.parametrize(
    "text",
    [
        "Alpha SA sold its mill in Peru to a group from Chile as the government gave financial backing for the deal.",
        "A smelter in Ghana went to buyers in Oman after the cabinet cleared the deal.",
        "The line between Kenya and Togo was sold, and regulators cleared the deal.",
    ],
)
def test_states_near_a_deal_of_firms_are_no_sides(text: str) -> None:
    assert reports(text) == ()
