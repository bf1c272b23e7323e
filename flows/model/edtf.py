"""Dates as the contract publishes them: an EDTF string with the days it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.model.vocabulary import DatePrecision


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """An EDTF level 1 expression (ISO 8601-2) with its earliest and latest day.

    `earliest` / `latest` are None where that side is open. `weekday` is 1 (Monday) to 7 for a weekday that
    cannot be dated (`XXXX-XX-XX`).
    """

    edtf: str
    earliest: date | None
    latest: date | None
    precision: DatePrecision
    weekday: int | None = None
