"""What the parser often gets wrong is mended: prices between a thing and its aim, states that are given something."""

from __future__ import annotations

import pytest

from flows.extract import engine
from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.deal_reading import Read, side

# Sentence, word, its head and relation.
HANGS = [
    ("Thales won a contract worth $5 million to supply radars.", "supply", "contract", "acl"),
    ("Thales won an order totalling 300 million euros to equip ships.", "equip", "order", "acl"),
    ("Latvia is giving 500 drones worth 1 million euros to Ukraine.", "to", "drones", "prep"),
    ("Pakistan got Saudi oil worth $1.2 billion.", "oil", "got", "dobj"),
    ("Canada gave Kyiv aid worth $500 million.", "aid", "gave", "dobj"),
    ("Germany gave Ukraine tanks.", "Ukraine", "gave", "dative"),
    ("Britain sold the United Arab Emirates jets.", "Emirates", "sold", "dative"),
    ("Poland signed a contract with Hanwha under which the firm will deliver guns.", "deliver", "contract", "relcl"),
    ("Also signed were a protocol on bees and a treaty.", "protocol", "signed", "nsubjpass"),
    ("Canada gave Kyiv aid.", "Kyiv", "gave", "dative"),
]
# The same words where the parse is to stay.
STAYS = [
    ("It is worth $2 million to sell radars.", "worth", "is", "acomp"),
    ("Ghana sold Ghana cocoa to Mali.", "cocoa", "sold", "dobj"),
    ("Norway gave oil money to Malawi.", "oil", "money", "compound"),
    ("Poland signed a contract with Hanwha, which will deliver guns.", "deliver", "Hanwha", "relcl"),
    ("Two signed treaties were a gift.", "gift", "were", "attr"),
    ("Poland bought Korea tanks.", "Korea", "tanks", "compound"),
]


@pytest.mark.parametrize(("sentence", "word", "head", "relation"), HANGS + STAYS)
def test_words_hang_where_they_belong(sentence: str, word: str, head: str, relation: str) -> None:
    tree = engine.parse([sentence])[0]
    found = next(t for t in tree if t.text == word)
    assert (found.head.text, found.dep_) == (head, relation)


def test_a_contract_with_a_price_is_what_it_is_to_do(read: Read) -> None:
    reports = read("Rheinmetall has landed a contract worth 1.2 billion euros to supply Chile with drones.")
    assert [(r.goods and r.goods.text, r.money and r.money.span.text) for r in reports] == [
        ("drones", "1.2 billion euros")
    ]


@pytest.mark.parametrize(
    ("sentence", "supplier", "recipient"),
    [
        ("Germany gave Ukraine tanks.", "DEU", "UKR"),
        ("Venezuela shipped Cuba oil.", "VEN", "CUB"),
        ("Germany has handed Chile four guns.", "DEU", "CHL"),
        ("Greece will spend 2 billion euros on missiles from France.", "FRA", "GRC"),
        ("Egypt spent $400 million on Russian wheat.", "RUS", "EGY"),
        ("Russian oil sales to India hit a record.", "RUS", "IND"),
        ("Poland signed a contract with Hanwha under which the firm will deliver 212 guns.", "hanwha", "POL"),
        ("Siemens and Egypt signed a deal under which the German firm will build three plants.", "siemens", "EGY"),
        ("Egypt signed an agreement that will see Siemens build three plants.", "siemens", "EGY"),
    ],
)
def test_who_gives_and_who_gets(read: Read, sentence: str, supplier: str, recipient: str) -> None:
    (report,) = read(sentence)
    assert (side(report, DealRole.SUPPLIER), side(report, DealRole.RECIPIENT)) == ([supplier], [recipient])


def test_who_builds_abroad_buys_nothing_there(read: Read) -> None:
    (report,) = read("Chevron will spend $10 billion on a gas field in Israel.")
    assert side(report, DealRole.RECIPIENT) == ["ISR"]


def test_who_sells_at_home_is_given_nothing(read: Read) -> None:
    (report,) = read("Ghana sold Ghana cocoa to Mali.")
    assert side(report, DealRole.RECIPIENT) == ["MLI"]


@pytest.mark.parametrize(
    "sentence",
    ["The move will see Siemens build three plants in Egypt.", "Mali has a hall in which Siemens will build a lab."],
)
def test_only_a_deal_has_terms(read: Read, sentence: str) -> None:
    assert read(sentence) == ()
