"""Undated articles dated by others that tell of the same occasion.

An occasion is known by what both articles say of it: at least two people, two states, and one deal by the word of
the same speaker, or one agreement. The dated article gives the day of the occasion; the undated one says how it lies
to that day, by the name of the weekday or as "yesterday". Where dated articles disagree, or the undated one is silent,
nothing is inferred.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

from flows.model.vocabulary import AgreementStatus, Basis, DatePrecision, DealForm, DealStatus
from flows.resolve.windows import point, window

Row: TypeAlias = Mapping[str, Any]

FEWEST_PEOPLE = 2
FEWEST_STATES = 2
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORD = re.compile(r"[a-z]+")
DAY = timedelta(days=1)
OFFSETS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
AHEAD = frozenset({DealStatus.PLANNED, DealStatus.NEGOTIATING, AgreementStatus.PROPOSED})


@dataclass(frozen=True, slots=True)
class Casting:
    """Who appears in each document, and which occasions two documents share by their facts."""

    people: Mapping[str, set[str]]
    states: Mapping[str, set[str]]
    sharing: Mapping[str, set[str]]

    def same_occasion(self, a: str, b: str) -> bool:
        """Whether two documents tell of one occasion."""
        people = self.people.get(a, set()) & self.people.get(b, set())
        states = self.states.get(a, set()) & self.states.get(b, set())
        return b in self.sharing.get(a, ()) and len(people) >= FEWEST_PEOPLE and len(states) >= FEWEST_STATES


def casting(mentions: Iterable[Row], deals: Iterable[Row], agreements: Iterable[Row]) -> Casting:
    """The casting of all documents; the arguments have entity and fact ids."""
    people: dict[str, set[str]] = defaultdict(set)
    states: dict[str, set[str]] = defaultdict(set)
    for row in mentions:
        kind, _, _ = (row["entity_id"] or "").partition(":")
        if kind == "person":
            people[row["doc_id"]].add(row["entity_id"])
        elif kind == "country":
            states[row["doc_id"]].add(row["entity_id"])
    telling: dict[object, set[str]] = defaultdict(set)
    for row in deals:
        if row["deal_id"] and row["speaker_entity_id"] and row["deal_form"] != DealForm.FLOW:
            telling[row["deal_id"], row["speaker_entity_id"]].add(row["doc_id"])
    for row in agreements:
        if row["agreement_id"]:
            telling[row["agreement_id"]].add(row["doc_id"])
    sharing: dict[str, set[str]] = defaultdict(set)
    for doc_ids in telling.values():
        for doc_id in doc_ids:
            sharing[doc_id] |= doc_ids - {doc_id}
    return Casting(people, states, sharing)


class Dating(NamedTuple):
    """When a document appeared, and the day of the occasion it tells of."""

    published: date
    occasion: date


def dated_by_others(documents: Sequence[Row], cast: Casting) -> dict[str, Dating]:
    """The dating of each document that others date; those that date themselves are left out."""
    occasions = {row["doc_id"]: day for row in documents if (day := _own_occasion(row)) is not None}
    undated = [row for row in documents if point(row, "published") is None]
    found: dict[str, Dating] = {}
    while True:
        news: dict[str, Dating] = {}
        for row in undated:
            if row["doc_id"] not in found and (told := _told(row, occasions, cast)) is not None:
                news[row["doc_id"]] = told
        if not news:
            return found
        found |= news
        occasions |= {doc_id: told.occasion for doc_id, told in news.items()}


def _own_occasion(row: Row) -> date | None:
    """The day a dated article tells of: its own, where it names that weekday or says "today"."""
    day = point(row, "published")
    if day is None or row["duplicate_of_doc_id"] is not None:
        return None
    words = _words(row)
    return day if _weekday(day) in words or "today" in words else None


def _told(row: Row, occasions: Mapping[str, date], cast: Casting) -> Dating | None:
    """The dating of a document, where the articles that share its occasion agree."""
    days = {day for doc_id, day in occasions.items() if cast.same_occasion(row["doc_id"], doc_id)}
    if len(days) != 1:
        return None
    occasion = days.pop()
    words = _words(row)
    if _weekday(occasion) in words:
        published = occasion
    elif "yesterday" in words:
        published = occasion + DAY
    else:
        return None
    return Dating(published, occasion) if _fits(row, published) else None


def _fits(row: Row, day: date) -> bool:
    """Whether what the article itself says of its date allows the day."""
    own = window(row, "published")
    if own is None:
        return True
    return (own.earliest is None or own.earliest <= day) and (own.latest is None or day <= own.latest)


def _words(row: Row) -> set[str]:
    return set(WORD.findall(row["raw_text"].casefold()))


def _weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def dated(document: Row, told: Dating | None) -> dict[str, Any]:
    """The document with its inferred publication day, unchanged where there is none."""
    if told is None:
        return dict(document)
    return dict(document) | _day("published", told.published) | {"published_basis": Basis.INFERRED_CROSS_DOCUMENT.value}


def redated(report: Row, prefix: str, text: str, told: Dating | None) -> dict[str, Any]:
    """The report with the day that a relative expression means once the article is dated.

    Args:
        report: a report whose columns `<prefix>_earliest` and `<prefix>_latest` may both be NULL.
        prefix: `as_of` or `date`.
        text: name of the column with the expression.
        told: inferred dating of its document.
    """
    row = dict(report)
    if told is None or window(row, prefix) is not None or row[text] is None:
        return row
    day = meant(row[text], told.published, is_ahead=row["report_status"] in AHEAD)
    return row if day is None else row | _day(prefix, day)


def meant(text: str, published: date, *, is_ahead: bool) -> date | None:
    """The day that "yesterday" or a weekday means in an article of that day; None for anything else."""
    for word in WORD.findall(text.casefold()):
        if word in OFFSETS:
            return published + OFFSETS[word] * DAY
        if word in WEEKDAYS:
            ahead = (WEEKDAYS.index(word) - published.weekday()) % 7
            return published + (ahead if is_ahead else -((7 - ahead) % 7)) * DAY
    return None


def _day(prefix: str, day: date) -> dict[str, Any]:
    return {
        f"{prefix}_edtf": day.isoformat(),
        f"{prefix}_earliest": day,
        f"{prefix}_latest": day,
        f"{prefix}_precision": DatePrecision.DAY.value,
    }
