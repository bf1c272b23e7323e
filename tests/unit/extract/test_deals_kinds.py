"""What kind of deal the words for the goods, the verb and the buyer make it."""

from __future__ import annotations

import pytest

from tests.unit.extract.deal_reading import Read

KINDS = {
    "ships are goods, whatever they carry": [
        ("Hyunsan Shipbuilding has won an LNG carrier order from Qatar.", "goods"),
        ("Hyunsan Shipbuilding has won an LNG supply order from Qatar.", "energy"),
        ("Uganda has signed a contract with Jugotrade for 60 armoured carriers.", "arms"),
    ],
    "trainers have designations": [
        ("Argentina is buying 12 L-39s from the Czech Republic.", "arms"),
        ("Argentina is buying 12 A320s from the Czech Republic.", "goods"),
    ],
    "work on arms is arms": [
        ("India hired Navtek Aero to extend the lives of its jet fighters.", "arms"),
        ("India hired Navtek Aero to extend the lives of its ferries.", "services"),
        ("Kongsvik Systems won a contract from the Royal Norwegian Air Force for upkeep of its radars.", "arms"),
        ("Kongsvik Systems won a contract from the Royal Norwegian Air Force for catering.", "services"),
    ],
    "aircraft, vessels and radars beside armed forces are arms": [
        ("Jakarta has bought six coastal radars from Talis Group for the navy.", "arms"),
        ("Jakarta has bought six coastal radars from Talis Group for its harbours.", "goods"),
        ("Jakarta has bought six tonnes of flour from Talis Group for the navy.", "goods"),
        ("Lindqvist Airways has bought six jets from Talis Group, the Air Force's supplier.", "goods"),
    ],
    "a chartered ship is a service": [
        ("Repsan SA chartered the tanker Stella Blue from Norvik Shipping for 12 months.", "services"),
        ("Repsan SA bought the tanker Stella Blue from Norvik Shipping for $12 million.", "goods"),
    ],
    "fuel by its measure": [
        ("In 2015 Norvik Gas Ltd delivered 2.1 billion cubic meters to Georgia.", "energy"),
        ("In 2015 Norvik Gas Ltd delivered 2.1 billion cubic meters of water to Georgia.", "goods"),
        ("Cake Holdings Ltd agreed to buy 950K lbs of U3O8 from Kazatom JSC.", "energy"),
    ],
    "a share in a thing is no thing": [
        ("Khor Marine Ltd sold a 49 per cent share in its Karachi terminal to Lucknow Textile Ltd.", "acquisition"),
        ("Gabon provides Togo with the larger share of its oil.", "energy"),
        ("Khor Marine Ltd sold a third of the mill's output to Lucknow Textile Ltd.", "goods"),
    ],
    "equipment told with weapons": [
        ("China delivered new equipment and weapons to Mauritania.", "arms"),
        ("China delivered new equipment and medicines to Mauritania.", "goods"),
    ],
}


@pytest.mark.parametrize(("text", "kind"), [case for cases in KINDS.values() for case in cases])
def test_kinds(read: Read, text: str, kind: str) -> None:
    assert {deal.kind.value for deal in read(text)} == {kind}
