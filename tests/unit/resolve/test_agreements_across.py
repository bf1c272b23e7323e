from typing import Any

import pytest

from flows.resolve import resolve
from flows.resolve.agreement_nodes import proper_names

PAIR = ("country:NOR", "country:PER")


def n_agreements(made_up: Any) -> int:
    return resolve(made_up.parts())["agreement_reports"]["agreement_id"].drop_nulls().n_unique()


@pytest.mark.parametrize(
    ("first", "second", "n"),
    [
        ({"subject": "standardisation"}, {"subject": "mutual quality standards"}, 1),
        ({"subject": "agriculture"}, {"subject": "agriculture", "parties": ("country:NOR", "country:CHL")}, 2),
        (
            {"subject": "agriculture", "report_status": "planned", "day": "2016-12-13"},
            {"subject": "agricultural cooperation", "day": "2016-12-14"},
            1,
        ),
        ({"subject": "agriculture", "day": "2016-12-13"}, {"subject": "agriculture", "day": "2016-12-20"}, 2),
        ({"subject": "visas", "instrument_type": "mou"}, {"subject": "visas"}, 1),
        ({"subject": "visas", "instrument_type": "mou"}, {"subject": "visas", "instrument_type": "treaty"}, 2),
        ({"instrument_type": "ceasefire"}, {"instrument_type": "ceasefire"}, 1),
        ({}, {}, 2),
        ({"subject": "visas"}, {}, 2),
    ],
)
def test_two_documents(made_up: Any, first: dict[str, Any], second: dict[str, Any], n: int) -> None:
    for doc, said in (("doc_1", first), ("doc_2", second)):
        made_up.document(doc, "2016-12-14")
        made_up.agreement(doc, **{"parties": PAIR} | said)
    assert n_agreements(made_up) == n


def test_subjects_of_one_document_stay_apart(made_up: Any) -> None:
    made_up.document("doc_1")
    for thread, subject in enumerate(("agriculture", "double taxation", "standardization")):
        made_up.agreement("doc_1", thread, parties=PAIR, subject=subject)
    assert n_agreements(made_up) == 3


@pytest.mark.parametrize("said", [{"stated_count": 4}, {"package": 0}, {"span_text": "signed various agreements"}])
def test_a_set_of_unnamed_agreements_is_no_agreement(made_up: Any, said: dict[str, Any]) -> None:
    made_up.document("doc_1")
    made_up.agreement("doc_1", parties=PAIR, **said)
    assert n_agreements(made_up) == 0


def test_a_package_counts_members_named_and_inferred(made_up: Any) -> None:
    made_up.document("doc_1", "2016-12-13")
    made_up.document("doc_2", "2016-12-14")
    for thread, subject in enumerate(("agriculture", "double taxation", "standards")):
        made_up.agreement("doc_1", thread, parties=PAIR, subject=subject, package=0, stated_count=4)
    for thread, subject in enumerate(("agriculture", "a joint commission on trade")):
        made_up.agreement("doc_2", thread, parties=PAIR, subject=subject, package=0)
    found = resolve(made_up.parts())
    assert found["agreement_packages"].select("stated_count", "named_members", "inferred_members").rows() == [(4, 3, 1)]
    assert found["package_members"]["agreement_id"].n_unique() == 4


def test_ratification_is_told_long_after_the_signing_of_the_same_accord(made_up: Any) -> None:
    made_up.document("doc_1", "2018-06-17")
    made_up.agreement("doc_1", parties=PAIR, subject="fisheries", day="2018-06-17")
    made_up.document("doc_2", "2019-01-25")
    made_up.agreement("doc_2", parties=PAIR, subject="fisheries", report_status="ratified")
    assert n_agreements(made_up) == 1


def test_what_was_in_force_before_is_not_the_agreement_signed_later(made_up: Any) -> None:
    made_up.document("doc_1", "2018-06-17")
    made_up.agreement("doc_1", parties=PAIR, subject="fisheries", day="2018-06-17")
    made_up.document("doc_2", "2012-01-25")
    made_up.agreement("doc_2", parties=PAIR, subject="fisheries", report_status="in_force")
    assert n_agreements(made_up) == 2


@pytest.mark.parametrize(("span", "n"), [("ratified the Lima agreement", 1), ("ratified the Bergen agreement", 2)])
def test_an_accord_is_known_by_the_place_it_is_named_after(made_up: Any, span: str, n: int) -> None:
    made_up.document("doc_1", "2018-06-17")
    made_up.agreement("doc_1", parties=PAIR, day="2018-06-17", evidence_text="They signed an agreement in Lima.")
    made_up.document("doc_2", "2019-01-25")
    made_up.agreement("doc_2", parties=PAIR, report_status="ratified", span_text=span)
    assert n_agreements(made_up) == n


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ratified the Prespa agreement", {"prespa"}),
        ("the Oslo Accords", {"oslo"}),
        ("signed a Joint Declaration", set()),
        ("the Israeli deal", set()),
        ("the Iran deal", set()),
        ("signed an agreement", set()),
    ],
)
def test_the_proper_name_of_an_accord(text: str, names: set[str]) -> None:
    assert proper_names(text) == names


@pytest.mark.parametrize(("n_others", "n"), [(0, 1), (1, 3)])
def test_a_planned_agreement_is_the_only_one_signed_on_its_day(made_up: Any, n_others: int, n: int) -> None:
    made_up.document("doc_1", "2018-06-13")
    made_up.agreement("doc_1", parties=PAIR, report_status="planned", day="2018-06-17")
    made_up.document("doc_2", "2018-06-17")
    for thread in range(1 + n_others):
        made_up.agreement("doc_2", thread, parties=PAIR, day="2018-06-17")
    assert n_agreements(made_up) == n


def test_the_headline_tells_the_only_agreement_of_its_text(made_up: Any) -> None:
    made_up.document("doc_1", "2018-06-17")
    made_up.agreement("doc_1", 0, parties=PAIR, attribution="headline", subject="fisheries")
    made_up.agreement("doc_1", 1, parties=PAIR)
    assert n_agreements(made_up) == 1
