"""General frames of exchange beside plain verbs: pay, choice, leave, gift, lease, dependence, arranged credit."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.deals import DealRole
from tests.unit.extract.deal_reading import Read, side

# name: (sentence, supplier, recipient, words of the goods)
STATED = {
    "object of a relative clause, two objects": (
        "The road will be paid for with a loan of $90 million that the Asian Development Bank granted Nepal in June.",
        "asian-development-bank",
        "NPL",
        "loan",
    ),
    "object of a relative clause": (
        "The buses replace six ferries that Norvik Lines Ltd has sold to Halden Shipping Ltd.",
        "norvik-lines-ltd",
        "halden-shipping-ltd",
        "six ferries",
    ),
    "that for which": (
        "The turboprops will replace three Embraer jets that Norvik Air Ltd has sold to Halden Cargo Ltd.",
        "norvik-air-ltd",
        "halden-cargo-ltd",
        "three Embraer jets",
    ),
    "pay to do": (
        "Kenya will pay Norvik Works Ltd $14 million to supervise the works.",
        "norvik-works-ltd",
        "KEN",
        "works",
    ),
    "pay in exchange for": (
        "In exchange for access to Senegalese waters, Japan will pay Senegal 20 million dollars a year.",
        "SEN",
        "JPN",
        "access to Senegalese waters",
    ),
    "money put into a plant": (
        "Norvik Steel Corp has put $28 million into a plant in Poland.",
        "norvik-steel-corp",
        "POL",
        "plant",
    ),
    "put on the block": (
        "Norvik Steel Corp has put its shipping unit on the block.",
        "norvik-steel-corp",
        None,
        "shipping unit",
    ),
    "a slice of a company": (
        "Norvik Steel Corp has taken a slice of Baltrum Industries Inc.",
        None,
        "norvik-steel-corp",
        "Baltrum Industries Inc",
    ),
    "chosen to build": ("Oman has selected Norvik Steel Corp to build a dam.", "norvik-steel-corp", "OMN", "dam"),
    "picked to supply": (
        "Norvik Steel Corp has been picked to supply turbines for the Kenyan dam.",
        "norvik-steel-corp",
        None,
        "turbines",
    ),
    "named bidder": (
        "Ghana named Norvik Steel Corp preferred bidder for the port terminal.",
        "norvik-steel-corp",
        "GHA",
        "terminal",
    ),
    "works awarded": (
        "Works on the road were awarded in July to Norvik Steel Corp.",
        "norvik-steel-corp",
        None,
        "Works",
    ),
    "a make of arms chosen": ("Kenya has chosen France's Rafale fighter.", "FRA", "KEN", "fighter"),
    "gift accepted": ("Fiji accepted Australia's gift of a patrol boat.", "AUS", "FJI", "patrol boat"),
    "gift in apposition": ("The hospital, a gift from China, opened last week.", "CHN", None, "hospital"),
    "licensed to fish": ("Guinea has licensed Norvik Steel Corp to fish for tuna.", "GIN", "norvik-steel-corp", "fish"),
    "taken on lease": (
        "Halden Shipping Ltd will take two ferries on operating leases from Norvik Lines Ltd.",
        "norvik-lines-ltd",
        "halden-shipping-ltd",
        "two ferries",
    ),
    "exports that go": ("Some 40 per cent of Mongolia's coal exports go to China.", "MNG", "CHN", "coal"),
    "goods that come": ("Most of Chad's weapons came from France.", "FRA", "TCD", "weapons"),
    "reliance": ("Moldova relies on Russia for its gas.", "RUS", "MDA", "gas"),
    "facility arranged": (
        "Norvik Bank Ltd arranged a $200 million credit facility for Halden Shipping Ltd.",
        "norvik-bank-ltd",
        "halden-shipping-ltd",
        "credit facility",
    ),
    "under a contract with": (
        "Norvik Steel Corp is building the mill under a contract with Baltrum Industries Inc.",
        "norvik-steel-corp",
        "baltrum-industries-inc",
        "mill",
    ),
    "maker behind a participle": (
        "Peru took delivery of two frigates built by Norvik Steel Corp.",
        "norvik-steel-corp",
        "PER",
        "two frigates",
    ),
    "agent after a retained object": (
        "Norvik Steel Corp was granted a mining licence by Uganda.",
        "UGA",
        "norvik-steel-corp",
        "mining licence",
    ),
    "state glued to the goods": ("Japan gave Laos 40 fire engines last month.", "JPN", "LAO", "40 fire engines"),
    "an offer's nationality": ("Egypt studied a French offer to sell it 40 jets.", "FRA", "EGY", "40 jets"),
    "an order given by a choice": (
        "Norway's choice gives Norvik Aero Ltd the first order for its tank.",
        "norvik-aero-ltd",
        "NOR",
        "tank",
    ),
    "goods that make up a share": ("Iraqi oil makes up a fifth of China's imports.", "IRQ", "CHN", "oil"),
    "a state that makes up a share": ("Nigeria accounts for a tenth of India's crude imports.", "NGA", "IND", "crude"),
    "cost after the works": (
        "Norvik Steel Corp will open a mill in Peru at a cost of $2 billion.",
        "norvik-steel-corp",
        "PER",
        "mill",
    ),
    "buyer looked for": ("Norvik Steel Corp is seeking a buyer for its mine.", "norvik-steel-corp", None, "mine"),
    "one of the suppliers": ("Norway is one of Poland's leading gas suppliers.", "NOR", "POL", "gas"),
    "among the suppliers": ("Norway is among Poland's leading suppliers of gas.", "NOR", "POL", "gas"),
    "thanks for supplies": ("Egypt's president thanked France for arms supplies.", "FRA", "EGY", "arms"),
    "what a contract's value is for": (
        "The value of Norvik Aero Ltd's contract with Peru for 50 tanks is $310 million.",
        "norvik-aero-ltd",
        "PER",
        "50 tanks",
    ),
    "made under licence": (
        "Norvik Motors Ltd makes the trucks under licence from Baltrum Motors Ltd.",
        "baltrum-motors-ltd",
        "norvik-motors-ltd",
        "trucks",
    ),
    "owner of what is exported": ("Kazakhstan's uranium is exported to France.", "KAZ", "FRA", "uranium"),
}

# name: a sentence of the same shape that states no deal
SILENT = {
    "object of a relative clause": "The advice that Germany gave Nepal in June was sound.",
    "that for which": "Ministers told the crowd that Norvik Air Ltd had sold nothing.",
    "pay to do": "Kenya paid Norvik Works Ltd $14 million to settle a lawsuit.",
    "pay in exchange for": "In exchange for silence, Japan will pay nothing.",
    "money put": "Norvik Steel Corp has put $28 million into a drawer in Poland.",
    "put on the table": "Norvik Steel Corp has put its shipping unit on the map.",
    "a slice": "Guests in Kenya took a slice of the cake.",
    "chosen to do": "Oman has selected Mr Okello to lead the delegation.",
    "named": "Ghana named a new captain for the match.",
    "awarded": "The medal was awarded in July to Kenya.",
    "chosen": "Kenya has chosen a new flag.",
    "gift": "The singer has a gift for languages.",
    "allowed to": "Guinea has allowed the players to rest.",
    "taken on": "Kenya will take the matter up on Monday.",
    "go to": "Some 40 per cent of the votes go to women.",
    "come from": "Most of the visitors came from France.",
    "reliance": "Moldova relies on tourists for its fame.",
    "arranged": "Norvik Bank Ltd arranged a party for its staff.",
    "offer": "Egypt studied a French offer to host the games.",
    "given by a choice": "Norway's choice gives the captain a headache.",
    "share": "Iraqi players make up a fifth of China's squad.",
    "cost after": "Norvik Steel Corp will open a debate in Peru at the cost of peace.",
    "looked for": "Norvik Steel Corp is seeking a successor for its chairman.",
    "one of the suppliers": "Norway is seeking one of Poland's leading gas suppliers.",
    "among the suppliers": "Norway has friends among Poland's leading suppliers of gas.",
    "thanks": "Egypt's president thanked France for its patience.",
    "value of": "The value of Norvik Aero Ltd's friendship with Peru is great.",
    "under licence": "Norvik Motors Ltd makes a noise under pressure from Baltrum Motors Ltd.",
    "retained object": "Norvik Steel Corp was given a warm welcome by Uganda.",
}


@pytest.mark.parametrize("name", sorted(STATED))
def test_the_frame_states_a_deal(read: Read, name: str) -> None:
    sentence, supplier, recipient, goods = STATED[name]
    reports = read(sentence)
    assert len({r.thread for r in reports}) == 1
    assert side(reports[0], DealRole.SUPPLIER) == ([supplier] if supplier else [])
    assert side(reports[0], DealRole.RECIPIENT) == ([recipient] if recipient else [])
    assert any(r.goods is not None and goods in r.goods.text for r in reports)


@pytest.mark.parametrize("name", sorted(SILENT))
def test_the_same_shape_states_none(read: Read, name: str) -> None:
    assert read(SILENT[name]) == ()


def test_a_sum_of_its_own_tells_a_deal_of_its_own(read: Read) -> None:
    text = "Halden Corp paid $7 billion for Norvik's telephone unit, and the $6 billion purchase of Stalden Inc failed."
    assert {(d.goods.text, d.money.amount, d.thread) for d in read(text) if d.goods and d.money} == {
        ("telephone unit", 7_000_000_000, 0),
        ("Stalden Inc", 6_000_000_000, 1),
    }


def test_a_statement_without_a_party_and_a_sum_of_its_own_goes_to_the_deal_before(read: Read) -> None:
    text = "Halden Corp bought twelve ferries from Norvik Ltd. The first ferries were delivered in May."
    assert {d.thread for d in read(text)} == {0}
