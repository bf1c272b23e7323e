"""Kinds and extents of names by the words in and around them, over the whole document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flows.extract import engine

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Tuvola Reindal, the former Norwegian envoy, left for Oslo.", "Tuvola Reindal", "person"),
        ("The economist Tuvola Reindal disagreed.", "Tuvola Reindal", "person"),
        ("Tuvola Reindal, who paid, left.", "Tuvola Reindal", "person"),
        ("The trader Rhoneval won the tender.", "Rhoneval", "organization"),
        ("Kestrel Harbours lost money.", "Kestrel Harbours", "organization"),
        ("Zolmar shares rose. Zolmar lost money.", "Zolmar", "organization"),
        ("It made a bid for Zolmar.", "Zolmar", "organization"),
        ("Mills belong to Zhejiang Lantou.", "Zhejiang Lantou", "organization"),
        ("The Stella Telefonia network failed.", "Stella Telefonia", "organization"),
        ("The Abraham Accords matter.", "Abraham Accords", "document"),
        ("Zinkal, Kazakhstan's biggest zinc smelter, cut output.", "Zinkal", "organization"),
        ("The cabinet told Ukrtrans, its state-owned grid giant, to wait.", "Ukrtrans", "organization"),
        ("The Indian retailer John Lewis bought stores.", "John Lewis", "organization"),
        ("The Indian tycoon John Lewis bought stores.", "John Lewis", "person"),
        ("The Spanish major Petrolan bought wells.", "Petrolan", "organization"),
        ("The army major Petrolan Ruiz bought wells.", "Petrolan Ruiz", "person"),
        ("Grey Fox (OTCQX:GRFXF) agreed to buy uranium.", "Grey Fox", "organization"),
        ("The arrangers were Barclays, Citi, ING Bank and Mizuho.", "Mizuho", "organization"),
        ("The delegates were from Tallinn, Riga and Mizuho.", "Mizuho", "city"),
        ("The Koskela brothers sold the brewery.", "Koskela", "person"),
        ("Ports of the West African country are full.", "West African", "region"),
        ("A plant near Morangue burnt down.", "Morangue", "city"),
        ("It works in Morangue province.", "Morangue", "city"),
    ],
)
def test_the_document_tells_the_kind(story: Tell, text: str, name: str, kind: str) -> None:
    assert (story(text).key_of(name) or "").split(":")[0] == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Samir Haddad al-Karim signed.", "Samir Haddad al-Karim"),
        ("Commissioner Hanna von der Lund signed.", "Hanna von der Lund"),
        ("The Oromo People's Liberation Front signed.", "Oromo People's Liberation Front"),
        ("The owner Nordhav Rederi A/S sold ships.", "Nordhav Rederi A/S"),
        ("Adviser Ali Said Noor left.", "Ali Said Noor"),
    ],
)
def test_names_are_whole(story: Tell, text: str, name: str) -> None:
    assert name in story(text).names()


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Ann Ray and Peter Lund co-chaired it.", "Peter Lund co"),
        ('He said of Ann Ray,"Delmar won."', 'Ray,"Delmar'),
        ("It drops £40m Larkwell bid.", "40m Larkwell"),
    ],
)
def test_names_hold_no_more(story: Tell, text: str, absent: str) -> None:
    assert not any(absent in name for name in story(text).names())


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Chun Ji-hoon spoke. Chun left.", "Chun", "Chun Ji-hoon"),
        ("Girma Woldeyes Abera came. Mr Girma left.", "Girma", "Girma Woldeyes Abera"),
        ("The State Sugar Company (SOSUMA) won. SOSUMA lost.", "SOSUMA", "State Sugar Company"),
    ],
)
def test_first_words_and_brackets_stand_for_the_full_name(story: Tell, text: str, short: str, full: str) -> None:
    read = story(text)
    assert read.key_of(short) == read.key_of(full)


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Greta Lund (LABOUR) spoke.", "Greta Lund", "LABOUR"),
        ("The Savings Bank of Lundvik won. It rained in Lundvik.", "Savings Bank of Lundvik", "Lundvik"),
        ("Morangue Grain Works paid. A mill in Morangue burnt.", "Morangue Grain Works", "Morangue"),
        ("Martin Tor Sund bid. MTS Holding Corp, called MTS, paid.", "Martin Tor Sund", "MTS"),
    ],
)
def test_brackets_and_initials_of_persons_are_others(story: Tell, text: str, one: str, other: str) -> None:
    read = story(text)
    assert read.key_of(one) != read.key_of(other)


def test_a_company_may_be_called_as_a_province_is(story: Tell) -> None:
    read = story("Cantabria Lineas bought ships. Cantabria sold two of them.")
    assert read.key_of("Cantabria") == read.key_of("Cantabria Lineas")


def test_a_legal_form_with_a_stroke_is_one_word() -> None:
    assert engine.split("Rederi A/S or Smith/Reuters") == ("Rederi", "A/S", "or", "Smith", "/", "Reuters")
