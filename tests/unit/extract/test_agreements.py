"""Agreements read from articles: instrument, parties, subject, status, and what is none."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from flows.extract.agreements import read_agreements
from flows.extract.cast import build_cast
from flows.extract.context import Context, Sentence
from flows.extract.dates import find_times
from flows.extract.money import find_money
from flows.extract.sentences import read_sentences
from flows.model.document import Document, Segment
from flows.model.report import AgreementReport, Attribution
from flows.model.vocabulary.agreements import AgreementRole
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.statements import AttributionKind


@dataclass(frozen=True)
class Read:
    """A report in short: (instrument, status, parties, subject)."""

    instrument: str
    status: str
    parties: frozenset[str]
    subject: str | None


def reports(text: str, title: str | None = None) -> tuple[AgreementReport, ...]:
    """Agreements of an article of one body segment, under a headline if `title` is given."""
    raw = f"{title}\n\n{text}" if title else text
    cut = len(title) if title else 0
    segments = [Segment(0, cut, Zone.HEADLINE, SegmentAction.KEEP)] if title else []
    segments.append(Segment(cut + 2 if title else 0, len(raw), Zone.BODY, SegmentAction.KEEP))
    document = Document("doc_test", "test.txt", "0", raw, tuple(segments), title=title)
    sentences = read_sentences(document)
    context = Context(
        document,
        sentences,
        build_cast(document, sentences),
        tuple(find_money(raw, offset=0)),
        tuple(find_times(raw, offset=0, anchor=None)),
    )
    return read_agreements(context, narrated)


def narrated(context: Context, sentence: Sentence, start: int, end: int) -> Attribution:
    return Attribution(AttributionKind.NARRATION)


def short(report: AgreementReport) -> Read:
    parties = frozenset(p.entity_key or p.span.text for p in report.parties if p.role is AgreementRole.PARTY)
    return Read(report.instrument.value, report.status.value, parties, report.subject and report.subject.text)


def states(*codes: str) -> frozenset[str]:
    return frozenset(f"country:{code}" for code in codes)


@pytest.mark.parametrize(
    ("text", "instrument", "status", "codes", "subject"),
    [
        ("Peru and Chile signed a fishing treaty in Lima on Monday.", "treaty", "signed", "PER CHL", "fishing"),
        ("Kenya ratified the border protocol with Uganda.", "protocol", "ratified", "KEN UGA", "border"),
        (
            "The ceasefire between Ethiopia and Eritrea has been broken by both sides.",
            "ceasefire",
            "violated",
            "ETH ERI",
            None,
        ),
        (
            "Norway has withdrawn from its pact with Iceland on fisheries.",
            "agreement",
            "terminated",
            "NOR ISL",
            "fisheries",
        ),
        (
            "Brazil and Bolivia are negotiating an agreement on migration.",
            "agreement",
            "negotiating",
            "BRA BOL",
            "migration",
        ),
        (
            "Poland and Lithuania will sign a memorandum of understanding on rail links.",
            "mou",
            "planned",
            "POL LTU",
            "rail links",
        ),
        ("Zambia suspended the extradition treaty with Malawi.", "treaty", "suspended", "ZMB MWI", "extradition"),
        (
            "India rejected a proposed water-sharing treaty with Nepal.",
            "treaty",
            "rejected",
            "IND NPL",
            "water-sharing",
        ),
        (
            "The free trade agreement between Australia and Japan entered into force in January.",
            "agreement",
            "in_force",
            "AUS JPN",
            "free trade",
        ),
        (
            "Vietnam and Laos renewed their friendship treaty for another ten years.",
            "treaty",
            "signed",
            "VNM LAO",
            "friendship",
        ),
        (
            "The cocoa pact between Ghana and Togo is expected to be signed in March.",
            "agreement",
            "planned",
            "GHA TGO",
            "cocoa",
        ),
        ("The Sino-Indian border agreement was signed in 1993.", "agreement", "signed", "CHN IND", "border"),
        (
            "A joint declaration by Armenia and Azerbaijan was issued in Moscow.",
            "declaration",
            "signed",
            "ARM AZE",
            None,
        ),
        ("Morocco and Spain sign migration accord", "agreement", "signed", "MAR ESP", "migration"),
        ("Ottawa, Washington seal softwood lumber deal", "agreement", "signed", "CAN USA", "softwood lumber"),
        ("Japan-Philippines defence pact takes effect", "agreement", "in_force", "JPN PHL", "defence"),
        (
            "The Philippines may scrap its defence agreement with Australia.",
            "agreement",
            "in_force",
            "PHL AUS",
            "defence",
        ),
        (
            "Under the 1979 peace treaty between Egypt and Israel, ships may pass.",
            "treaty",
            "in_force",
            "EGY ISR",
            None,
        ),
        (
            "Britain and Argentina have agreed to restore direct flights.",
            "agreement",
            "signed",
            "GBR ARG",
            "restore direct flights",
        ),
        (
            "Malaysia and Singapore have settled their dispute over railway land.",
            "agreement",
            "signed",
            "MYS SGP",
            "dispute over railway land",
        ),
    ],
)
def test_one_statement_gives_one_agreement(
    text: str, instrument: str, status: str, codes: str, subject: str | None
) -> None:
    assert [short(r) for r in reports(text)] == [Read(instrument, status, states(*codes.split()), subject)]


@pytest.mark.parametrize(
    "text",
    [
        "Both ministers agreed that relations between Peru and Chile were excellent.",
        "Britain and Argentina agreed to strengthen their economic cooperation.",
        "The United States called on Iran to sign the accord.",
        "The Peruvian minister flew to Santiago to sign agreements.",
        "Siemens signed a $400 million contract with Egypt to build a power plant.",
        "Acme Corp signed a definitive agreement to acquire Bolt Inc for $30 million.",
        "Acme Corp has a supply agreement with Bolt Inc.",
        "He signed an agreement.",
        "An agreement was reached between management and workers.",
        "Peru signed the law on Monday after Chile had protested.",
        "Analysts say an agreement between India and Pakistan would ease tension.",
        "The World Bank and Kenya signed a $200 million loan agreement for rural roads.",
        "The Israeli settlement near Hebron was attacked on Monday.",
        "In accord with custom, the presidents of Peru and Chile exchanged gifts.",
        "Iran and Oman are looking for ways to deal with the drought.",
    ],
)
def test_opinion_calls_purpose_and_business_are_no_agreement(text: str) -> None:
    assert reports(text) == ()


def test_a_list_of_subjects_gives_one_agreement_each() -> None:
    found = reports("Spain and Portugal signed agreements on rail links, fisheries and tourism in Madrid.")
    assert [short(r).subject for r in found] == ["rail links", "fisheries", "tourism"]
    assert len({r.thread for r in found}) == 3
    assert len({r.package for r in found}) == 1


def test_commas_after_the_closing_and_belong_to_the_last_subject() -> None:
    found = reports(
        "Spain and Portugal signed agreements on trade, visas and the creation of a fund for rail, roads and ports."
    )
    assert [short(r).subject for r in found] == ["trade", "visas", "creation of a fund for rail, roads and ports"]


def test_one_agreement_on_two_things_stays_one() -> None:
    found = reports("Spain and Portugal signed an agreement on fisheries and tourism.")
    assert [short(r).subject for r in found] == ["fisheries and tourism"]


def test_unnamed_agreements_keep_their_number() -> None:
    (found,) = reports("The presidents of Mexico and Guatemala signed four agreements.")
    assert (found.stated_count, short(found).parties) == (4, states("MEX", "GTM"))


def test_examples_of_fields_are_no_list_of_agreements() -> None:
    (found,) = reports("Oman and Qatar signed eight agreements in various fields including energy and transport.")
    assert (found.stated_count, short(found).subject) == (8, "energy and transport")


def test_two_instruments_in_one_sentence_are_two() -> None:
    found = reports("Croatia and Slovenia signed a protocol on border controls and an agreement on fisheries.")
    assert [(short(r).instrument, short(r).subject) for r in found] == [
        ("protocol", "border controls"),
        ("agreement", "fisheries"),
    ]


def test_a_verb_left_out_is_supplied_from_before() -> None:
    found = reports("A tax treaty will be signed between Peru and Chile, as will a protocol on visas.")
    assert [(short(r).instrument, short(r).status) for r in found] == [("treaty", "planned"), ("protocol", "planned")]


def test_headline_and_lead_tell_one_agreement() -> None:
    found = reports("Peru and Chile signed a five-year defence agreement on Monday.", "Peru, Chile sign aid agreement")
    assert len(found) == 2
    assert len({r.thread for r in found}) == 1


def test_the_agreement_is_the_one_named_before() -> None:
    found = reports("Peru and Chile signed a tax treaty in May. The treaty was ratified by Peru in June.")
    assert [short(r).status for r in found] == ["signed", "ratified"]
    assert len({r.thread for r in found}) == 1
    assert short(found[1]).parties == states("PER", "CHL")


def test_other_subjects_are_other_agreements() -> None:
    found = reports("Peru and Chile signed a tax treaty in May. Peru and Chile signed a fishing treaty in June.")
    assert len({r.thread for r in found}) == 2


def test_one_side_after_the_other_signs_the_same_paper() -> None:
    found = reports(
        "Kenya signed a memorandum of understanding on roads. On behalf of Uganda, its envoy signed the memorandum."
    )
    assert {p.entity_key for r in found for p in r.parties if p.role is AgreementRole.PARTY} == states("KEN", "UGA")


def test_heads_of_state_sign_for_their_states() -> None:
    (found,) = reports(
        "Prime Minister Anna Berg of Sweden and President Juha Laine of Finland signed the defence pact."
    )
    assert short(found).parties == states("SWE", "FIN")
    assert [p.span.text for p in found.parties if p.role is AgreementRole.SIGNATORY] == ["Anna Berg", "Juha Laine"]


@pytest.mark.parametrize(
    "text",
    [
        "Lufthansa and United Airlines signed a codeshare agreement covering 40 routes.",
        "Toyota and Renault formed an alliance to share research on batteries.",
    ],
)
def test_lasting_cooperation_of_companies_is_an_agreement(text: str) -> None:
    assert len(reports(text)) == 1


def test_a_wage_accord_with_a_union_is_an_agreement() -> None:
    (found,) = reports("Ford reached an agreement with the United Auto Workers on pensions.")
    assert (short(found).status, short(found).subject) == ("signed", "pensions")


def test_one_state_leaves_an_instrument_that_has_a_name() -> None:
    (found,) = reports("The United States withdrew from the Paris climate accord in 2020.")
    assert (short(found).status, short(found).parties) == ("terminated", states("USA"))


def test_one_state_and_an_unnamed_instrument_are_not_enough_beside_another_accord() -> None:
    text = "Peru and Chile signed a treaty on trade. The United States withdrew from an accord in 2020."
    assert [short(r).status for r in reports(text)] == ["signed"]


def test_a_similar_pact_is_no_business_if_the_one_before_was_none() -> None:
    found = reports("Qantas and KLM signed a codeshare agreement. Qantas ended a similar pact with Finnair.")
    assert [short(r).status for r in found] == ["signed", "terminated"]


def test_a_similar_deal_is_business_if_the_one_before_was() -> None:
    assert reports("Exxon signed a supply agreement with Shell. Exxon ended a similar pact with Chevron.") == ()


def test_the_nearest_verb_decides_between_signed_then_and_broken_now() -> None:
    (found,) = reports("The truce signed by Chad and Libya in May was broken on Friday.")
    assert (short(found).status, short(found).parties) == ("violated", states("TCD", "LBY"))


def test_where_stands_for_the_place() -> None:
    (found,) = reports("Peru's president will fly to Arica, where a fishing pact with Chile will be signed.")
    assert found.place is not None
    assert found.place.text == "Arica"


def test_a_pronoun_carries_the_day_over() -> None:
    found = reports("On 5 May 2021 Peru's president flew to Chile. There he signed a fishing pact with Chile.")
    assert [r.date and r.date.edtf for r in found] == ["2021-05-05"]


def test_day_and_place_come_from_the_clause() -> None:
    (found,) = reports("Peru and Chile signed the pact in Arica on 5 May 2021.")
    assert (found.date and found.date.edtf, found.place and found.place.text) == ("2021-05-05", "Arica")


def test_what_was_not_signed_is_negated() -> None:
    (found,) = reports("Russia and Georgia failed to reach an agreement on visas.")
    assert found.is_negated


def test_a_place_that_gives_its_name_is_no_party() -> None:
    found = reports("Japan and Canada have violated the Paris climate accord.")
    assert {p.entity_key for r in found for p in r.parties} == states("JPN", "CAN")


def test_who_brokered_it_is_no_party() -> None:
    (found,) = reports("Israel and Lebanon signed a UN-brokered truce.")
    assert short(found).parties == states("ISR", "LBN")


def test_a_plain_statement_of_two_states_is_sure() -> None:
    (found,) = reports("Peru and Chile signed a treaty on fishing in Lima on Monday.")
    assert found.confidence >= 0.9


@pytest.mark.parametrize(
    "text",
    [
        "Lufthansa and United Airlines signed a codeshare agreement covering 40 routes.",
        "Peru's president was in Chile on Monday. A protocol on visas will be signed in June.",
        "Under the 1979 peace treaty between Egypt and Israel, ships may pass.",
    ],
)
def test_companies_guesses_and_mere_mentions_are_less_sure(text: str) -> None:
    assert all(found.confidence < 0.9 for found in reports(text))


def test_spans_slice_back() -> None:
    text = "Spain and Portugal signed agreements on rail links, fisheries and tourism in Madrid."
    for report in reports(text):
        spans = [report.span, report.evidence, *(p.span for p in report.parties), report.subject, report.place]
        assert all(text[s.start : s.end] == s.text for s in spans if s is not None)
