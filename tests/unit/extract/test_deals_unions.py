"""Groups named by their members, words that only look like a deal, and deals told twice."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.deals import DealKind, DealRole
from tests.unit.extract.deal_reading import Read


def _named(read: Read, text: str, role: DealRole) -> set[str]:
    return {p.span.text for r in read(text) for p in r.parties if p.role is role}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("A consortium of Alpha SA and Borea SA has landed a contract to build a tram line in Porto.", "supplier"),
        ("A joint venture between Alpha SA and Borea SA won a $90 million order from Norway.", "supplier"),
        ("A group made up of Alpha SA and Borea SA has bought the Moro refinery for $2 billion.", "recipient"),
    ],
)
def test_a_group_is_its_members(read: Read, text: str, role: str) -> None:
    assert {"Alpha SA", "Borea SA"} <= _named(read, text, DealRole(role))


def test_a_group_of_nobody_named_is_none(read: Read) -> None:
    text = "A consortium of local farmers has landed a contract to build a tram line in Porto."
    assert not _named(read, text, DealRole.SUPPLIER)


@pytest.mark.parametrize(
    "text",
    [
        "The plan will save Peru a good deal of money.",
        "Alpha Corp has a good deal on its shelves.",
        "Norway owns shares in the firm. It should set free a good deal of capital.",
    ],
)
def test_a_good_deal_is_only_much(read: Read, text: str) -> None:
    assert read(text) == ()


def test_a_good_deal_struck_is_one(read: Read) -> None:
    assert read("Norway struck a good deal with Alpha Corp for 24 helicopters.")


@pytest.mark.parametrize("text", ["The group takes in Alpha SA.", "Borea SA takes in Alpha SA and Moro SA."])
def test_a_group_that_takes_in_buys_nothing(read: Read, text: str) -> None:
    assert not [r for r in read(text) if r.kind is DealKind.ACQUISITION]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Alpha Labs has granted Borea Pharma an exclusive licence to make and sell its vaccine.", DealKind.LICENCE),
        ("Alpha Bank granted a loan of $18 million to Borea Foods to finance its new plant.", DealKind.FINANCE),
        ("Norway gave Alpha Corp a permit to sell pumps to Peru.", DealKind.LICENCE),
    ],
)
def test_what_leave_and_money_are_for_is_no_deal_of_its_own(read: Read, text: str, kind: DealKind) -> None:
    assert {r.kind for r in read(text)} == {kind}


def test_a_loan_to_buy_from_somebody_is_told_of_two(read: Read) -> None:
    text = "Peru got a $40 million loan from the Exim Bank of Norway to buy buses from Alpha Motors."
    assert {r.kind for r in read(text)} == {DealKind.FINANCE, DealKind.GOODS}


def test_a_deal_is_not_told_again_the_wrong_way_round(read: Read) -> None:
    text = (
        "Norway will sell 24 helicopters to Peru for $4 billion. Norway has long armed Peru. "
        "The sale of the helicopters, first asked for by Peru, had been held up."
    )
    assert len({r.thread for r in read(text)}) == 1


def test_a_barter_is_told_of_two(read: Read) -> None:
    text = "Norway sold Peru 24 helicopters. Peru sold Norway 9,000 tonnes of coffee."
    assert len({r.thread for r in read(text)}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Alpha Corp and Borea Corp, two of the largest coal sellers, are in Lima for meetings.",
        "Norway turned down a plea to reschedule the loans.",
        "Alpha Corp is going to spend $28 million on a new terminal.",
    ],
)
def test_a_lone_named_side_is_enough(read: Read, text: str) -> None:
    assert read(text)


def test_a_lone_side_that_is_only_meant_is_not(read: Read) -> None:
    assert read('"They are no longer supplying us with fuel," he told the unions.') == ()


@pytest.mark.parametrize(
    "text",
    [
        "A licence accord was reached between Alpha SA and Borea SA in 2014.",
        "A loan agreement for $40 million was signed between Norway and Peru.",
        "A gas deal was struck between Norway and Peru.",
    ],
)
def test_between_whom_a_deal_was_made(read: Read, text: str) -> None:
    assert len({p.entity_key for r in read(text) for p in r.parties}) == 2


def test_who_opens_tenders_buys(read: Read) -> None:
    assert _named(read, "The Peruvian Rail Authority has opened tenders for 200 buses.", DealRole.RECIPIENT)
