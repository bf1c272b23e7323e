from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Run = Callable[..., list[dict[str, Any]]]

DAY, LATER = date(2016, 12, 13), date(2016, 12, 20)
DOCUMENTS = [
    {"doc_id": "doc_1", "published_earliest": DAY, "published_precision": "day"},
    {"doc_id": "doc_2", "published_earliest": LATER, "published_precision": "day"},
]
ENTITIES = [
    {"entity_id": "country:NOR", "name": "Norway", "country_code": "NOR"},
    {"entity_id": "country:PER", "name": "Peru", "country_code": "PER"},
    {"entity_id": "person:a", "name": "A", "country_code": "NOR"},
    {"entity_id": "person:b", "name": "B"},
]


def report(report_id: str, doc_id: str = "doc_1", day: date | None = None, **columns: Any) -> dict[str, Any]:
    return {
        "report_id": report_id,
        "agreement_id": "agreement_1",
        "doc_id": doc_id,
        "instrument_type": "agreement",
        "report_status": "signed",
        "confidence": 0.5,
        "date_edtf": day and day.isoformat(),
        "date_earliest": day,
        "date_latest": day,
        "date_precision": day and "day",
    } | columns


def party(report_id: str, entity_id: str, role: str = "party") -> dict[str, Any]:
    code = entity_id.partition(":")[2] if role == "party" else None
    return {"report_id": report_id, "entity_id": entity_id, "party_role": role, "basis": "stated", "country_code": code}


def agreement(core: Run, *reports: dict[str, Any], **given: Any) -> dict[str, Any]:
    (found,) = core("agreements", agreement_reports=list(reports), documents=DOCUMENTS, entities=ENTITIES, **given)
    return found


def test_each_step_has_its_own_date(core: Run) -> None:
    found = agreement(core, report("rep_1", day=DAY, report_status="planned"), report("rep_2", "doc_2", LATER))
    assert (found["status"], found["date_planned_edtf"], found["date_signed_edtf"]) == (
        "signed",
        "2016-12-13",
        "2016-12-20",
    )


def test_a_weekday_that_cannot_be_dated_is_no_date(core: Run) -> None:
    assert agreement(core, report("rep_1", date_edtf="XXXX-XX-XX"))["date_signed_edtf"] is None


@pytest.mark.parametrize(
    ("first", "second", "status"),
    [("planned", "signed", "signed"), ("signed", "terminated", "terminated"), ("rejected", "signed", "signed")],
)
def test_the_status_is_the_furthest_and_of_on_and_off_the_latest(
    core: Run, first: str, second: str, status: str
) -> None:
    told = report("rep_1", report_status=first), report("rep_2", "doc_2", report_status=second)
    assert agreement(core, *told)["status"] == status


@pytest.mark.parametrize(("n", "laterality"), [(1, None), (2, "bilateral"), (3, "multilateral")])
def test_laterality_counts_parties(core: Run, n: int, laterality: str | None) -> None:
    parties = [{"agreement_id": "agreement_1"} | party("rep_1", row["entity_id"]) for row in ENTITIES[:n]]
    assert agreement(core, report("rep_1"), agreement_parties=parties)["laterality"] == laterality


@pytest.mark.parametrize(
    ("subject", "is_act", "title"),
    [
        ("amend the convention", True, "Agreement to amend the convention"),
        ("tourism", False, "Tourism agreement"),
        ("joint patrol", False, "Joint patrol agreement"),
        ("humanitarian", False, "Humanitarian agreement"),
        ("visas", False, "Agreement on visas"),
        ("transfer of prisoners", False, "Agreement on the transfer of prisoners"),
        ("purchases of wheat", False, "Agreement on purchases of wheat"),
        ("customs and visas", False, "Agreement on customs and visas"),
    ],
)
def test_a_title_reads_as_people_write_it(core: Run, subject: str, is_act: bool, title: str) -> None:
    said = f"They signed an agreement that brings much to {subject} in both countries."
    told = report("rep_1", subject_text=subject, is_subject_act=is_act, evidence_text=said)
    assert agreement(core, told)["title"] == title


@pytest.mark.parametrize(
    ("columns", "title"),
    [
        (
            {"subject_text": "lend 2 million", "is_subject_act": True},
            "Agreement between Norway and Peru to lend 2 million",
        ),
        ({"subject_text": "visas"}, "Agreement on visas between Norway and Peru"),
        ({"instrument_type": "declaration"}, "Declaration by Norway and Peru"),
        (
            {"instrument_type": "mou", "subject_text": "tourism"},
            "Memorandum of understanding on tourism between Norway and Peru",
        ),
    ],
)
def test_a_title_names_the_parties(core: Run, columns: dict[str, Any], title: str) -> None:
    parties = [{"agreement_id": "agreement_1"} | party("rep_1", row["entity_id"]) for row in ENTITIES[:2]]
    assert agreement(core, report("rep_1", **columns), agreement_parties=parties)["title"] == title


def test_a_telling_instrument_wins_over_a_loose_word(core: Run) -> None:
    told = report("rep_1"), report("rep_2", instrument_type="mou"), report("rep_3")
    assert agreement(core, *told)["instrument_type"] == "mou"


def test_the_subject_is_what_most_reports_say(core: Run) -> None:
    told = [report(f"rep_{n}", subject_text=text) for n, text in enumerate(("visas", "Visas", "visa cooperation"))]
    assert agreement(core, *told)["subject_text"].lower() == "visas"


@pytest.mark.parametrize(
    ("signers", "agreement_on_them"),
    [
        ({}, "none"),
        ({"rep_1": ["person:a"]}, "single"),
        ({"rep_1": ["person:a"], "rep_2": ["person:a", "person:b"]}, "consistent"),
        ({"rep_1": ["person:a"], "rep_2": ["person:b"]}, "conflicting"),
    ],
)
def test_signatories(core: Run, signers: dict[str, list[str]], agreement_on_them: str) -> None:
    told = [report("rep_1"), report("rep_2", "doc_2")]
    parties = [party(report_id, person, "signatory") for report_id, people in signers.items() for person in people]
    given = {
        "agreement_reports": told,
        "agreement_report_parties": parties,
        "documents": DOCUMENTS,
        "entities": ENTITIES,
    }
    found = agreement(
        core, *told, agreement_report_parties=parties, agreement_parties=core("agreement_parties", **given)
    )
    assert found["signatory_agreement"] == agreement_on_them
    conflicts = [row["field"] for row in core("conflicts", **given)]
    assert conflicts == (["signatories"] if agreement_on_them == "conflicting" else [])


def test_a_signatory_signs_for_the_state_that_is_a_party(core: Run) -> None:
    parties = [party("rep_1", "country:NOR"), party("rep_1", "country:PER"), party("rep_1", "person:a", "signatory")]
    found = core(
        "agreement_parties",
        agreement_reports=[report("rep_1")],
        agreement_report_parties=parties,
        documents=DOCUMENTS,
        entities=ENTITIES,
    )
    assert {row["entity_id"]: row["on_behalf_of"] for row in found} == {
        "country:NOR": None,
        "country:PER": None,
        "person:a": "country:NOR",
    }


def test_two_signing_days_conflict(core: Run) -> None:
    told = [report("rep_1", day=DAY), report("rep_2", "doc_2", LATER)]
    facts = [{"agreement_id": "agreement_1", "date_signed_edtf": "2016-12-13"}]
    found = core("conflicts", agreement_reports=told, agreements=facts, documents=DOCUMENTS)
    assert [(row["field"], row["value_a"], row["value_b"]) for row in found] == [
        ("date_signed", "2016-12-13", "2016-12-20")
    ]


def test_a_package_is_named_for_its_parties(core: Run) -> None:
    packages = [
        {"package_id": "package_1", "stated_count": 4, "named_members": 3, "inferred_members": 1, "report_id": "rep_1"}
    ]
    parties = [party("rep_1", "country:NOR"), party("rep_1", "country:PER")]
    (found,) = core(
        "agreement_packages", agreement_packages=packages, agreement_report_parties=parties, entities=ENTITIES
    )
    assert found["title"] == "4 agreements of Norway and Peru"
