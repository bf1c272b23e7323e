"""Undated articles dated by others that tell of the same occasion.

An occasion is known by what both articles say of it: at least two people, two states, and one deal by the word of
the same speaker, or one agreement. The dated article gives the day of the occasion; the undated one says how it lies
to that day, by the name of the weekday or as "yesterday". Where dated articles disagree, or the undated one is silent,
nothing is inferred.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple, TypeAlias

import polars as pl

from flows.model.vocabulary.agreements import AgreementStatus
from flows.model.vocabulary.deals import DealForm, DealStatus
from flows.model.vocabulary.statements import Basis, DatePrecision
from flows.resolve.casts import members_of
from flows.resolve.table import State, Table, among
from flows.resolve.windows import point, window

Row: TypeAlias = Mapping[str, Any]

FEWEST_PEOPLE = 2
FEWEST_STATES = 2
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WORD = re.compile(r"[a-z]+")
DAY = timedelta(days=1)
OFFSETS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
CLOCK = frozenset((*WEEKDAYS, "today", "yesterday"))
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


def casting(mentions: pl.DataFrame, told: pl.DataFrame) -> Casting:
    """The casting of documents.

    Args:
        mentions: rows with `doc_id` and `entity_id`.
        told: what a document tells of an occasion (`doc_id`, `fact`, `speaker`).
    """
    people: dict[str, set[str]] = defaultdict(set)
    states: dict[str, set[str]] = defaultdict(set)
    for doc_id, entity_id in mentions.select("doc_id", "entity_id").drop_nulls().unique().iter_rows():
        kind = entity_id.partition(":")[0]
        if kind in ("person", "country"):
            (people if kind == "person" else states)[doc_id].add(entity_id)
    sharing: dict[str, set[str]] = defaultdict(set)
    pairs = told.join(told, on=["fact", "speaker"], nulls_equal=True).select("doc_id", "doc_id_right").unique()
    for doc_id, other in pairs.iter_rows():
        if doc_id != other:
            sharing[doc_id].add(other)
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
    sharing = cast.sharing.get(row["doc_id"], set()) & occasions.keys()
    days = {occasions[doc_id] for doc_id in sharing if cast.same_occasion(row["doc_id"], doc_id)}
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


def clock(text: str) -> str:
    """Words of the text that can say how its day lies to an occasion."""
    return " ".join(sorted(set(WORD.findall(text.casefold())) & CLOCK))


def _words(row: Row) -> set[str]:
    return set(row["clock"].split())


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


DATINGS = {"doc_id": pl.String, "published": pl.Date, "occasion": pl.Date}


def datings(state: State, deals: Table, agreements: Table) -> pl.DataFrame:
    """The dating of each document that others date (`doc_id`, `published`, `occasion`).

    Args:
        state: tables about documents, mentions and reports.
        deals: the facts of deal reports (`report_id`, `fact_id`), as documents date themselves.
        agreements: the same of agreement reports.
    """
    silent = state["undated"].rows["doc_id"]
    of_deals, of_agreements = (_of_same_facts(homes, silent) for homes in (deals, agreements))
    told = pl.concat([_told_deals(state, of_deals), _told_agreements(state, of_agreements)])
    shared = told.filter(among("doc_id", silent)).select("fact", "speaker").unique()
    told = told.join(shared, on=["fact", "speaker"], how="semi", nulls_equal=True)
    doc_ids = told["doc_id"].unique()
    clocks = state["texts"].of("doc_id", doc_ids).select("doc_id", "clock")
    known = state["documents"].of("doc_id", doc_ids).drop("raw_text").join(clocks, on="doc_id").to_dicts()
    mentions = state["mentions"].of("doc_id", doc_ids)
    found = dated_by_others(known, casting(mentions, told))
    return pl.DataFrame([(doc_id, *told) for doc_id, told in sorted(found.items())], schema=DATINGS, orient="row")


def undated(documents: pl.DataFrame) -> pl.DataFrame:
    """The articles (`doc_id`) that do not say on which day they appeared."""
    return documents.filter(pl.col("published_precision").ne_missing(DatePrecision.DAY.value)).select("doc_id")


def _of_same_facts(homes: Table, doc_ids: pl.Series) -> pl.DataFrame:
    return homes.of("fact_id", homes.of("doc_id", doc_ids)["fact_id"].unique())


def _told_deals(state: State, homes: pl.DataFrame) -> pl.DataFrame:
    """A deal by the word of its speaker; standing supply has no occasion."""
    told = state["deal_reports"].of("report_id", homes["report_id"])
    reports = told.filter(pl.col("deal_form") != DealForm.FLOW.value)
    members = members_of(state, reports["doc_id"].unique())
    led = members.join(
        state["minted"].of("cluster", members["cluster"].unique()).select("cluster", "entity_id"), on="cluster"
    )
    speakers = led.select("doc_id", speaker_key="entity_key", speaker="entity_id")
    spoken = reports.select("report_id", "doc_id", "speaker_key").join(speakers, on=["doc_id", "speaker_key"])
    led_to = spoken.join(homes.select("report_id", "fact_id"), on="report_id")
    return led_to.select("doc_id", "speaker", fact="fact_id").unique()


def _told_agreements(state: State, homes: pl.DataFrame) -> pl.DataFrame:
    reports = state["agreement_reports"].of("report_id", homes["report_id"]).select("report_id", "doc_id")
    told = reports.join(homes.select("report_id", "fact_id"), on="report_id")
    return told.select("doc_id", pl.lit(None, pl.String).alias("speaker"), fact="fact_id").unique()
