"""Several deals told one after the other in one sentence."""

from __future__ import annotations

import pytest

from flows.model.report import DealReport
from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.deal_reading import Read, side

# name: (text, [(supplier, recipient, words of the goods or of the value)])
STATED = {
    "one buyer after the other": (
        "Norvik Steel Corp sold 4 boats to Peru, six to Chile and two to Kenya.",
        [
            ("norvik-steel-corp", "PER", "4 boats"),
            ("norvik-steel-corp", "CHL", "six"),
            ("norvik-steel-corp", "KEN", "two"),
        ],
    ),
    "each buyer with other things": (
        "Norvik Yard is building two ferries for Oman, a dredger for Chile and three tugs for Kenya.",
        [
            ("norvik-yard", "OMN", "two ferries"),
            ("norvik-yard", "CHL", "dredger"),
            ("norvik-yard", "KEN", "three tugs"),
        ],
    ),
    "one seller after the other": (
        "Kenya has ordered 12 buses from Norvik Motors and eight from Halden Motors.",
        [("norvik-motors", "KEN", "12 buses"), ("halden-motors", "KEN", "eight")],
    ),
    "orders for the delivery to towns": (
        "Halden Rail Oy has orders for the delivery of 43 trams for Leipzig, 28 metro cars for Porto and 12 for Perth.",
        [
            ("halden-rail-oy", "leipzig", "43 trams"),
            ("halden-rail-oy", "porto", "28 metro cars"),
            ("halden-rail-oy", "perth", "12"),
        ],
    ),
    "sums for each": (
        "France gave $5 million to Kenya, $3 million to Chad and $1 million to Mali.",
        [("FRA", "KEN", "$5 million"), ("FRA", "TCD", "$3 million"), ("FRA", "MLI", "$1 million")],
    ),
    "two objects each": (
        "Japan will lend Kenya $50 million and Uganda $20 million.",
        [("JPN", "KEN", "$50 million"), ("JPN", "UGA", "$20 million")],
    ),
    "sums in brackets": (
        "The World Bank has approved loans to Kenya ($50 million) and Uganda ($20 million).",
        [("world-bank", "KEN", "$50 million"), ("world-bank", "UGA", "$20 million")],
    ),
    "suppliers with what each supplies in brackets": (
        "Benin imports electricity. Its other power suppliers are Chad's SOTEL (60 megawatts) "
        "and Niger's NIGELEC (50 megawatts).",
        [("sotel", "BEN", "60 megawatts"), ("nigelec", "BEN", "50 megawatts")],
    ),
    "verb left out": (
        "Norvik Mining Ltd will buy the copper mine and Halden Metals Ltd the smelter.",
        [(None, "norvik-mining-ltd", "copper mine"), (None, "halden-metals-ltd", "smelter")],
    ),
    "verb left out, sellers named": (
        "Norvik Mining Ltd bought the copper mine from Peru and Halden Metals Ltd the smelter from Chile.",
        [("PER", "norvik-mining-ltd", "copper mine"), ("CHL", "halden-metals-ltd", "smelter")],
    ),
    "it goes on to another": (
        "Norvik Group sold the mine to Halden Metals, which sold it to Orvo Mining.",
        [("norvik-group", "halden-metals", "mine"), ("halden-metals", "orvo-mining", "mine")],
    ),
    "a second passive": (
        "The hotel was bought by Norvik Group in 1990 and sold back to Halden Hotels in 2002.",
        [(None, "norvik-group", "hotel"), (None, "halden-hotels", "hotel")],
    ),
}
# What stands like a list and is none: (text, number of deals)
ONE_DEAL = [
    ("Norvik Steel Corp bought Halden Metals, Norway's second largest smelter.", 1),
    ("Kenya ordered 12 buses from Norvik Motors, and the first will arrive in May.", 1),
    ("Norvik Bank awarded the contract to Halden Systems, a firm from Chile, on Monday.", 1),
    ("The World Bank (WB) approved a loan of $50 million for Kenya and Uganda.", 1),
]


def _told(report: DealReport, words: str) -> bool:
    """Whether the words are the report's goods, or its value."""
    return words in (report.goods.text if report.goods else "", report.money.span.text if report.money else "")


@pytest.mark.parametrize(("text", "deals"), STATED.values(), ids=list(STATED))
def test_each_of_a_list_is_a_deal(read: Read, text: str, deals: list[tuple[str | None, str, str]]) -> None:
    """Each item has its own parties and its own things or sum."""
    found = read(text)
    for supplier, recipient, words in deals:
        fits = [r for r in found if side(r, DealRole.RECIPIENT) == [recipient]]
        assert any(side(r, DealRole.SUPPLIER) == ([supplier] if supplier else []) and _told(r, words) for r in fits)
    assert len({r.thread for r in found}) >= len(deals)


@pytest.mark.parametrize(("text", "count"), ONE_DEAL)
def test_what_only_looks_like_a_list(read: Read, text: str, count: int) -> None:
    """Appositions, later clauses and abbreviations make no further deal."""
    assert len({r.thread for r in read(text)}) <= count


def test_counted_vendors_are_named(read: Read) -> None:
    """Names after a colon or dash stand for the vendors before it."""
    found = read(
        "Norvik Bank awarded the IT contract for payroll software to two vendors: Halden Systems and Orvo Tech."
    )
    assert any(set(side(r, DealRole.SUPPLIER)) == {"halden-systems", "orvo-tech"} for r in found)


@pytest.mark.parametrize(
    ("sentence", "goods"),
    [
        (
            "Chile ordered 12 patrol boats, a tanker and anti-ship missiles from Navantia.",
            "12 patrol boats, a tanker and anti-ship missiles",
        ),
        (
            "Peru signed contracts worth €2bn with Italy for 24 trainer aircraft, a simulator and spare parts.",
            "24 trainer aircraft, a simulator and spare parts",
        ),
        ("Peru ordered 24 jets, the most modern and costly aircraft of its air force, from Saab.", "24 jets"),
        ("Kenya bought 12 lorries, Uganda and Rwanda said, from Tata Motors.", "12 lorries"),
    ],
)
def test_a_list_of_goods_is_read_to_its_end(read: Read, sentence: str, goods: str) -> None:
    assert {report.goods.text for report in read(sentence) if report.goods} == {goods}
