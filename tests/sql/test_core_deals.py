from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]

DAY, LATER = date(2016, 12, 13), date(2016, 12, 20)


def document(doc_id: str, day: date | None = DAY, **columns: Any) -> dict[str, Any]:
    precision = day and "day"
    return {"doc_id": doc_id, "published_earliest": day, "published_precision": precision, "outlet": doc_id} | columns


def report(report_id: str, doc_id: str = "doc_1", **columns: Any) -> dict[str, Any]:
    amount = columns.get("amount_usd")
    return {
        "report_id": report_id,
        "deal_id": "deal_1",
        "doc_id": doc_id,
        "deal_kind": "arms",
        "deal_form": "contract",
        "report_status": "agreed",
        "attribution": "narration",
        "is_cumulative": False,
        "confidence": 0.5,
        "currency": amount and "USD",
        "amount": amount,
        "amount_lower": amount,
        "amount_upper": amount,
        "usd_lower": amount,
        "usd_upper": amount,
    } | columns


def deal(core: Run, reports: list[dict[str, Any]], **given: Any) -> dict[str, Any]:
    given.setdefault("documents", [document("doc_1"), document("doc_2", LATER)])
    given["deal_parties"] = [{"deal_id": "deal_1"} | row for row in given.get("deal_report_parties", [])]
    (found,) = core("deals", deal_reports=reports, **given)
    return found


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"qualifier_code": "exact"}, {"qualifier_code": "about", "attribution": "direct_quote"}),
        ({"is_currency_converted": False}, {"is_currency_converted": True, "attribution": "direct_quote"}),
        ({"attribution": "direct_quote"}, {"attribution": "indirect", "significant_digits": 3}),
        ({"attribution": "indirect"}, {"attribution": "narration", "significant_digits": 3}),
        ({"significant_digits": 3}, {"significant_digits": 1}),
        ({"doc_id": "doc_1"}, {"doc_id": "doc_2"}),
    ],
)
def test_the_value_is_that_of_the_best_report(core: Run, better: dict[str, Any], worse: dict[str, Any]) -> None:
    reports = [report("rep_2", amount_usd=4, **better), report("rep_1", amount_usd=5, **worse)]
    found = deal(core, reports)
    assert (found["value_basis_report_id"], found["amount_usd"]) == ("rep_2", Decimal(4))


def test_values_whose_bounds_meet_are_consistent(core: Run) -> None:
    reports = [report("rep_1", amount_usd=4), report("rep_2", amount_usd=5, usd_lower=4, amount_lower=4)]
    assert deal(core, reports)["value_agreement"] == "consistent"


def test_values_whose_bounds_do_not_meet_conflict(core: Run) -> None:
    reports = [report("rep_1", amount_usd=4), report("rep_2", amount_usd=5)]
    assert deal(core, reports)["value_agreement"] == "conflicting"


def test_one_value_agrees_with_nothing(core: Run) -> None:
    assert deal(core, [report("rep_1", amount_usd=4), report("rep_2")])["value_agreement"] is None


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [
        ("planned", "agreed", "agreed"),
        ("completed", "agreed", "completed"),
        ("agreed", "cancelled", "cancelled"),
        ("cancelled", "agreed", "agreed"),
        ("denied", "rumoured", "denied"),
    ],
)
def test_the_status_is_the_furthest_and_of_on_and_off_the_latest(
    core: Run, first: str, second: str, status: str
) -> None:
    reports = [report("rep_1", "doc_1", report_status=first), report("rep_2", "doc_2", report_status=second)]
    assert deal(core, reports)["deal_status"] == status


def test_off_wins_where_no_date_decides(core: Run) -> None:
    reports = [report("rep_1", "doc_1", report_status="cancelled"), report("rep_2", "doc_2", report_status="agreed")]
    assert deal(core, reports, documents=[document("doc_1", None), document("doc_2")])["deal_status"] == "cancelled"


@pytest.mark.parametrize(
    ("columns", "links", "is_additive"),
    [
        ({}, [], True),
        ({"deal_form": "contract_set"}, [], True),
        ({"deal_form": "flow"}, [], False),
        ({"deal_form": "prospect"}, [], False),
        ({"report_status": "planned"}, [], False),
        ({"confidence": 0.49}, [], False),
        ({}, [{"deal_id": "deal_1", "overlaps_deal_id": "deal_2"}], False),
    ],
)
def test_only_likely_concluded_contracts_outside_others_may_be_summed(
    core: Run, columns: dict[str, Any], links: list[dict[str, Any]], is_additive: bool
) -> None:
    assert deal(core, [report("rep_1", **columns)], deal_links=links)["is_additive"] is is_additive


def test_reports_documents_and_outlets_are_counted(core: Run) -> None:
    documents = [document("doc_1"), document("doc_2", LATER, outlet=None)]
    found = deal(core, [report("rep_1"), report("rep_2", "doc_2"), report("rep_3")], documents=documents)
    assert (found["n_reports"], found["n_documents"], found["n_outlets"]) == (3, 2, 1)


def test_reports_are_dated_by_the_days_of_their_documents(core: Run) -> None:
    found = deal(core, [report("rep_1"), report("rep_2", "doc_2")])
    assert (found["first_reported"], found["last_reported"]) == (DAY, LATER)


@pytest.mark.parametrize(
    ("columns", "certainty"),
    [
        ({"speaker_entity_id": "person:a", "attribution": "indirect"}, "confirmed_by_party"),
        ({"speaker_entity_id": "person:b", "attribution": "indirect"}, "reported"),
        ({"attribution": "unattributed_reports"}, "alleged"),
        ({"attribution": "unattributed_reports", "report_status": "interest"}, "speculative"),
        ({}, "reported"),
    ],
)
def test_certainty(core: Run, columns: dict[str, Any], certainty: str) -> None:
    entities = [
        {"entity_id": "country:NOR", "name": "Norway", "country_code": "NOR"},
        {"entity_id": "person:a", "name": "A", "country_code": "NOR"},
        {"entity_id": "person:b", "name": "B", "country_code": "PER"},
    ]
    parties = [
        {
            "report_id": "rep_1",
            "party_role": "supplier",
            "entity_id": "country:NOR",
            "country_code": "NOR",
            "party_text": "Norway",
        }
    ]
    found = deal(core, [report("rep_1", **columns)], entities=entities, deal_report_parties=parties)
    assert found["certainty"] == certainty


SIDES = (("supplier", "country:NOR"), ("supplier", "country:USA"), ("recipient", "country:PER"))


@pytest.mark.parametrize(
    ("sides", "columns", "name"),
    [
        (SIDES, {"goods_text": "rifles"}, "Rifles from Norway and the United States to Peru"),
        (SIDES[2:], {"goods_text": "rifles"}, "Rifles for Peru"),
        (SIDES[1:], {"deal_kind": "finance"}, "Financing from the United States to Peru"),
        (SIDES[1:], {"deal_kind": "services", "goods_text": "training"}, "Training by the United States for Peru"),
        (
            SIDES[1:],
            {"deal_kind": "investment", "goods_text": "mines"},
            "Investment by the United States in Peru: mines",
        ),
        (
            SIDES[1:],
            {"deal_kind": "acquisition", "goods_text": "Ax", "stake_pct": 20},
            "Acquisition of 20 % of Ax by Peru from the United States",
        ),
        ((), {"deal_kind": "acquisition", "goods_text": "Ax", "stake_pct": 100}, "Acquisition of Ax"),
    ],
)
def test_the_name_tells_goods_and_parties(
    core: Run, sides: tuple[tuple[str, str], ...], columns: dict[str, Any], name: str
) -> None:
    names = {"country:NOR": "Norway", "country:PER": "Peru", "country:USA": "United States"}
    parties = [{"report_id": "rep_1", "party_role": role, "entity_id": one, "party_text": "x"} for role, one in sides]
    entities = [{"entity_id": one, "name": shown} for one, shown in names.items()]
    found = deal(core, [report("rep_1", **columns)], entities=entities, deal_report_parties=parties)
    assert found["deal_name"] == name


@pytest.mark.parametrize(
    ("kind", "names", "shown"),
    [
        ("organization", ("Alpha", "Norland Alpha"), "Norland Alpha"),
        ("organization", ("Alpha", "Alpha Motors"), "Alpha Motors"),
        ("organization", ("Alpha", "Alphabet"), "Alpha and Alphabet"),
        ("country", ("Guinea", "Equatorial Guinea"), "Equatorial Guinea and Guinea"),
    ],
)
def test_of_a_group_and_its_member_the_name_tells_the_longer(
    core: Run, kind: str, names: tuple[str, str], shown: str
) -> None:
    entities = [{"entity_id": f"{kind}:{name}", "name": name} for name in names]
    side = {"report_id": "rep_1", "party_role": "recipient", "party_text": "x"}
    parties = [side | {"entity_id": entity["entity_id"]} for entity in entities]
    found = deal(core, [report("rep_1", goods_text="rifles")], entities=entities, deal_report_parties=parties)
    assert found["deal_name"] == f"Rifles for {shown}"


@pytest.mark.parametrize(("confidence", "name"), [(0.6, "Jets, a frigate and missiles"), (0.4, "24 jets")])
def test_it_is_named_by_the_likely_wording_that_lists_most(core: Run, confidence: float, name: str) -> None:
    listing = report("rep_2", goods_text="jets, a frigate and missiles", confidence=confidence)
    assert deal(core, [report("rep_1", goods_text="24 jets", confidence=0.9), listing])["deal_name"] == name


def test_a_wording_too_long_for_a_title_names_no_deal_that_has_a_shorter_one(core: Run) -> None:
    listing = "twelve jets of the newest make, two frigates, air-to-air missiles and spare parts"
    told = [report("rep_1", goods_text="jets and frigates"), report("rep_2", goods_text=listing)]
    assert deal(core, told)["deal_name"] == "Jets and frigates"
    assert deal(core, told[1:])["deal_name"] == listing.capitalize()


def test_reports_without_deal_make_none(core: Run) -> None:
    assert core("deals", documents=[document("doc_1")], deal_reports=[report("rep_1", deal_id=None)]) == []


def test_the_currency_of_a_speaker_quoted_elsewhere_is_the_original(core: Run) -> None:
    quoted = report("rep_1", amount_usd=4, attribution="direct_quote", speaker_entity_id="person:a")
    converted = report("rep_2", amount=3, currency="GBP", attribution="indirect", speaker_entity_id="person:a")
    found = core("deal_reports", deal_reports=[quoted, converted, report("rep_3", amount_usd=5)])
    told = {row["report_id"]: row["is_currency_converted"] for row in found}
    assert told == {"rep_1": False, "rep_2": True, "rep_3": None}


def test_an_unresolved_party_stands_only_where_its_side_has_no_other(core: Run) -> None:
    parties = [
        {
            "report_id": "rep_1",
            "party_role": "supplier",
            "entity_id": "country:NOR",
            "party_text": "Oslo",
            "basis": "metonym",
        },
        {
            "report_id": "rep_2",
            "party_role": "supplier",
            "entity_id": "country:NOR",
            "party_text": "Norway",
            "basis": "stated",
        },
        {"report_id": "rep_2", "party_role": "supplier", "entity_id": None, "party_text": "a firm", "basis": "stated"},
        {
            "report_id": "rep_2",
            "party_role": "recipient",
            "entity_id": None,
            "party_text": "a buyer",
            "basis": "stated",
        },
    ]
    found = core("deal_parties", deal_reports=[report("rep_1"), report("rep_2")], deal_report_parties=parties)
    told = sorted((row["party_role"], row["entity_id"], row["stated_as"]) for row in found)
    assert told == [("recipient", None, "a buyer"), ("supplier", "country:NOR", "Norway")]


def test_a_party_stands_on_the_side_that_more_documents_tell(core: Run) -> None:
    reports = [report("rep_1"), report("rep_2", "doc_2"), report("rep_3", "doc_3"), report("rep_4", "doc_4")]
    documents = [*map(document, ("doc_1", "doc_2", "doc_3")), document("doc_4", duplicate_of_doc_id="doc_3")]
    right = [("rep_1", "country:NOR", "country:PER"), ("rep_2", "country:NOR", "country:PER")]
    turned = [("rep_3", "country:PER", "country:NOR"), ("rep_4", "country:PER", "country:NOR")]
    parties = [
        {"report_id": told, "party_role": role, "entity_id": entity, "party_text": entity, "basis": "stated"}
        for told, supplier, recipient in (*right, *turned)
        for role, entity in (("supplier", supplier), ("recipient", recipient))
    ]
    found = core("deal_parties", documents=documents, deal_reports=reports, deal_report_parties=parties)
    told = sorted((row["party_role"], row["entity_id"]) for row in found)
    assert told == [("recipient", "country:PER"), ("supplier", "country:NOR")]


def test_goods_are_those_of_reports_in_deals(core: Run) -> None:
    reports = [report("rep_1", goods_text="rifles"), report("rep_2"), report("rep_3", goods_text="x", deal_id=None)]
    assert [row["goods_text"] for row in core("deal_goods", deal_reports=reports)] == ["rifles"]
