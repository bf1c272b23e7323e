"""Stated values in US dollars, and whether two of them can be one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from flows.model.vocabulary.statements import Qualifier
from flows.resolve.fx import Conversion, Rates
from flows.resolve.windows import point

Bounds: TypeAlias = "tuple[Decimal | None, Decimal | None]"

DOLLAR = "USD"
RATE_STEP = Decimal("1e-18")  # as far as the contract publishes a rate
# The outlet converted by a rate of its own that nobody knows (DATA_CONTRACT section 15).
CONVERSION_SLACK = Decimal("0.02")
TELLING_DIGITS = 2  # "$5 billion" may be many deals' value, "$4.8 billion" hardly


@dataclass(frozen=True, slots=True)
class Value:
    """What a report says of a deal's value: bounds in its own currency and, where a rate is known, in dollars."""

    currency: str
    lower: Decimal | None
    upper: Decimal | None
    usd: Bounds | None
    is_telling: bool  # exact, to so many digits that chance agreement is unlikely

    def meets(self, other: Value) -> bool | None:
        """Whether both can be one value; None where no rate lets them be compared.

        Equal currencies are compared unconverted. An outlet that writes for readers of another currency converts at a
        rate of its own, so every value but one in dollars has some slack.
        """
        if self.currency == other.currency:
            return _overlap(_widened((self.lower, self.upper), self._slack), (other.lower, other.upper))
        if self.usd is None or other.usd is None:
            return None
        return _overlap(_widened(self.usd, self._slack), _widened(other.usd, other._slack))

    @property
    def _slack(self) -> Decimal:
        return Decimal(0) if self.currency == DOLLAR else CONVERSION_SLACK


def _widened(bounds: Bounds, slack: Decimal) -> Bounds:
    lower, upper = bounds
    return lower and lower * (1 - slack), upper and upper * (1 + slack)


def _overlap(a: Bounds, b: Bounds) -> bool:
    return not (_below(a[1], b[0]) or _below(b[1], a[0]))


def _below(upper: Decimal | None, lower: Decimal | None) -> bool:
    return upper is not None and lower is not None and upper < lower


def value_of(row: Mapping[str, Any]) -> Value | None:
    """The value of a deal report with its dollar columns, None where it states none that can be compared."""
    lower, upper = row["amount_lower"], row["amount_upper"]
    if row["currency"] is None or (row["amount"] is None and lower is None and upper is None):
        return None
    if lower is None and upper is None:
        lower = upper = row["amount"]
    is_exact = row["qualifier_code"] in (Qualifier.EXACT, None) and row["amount"] is not None
    return Value(
        row["currency"],
        lower,
        upper,
        _dollar_bounds(lower, upper, row["fx_rate"]),
        is_exact and (row["significant_digits"] or 0) >= TELLING_DIGITS,
    )


def _dollar_bounds(lower: Decimal | None, upper: Decimal | None, rate: Decimal | None) -> Bounds | None:
    if rate is None:
        return None
    return None if lower is None else lower * rate, None if upper is None else upper * rate


def conversion(row: Mapping[str, Any], published: date | None, rates: Rates) -> Conversion | None:
    """The conversion of a deal report into dollars, by the rate of the day of its statement, else of publication.

    None where the report states no value, no day is known, or no rate lies near enough to it.
    """
    if row["currency"] is None or all(row[name] is None for name in ("amount", "amount_lower", "amount_upper")):
        return None
    day = point(row, "as_of") or published
    if row["currency"] != DOLLAR and day is None:
        return None
    return rates.to_dollars(row["currency"], day or date.min)


def dollars(row: Mapping[str, Any], found: Conversion | None) -> dict[str, Any]:
    """The dollar columns of a deal report; all NULL without a conversion."""
    if found is None:
        return dict.fromkeys(("amount_usd", "usd_lower", "usd_upper", "fx_rate", "fx_date", "fx_source"))
    amounts = {"amount_usd": row["amount"], "usd_lower": row["amount_lower"], "usd_upper": row["amount_upper"]}
    return {name: None if amount is None else found.to_usd(amount) for name, amount in amounts.items()} | {
        "fx_rate": found.fx_rate.quantize(RATE_STEP),
        "fx_date": found.fx_date,
        "fx_source": found.source,
    }


def rate_rows(conversions: Iterable[Conversion]) -> list[dict[str, Any]]:
    """Rows of `fx_rates`: the euro rates that the conversions rest on, each once, by day and currency."""
    used = {rate for found in conversions for rate in (found.dollar, found.other) if rate is not None}
    ordered = sorted(used, key=lambda rate: (rate.rate_date, rate.currency))
    return [
        {"rate_date": r.rate_date, "currency": r.currency, "eur_rate": r.eur_rate, "source": r.source} for r in ordered
    ]
