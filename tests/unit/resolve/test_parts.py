"""A firm's contract told beside the deal of states that it is part of."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from flows.resolve import resolve

NOR, PER, POL = "country:NOR", "country:PER", "country:POL"
YARD = "organization:alpha-yards"


def inside(made_up: Any, part: dict[str, Any], *, doc: str = "doc_1") -> list[tuple[str, str]]:
    """Goods of deals that lie inside another, and of the other, where Norway sells Peru ships and torpedoes."""
    for name in sorted({"doc_1", doc}):
        made_up.document(name, "2016-12-13")
    whole = {"supplier": NOR, "recipient": PER, "goods": "frigates and torpedoes", "value": ("5e9", "USD")}
    made_up.deal("doc_1", 0, **whole, report_status="agreed")
    made_up.deal(doc, 1, **{"supplier": YARD, "recipient": PER, "report_status": "agreed"} | part)
    found = resolve(made_up.parts())
    goods = dict(found["deal_reports"].select("deal_id", "goods_text").rows())
    links = found["deal_links"].filter(pl.col("overlaps_deal_id").is_not_null())
    return [(goods[a], goods[b]) for a, b in links.select("deal_id", "overlaps_deal_id").rows()]


@pytest.mark.parametrize(
    "part",
    [
        {"goods": "two frigates", "value": ("3e9", "USD")},
        {"goods": "two frigates"},
        {"goods": "20 torpedoes", "value": ("1e9", "EUR")},
        {"goods": "torpedoes", "recipient": ()},
    ],
)
def test_a_firms_contract_is_part_of_what_its_state_sells(made_up: Any, part: dict[str, Any]) -> None:
    assert inside(made_up, part) == [(part["goods"], "frigates and torpedoes")]


@pytest.mark.parametrize(
    "part",
    [
        {"goods": "two frigates", "value": ("6e9", "USD")},
        {"goods": "wheat"},
        {"goods": "wheat", "recipient": ()},
        {"goods": "two more frigates", "value": ("3e9", "USD")},
        {"goods": "two frigates", "recipient": POL},
        {"goods": "two frigates", "deal_kind": "services"},
        {"goods": "two frigates", "deal_form": "prospect", "report_status": "planned"},
    ],
    ids=["costs more", "other goods", "nor named buyer", "comes on top", "other buyer", "other kind", "only planned"],
)
def test_other_contracts_stay_outside(made_up: Any, part: dict[str, Any]) -> None:
    assert inside(made_up, part) == []


def test_an_article_that_does_not_tell_of_the_sum_says_nothing_of_parts(made_up: Any) -> None:
    assert inside(made_up, {"goods": "two frigates", "value": ("3e9", "USD")}, doc="doc_2") == []


def test_the_sides_are_those_that_all_its_articles_name(made_up: Any) -> None:
    whole = {"recipient": PER, "goods": "Alpha frigates", "report_status": "agreed"}
    made_up.document("doc_1", "2016-12-13")
    made_up.document("doc_2", "2016-12-14")
    made_up.deal("doc_1", 0, supplier="organization:gamma-works", value=("5.25e9", "USD"), **whole)
    made_up.deal("doc_2", 0, supplier=("organization:gamma-works", NOR), value=("5.25e9", "USD"), **whole)
    made_up.deal("doc_2", 1, supplier=YARD, recipient=PER, goods="frigates", report_status="agreed")
    links = resolve(made_up.parts())["deal_links"]
    assert links["overlaps_deal_id"].is_not_null().sum() == 1
