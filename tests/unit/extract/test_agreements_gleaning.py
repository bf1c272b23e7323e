"""The second look: statements of accords that no rule has taken for one."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements import reports
from tests.unit.extract.test_agreements_unseen import parties

RULE = "second look"
SIDES = {"country:PRT", "region:england"}
OLD = "A treaty of alliance concluded by Portugal and England in 1373 is said to be the oldest still in force."


def gleaned(text: str) -> list[set[str]]:
    """The parties of what the second look adds."""
    return [parties(r) for r in reports(text) if r.rule.endswith(RULE)]


@pytest.fixture
def credulous(monkeypatch: pytest.MonkeyPatch) -> None:
    """All readings that may be told are."""
    monkeypatch.setattr("flows.extract.agreements.gleaning.reader.ENOUGH", 0.0)


def test_an_accord_told_by_those_who_made_it_is_read() -> None:
    assert gleaned(OLD) == [SIDES]


def test_what_is_unlikely_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    for asked in ("ENOUGH", "LONE"):
        monkeypatch.setattr(f"flows.extract.agreements.gleaning.reader.{asked}", 1.0)
    assert gleaned(OLD) == []


def test_less_is_asked_where_nothing_else_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.extract.agreements.gleaning.reader.ENOUGH", 1.0)
    assert gleaned(OLD) == [SIDES]
    assert gleaned(f"Peru and Chile signed a treaty on trade. {OLD}") == []
    assert gleaned(OLD.replace("A treaty", "The treaty").replace(" concluded", ", the work,")) == []


@pytest.mark.parametrize(
    "text",
    [
        "In accord with custom, the presidents of Peru and Chile exchanged gifts.",
        "Khor Marine signed a memorandum with Gulf Tugs Ltd to sell a tug.",
        "The Peruvian minister flew to Santiago to sign agreements.",
        "A retired judge proposed a treaty with Chile.",
        "The line between Kenya and Togo was sold, and regulators cleared the deal.",
        "An unnamed diplomat said that Cairo might one day consider a pact with Tehran.",
    ],
)
@pytest.mark.usefixtures("credulous")
def test_no_likelihood_makes_an_accord_of_purpose_trade_or_one_side(text: str) -> None:
    assert gleaned(text) == []


@pytest.mark.usefixtures("credulous")
def test_states_make_accords_on_goods_and_firms_contracts() -> None:
    text = "The grain that Portugal lacks comes from Spain, thanks to a supply agreement."
    assert gleaned(text) == [{"country:PRT", "country:ESP"}]
    assert gleaned(text.replace("Portugal", "Norair plc").replace("Spain", "Gulf Tugs Ltd")) == []


@pytest.mark.parametrize(("asked", "n"), [(0.0, 1), (1.0, 0)])
@pytest.mark.usefixtures("credulous")
def test_more_is_asked_of_firms_beside_a_price(monkeypatch: pytest.MonkeyPatch, asked: float, n: int) -> None:
    monkeypatch.setattr("flows.extract.agreements.gleaning.reader.SURE", asked)
    told = "Norair plc, which paid $3 million, is bound by the consent agreement that it reached with Gulf Tugs Ltd."
    assert len(gleaned(told)) == n
    assert gleaned("Norair plc, which paid $3 million, signed an agreement with Gulf Tugs Ltd to sell a tug.") == []


@pytest.mark.usefixtures("credulous")
def test_a_protocol_may_be_told_of_in_passing_and_a_partnership_not() -> None:
    text = "Portugal says that a protocol with Spain on the river is in order."
    assert gleaned(text) == [{"country:PRT", "country:ESP"}]
    assert gleaned(text.replace("protocol", "partnership")) == []
    assert gleaned("Envoys of Portugal and Spain had spoken of a declaration on the river.") == []


@pytest.mark.usefixtures("credulous")
def test_who_have_an_accord_that_is_read_get_no_other() -> None:
    assert gleaned(f"Portugal and England signed a trade accord on Monday. {OLD}") == []
    assert gleaned(f"Portugal and Peru signed a trade accord on Monday. {OLD}") == [SIDES]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Singers looked on as Oman and a neighbour redrew their air services treaty on Monday.", [{"country:OMN"}]),
        ("Tea-growing nations reached a shaky accord on prices in Kenya on Wednesday.", []),
        ("Peru and Chile signed a treaty on trade. The rebels of Kenya broke a truce on Monday.", []),
    ],
)
def test_one_likely_side_is_enough_for_what_opens_an_article(text: str, sides: list[set[str]]) -> None:
    assert gleaned(text) == sides
