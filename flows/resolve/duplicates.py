"""Articles that repeat or replace others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from flows.resolve.minhash import Signed, repeated, signature

Row: TypeAlias = Mapping[str, Any]


def near_duplicates(documents: Sequence[Row]) -> dict[str, str]:
    """For each document whose text nearly repeats an earlier one: the most alike earlier original.

    Earlier is: published earlier, else the smaller id. Versions of one article are no duplicates of each other.
    """
    return repeated(Signed(row["doc_id"], _day(row), signature(row["raw_text"]), _article(row)) for row in documents)


def _day(row: Row) -> str | None:
    day: date | None = row["published_earliest"]
    return None if day is None else day.isoformat()


def _article(row: Row) -> str | None:
    article: str | None = row["source_id"] or row["url"]
    return article


def superseded(documents: Iterable[Row]) -> dict[str, str]:
    """For each version of an article that replaces another: the version before it."""
    versions: dict[str, list[Row]] = {}
    for row in documents:
        if (article := _article(row)) is not None:
            versions.setdefault(article, []).append(row)
    found = {}
    for rows in versions.values():
        ordered = sorted(rows, key=lambda row: (row["version_no"], row["doc_id"]))
        for before, after in zip(ordered, ordered[1:], strict=False):
            if before["version_no"] < after["version_no"]:
                found[after["doc_id"]] = before["doc_id"]
    return found
