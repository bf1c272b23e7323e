"""Figures as a person reads them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.numbers import format_compact_currency


def compact_money(deal: Mapping[str, Any]) -> str:
    """The value of a deal, as `$4.85B`; a dash where none is stated, bounds where only bounds are."""
    if deal["currency"] is None:
        return "—"
    if deal["amount"] is not None:
        return _compact(deal["amount"], deal["currency"])
    lower, upper = (_or_none(deal[end], deal["currency"]) for end in ("amount_lower", "amount_upper"))
    if lower and upper:
        return f"{lower}–{upper}"
    return f"≥ {lower}" if lower else f"≤ {upper}" if upper else "—"


def _or_none(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else _compact(amount, currency)


@lru_cache(10_000)
def _compact(amount: Decimal, currency: str) -> str:
    return format_compact_currency(amount, currency, fraction_digits=2, locale="en")


def compact_usd(amount: Decimal) -> str:
    """US dollars of a sum, in three digits, as `$4.85B` or `$683B`: what is added up is no more exact than that."""
    digits = 2 - max(amount.adjusted(), 0) % 3
    return str(format_compact_currency(amount, "USD", fraction_digits=digits, locale="en"))


def counted(n: int, thing: str, things: str | None = None) -> str:
    """The number with its noun, as `1 deal` or `2,345 entities`."""
    return f"{n:,} {thing if n == 1 else things or thing + 's'}"
