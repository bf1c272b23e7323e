"""The money columns: what was printed, in its own currency, and in US dollars of the day."""

from __future__ import annotations

from flows.contract.column import Column, Type
from flows.contract.common import ISO_CURRENCY

NO_VALUE = "no value stated, or no single one"
NO_RATE = "no value, or no exchange rate within 7 days"

AMOUNT = Column("amount", Type.MONEY, "Value in major units of `currency`.", "currency", NO_VALUE, minimum=0)
AMOUNT_MINOR = Column(
    "amount_minor",
    Type.BIGINT,
    "Value in minor units: `amount` times ten to the ISO 4217 exponent.",
    "minor currency unit",
    NO_VALUE,
    minimum=0,
)
CURRENCY = Column(
    "currency", Type.TEXT, "Currency of the amounts as stated.", standard=ISO_CURRENCY, null_meaning="no value stated"
)
AMOUNT_LOWER = Column(
    "amount_lower", Type.MONEY, "Least value the words allow.", "currency", "no value, or unbounded below", minimum=0
)
AMOUNT_UPPER = Column(
    "amount_upper", Type.MONEY, "Greatest value the words allow.", "currency", "no value, or unbounded above", minimum=0
)
STATED_MONEY = (AMOUNT, AMOUNT_MINOR, CURRENCY, AMOUNT_LOWER, AMOUNT_UPPER)

AMOUNT_USD = Column("amount_usd", Type.MONEY, "Value in US dollars of `fx_date`.", "USD", NO_RATE, minimum=0)
USD_LOWER = Column("usd_lower", Type.MONEY, "`amount_lower` in US dollars.", "USD", NO_RATE, minimum=0)
USD_UPPER = Column("usd_upper", Type.MONEY, "`amount_upper` in US dollars.", "USD", NO_RATE, minimum=0)
FX_RATE = Column(
    "fx_rate",
    Type.FX_RATE,
    "US dollars for one unit of `currency`: the quotient of two `fx_rates` rows.",
    "USD per unit of currency",
    NO_RATE,
    minimum=0,
)
FX_DATE = Column("fx_date", Type.DATE, "Day of the exchange rate.", null_meaning=f"{NO_RATE}, or in dollars already")
FX_SOURCE = Column(
    "fx_source", Type.TEXT, "Where the exchange rate comes from.", null_meaning=f"{NO_RATE}, or in dollars already"
)
CONVERTED_MONEY = (AMOUNT_USD, USD_LOWER, USD_UPPER, FX_RATE, FX_DATE, FX_SOURCE)
