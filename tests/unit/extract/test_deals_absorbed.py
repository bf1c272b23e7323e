"""Which of two companies that merge is taken into the other, and holdings that tell of a purchase."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flows.extract.reading import read
from flows.model.report import DealReport
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.deals import DealRole, DealStatus
from tests.unit.extract.conftest import document_of


def deals(text: str) -> list[DealReport]:
    return list(read(document_of((text, Zone.BODY, SegmentAction.KEEP))).deals)


def buyers(found: list[DealReport]) -> set[str]:
    return {(p.entity_key or "").partition(":")[2] for r in found for p in r.parties if p.role is DealRole.RECIPIENT}


def targets(found: list[DealReport]) -> set[str]:
    return {r.goods.text.rstrip(".") for r in found if r.goods is not None}


MERGER = "Norvik Steel Corp said it agreed to merge with Baltrum Industries Inc. "


@pytest.mark.parametrize(
    "more",
    [
        "Each outstanding share of Norvik Steel Corp common stock will be converted into two Baltrum shares.",
        "Each Norvik Steel share would be exchanged for two shares of Baltrum Industries.",
        "Norvik Steel Corp shareholders will receive two Baltrum shares for each share they hold.",
        "Norvik Steel Corp would become a wholly owned subsidiary of Baltrum Industries.",
        "Baltrum Industries Inc will pay 12 dollars for each share of Norvik Steel.",
    ],
)
def test_the_company_whose_shares_are_given_up_is_the_one_acquired(more: str) -> None:
    found = deals(MERGER + more)
    assert (buyers(found), targets(found)) == ({"baltrum-industries-inc"}, {"Norvik Steel Corp"})


def test_without_such_words_the_company_that_tells_of_the_merger_is_the_buyer() -> None:
    found = deals(MERGER + "The boards of both companies have approved the plan.")
    assert (buyers(found), targets(found)) == ({"norvik-steel-corp"}, {"Baltrum Industries Inc"})


def test_shares_exchanged_on_both_sides_leave_the_merger_as_it_is_told() -> None:
    both = "Norvik Steel Corp holders will receive one new share. Baltrum Industries Inc holders will receive two."
    assert buyers(deals(MERGER + both)) == {"norvik-steel-corp"}


def test_a_merger_that_the_article_also_tells_as_a_purchase_is_that_purchase() -> None:
    found = deals(MERGER + "Baltrum Industries Inc will acquire Norvik Steel Corp for 90 million dollars.")
    assert buyers(found) == {"baltrum-industries-inc"}
    assert len({r.thread for r in found}) == 1


def test_what_is_now_owned_was_bought() -> None:
    found = deals("Norvik Steel Corp said it now owns 14.9 percent of Baltrum Industries Inc.")
    assert [(r.status, r.stake_pct) for r in found] == [(DealStatus.COMPLETED, Decimal("14.9"))]


@pytest.mark.parametrize(
    "text",
    [
        "Baltrum Industries Inc shares were tendered in response to the offer by Norvik Steel Corp.",
        "Norvik Steel Corp said it received 40,000 shares of Baltrum Industries Inc under its tender offer.",
        "Norvik Steel Corp made a 3 million dollar equity investment in Baltrum Industries Inc.",
        "Norvik Steel Corp will take Baltrum Industries Inc private.",
    ],
)
def test_shares_handed_in_or_paid_for_have_a_buyer(text: str) -> None:
    found = deals(text)
    assert (buyers(found), targets(found)) == ({"norvik-steel-corp"}, {"Baltrum Industries Inc"})


def test_a_company_that_gets_proposals_to_buy_the_company_is_the_target() -> None:
    found = deals("Norvik Steel Corp said it received three proposals to acquire the company.")
    assert (buyers(found), targets(found)) == (set(), {"Norvik Steel Corp"})


@pytest.mark.parametrize(
    "text",
    [
        "Norvik Steel Corp sold two units which served the rail industry to Baltrum Industries Inc.",
        "Norvik Steel Corp sold its cement mill to a subsidiary of Baltrum Industries Inc.",
        "Norvik Steel Corp will get 40 million dollars in cash from Baltrum Industries Inc for its cement business.",
    ],
)
def test_the_buyer_stands_after_what_is_sold(text: str) -> None:
    assert buyers(deals(text)) == {"baltrum-industries-inc"}


def test_an_offer_that_another_accepts_is_the_speakers() -> None:
    found = deals("Norvik Steel Corp said Baltrum Industries Inc has accepted its acquisition offer.")
    assert (buyers(found), targets(found)) == ({"norvik-steel-corp"}, {"Baltrum Industries Inc"})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Norvik Steel Corp sold all its assets to Baltrum Industries Inc for about $79 million.", "$79 million"),
        ("Norvik Steel Corp bought Baltrum Industries Inc, assuming $79 million in notes.", None),
        ("Norvik Steel Corp bought Baltrum Industries Inc and a $79 million mortgage.", None),
    ],
)
def test_a_price_is_a_value_and_a_debt_taken_on_is_none(text: str, value: str | None) -> None:
    assert {r.money.value_text for r in deals(text) if r.money is not None} == ({value} if value else set())


def test_the_parent_of_a_bidder_is_not_what_it_bids_for() -> None:
    text = "The broker may hand in shares in a tender offer by Norvik Steel Corp, a unit of Baltrum Industries Inc."
    assert "Baltrum Industries Inc" not in targets(deals(text))


def test_who_goes_along_with_an_offer_does_not_make_it() -> None:
    text = "Norvik Steel Corp would not go with the takeover offer. Baltrum Industries Inc made it in May."
    assert "norvik-steel-corp" not in buyers(deals(text))


def test_who_goes_ahead_with_an_offer_makes_it() -> None:
    text = "Norvik Steel Corp will go ahead with a takeover bid for Baltrum Industries Inc."
    assert buyers(deals(text)) == {"norvik-steel-corp"}
