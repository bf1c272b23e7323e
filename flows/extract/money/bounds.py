"""What a printed figure may mean: the contract's report-to-interval table."""

from __future__ import annotations

from decimal import Decimal

from flows.model.vocabulary.statements import Qualifier

TENTH = Decimal("0.1")
LARGEST = Decimal(10) ** 18  # DECIMAL(20,2) holds nothing beyond

Interval = tuple[Decimal | None, Decimal | None]


def bounds(value: Decimal, unit: Decimal, qualifier: Qualifier) -> Interval:
    """The lowest and highest value meant; None where that side is open.

    `unit` is the worth of the last significant digit. An exact figure spans half of it on either side, yet never
    more than "about" would: "$1 billion" is not vaguer than "about $1 billion".
    """
    half = min(unit / 2, value * TENTH)
    intervals: dict[Qualifier, Interval] = {
        Qualifier.EXACT: (value - half, value + half),
        Qualifier.NEARLY: (value - value * TENTH, value),
        Qualifier.ABOUT: (value - value * TENTH, value + value * TENTH),
        Qualifier.OVER: (value, None),
        Qualifier.AT_LEAST: (value, None),
        Qualifier.UP_TO: (Decimal(0), value),
    }
    return intervals.get(qualifier, (None, None))
