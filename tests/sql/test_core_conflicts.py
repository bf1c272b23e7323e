from collections.abc import Callable
from datetime import date
from typing import Any

Run = Callable[..., list[dict[str, Any]]]

DAY, LATER = date(2016, 12, 13), date(2016, 12, 20)
DOCUMENTS = [
    {"doc_id": "doc_1", "published_earliest": DAY, "published_precision": "day"},
    {"doc_id": "doc_2", "published_earliest": LATER, "published_precision": "day"},
]


def report(report_id: str, doc_id: str = "doc_1", **columns: Any) -> dict[str, Any]:
    return {"report_id": report_id, "doc_id": doc_id, "deal_id": "deal_1", "report_status": "agreed"} | columns


def value(amount: int, slack: int = 0) -> dict[str, Any]:
    bounds = {"amount_lower": amount - slack, "amount_upper": amount + slack}
    dollars = {"amount_usd": amount, "usd_lower": amount - slack, "usd_upper": amount + slack}
    return {"amount": amount, "currency": "USD", "value_text": f"${amount}", **bounds, **dollars}


def conflicts(core: Run, *reports: dict[str, Any]) -> list[dict[str, Any]]:
    deals = [{"deal_id": "deal_1", "value_basis_report_id": "rep_1"}]
    return core("conflicts", deals=deals, deal_reports=list(reports), documents=DOCUMENTS)


def test_values_that_cannot_meet_are_an_open_conflict(core: Run) -> None:
    (found,) = conflicts(core, report("rep_1", **value(4)), report("rep_2", **value(6)))
    assert (found["field"], found["value_a"], found["value_b"], found["status"]) == ("amount", "$4", "$6", "open")


def test_values_that_meet_are_an_explained_one(core: Run) -> None:
    (found,) = conflicts(core, report("rep_1", **value(4)), report("rep_2", **value(5, slack=2)))
    assert (found["status"], found["severity"], found["resolution_text"]) == (
        "explained",
        "minor",
        "The bounds of both words meet.",
    )


def test_equal_values_are_none(core: Run) -> None:
    assert conflicts(core, report("rep_1", **value(4)), report("rep_2", **value(4))) == []


def party(report_id: str, role: str, entity_id: str) -> dict[str, Any]:
    return {"report_id": report_id, "party_role": role, "entity_id": entity_id, "party_text": entity_id}


def test_a_report_with_turned_sides_is_a_conflict_about_who_gives(core: Run) -> None:
    north, south = "country:NOR", "country:PER"
    entities = [{"entity_id": north, "name": "Norway"}, {"entity_id": south, "name": "Peru"}]
    told = [party("rep_1", "supplier", north), party("rep_1", "recipient", south)]
    told += [party("rep_2", "supplier", south), party("rep_2", "recipient", north)]
    sides = [{"deal_id": "deal_1"} | row for row in told[:2]]
    given: dict[str, Any] = {"deal_report_parties": told, "deal_parties": sides, "entities": entities}
    reports = [report("rep_1"), report("rep_2", "doc_2")]
    (found,) = core("conflicts", deal_reports=reports, documents=DOCUMENTS, **given)
    assert (found["field"], found["report_a"], found["report_b"], found["severity"]) == (
        "party_role",
        "rep_1",
        "rep_2",
        "major",
    )
    assert (found["value_a"], found["value_b"]) == ("Peru as recipient", "Peru as supplier")


def test_a_denial_stands_against_the_claim(core: Run) -> None:
    (found,) = conflicts(core, report("rep_1"), report("rep_2", "doc_2", report_status="denied"))
    assert (found["field"], found["value_a"], found["value_b"], found["severity"]) == (
        "deal_status",
        "agreed",
        "denied",
        "major",
    )


def test_a_later_cancellation_is_a_course_of_events(core: Run) -> None:
    assert conflicts(core, report("rep_1"), report("rep_2", "doc_2", report_status="cancelled")) == []


def test_a_cancellation_before_completion_is_a_conflict(core: Run) -> None:
    told = report("rep_1", report_status="cancelled"), report("rep_2", "doc_2", report_status="completed")
    assert [row["field"] for row in conflicts(core, *told)] == ["deal_status"]


def test_two_stakes_are_a_conflict(core: Run) -> None:
    found = conflicts(core, report("rep_1", stake_pct=40), report("rep_2", stake_pct=35), report("rep_3", stake_pct=40))
    assert [(row["value_a"], row["value_b"]) for row in found] == [("40.000", "35.000")]


def test_ids_depend_on_the_conflict_alone(core: Run) -> None:
    one = conflicts(core, report("rep_1", **value(4)), report("rep_2", **value(6)))
    other = conflicts(core, report("rep_2", **value(6)), report("rep_1", **value(4)), report("rep_3"))
    assert [row["conflict_id"] for row in one] == [row["conflict_id"] for row in other]
