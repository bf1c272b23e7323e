"""Constructions in which news tells of a deal without one of the plain verbs, each beside its look-alike."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.deal_reading import Read, side

# name: (sentence, [(supplier, recipient, words of the goods)])
STATED = {
    "another's people are taught": ("Chad has trained 40 Peruvian judges.", [("TCD", "PER", "40 Peruvian judges")]),
    "rights are taken": (
        "Halden Films Ltd took airline rights to the drama from Norvik Studio Ltd.",
        [("norvik-studio-ltd", "halden-films-ltd", "airline rights")],
    ),
    "money is spent on rights": (
        "Halden Films Ltd spent $2 million for disc rights to a thriller and Norvik Films Ltd $3 million.",
        [(None, "halden-films-ltd", "disc rights"), (None, "norvik-films-ltd", "disc rights")],
    ),
    "royalties are paid": (
        "Halden Phones Ltd pays royalties to Norvik Radio Ltd.",
        [("norvik-radio-ltd", "halden-phones-ltd", "royalties")],
    ),
    "premises go for a sum": (
        "The shipyard in Split went to Norvik Steel Corp for $500.",
        [(None, "norvik-steel-corp", "shipyard")],
    ),
    "brought in from": ("Japan brings in wheat from Canada and Peru.", [("CAN", "JPN", "wheat")]),
    "leaned on for": ("Syria leaned on Iran for crude oil.", [("IRN", "SYR", "crude oil")]),
    "committed with an aim": (
        "South Korea is committing $2.3 million to help rebuild schools in Vanuatu.",
        [("KOR", "VUT", None)],
    ),
    "chosen to put in orbit": (
        "Norvik Space Ltd has been chosen by Halden Radio Ltd to orbit its first satellite.",
        [("norvik-space-ltd", "halden-radio-ltd", "satellite")],
    ),
    "counted by make": ("Togo has ordered four Hurkus from Norvik Aero Ltd.", [("norvik-aero-ltd", "TGO", "Hurkus")]),
    "contract for a stake": (
        "Norvik Steel Corp signed a contract with Halden Group Ltd for a 50 per cent stake in Baltrum Gas Ltd.",
        [("halden-group-ltd", "norvik-steel-corp", "Baltrum Gas Ltd")],
    ),
    "so much in orders": (
        "Norvik Motors Ltd booked $146 million in orders for trucks from Niger.",
        [("norvik-motors-ltd", "NER", "trucks")],
    ),
    "contract named for its giver": (
        "Norvik Motors Ltd won a British contract to supply 20 trucks.",
        [("norvik-motors-ltd", "GBR", "20 trucks")],
    ),
    "built by one for another": (
        "The trains will be built by Norvik Rail Ltd and Halden Rail Ltd for Peru.",
        [("norvik-rail-ltd", "PER", "trains"), ("halden-rail-ltd", "PER", "trains")],
    ),
    "built by one in a country": (
        "A reactor is being built by Norvik Power Ltd in Hungary.",
        [("norvik-power-ltd", "HUN", "reactor")],
    ),
    "money beside things": (
        "Peru gave Chad ten trucks and $5 million.",
        [("PER", "TCD", "trucks"), ("PER", "TCD", None)],
    ),
    "a part of a contract": (
        "Under the contract Norvik Power Ltd will deliver 50 megawatts.",
        [("norvik-power-ltd", None, "50 megawatts")],
    ),
    "only how much is told of the second": (
        "Norvik Grain Ltd sold 100,000 tonnes of wheat to Egypt and Halden Grain Ltd 50,000 tonnes.",
        [("norvik-grain-ltd", "EGY", "wheat"), ("halden-grain-ltd", "EGY", "50,000 tonnes")],
    ),
}
SILENT = {
    "another's people are taught": "The coach trained his Kenyan runners hard.",
    "rights are taken": "Halden Films Ltd took its duty to viewers in Peru lightly.",
    "money is spent on rights": "Halden Films Ltd spent two years on the road in Peru.",
    "royalties are paid": "The band paid its respects to the royals of Oman.",
    "premises go for a sum": "The captain of Norvik Steel Corp went to the shipyard for a walk.",
    "brought in from": "The law brings in new rules from Brussels.",
    "leaned on for": "Kenya leaned on Peru to sign the treaty.",
    "committed with an aim": "South Korea is committing fouls that help Vanuatu score.",
    "chosen to put in orbit": "Moons orbit the planet in the show of Halden Radio Ltd.",
    "counted by make": "Kenya ordered two Americans out.",
    "contract for a stake": "Norvik Steel Corp signed a contract with its chairman from Kenya.",
    "so much in orders": "Guests from Niger spent hours in orders of the day.",
    "built by one for another": "The hut was built by two hikers for shelter in Peru.",
    "built by one in a country": "Trust is being built by friends of Norvik Power Ltd in Hungary.",
    "a part of a contract": "Norvik Power Ltd delivers 50 megawatts.",
    "contract named for its giver": "Norvik Motors Ltd won a British trophy to crown its year.",
}


@pytest.mark.parametrize("name", sorted(STATED))
def test_the_construction_states_its_deals(read: Read, name: str) -> None:
    text, deals = STATED[name]
    found = read(text)
    for supplier, recipient, goods in deals:
        assert any(
            (supplier is None or supplier in side(r, DealRole.SUPPLIER))
            and side(r, DealRole.RECIPIENT) == ([recipient] if recipient else [])
            and (goods is None or (r.goods is not None and goods in r.goods.text))
            for r in found
        )


@pytest.mark.parametrize("name", sorted(SILENT))
def test_its_look_alike_states_none(read: Read, name: str) -> None:
    assert read(SILENT[name]) == ()


def test_another_seller_of_another_thing_has_another_buyer(read: Read) -> None:
    """What is left out with the verb is taken up only where no thing of its own is named."""
    found = read("Norvik Steel Corp bought a mine from Peru and Halden Steel Corp a smelter.")
    assert [side(r, DealRole.SUPPLIER) for r in found if "halden-steel-corp" in side(r, DealRole.RECIPIENT)] == [[]]


@pytest.mark.parametrize(
    "sentence",
    [
        "Peru gave Chad ten trucks and $5 million.",
        "Chad accepted Peru's gift of ten trucks and $5 million.",
        "Peru will provide Chad with ten trucks, 40 tonnes of grain and $5 million.",
    ],
)
def test_money_given_beside_things_is_a_deal_of_its_own(read: Read, sentence: str) -> None:
    found = read(sentence)
    assert len({r.thread for r in found}) == 2
    assert [r.kind.value for r in found if r.money is not None] == ["finance"]


def test_a_price_is_no_gift(read: Read) -> None:
    assert len({r.thread for r in read("Norvik Motors Ltd supplied ten trucks to Chad for $5 million.")}) == 1
