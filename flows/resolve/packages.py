"""Agreements concluded on one occasion, as several documents tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flows.model.ids import digest
from flows.resolve.agreements import package_threads
from flows.resolve.clusters import Link, cluster

Row = Mapping[str, Any]
DocPackage = tuple[str, int]


def package_rows(
    reports: Sequence[Row], agreement_of: Mapping[str, str]
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Rows of staging `agreement_packages`, and package id by agreement id.

    Packages of two documents are one where they share an agreement. Members that a document names which states
    the count are named; members that only others name are inferred, as far as the count has room for them.
    """
    found = package_threads(reports)
    members = {
        key: {agreement_of[r["report_id"]] for r in rows if r["report_id"] in agreement_of}
        for key, rows in found.items()
    }
    rows: list[dict[str, Any]] = []
    package_of: dict[str, str] = {}
    for keys in cluster(found, _links(members)):
        agreements = set().union(*(members[key] for key in keys))
        count = _stated([row for key in keys for row in found[key]])
        if len(agreements) < 2 and (count or 0) < 2:
            continue
        row = _row([r for key in keys for r in found[key]], [(found[key], members[key]) for key in keys], count)
        rows.append(row)
        package_of |= dict.fromkeys(agreements, row["package_id"])
    return sorted(rows, key=lambda row: row["package_id"]), package_of


def _links(members: Mapping[DocPackage, set[str]]) -> Iterable[Link[DocPackage]]:
    first: dict[str, DocPackage] = {}
    for key in sorted(members):
        for agreement in sorted(members[key]):
            if agreement in first:
                yield Link(first[agreement], key, 1.0, "shared_agreement")
            else:
                first[agreement] = key


def _stated(rows: Iterable[Row]) -> int | None:
    counts = Counter(row["stated_count"] for row in rows if (row["stated_count"] or 0) > 1)
    return min(counts, key=lambda n: (-counts[n], n)) if counts else None


def _row(
    reports: Sequence[Row], by_document: Sequence[tuple[Sequence[Row], set[str]]], count: int | None
) -> dict[str, Any]:
    everyone = set().union(*(members for _, members in by_document))
    stating = [members for rows, members in by_document if count is None or _stated(rows) == count]
    named = set().union(*stating) if stating else everyone
    best = min(reports, key=lambda row: (row["stated_count"] is None, row["report_id"]))
    room = len(everyone) if count is None else max(0, count - len(named))
    return {
        "package_id": "package_" + digest(min(row["report_id"] for row in reports)),
        "stated_count": count,
        "named_members": len(named),
        "inferred_members": min(len(everyone - named), room),
        "report_id": best["report_id"],
    }
