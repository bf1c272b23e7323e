"""Names found, and what they are taken for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flows.model.vocabulary.entities import MentionKind

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Ostra and Lund Publishers Inc agreed to sell its Norsk unit.", "Ostra and Lund Publishers Inc"),
        ("He joined Vernald's Fine Candies Inc in March.", "Vernald's Fine Candies Inc"),
        ("The buyer is Delmar (U.K.) Ltd, a shipper.", "Delmar (U.K.) Ltd"),
        ("It sold the unit to Hansel Tire and Rubber Co in May.", "Hansel Tire and Rubber Co"),
        (
            "It owns First Savings and Loan Association of Brookfield.",
            "First Savings and Loan Association of Brookfield",
        ),
        ("Talks with <Ostra Lines> of Norway ended.", "Ostra Lines"),
        ("The loan came from the Export Bank of Tuvalu on Monday.", "Export Bank of Tuvalu"),
        ("It ordered jets for China Northern Airlines last year.", "China Northern Airlines"),
        ("Norden co said it sold its mill.", "Norden co"),
        ("The shares of AB Sundvik rose.", "AB Sundvik"),
    ],
)
def test_names_of_bodies_are_whole(story: Tell, sentence: str, name: str) -> None:
    assert name in story(sentence).names()


@pytest.mark.parametrize(
    ("sentence", "absent"),
    [
        ("Delmar Corp <DLM> rose.", "DLM"),
        ("The Corporation said it sold ships.", "Corporation"),
        ("They signed an MoU on Monday.", "MoU"),
        ("The pact was signed in March on a Tuesday.", "March"),
        ("The two sides spoke of Jewish and Muslim faith.", "Jewish"),
    ],
)
def test_words_that_name_no_one(story: Tell, sentence: str, absent: str) -> None:
    assert absent not in story(sentence).names()


@pytest.mark.parametrize(
    ("sentence", "name", "key"),
    [
        ("Azerbaijan bought tanks.", "Azerbaijan", "country:AZE"),
        ("Azeri troops trained.", "Azeri", "country:AZE"),
        ("The Emirati firm paid.", "Emirati", "country:ARE"),
        ("The U.S. sold grain.", "U.S.", "country:USA"),
        ("The Soviet Union built the dam.", "Soviet Union", "country:SUN"),
        ("Côte d'Ivoire sold cocoa.", "Côte d'Ivoire", "country:CIV"),
        ("Burma signed the treaty.", "Burma", "country:MMR"),
        ("Representatives of Chad and Sudan signed a peace accord.", "Chad", "country:TCD"),
    ],
)
def test_states_are_known_by_any_name(story: Tell, sentence: str, name: str, key: str) -> None:
    assert story(sentence).key_of(name) == key


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("Prime Minister Olga Brandt arrived.", "Olga Brandt", "person"),
        ("Talks with the IMF ended.", "IMF", "intergovernmental_organization"),
        ("The Norwegian Defence Ministry paid.", "Norwegian Defence Ministry", "government"),
        ("Armenian forces withdrew.", "Armenian forces", "military"),
        ("They met at Varna Palace on Friday.", "Varna Palace", "facility"),
        ("It ordered 20 F-16 jets.", "F-16", "weapon_system"),
        ("Austria sold 15 Typhoons to Indonesia.", "Typhoons", "weapon_system"),
        ("Zagreb has four armoured Bradleys.", "Bradleys", "weapon_system"),
        ("Greta Lund, an investor, bought it.", "Greta Lund", "person"),
        ("It took drones from another Turkish company, Baykar, in May.", "Baykar", "organization"),
        ("It took drones from another Turkish engineer, Baykar, in May.", "Baykar", "person"),
    ],
)
def test_names_have_a_type(story: Tell, sentence: str, name: str, kind: str) -> None:
    key = story(sentence).key_of(name)
    assert key is not None
    assert key.split(":")[0] == kind


def test_headlines_in_capitals_are_read_as_the_body_writes(story: Tell) -> None:
    read = story("Ostra Lines said it sold a ship to Delmar Corp.", headline="OSTRA LINES <OST> SELLS SHIP TO DELMAR")
    assert {"OSTRA LINES", "DELMAR"} <= set(read.names())


def test_rivers_make_no_accords(story: Tell) -> None:
    assert "Euphrates" not in story("Syria spoke of the water of the Tigris and Euphrates.").names()


def test_captions_are_searched_and_marked(story: Tell) -> None:
    read = story("It sold ships.", caption="Olaf Lund in Oslo.")
    assert [m.in_dropped_segment for m in read.cast.mentions if m.span.text == "Oslo"] == [True]


def test_the_state_in_the_name_of_its_organ_is_a_mention_too(story: Tell) -> None:
    read = story("The Iraqi Ministry of Finance signed.")
    assert [(m.span.text, m.kind) for m in read.cast.mentions][1] == ("Iraqi", MentionKind.DEMONYM)


def test_nationality_of_an_adjective(story: Tell) -> None:
    read = story("It bought Israeli weapons.")
    assert read.cast.nationality(read.token("Israeli")[1]) == "ISR"
    assert read.cast.nationality(read.token("weapons")[1]) is None


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The lender Kivu Amana lost money.", "Kivu Amana", "organization"),
        ("He owns a stake in Tuuli Meri.", "Tuuli Meri", "organization"),
        ("Tuuli Meri, a Finnish airline, lost money.", "Tuuli Meri", "organization"),
        ("It ordered pumps from Finland's Tuuli Meri.", "Tuuli Meri", "organization"),
        ("Zuneva bought two ships.", "Zuneva", "organization"),
        ("It bought two mills owned by Mize. Walter Mize left.", "Mize", "person"),
        ("The rival Pedro Almeida lost money.", "Pedro Almeida", "person"),
        ("The National Defence Council met.", "National Defence Council", "government"),
        ("The Sugar Marketing Council met.", "Sugar Marketing Council", "organization"),
        ("The Cabinet of Ministers approved it.", "Cabinet of Ministers", "government"),
        ("Loma Group Chief Executive Ana Rojas left.", "Loma Group", "organization"),
        ("The Chad People's Liberation Army fought.", "Chad People's Liberation Army", "military"),
        ("The Chinese People's Liberation Army fought.", "People's Liberation Army", "military"),
        ("Minister of Trade and Rural Development Asha Mwinyi paid.", "Asha Mwinyi", "person"),
        ("Lund Port Authority (LuPA) director Ali Said left.", "LuPA", "organization"),
        ("The work went to Hebei Road and Bridge Company.", "Hebei Road and Bridge Company", "organization"),
        ("Two Kazakhs arrived.", "Kazakhs", "country"),
        ("The Export-Import Bank of China lent money.", "Export-Import Bank of China", "organization"),
        ("The Export-Import Bank lent money.", "Export-Import Bank", "government"),
        ("It sold crude to China's Unitek.", "Unitek", "organization"),
        ("Ferrocarriles del Sur bought rails.", "Ferrocarriles del Sur", "organization"),
    ],
)
def test_the_words_around_tell_the_type(story: Tell, text: str, name: str, kind: str) -> None:
    assert (story(text).key_of(name) or "").split(":")[0] == kind


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("In all, the company lost money. Initially, the company lost more.", "Initially"),
        ("The county will pay Ostra Corp Sh214 million for it.", "Sh214 million"),
        ("The bank (LuPA) left.", "Lund Port"),
        ("It bought a stake in August.", "August"),
        ("The Loma Group Chief Executive left.", "Chief Executive"),
    ],
)
def test_what_is_no_name_beside_companies(story: Tell, text: str, absent: str) -> None:
    assert not any(absent in name for name in story(text).names())


def test_jan_before_a_surname_is_somebody_and_a_month_elsewhere(story: Tell) -> None:
    assert "Jan Novak" in story("Slovak minister Jan Novak signed.").names()
    assert "Jan Novak" in story("A letter from Jan Novak came.").names()
    assert story("In Jan Peru sold gas.").names() == ["Peru"]
    assert story("OSLO, Jan 5 - Peru sold gas.").names() == ["OSLO", "Peru"]
