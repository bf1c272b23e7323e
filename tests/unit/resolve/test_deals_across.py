from typing import Any

import pytest

from flows.resolve import resolve

NOR, PER = "country:NOR", "country:PER"


def told(made_up: Any) -> list[set[str]]:
    """Report ids of each deal, deals in order of id."""
    rows = resolve(made_up.parts())["deal_reports"]
    grouped = rows.filter(rows["deal_id"].is_not_null()).group_by("deal_id", maintain_order=True).agg("report_id")
    return [set(reports) for reports in grouped["report_id"]]


def two(made_up: Any, first: dict[str, Any], second: dict[str, Any]) -> int:
    """Number of deals that two documents of the same week make."""
    for doc, said in (("doc_1", first), ("doc_2", second)):
        made_up.document(doc, said.pop("published", "2016-12-13"))
        made_up.deal(doc, **{"supplier": NOR, "recipient": PER} | said)
    return len(told(made_up))


@pytest.mark.parametrize(
    ("first", "second", "n_deals"),
    [
        ({"value": ("5e9", "USD", "about")}, {"value": ("4.85e9", "USD")}, 1),
        ({"value": ("5e9", "USD", "about")}, {"value": ("3.8e9", "GBP")}, 1),
        ({"value": ("5e9", "USD", "about")}, {"value": ("2e9", "USD")}, 2),
        ({"goods": "fighter jets"}, {"goods": "warplanes"}, 1),
        ({"goods": "fighter jets"}, {"goods": "submarines"}, 2),
        ({"goods": "rifles"}, {"goods": "rifles", "published": "2017-09-01"}, 2),
        (
            {"goods": "Alpha rifles"},
            {"goods": "Alpha rifles", "published": "2017-09-01", "report_status": "completed"},
            1,
        ),
        ({"goods": "rifles"}, {"goods": "rifles", "recipient": "country:CHL"}, 2),
        ({"goods": "rifles"}, {"goods": "rifles", "supplier": PER, "recipient": NOR}, 2),
        ({"goods": "rifles"}, {"goods": "rifles", "recipient": (), "value": ("1e8", "USD")}, 2),
        (
            {"goods": "rifles", "value": ("1.25e8", "USD")},
            {"goods": "rifles", "recipient": (), "value": ("1.25e8", "USD")},
            1,
        ),
        (
            {"goods": "oil", "deal_kind": "energy", "deal_form": "flow"},
            {"goods": "oil", "deal_kind": "energy", "deal_form": "flow", "published": "2023-05-30"},
            1,
        ),
        ({"goods": "oil", "deal_kind": "energy", "deal_form": "flow"}, {"goods": "oil", "deal_kind": "energy"}, 2),
        ({"goods": "drones", "deal_form": "prospect", "report_status": "planned"}, {"goods": "attack drones"}, 1),
    ],
)
def test_two_documents(made_up: Any, first: dict[str, Any], second: dict[str, Any], n_deals: int) -> None:
    assert two(made_up, first, second) == n_deals


def test_a_state_may_stand_for_a_company_of_unknown_home(made_up: Any) -> None:
    for doc, supplier in (("doc_1", NOR), ("doc_2", "organization:alpha-aviation")):
        made_up.document(doc, "2016-12-13")
        made_up.deal(doc, supplier=supplier, recipient=PER, goods="Alpha jets", value=("5.2e9", "USD"))
    assert len(told(made_up)) == 1


def test_an_acquisition_is_one_by_buyer_and_target(made_up: Any) -> None:
    made_up.document("doc_1", "2016-12-13")
    made_up.document("doc_2", "2016-12-14")
    buyer = "organization:beta-group"
    made_up.deal("doc_1", recipient=buyer, goods="Alpha Motors Inc", deal_kind="acquisition")
    made_up.deal("doc_2", recipient=buyer, goods="Alpha Motors", deal_kind="acquisition", value=("1.2e9", "USD"))
    assert len(told(made_up)) == 1


@pytest.mark.parametrize(
    ("first", "second", "n_deals"),
    [
        ("organization:alpha", "organization:norland-alpha", 1),
        ("organization:alpha", "organization:alpha-motors", 1),
        ("organization:alpha", "organization:alphabet-motors", 2),
        ("organization:bank", "organization:norland-bank", 2),  # a common noun is nobody's name
    ],
)
def test_a_group_and_its_member_buy_one_company_once(made_up: Any, first: str, second: str, n_deals: int) -> None:
    bought = {"supplier": "organization:beta", "deal_kind": "acquisition", "goods": "Gamma"}
    assert two(made_up, {**bought, "recipient": first}, {**bought, "recipient": second}) == n_deals


def test_different_goods_of_one_document_never_merge(made_up: Any) -> None:
    made_up.document("doc_1", "2016-12-13")
    for thread, goods in enumerate(("rifles", "submarines")):
        made_up.deal("doc_1", thread, supplier=NOR, recipient=PER, goods=goods, value=("1.25e8", "USD"))
    assert len(told(made_up)) == 2


def test_goods_that_come_on_top_are_another_deal(made_up: Any) -> None:
    made_up.document("doc_1", "2016-12-13")
    for thread, goods in enumerate(("six Alpha jets", "six more Alpha jets")):
        made_up.deal("doc_1", thread, supplier=NOR, recipient=PER, goods=goods)
    assert len(told(made_up)) == 2


def test_threads_of_one_document_are_one_deal_by_the_whole_key(made_up: Any) -> None:
    made_up.document("doc_1", "2016-12-13")
    for thread, goods in enumerate(("fighter jets", "warplanes")):
        made_up.deal("doc_1", thread, supplier=NOR, recipient=PER, goods=goods)
    assert len(told(made_up)) == 1


@pytest.mark.parametrize(
    ("said", "n_deals"),
    [
        ({"is_hypothetical": True}, 0),
        ({"is_negated": True}, 0),
        ({"is_negated": True, "report_status": "denied"}, 1),
    ],
)
def test_what_is_negated_or_invented_makes_no_deal(made_up: Any, said: dict[str, Any], n_deals: int) -> None:
    made_up.document("doc_1")
    made_up.deal("doc_1", supplier=NOR, recipient=PER, goods="rifles", **said)
    assert len(told(made_up)) == n_deals


def test_a_withdrawn_article_makes_no_deal(made_up: Any) -> None:
    made_up.document("doc_1", pub_status="canceled")
    made_up.deal("doc_1", supplier=NOR, recipient=PER, goods="rifles")
    assert told(made_up) == []


def test_a_replaced_version_makes_no_deal(made_up: Any) -> None:
    for n in (1, 2):
        made_up.document(f"doc_{n}", source_id="story", version_no=n)
    made_up.deal("doc_1", supplier=NOR, recipient=PER, goods="rifles")
    new = made_up.deal("doc_2", supplier=NOR, recipient=PER, goods="submarines")
    assert told(made_up) == [{new}]


def test_a_supply_runs_into_the_sum_of_contracts(made_up: Any) -> None:
    made_up.document("doc_1", "2016-12-13")
    made_up.deal("doc_1", 0, supplier=NOR, recipient=PER, goods="weapons", deal_form="contract_set")
    made_up.deal("doc_1", 1, supplier=NOR, recipient=PER, goods="arms", deal_form="flow", report_status="ongoing")
    found = resolve(made_up.parts())
    deals = dict(found["deal_reports"].select("deal_form", "deal_id").rows())
    assert found["deal_links"].select("deal_id", "overlaps_deal_id").rows() == [(deals["flow"], deals["contract_set"])]


@pytest.mark.parametrize(("kind", "n_links"), [("arms", 1), ("finance", 0)])
def test_a_kind_that_an_article_guesses_at_keeps_no_supply_out(made_up: Any, kind: str, n_links: int) -> None:
    contracts = {"supplier": NOR, "recipient": PER, "deal_form": "contract_set", "value": ("4.85e9", "USD")}
    made_up.document("doc_1", "2016-12-13")
    made_up.document("doc_2", "2016-12-13")
    made_up.deal("doc_1", 0, goods="weapons", **contracts)
    made_up.deal("doc_2", 0, goods=None, deal_kind="services", **contracts)
    flow = {"goods": None, "deal_kind": kind, "deal_form": "flow", "report_status": "ongoing"}
    made_up.deal("doc_1", 1, supplier=NOR, recipient=PER, **flow)
    assert resolve(made_up.parts())["deal_links"]["overlaps_deal_id"].is_not_null().sum() == n_links


def test_a_deal_without_buyer_may_be_the_one_that_names_it(made_up: Any) -> None:
    for doc, buyer in (("doc_1", PER), ("doc_2", ())):
        made_up.document(doc, "2016-12-13")
        made_up.deal(doc, supplier=NOR, recipient=buyer, goods="air defence systems", deal_form="prospect")
    found = resolve(made_up.parts())
    deals = dict(found["deal_reports"].select("doc_id", "deal_id").rows())
    assert found["deal_links"].select("deal_id", "possible_same_as").rows() == [(deals["doc_2"], deals["doc_1"])]
    assert "unsure" in set(found["reconciliations"]["judgement"])


def test_the_smallest_report_names_the_deal(made_up: Any) -> None:
    made_up.document("doc_1", "2016-12-13")
    made_up.deal("doc_1", supplier=NOR, recipient=PER, goods="rifles")
    alone = set(resolve(made_up.parts())["deal_reports"]["deal_id"])
    made_up.document("doc_2", "2016-12-13")
    made_up.deal("doc_2", supplier=NOR, recipient="country:CHL", goods="rifles")
    assert alone <= set(resolve(made_up.parts())["deal_reports"]["deal_id"])


def test_a_company_is_sold_once_by_its_seller_signing_and_completion_months_apart(made_up: Any) -> None:
    made_up.document("doc_1", "2010-03-28")
    made_up.deal("doc_1", supplier="organization:alpha", goods="Beta", deal_kind="acquisition", value=("1.8e9", "USD"))
    made_up.document("doc_2", "2010-08-02")
    made_up.deal(
        "doc_2",
        supplier="organization:alpha",
        recipient="organization:gamma",
        goods="Beta",
        deal_kind="acquisition",
        report_status="completed",
    )
    assert resolve(made_up.parts())["deal_reports"]["deal_id"].n_unique() == 1
