"""Trade told as going on: by thanks for what was had, by the progressive, by a description before its name."""

from __future__ import annotations

import pytest

from flows.model.vocabulary.deals import DealForm, DealRole, DealStatus
from tests.unit.extract.deal_reading import Read, side

# name: (sentence, supplier, recipient, words of the goods)
FLOWS = {
    "thank for a supply": ("Peru's minister thanked Brazil for the supply of ammunition.", "BRA", "PER", "ammunition"),
    "thank for help with": ("Kenya's president thanked China for support with weapons.", "CHN", "KEN", "weapons"),
    "credit for supplies": ("Serbia credits Hungary for the gas supplies of last winter.", "HUN", "SRB", "gas"),
    "grateful": ("Estonia is grateful to Norway for deliveries of anti-tank missiles.", "NOR", "EST", "missiles"),
    "gratitude": ("Ghana expressed its gratitude to Cuba for the supply of vaccines.", "CUB", "GHA", "vaccines"),
    "owe thanks": ("Zambia owes China its thanks for the supply of buses.", "CHN", "ZMB", "buses"),
    "headline": (
        "Ghana's minister thanks Turkey for drone deliveries\n\nThe two met on Monday.",
        "TUR",
        "GHA",
        "drone",
    ),
    "whose supply": (
        "In Oslo, Norway's president thanks Lee for South Korean arms supply\n\nThe two met on Monday.",
        "KOR",
        "NOR",
        "arms",
    ),
    "access": ("Kenya has long had access to Turkish drones.", "TUR", "KEN", "drones"),
    "has been buying": ("Chile has been buying submarines from Germany for decades.", "DEU", "CHL", "submarines"),
    "is buying": ("Poland is buying coal from Colombia.", "COL", "POL", "coal"),
    "buys": ("Morocco buys most of its wheat from France.", "FRA", "MAR", "wheat"),
    "description before the name": (
        "A small state that has long kept close ties with Japan, the mainly Buddhist Bhutan is one of India's main "
        "partners, buying rifles.",
        "IND",
        "BTN",
        "rifles",
    ),
    "description without a name in it": (
        "A secular republic on the coast, Senegal is one of Turkey's trading partners, buying armoured vehicles.",
        "TUR",
        "SEN",
        "armoured vehicles",
    ),
}
NO_FLOWS = {
    "offer": "Moldova's president thanked Romania for its offer of gas supplies.",
    "readiness": "Kenya thanked Japan for its readiness to supply radars.",
    "support alone": "Kenya thanked Japan for its support.",
    "support for a bid": "Peru thanked Brazil for supporting its bid to host the summit.",
    "grateful for a stand": "Estonia is grateful to Norway for its stand on missiles.",
    "one purchase": "Poland is buying 96 helicopters from Boeing.",
}


@pytest.mark.parametrize("name", sorted(FLOWS))
def test_trade_that_goes_on_is_a_flow(read: Read, name: str) -> None:
    sentence, supplier, recipient, goods = FLOWS[name]
    report, *more = read(sentence)
    assert not more
    assert (report.form, report.status) == (DealForm.FLOW, DealStatus.ONGOING)
    assert (side(report, DealRole.SUPPLIER), side(report, DealRole.RECIPIENT)) == ([supplier], [recipient])
    assert report.goods is not None
    assert goods in report.goods.text


@pytest.mark.parametrize("name", sorted(NO_FLOWS))
def test_what_is_offered_or_bought_once_is_no_flow(read: Read, name: str) -> None:
    assert all(r.form is not DealForm.FLOW for r in read(NO_FLOWS[name]))
