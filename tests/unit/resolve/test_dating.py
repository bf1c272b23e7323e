from datetime import date
from typing import Any

import pytest

from flows.resolve import resolve
from flows.resolve.dating import meant

NOR, PER = "country:NOR", "country:PER"
TUESDAY, WEDNESDAY = "2016-12-13", "2016-12-14"


def article(made_up: Any, doc: str, text: str, published: str | None = None, **said: Any) -> None:
    """An article in which two people of two states sign an agreement on visas."""
    made_up.document(doc, published, raw_text=text)
    for person in ("Ada Lovelle", "Bo Hansen"):
        made_up.entity(doc, f"person:{person}", person)
    made_up.agreement(doc, **{"parties": (NOR, PER), "subject": "visas", **said})


def days(made_up: Any) -> dict[str, tuple[str | None, str | None]]:
    rows = resolve(made_up.parts())["documents"].select("doc_id", "published_edtf", "published_basis").rows()
    return {doc: (day, basis) for doc, day, basis in rows}


@pytest.mark.parametrize(
    ("text", "day"),
    [("They met on Tuesday.", TUESDAY), ("They met yesterday.", WEDNESDAY), ("They met.", None)],
)
def test_an_undated_article_is_dated_by_one_of_the_same_occasion(made_up: Any, text: str, day: str | None) -> None:
    article(made_up, "doc_1", "They met on Tuesday.", TUESDAY)
    article(made_up, "doc_2", text)
    assert days(made_up)["doc_2"] == (day, day and "inferred_cross_document")


def test_an_article_dates_the_next(made_up: Any) -> None:
    article(made_up, "doc_1", "They met on Tuesday.", TUESDAY)
    article(made_up, "doc_2", "They met on Tuesday.")
    article(made_up, "doc_3", "They met yesterday.")
    assert [day for day, _ in days(made_up).values()] == [TUESDAY, TUESDAY, WEDNESDAY]


def test_articles_that_disagree_date_nothing(made_up: Any) -> None:
    article(made_up, "doc_1", "They met on Tuesday.", TUESDAY)
    article(made_up, "doc_2", "They met on Wednesday.", WEDNESDAY)
    article(made_up, "doc_3", "They met yesterday.")
    assert days(made_up)["doc_3"] == (None, None)


def test_what_an_article_says_of_its_own_date_stands(made_up: Any) -> None:
    article(made_up, "doc_1", "They met on Tuesday.", TUESDAY)
    made_up.document(
        "doc_2",
        raw_text="They met on Tuesday.",
        published_edtf="2021/..",
        published_earliest=date(2021, 1, 1),
        published_precision="open",
        published_basis="inferred_text",
    )
    for person in ("Ada Lovelle", "Bo Hansen"):
        made_up.entity("doc_2", f"person:{person}", person)
    made_up.agreement("doc_2", parties=(NOR, PER), subject="visas")
    assert days(made_up)["doc_2"] == ("2021/..", "inferred_text")


def test_one_person_in_common_is_no_occasion(made_up: Any) -> None:
    article(made_up, "doc_1", "They met on Tuesday.", TUESDAY)
    made_up.document("doc_2", raw_text="They met on Tuesday.")
    made_up.entity("doc_2", "person:a", "Ada Lovelle")
    made_up.agreement("doc_2", parties=(NOR, PER), subject="visas")
    assert days(made_up)["doc_2"] == (None, None)


def test_relative_days_of_its_reports_follow(made_up: Any) -> None:
    article(made_up, "doc_1", "They met on Tuesday.", TUESDAY)
    article(
        made_up, "doc_2", "They met yesterday.", date_text="yesterday", date_edtf="XXXX-XX-XX", date_precision="day"
    )
    rows = resolve(made_up.parts())["agreement_reports"]
    assert dict(rows.select("doc_id", "date_edtf").rows()) == {"doc_1": None, "doc_2": TUESDAY}


@pytest.mark.parametrize(
    ("text", "is_ahead", "day"),
    [
        ("yesterday", False, date(2016, 12, 13)),
        ("on Wednesday", False, date(2016, 12, 14)),
        ("on Thursday", False, date(2016, 12, 8)),
        ("on Thursday", True, date(2016, 12, 15)),
        ("last year", False, None),
    ],
)
def test_what_a_relative_expression_means(text: str, is_ahead: bool, day: date | None) -> None:
    assert meant(text, date(2016, 12, 14), is_ahead=is_ahead) == day


def test_money_is_converted_by_the_rate_of_the_occasion(made_up: Any) -> None:
    for doc, text, published in (("doc_1", "They met on Tuesday.", TUESDAY), ("doc_2", "They met yesterday.", None)):
        article(made_up, doc, text, published)
    made_up.deal("doc_2", supplier=NOR, recipient=PER, goods="rifles", value=("3.8e9", "GBP"))
    (report,) = resolve(made_up.parts())["deal_reports"].to_dicts()
    assert str(report["fx_date"]) == TUESDAY
