"""What becomes of an accord between its reaching and its entry into force, who signs it, and which accord is meant."""

from __future__ import annotations

import pytest

from flows.model.report import AgreementReport
from flows.model.vocabulary.agreements import AgreementRole
from tests.unit.extract.test_agreements import reports, states


def statuses(text: str) -> list[str]:
    return [report.status.value for report in reports(text)]


def signatories(found: tuple[AgreementReport, ...]) -> set[str]:
    return {p.span.text for r in found for p in r.parties if p.role is AgreementRole.SIGNATORY}


def parties(report: AgreementReport) -> frozenset[str]:
    return frozenset(p.entity_key or "" for p in report.parties if p.role is AgreementRole.PARTY)


@pytest.mark.parametrize(
    "condition", ["once both parliaments have approved it", "when Chile has ratified it", "upon ratification by Peru"]
)
def test_a_condition_of_entry_into_force_is_no_entry(condition: str) -> None:
    told = statuses(f"Peru and Chile signed a fisheries treaty in May. The treaty enters into force {condition}.")
    assert "in_force" not in told


def test_an_entry_into_force_that_is_past_is_one_whatever_it_followed() -> None:
    told = statuses(
        "Peru and Chile signed a fisheries treaty in May. The treaty entered into force after ratification."
    )
    assert "in_force" in told


def test_what_a_treaty_not_in_force_lays_down_puts_it_not_in_force() -> None:
    text = (
        "The treaty between Peru and Chile obliges both to share data. It enters into force once Chile has ratified it."
    )
    assert "in_force" not in statuses(f"Peru and Chile signed a treaty on tuna. {text}")


def test_what_a_treaty_lays_down_is_in_force_where_nothing_is_awaited() -> None:
    assert "in_force" in statuses("The 1998 tuna treaty between Peru and Chile obliges both to share data.")


def test_what_is_to_be_kept_once_signed_is_not_yet_in_force() -> None:
    told = statuses("Peru and Chile signed a truce on Monday. A panel is to monitor the truce.")
    assert "in_force" not in told


def test_what_is_kept_is_in_force() -> None:
    assert "in_force" in statuses("Peru and Chile signed a truce in May. Both countries have respected the truce.")


def test_the_day_in_a_relative_clause_is_that_of_the_signing() -> None:
    found = reports(
        "The senate of Chile ratified the tuna treaty, which Chile and Peru signed in March 2019, on 4 May 2021."
    )
    dates = {(r.status.value, r.date.edtf) for r in found if r.date is not None}
    assert dates == {("signed", "2019-03"), ("ratified", "2021-05-04")}


def test_a_relative_clause_that_tells_of_something_else_dates_no_signing() -> None:
    found = reports(
        "The senate of Chile ratified the tuna treaty with Peru, which ministers praised in 2019, on 4 May 2021."
    )
    assert {r.status.value for r in found} == {"ratified"}


def test_an_accord_reached_whose_signing_lies_ahead_is_planned_for_that_day() -> None:
    text = "Peru and Chile reached an accord on tuna on 3 May 2021. The accord will be signed in Lima on 9 May 2021."
    found = reports(text)
    assert [r.status.value for r in found] == ["planned", "planned"]
    assert {r.date.edtf for r in found if r.date is not None} == {"2021-05-09"}


def test_an_accord_signed_stays_signed_where_another_will_be() -> None:
    text = "Peru and Chile signed an accord on tuna on 3 May 2021. A treaty on water will be signed on 9 May 2021."
    assert statuses(text)[0] == "signed"


def test_a_place_by_the_border_is_no_subject() -> None:
    (first, second) = reports(
        "Peru and Chile reached an accord on tuna. The accord will be signed at Arica on the border on 9 May 2021."
    )
    assert (first.thread, second.subject) == (second.thread, None)


def test_an_adjective_that_grades_is_no_subject() -> None:
    assert reports("Peru and Chile signed a brief agreement on Monday.")[0].subject is None


def test_an_adjective_that_names_a_field_is_a_subject() -> None:
    (told,) = reports("Peru and Chile signed a military agreement on Monday.")
    assert told.subject is not None
    assert told.subject.text == "military"


def test_a_span_of_time_ends_a_subject() -> None:
    (told,) = reports("Peru and Chile will sign an agreement on fishing rights in the coming months.")
    assert told.subject is not None
    assert told.subject.text == "fishing rights"


def test_a_place_that_is_no_time_stays_in_the_subject() -> None:
    (told,) = reports("Peru and Chile will sign an agreement on fishing rights in coastal waters.")
    assert told.subject is not None
    assert told.subject.text == "fishing rights in coastal waters"


def test_whoever_suspends_a_treaty_signed_nothing() -> None:
    assert not signatories(
        reports("President Boris Tadić of Serbia suspended the water treaty with Hungary on Monday.")
    )


def test_those_listed_after_a_plural_office_signed() -> None:
    made = "The water treaty between Serbia and Hungary was signed in 2010"
    text = f"{made} by the presidents of the day, Boris Tadić and Pál Schmitt."
    assert signatories(reports(text)) == {"Boris Tadić", "Pál Schmitt"}


def test_who_signed_for_whom_in_a_sentence_of_its_own() -> None:
    text = "Peru and Chile signed a treaty on tuna on Monday. Luis Paz signed for Peru and Ana Ruiz for Chile."
    assert signatories(reports(text)) == {"Luis Paz", "Ana Ruiz"}


def test_who_signed_for_a_club_signed_no_treaty() -> None:
    text = "Peru and Chile quarrelled over tuna. Luis Paz signed for Arsenal in May."
    assert not reports(text)


def test_a_number_of_accords_is_not_the_one_named_after_them() -> None:
    text = (
        "Peru and Chile signed 14 agreements on Monday. They also exchanged the ratification of the border agreement."
    )
    found = reports(text)
    counted = {r.thread for r in found if r.stated_count}
    assert not counted & {r.thread for r in found if r.subject is not None}


def test_the_two_countries_are_the_sides_of_the_treaty_just_told() -> None:
    text = (
        "Peru signed a peace treaty with Chile and a declaration of peace with Bolivia on Monday. The treaty with "
        "Chile opens the border. The two countries are to sign agreements on tourism and trade."
    )
    told = [r for r in reports(text) if r.subject is not None]
    assert {parties(r) for r in told} == {states("PER", "CHL")}


def test_the_two_countries_are_those_that_the_sentence_before_names() -> None:
    text = "Peru signed a treaty with Chile in 2001. Ecuador and Colombia met. The two countries signed a pact on oil."
    assert parties(reports(text)[-1]) == states("ECU", "COL")
