"""Exchange rates of the bundled history."""

from datetime import date
from decimal import Decimal

import pytest

from flows.resolve.fx import EuroRate, Rates, rates

TUESDAY = date(2016, 12, 13)


def test_pounds_become_dollars_at_the_rates_of_the_day():
    conversion = Rates().to_dollars("GBP", TUESDAY)
    assert conversion is not None
    assert conversion.to_usd(Decimal(3_800_000_000)) == Decimal("4829197010.35")
    assert (conversion.dollar.eur_rate, conversion.other.eur_rate) == (Decimal("1.0610"), Decimal("0.83488"))
    assert (conversion.fx_date, conversion.source) == (TUESDAY, "ECB eurofxref-hist")


def test_the_rate_is_the_unrounded_quotient_of_two_euro_rates():
    conversion = Rates().to_dollars("GBP", TUESDAY)
    assert abs(conversion.fx_rate * conversion.other.eur_rate - conversion.dollar.eur_rate) < Decimal("1e-40")


@pytest.mark.parametrize(
    ("day", "used"),
    [
        (date(2016, 12, 18), date(2016, 12, 16)),  # a Sunday
        (date(2016, 12, 26), date(2016, 12, 23)),  # a holiday
        (date(1999, 1, 4), date(1999, 1, 4)),
    ],
)
def test_a_day_without_rates_takes_the_business_day_before(day, used):
    assert Rates().to_dollars("GBP", day).fx_date == used


@pytest.mark.parametrize(
    ("currency", "day"),
    [
        ("GBP", date(1998, 12, 31)),
        ("GBP", date(2050, 1, 1)),
        ("AZN", TUESDAY),
        ("DEM", TUESDAY),
        ("ILS", date(2005, 5, 5)),
    ],
)
def test_no_rate_is_no_conversion(currency, day):
    assert Rates().to_dollars(currency, day) is None


def test_dollars_need_no_rate():
    conversion = Rates().to_dollars("USD", date(1987, 3, 3))
    assert (conversion.fx_rate, conversion.fx_date, conversion.source) == (Decimal(1), None, None)


def test_euros_convert_at_the_dollar_rate_itself():
    conversion = Rates().to_dollars("EUR", TUESDAY)
    assert (conversion.fx_rate, conversion.source) == (Decimal("1.0610"), "ECB eurofxref-hist")


def test_a_row_of_the_user_fills_a_gap_of_the_history():
    own = EuroRate(TUESDAY, "AZN", Decimal("1.9"), "central bank of Azerbaijan")
    conversion = Rates([own]).to_dollars("AZN", date(2016, 12, 15))
    assert conversion.other == own
    assert (conversion.fx_date, conversion.source) == (TUESDAY, own.source)


def test_a_row_older_than_a_week_is_not_used():
    own = EuroRate(TUESDAY, "AZN", Decimal("1.9"))
    assert Rates([own]).to_dollars("AZN", date(2016, 12, 21)) is None


def test_a_row_of_the_user_goes_before_the_history():
    own = EuroRate(TUESDAY, "GBP", Decimal("0.5"), "own")
    assert Rates([own]).to_dollars("GBP", TUESDAY).fx_rate == Decimal("2.122")


def test_rates_leave_out_currencies_without_one():
    assert sorted(rates(TUESDAY, ["GBP", "AZN", "USD"])) == ["GBP", "USD"]
