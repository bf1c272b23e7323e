"""Cells that a spreadsheet shows and does not run."""

from __future__ import annotations

from typing import Any

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝")  # OWASP ASVS 1.2.10


def harmless(value: Any) -> Any:
    """The value, text with an apostrophe before it where a spreadsheet would run it; numbers and dates as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
