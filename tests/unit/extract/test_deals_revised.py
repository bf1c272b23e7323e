"""What a price was put at before it was changed is not the value of the deal."""

from __future__ import annotations

from tests.unit.extract.deal_reading import Read

ORDER = "Norway agreed to buy ferries from Peru for $30 million. "


def values(read: Read, text: str) -> list[str]:
    return [deal.money.value_text for deal in read(text) if deal.money is not None]


def test_an_estimate_that_was_cut_is_no_value(read: Read) -> None:
    later = "Talks in recent months cut the price, which the ministry had put at up to $40 million in May."
    assert values(read, ORDER + later) == ["$30 million"]


def test_a_price_that_stands_is(read: Read) -> None:
    assert values(read, ORDER + "A minister put the price at $31 million.") == ["$30 million", "$31 million"]
