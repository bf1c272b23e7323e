"""Constructions of real newsrooms: what only looks like a deal, work handed out, debts let go, options, digests."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.deal_reading import Read, side

# Words of a deal that tell none.
NONE = [
    "Norvik began to sell handsets in India in 2014.",
    "Norvik Motors will sell its cars in Brazil from May.",
    "Halden Foods resells kitchen machines in Chile and Peru.",
    "Labour minister Ann Moreau is offering the same package that other unions in Canada have accepted.",
    "The ministry offered Norvik Rail staff a grant to end the strike, the union said.",
    "Chad and Libya carried out the first prisoner swap under a deal brokered by Qatar.",
    "Kenya and Uganda agreed on a swap of hostages.",
    "The contract will allow Norvik Yard to secure the jobs of the 110 staff already there.",
]
# name: (text, supplier, recipient, words of the goods)
STATED = {
    "a project awarded, its winner unnamed": (
        "Kuwait has awarded a project to build nine clinics with a value of $47 million.",
        None,
        "KWT",
        "nine clinics",
    ),
    "a tender awarded": ("Oman awarded the tender to lay 40 km of pipes in May.", None, "OMN", "pipes"),
    "work awarded": (
        "Peru has awarded work to widen the Lima road at a cost of $12 million.",
        None,
        "PER",
        "Lima road",
    ),
    "an award as a noun": (
        "The award of a tender for the construction of staff houses to Halden Builders by Kenya has upset bidders.",
        "halden-builders",
        "KEN",
        "staff houses",
    ),
    "an award with its giver first": (
        "Kenya's award of a contract for 40 buses to Norvik Motors was challenged in court.",
        "norvik-motors",
        "KEN",
        "40 buses",
    ),
    "half of a debt": (
        "India and Mauritius signed an agreement for India to forgive half of the debt of Mauritius.",
        "IND",
        "MUS",
        "debt",
    ),
    "a debt, the debtor with the agreement": (
        "India signed an agreement with Mauritius to forgive 50% of the debt.",
        "IND",
        "MUS",
        "debt",
    ),
    "debts of a state": ("France has agreed to write off the debts of Chad.", "FRA", "TCD", "debts"),
    "a sponsorship kept up": (
        "Halden Betting has renewed its sponsorship of Norvik Rovers until 2027.",
        "halden-betting",
        "norvik-rovers",
        "sponsorship",
    ),
    "help with a sum": (
        "Denmark agreed to support Halden Yard with a repayable investment of 11 million pounds.",
        "DNK",
        "halden-yard",
        None,
    ),
    "agreed with the seller": (
        "Norvik Tobacco said it had agreed with Chile's Haltabac to acquire its cigarette brands for 9 million euros.",
        "haltabac",
        "norvik-tobacco",
        "cigarette brands",
    ),
    "agreed with the owner": (
        "Norvik Foods agreed with Halden Dairies to buy its cheese plant.",
        "halden-dairies",
        "norvik-foods",
        "cheese plant",
    ),
    "in a deal with": (
        "Norvik TV bought ten films in a deal with Halden Pictures.",
        "halden-pictures",
        "norvik-tv",
        "ten films",
    ),
    "a part asked for, its owner refusing": (
        "Norvik Locks said it had turned down a $90 million approach for its Chilean hinges arm from Halden Equity.",
        "norvik-locks",
        "halden-equity",
        "Chilean hinges arm",
    ),
    "power by its megawatts": (
        "SOTEL used to supply 40 megawatts to SBEE, but the contract expired in 2014.",
        "sotel",
        "sbee",
        "40 megawatts",
    ),
    "a bid weighed": (
        "Norvik Drinks is weighing a bid for tea bottler Halden Teas.",
        None,
        "norvik-drinks",
        "Halden Teas",
    ),
    "a player lent": (
        "Defender Paulo Reis was loaned to Halden City by Norvik United.",
        "norvik-united",
        "halden-city",
        "Defender Paulo Reis",
    ),
}


# (text, status of what it tells)
STATUS = [
    ("Norvik Group is no longer considering an offer for Halden Stores.", "cancelled"),
    ("Norvik Mining said it was no longer in talks about a bid for Halden Platinum.", "cancelled"),
    ("Kenya no longer buys oil from Oman.", "cancelled"),
    ("Regulators cleared Norvik Eyewear's takeover of Halden Lenses, saying it would still face rivals.", "agreed"),
    ("Norvik Drinks is weighing a bid for Halden Teas.", "interest"),
]


@pytest.mark.parametrize("text", NONE)
def test_words_of_a_deal_that_tell_none(read: Read, text: str) -> None:
    """Retail, wage talks, exchanges of people, jobs are no deals."""
    assert not read(text)


@pytest.mark.parametrize(("text", "supplier", "recipient", "goods"), STATED.values(), ids=list(STATED))
def test_both_sides_and_goods(read: Read, text: str, supplier: str | None, recipient: str, goods: str | None) -> None:
    """The construction tells who gives, who gets, and what."""
    fits = [r for r in read(text) if side(r, DealRole.RECIPIENT) == [recipient]]
    fits = [r for r in fits if side(r, DealRole.SUPPLIER) == ([supplier] if supplier else [])]
    assert any((r.goods.text if r.goods else None) == goods for r in fits)


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_how_far_it_went(read: Read, text: str, status: str) -> None:
    """What is done no longer is off, what was cleared goes ahead, what is weighed is wished for."""
    assert {r.status.value for r in read(text)} == {status}


def test_an_option_is_a_deal_of_its_own(read: Read) -> None:
    """What may be bought besides is told apart from what was bought, between the same two."""
    found = read(
        "Norvik Rail won an order for 20 trains from Kenya. The contract includes an option to buy six more trains."
    )
    option = [r for r in found if r.status.value == "interest"]
    assert [(side(r, DealRole.SUPPLIER), side(r, DealRole.RECIPIENT)) for r in option] == [(["norvik-rail"], ["KEN"])]
    assert {r.thread for r in option}.isdisjoint(r.thread for r in found if r not in option)


def test_a_piece_of_a_digest_takes_nothing_from_the_others(read: Read) -> None:
    """A side that one piece of news leaves out is not looked for in the next."""
    found = read(
        "* France lent Kenya 40 million euros on Monday.\n\n* Norvik Motors sold 12 buses to Peru.\n\n"
        "* Halden Foods bought a mill from Orvo Foods.\n\n* Kenya won a further loan of 20 million euros."
    )
    last = [r for r in found if r.money is not None and r.money.amount == 20_000_000]
    assert all("FRA" not in side(r, DealRole.SUPPLIER) for r in last)
