"""Articles that repeat or replace others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

import polars as pl

from flows.model.vocabulary.articles import PubStatus
from flows.resolve.dating import clock
from flows.resolve.minhash import BAND, VALUE_BYTES, Signed, repeated, signature
from flows.resolve.reach import number, reach, sharing
from flows.resolve.table import State, among, table

Row: TypeAlias = Mapping[str, Any]

TEXTS = {
    "doc_id": pl.String,
    "published": pl.String,
    "article": pl.String,
    "version_no": pl.Int32,
    "pub_status": pl.String,
    "signature": pl.Binary,
    "clock": pl.String,
}
TIES = {"node": pl.String, "key": pl.Int64}
REPEATS = {"doc_id": pl.String, "duplicate_of_doc_id": pl.String, "supersedes_doc_id": pl.String}


def update_repeats(before: State, documents: pl.DataFrame, leaving: pl.Series) -> tuple[State, pl.Series]:
    """Tables about repeated articles (`texts`, `text_ties`, `repeats`), and the articles that they tell otherwise of.

    `repeats` has a row for every article that counts.

    Args:
        before: what was kept.
        documents: articles that are new or read anew.
        leaving: those, and articles that count no more.
    """
    fresh = pl.DataFrame([_text(row) for row in documents.iter_rows(named=True)], schema=TEXTS, orient="row")
    fresh_ties = pl.DataFrame(list(_ties(fresh)), schema=TIES, orient="row")
    known = table(before, "text_ties", TIES)
    ties = known.replaced(leaving, fresh_ties, "node")
    touched = reach(leaving, sharing(known), sharing(ties))
    texts = table(before, "texts", TEXTS).replaced(leaving, fresh)
    repeats = _repeats(texts.of("doc_id", touched).to_dicts())
    after = {
        "texts": texts,
        "text_ties": ties,
        "repeats": table(before, "repeats", REPEATS).replaced(touched, repeats),
    }
    return after, differing(_told(before, touched), _told(after, touched))


def _told(state: State, doc_ids: pl.Series) -> pl.DataFrame:
    """What is known of some articles: what they repeat and replace, and whether they are usable and not replaced."""
    if not state:
        return pl.DataFrame(schema={**REPEATS, "counts": pl.Boolean})
    repeats = state["repeats"].of("doc_id", doc_ids)
    return repeats.join(standing(state, doc_ids).with_columns(counts=True), on="doc_id", how="left")


def differing(before: pl.DataFrame, after: pl.DataFrame) -> pl.Series:
    """Articles of which the two tables hold other rows."""
    sides = ((before, after), (after, before))
    return pl.concat([a.join(b, on=a.columns, how="anti", nulls_equal=True)["doc_id"] for a, b in sides]).unique()


def standing(state: State, doc_ids: pl.Series) -> pl.DataFrame:
    """Those of the articles of which reports count (`doc_id`): usable, and replaced by no later version."""
    texts = state["texts"].of("doc_id", doc_ids)
    usable = texts.filter(pl.col("pub_status") == PubStatus.USABLE.value).select("doc_id")
    replaced = state["repeats"].of("supersedes_doc_id", usable["doc_id"])["supersedes_doc_id"]
    return usable.filter(~among("doc_id", replaced))


def _text(row: Row) -> dict[str, Any]:
    """What is kept of an article's text."""
    day: date | None = row["published_earliest"]
    return {
        "doc_id": row["doc_id"],
        "published": None if day is None else day.isoformat(),
        "article": row["source_id"] or row["url"],
        "version_no": row["version_no"],
        "pub_status": row["pub_status"],
        "signature": signature(row["raw_text"]),
        "clock": clock(row["raw_text"]),
    }


def _ties(texts: pl.DataFrame) -> Iterator[tuple[str, int]]:
    """What could make an article a repetition or a version of another: bands of its signature, its address."""
    width = BAND * VALUE_BYTES
    for doc_id, article, signed in texts.select("doc_id", "article", "signature").iter_rows():
        for start in range(0, len(signed or b""), width):
            yield doc_id, number(start, signed[start : start + width].hex())
        if article is not None:
            yield doc_id, number("article", article)


def _repeats(rows: list[dict[str, Any]]) -> pl.DataFrame:
    repeats = near_duplicates(rows)
    replaces = superseded(rows)
    found = [(row["doc_id"], repeats.get(row["doc_id"]), replaces.get(row["doc_id"])) for row in rows]
    return pl.DataFrame(found, schema=REPEATS, orient="row")


def near_duplicates(texts: Iterable[Row]) -> dict[str, str]:
    """For each document whose text nearly repeats an earlier one: the most alike earlier original.

    Earlier is: published earlier, else the smaller id. Versions of one article are no duplicates of each other.
    """
    return repeated(Signed(row["doc_id"], row["published"], row["signature"], row["article"]) for row in texts)


def superseded(texts: Iterable[Row]) -> dict[str, str]:
    """For each version of an article that replaces another: the version before it."""
    versions: dict[str, list[Row]] = {}
    for row in texts:
        if row["article"] is not None:
            versions.setdefault(row["article"], []).append(row)
    found = {}
    for rows in versions.values():
        ordered = sorted(rows, key=lambda row: (row["version_no"], row["doc_id"]))
        for before, after in zip(ordered, ordered[1:], strict=False):
            if before["version_no"] < after["version_no"]:
                found[after["doc_id"]] = before["doc_id"]
    return found
