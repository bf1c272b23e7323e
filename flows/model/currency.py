"""Minor units of currencies."""

from __future__ import annotations

from types import MappingProxyType

DEFAULT_EXPONENT = 2

# ISO 4217 list one, column "minor unit", where it is not 2 (SIX Interbank Clearing, maintenance agency). CLDR's
# fraction digits, which libraries carry, say how amounts are printed and differ for a dozen currencies.
EXPONENTS = MappingProxyType(
    dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
    | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
    | dict.fromkeys("CLF UYW".split(), 4)
)


def exponent(currency: str) -> int:
    """Decimal places of the currency's minor unit: 2 for USD, 0 for JPY, 3 for KWD."""
    return EXPONENTS.get(currency, DEFAULT_EXPONENT)
