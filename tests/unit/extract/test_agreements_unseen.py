"""Constructions of accords in articles of other hands: who, how far, and what about; each with what is none of it."""

from __future__ import annotations

import pytest

from flows.model.report import AgreementReport
from flows.model.vocabulary.agreements import AgreementRole
from tests.unit.extract.test_agreements import reports


def parties(report: AgreementReport) -> set[str]:
    return {p.entity_key or p.span.text for p in report.parties if p.role is AgreementRole.PARTY}


def told(text: str, title: str | None = None) -> list[tuple[str, set[str], str | None]]:
    """Status, parties and subject of each report."""
    return [(r.status.value, parties(r), r.subject and r.subject.text) for r in reports(text, title)]


def subjects(text: str) -> list[str | None]:
    return [subject for _, _, subject in told(text)]


def statuses(text: str) -> list[str]:
    return [status for status, _, _ in told(text)]


def states(*codes: str) -> set[str]:
    return {f"country:{code}" for code in codes}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The pact between Peru and Chile was signed in May and came into force in June.", "in_force"),
        ("The pact between Peru and Chile, which was signed in 2001 and expired in 2011, was short.", "terminated"),
        ("The accord between Peru and Chile was signed in May, and ministers praised each other.", "signed"),
        ("A trade accord between Peru and Chile has not been finalised.", "negotiating"),
        ("A trade accord between Peru and Chile has not yet been signed.", "negotiating"),
        ("Peru and Chile made headway on a trade accord.", "negotiating"),
        ("Peru and Chile edged towards a trade accord on Monday.", "negotiating"),
        ("Peru will press ahead with a trade accord with Chile.", "planned"),
        ("Peru has put on ice an accord with Chile on migration.", "suspended"),
        ("Peru and Chile are bound by a border treaty of 1929.", "in_force"),
        ("Peru proposed a border treaty with Chile.", "proposed"),
        ("Peru's minister told reporters that an accord on migration had been concluded with Chile.", "signed"),
    ],
)
def test_how_far_an_accord_went(text: str, status: str) -> None:
    found = told(text)
    assert (found[-1][0], {frozenset(p) for _, p, _ in found}) == (status, {frozenset(states("PER", "CHL"))})
    assert {r.thread for r in reports(text)} == {0}


def test_each_of_two_verbs_over_an_accord_has_its_own_day() -> None:
    found = reports("The pact of Peru with Chile was signed in Lima on 2 May 2011 and took effect on 4 June 2012.")
    assert [(r.status.value, r.date_text, r.place and r.place.text) for r in found] == [
        ("signed", "2 May 2011", "Lima"),
        ("in_force", "4 June 2012", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile never signed a trade accord.",
        "Peru's minister told Chile to sign an accord on migration.",
        "A retired judge proposed a treaty with Chile.",
        "Peru and Chile made headway on the pitch.",
    ],
)
def test_what_is_not_said_to_be_on_its_way_is_none(text: str) -> None:
    assert [r for r in reports(text) if not r.is_negated] == []


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Peru and Chile signed memoranda of understanding on housing, on the exchange of news between their"
            " agencies and on customs.",
            ["housing", "exchange of news between their agencies", "customs"],
        ),
        (
            "A treaty on crime and memoranda of understanding on gems, tourism and the fight against malaria were"
            " signed by Peru and Chile.",
            ["crime", "gems", "tourism", "fight against malaria"],
        ),
        (
            "Peru and Chile signed a treaty on crime, an agreement on taxes and a protocol on seeds.",
            ["crime", "taxes", "seeds"],
        ),
        ("Peru and Chile signed an agreement on taxes, on a day of heavy rain.", ["taxes"]),
    ],
)
def test_lists_of_instruments_give_one_each(text: str, want: list[str]) -> None:
    assert subjects(text) == want


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Peru and Chile signed a pact that allows pickers of fruit to stay.", "pickers of fruit to stay"),
        ("Peru and Chile signed a pact that governs navigation on the lake.", "navigation"),
        ("Peru and Chile renewed a memorandum under which Chilean experts teach pupils.", "teach pupils"),
        ("Under a pact that the leaders of Peru and Chile sealed, the lake will pass into common hands.", "pass"),
        ("Kenya Airways and Safari Link have formed a joint venture.", "joint venture"),
    ],
)
def test_what_an_accord_does_is_its_subject(text: str, subject: str) -> None:
    assert (subjects(text)[0] or "").startswith(subject)


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile signed a pact, for which a study was concluded in July.",
        "Peru and Chile signed a truce that lets nurses in.",
    ],
)
def test_other_clauses_are_no_subject(text: str) -> None:
    assert subjects(text) == [None]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Negotiators from Peru and Chile resumed work on a trade accord.", states("PER", "CHL")),
        ("Peru's navy and that of Chile signed a protocol on rescue at sea.", states("PER", "CHL")),
        ("Peru and Chile share a lake. The two prime ministers signed a treaty on it.", states("PER", "CHL")),
        ("Peru and Chile share a lake. The pair have signed a treaty on it.", states("PER", "CHL")),
        ("Peru's foreign minister flew to Santiago. A memorandum on customs was signed there.", states("PER", "CHL")),
        ("Fighting erupted between Peru and Chile a week after a ceasefire was signed.", states("PER", "CHL")),
        (
            "Three island states, Samoa, Tonga and Fiji, adopted a declaration on whales.",
            states("WSM", "TON", "FJI"),
        ),
        (
            "Renault and Geely have signed a framework agreement to cooperate.",
            {"organization:renault", "organization:geely"},
        ),
    ],
)
def test_who_the_sides_are(text: str, want: set[str]) -> None:
    assert [p for _, p, _ in told(text)] == [want]


def test_a_state_named_in_passing_is_no_side_of_the_two_countries() -> None:
    text = (
        "Finland recognised Uruguay in 1935. Finland bought wool from Uruguay for many years. A mill stands on the"
        " river that forms the border with Argentina. The two countries signed an agreement on taxes in 2011."
    )
    assert parties(reports(text, "Relations of Uruguay and Finland")[0]) == states("FIN", "URY")


def test_two_countries_just_named_are_meant_where_both_count() -> None:
    text = "Finland recognised Uruguay in 1935. Uruguay and Argentina share a river. The two countries signed a treaty."
    assert parties(reports(text)[0]) == states("URY", "ARG")


def test_what_else_a_company_does_leaves_its_memorandum_an_accord() -> None:
    text = "Khor Marine signed a memorandum with the Port Authority of Massawa on training and said it had sold a tug."
    assert len(told(text)) == 1


def test_a_memorandum_to_sell_is_none() -> None:
    assert told("Khor Marine signed a memorandum with Gulf Tugs Ltd to sell a tug.") == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru does not rule out a migration accord with Chile.", "proposed"),
        ("Peru ruled out a migration accord with Chile.", "rejected"),
        ("Peru's cabinet approved a draft agreement with Chile on migration.", "planned"),
        ("Peru's cabinet approved an agreement with Chile on migration.", "signed"),
        ("Peru and Chile spoke of a treaty that would let pickers stay.", "proposed"),
        ("Peru and Chile signed an accord on water; Lima called it historic.", "signed"),
    ],
)
def test_how_far_a_draft_or_hope_goes(text: str, status: str) -> None:
    assert statuses(text) == [status]


def test_a_headline_that_only_names_an_accord_says_less_than_the_article() -> None:
    text = "Peru and Chile are negotiating a trade accord, ministers said."
    assert statuses(text) == [status for status, _, _ in told(text, "Peru, Chile and a trade accord")]


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "Peru is reviewing its treaties. Peru ended talks with Spain, and a treaty with Malta was praised in Oslo.",
            states("PER", "MLT"),
        ),
        (
            "Saab and Embraer plan a training aircraft. A memorandum was signed by the two chief executives in Oslo.",
            {"organization:saab", "organization:embraer"},
        ),
        (
            "Fighting broke out between the militia of Chad and the forces of Niger. A truce collapsed within a week.",
            states("TCD", "NER"),
        ),
        (
            "Safari Link and Kenya Airways have formed an alliance.",
            {"person:safari-link", "organization:kenya-airways"},
        ),
        ("Djibouti suspended its agreement with the Haud administration.", {"country:DJI", "Haud administration"}),
        ("Ghana's cocoa board and the Peruvian cocoa board signed a declaration.", states("GHA", "PER")),
        (
            "Aldergate Inc and Kuroshio Corp will jointly develop drugs.",
            {"organization:aldergate-inc", "organization:kuroshio-corp"},
        ),
        ("Apple and Nokia have ended a lawsuit over patents.", {"organization:apple", "organization:nokia"}),
    ],
)
def test_who_stands_behind_other_words(text: str, want: set[str]) -> None:
    assert [p for _, p, _ in told(text)] == [want]


@pytest.mark.parametrize(
    "text",
    [
        "Brazil urged the United States to return to the Paris accord.",
        "Aldergate Inc and Kuroshio Corp would jointly run 900 pubs.",
        "Apple and Nokia have ended a long winter of losses.",
        "Two presidents of the club signed a memorandum.",
    ],
)
def test_others_named_beside_make_no_sides(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The accord between Peru and Chile, published on a website, was signed in May.", None),
        ("Peru and Chile signed the Greentree Agreement.", None),
        ("Peru and Chile signed the Air Services Agreement.", "Air Services"),
        ("A fishing accord between Peru and Chile has been on the table since May.", "fishing"),
    ],
)
def test_names_and_places_of_a_text_are_no_subject(text: str, subject: str | None) -> None:
    assert subjects(text) == [subject]


@pytest.mark.parametrize(
    ("text", "status", "want"),
    [
        ("A plan to barter tea, agreed between Peru and Chile in May, has begun.", "signed", states("PER", "CHL")),
        ("Peru and Chile agreed to restore diplomatic ties.", "signed", states("PER", "CHL")),
        ("Peru and Chile have agreed terms for the return of a lake.", "signed", states("PER", "CHL")),
        ("A border accord between Peru and Chile has never been applied.", "in_force", states("PER", "CHL")),
        (
            "The fishing protocol between Peru and Chile cannot be renewed on these terms.",
            "in_force",
            states("PER", "CHL"),
        ),
        ("Finland has become the third state to sign a declaration on mines.", "signed", states("FIN")),
        ("Thailand, a party to the Convention on Trade in Wildlife, burned ivory.", "in_force", states("THA")),
        (
            "Sweden will rent cells if its parliament passes an accord initialled in June with Estonia.",
            "initialled",
            states("SWE", "EST"),
        ),
        (
            "Europol and Ecuador's police have agreed on an arrangement against gangs.",
            "signed",
            {"organization:europol", "country:ECU"},
        ),
    ],
)
def test_accords_told_in_other_ways(text: str, status: str, want: set[str]) -> None:
    assert [(s, p) for s, p, _ in told(text)] == [(status, want)]


@pytest.mark.parametrize(
    "text",
    [
        "Views agreed between friends, Peru and Chile, are no accord.",
        "Peru and Chile agreed to deepen diplomatic ties.",
        "Finland has become the third state to sign an athlete.",
        "Thailand, a party to the quarrel, burned ivory.",
        "Peru and Chile have agreed a date for lunch.",
    ],
)
def test_what_sounds_alike_is_none(text: str) -> None:
    assert told(text) == []


def test_what_an_accord_was_reached_to_do_is_its_subject() -> None:
    text = "The presidents of Peru and Chile met in Arica. An agreement was reached to issue work permits."
    assert told(text) == [("signed", states("PER", "CHL"), "issue work permits")]
