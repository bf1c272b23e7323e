from typing import Any

import pytest

from flows.resolve import resolve

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
