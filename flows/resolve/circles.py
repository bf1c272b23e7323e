"""Bearers of bare names that mean no one known, together where their articles name the same people beside them.

A new bearer joins those kept: it is compared by the pairs of people that its article names, and by nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

import polars as pl

from flows.model.vocabulary.facts import CloseCall
from flows.resolve.cards import CARDS, PERSON
from flows.resolve.casts import ALONE, CAST
from flows.resolve.clusters import sharing
from flows.resolve.reach import number
from flows.resolve.table import State, Table, among, table
from flows.resolve.text import tokens

SMALLEST_CIRCLE = 2  # people that two documents share, for a bare name in both to be one
SCORE = 0.75  # how sure that is: chosen by what it rests on, not measured
CIRCLES = {"spelling": pl.String, "key": pl.Int64, **CAST}  # people beside a bare name, and one bearer among them


def update_circles(before: State, after: State, touched: pl.Series, left: pl.Series, leaving: pl.Series) -> State:
    """Tables `alone` and `circles`: the bearers of bare names with a label that those of one circle share.

    Args:
        before: what was kept.
        after: holds all `cards` as they are now.
        touched: spellings of which names may mean others than before.
        left: those of them that are bare names and mean no one known.
        leaving: ids of documents that are new, read anew, or count no more.
    """
    alone, circles = table(before, "alone", ALONE), table(before, "circles", CIRCLES)
    lost = table(before, "cards", CARDS).of("doc_id", leaving)["spelling"]
    known = alone.of("spelling", left, most=1)["spelling"].unique()
    grown = known.filter(~known.is_in(lost.implode()))
    stale = touched.filter(~touched.is_in(grown.implode()))
    alone, circles = alone.without("spelling", stale), circles.without("spelling", stale)
    fresh = after["cards"].of("doc_id", leaving).filter(among("spelling", grown))
    bearing = pl.concat([after["cards"].of("who", left.filter(~left.is_in(grown.implode()))), fresh])
    ties = _ties(bearing, after["cards"])
    met = circles.of("key", ties["key"].unique())
    return {"alone": _joined(bearing, ties, met, alone), "circles": circles.put(_further(ties, met))}


def _ties(bearing: pl.DataFrame, cards: Table) -> pl.DataFrame:
    """Every pair of people whom an article names in full beside a bare name, with the bearer of that."""
    is_full = (pl.col("group") == PERSON) & (pl.col("n_words") > 1)
    told = cards.of("doc_id", bearing["doc_id"].unique()).filter(is_full).select("doc_id", "name").unique()
    people: dict[str, set[str]] = defaultdict(set)
    for doc_id, name in told.iter_rows():
        people[doc_id].add("-".join(tokens(name)))
    rows = [
        (spelling, number(spelling, *together), doc_id, key)
        for spelling, doc_id, key in bearing.select("spelling", *CAST).iter_rows()
        for together in combinations(sorted(people.get(doc_id, ())), SMALLEST_CIRCLE)
    ]
    return pl.DataFrame(rows, schema=CIRCLES, orient="row")


def _joined(bearing: pl.DataFrame, ties: pl.DataFrame, met: pl.DataFrame, alone: Table) -> Table:
    """The bearers known and new, those that the new ones bring together with one label: the first of them."""
    fresh = bearing.select(*CAST, "spelling", _own().alias("label"))
    known = alone.of("doc_id", met["doc_id"].unique()).join(met.select("key", *CAST), on=list(CAST))
    keys: dict[str, set[int]] = {label: set() for label in (*fresh["label"], *known["label"])}
    told = (ties.select(_own(), "key"), known.select("label", "key"))
    for label, key in (row for rows in told for row in rows.iter_rows()):
        keys[label].add(key)
    labels = list(keys)
    first = {label: circle[0] for circle in sharing(labels, keys.values()) for label in circle}
    moved = [label for label in known["label"].unique() if first[label] != label]
    rows = pl.concat([alone.of("label", moved), fresh])
    return alone.without("label", moved).put(rows.with_columns(pl.col("label").replace_strict(first)))


def _own() -> pl.Expr:
    return pl.concat_str(*CAST, separator=" ").alias("own")


def is_first() -> pl.Expr:
    """Whether a bearer is the first of its circle."""
    return pl.col("label") == _own()


def _further(ties: pl.DataFrame, met: pl.DataFrame) -> pl.DataFrame:
    """The pairs of people that are not yet known, each with one bearer."""
    return ties.filter(~pl.col("key").is_in(met["key"].implode())).sort(list(CAST)).unique("key", keep="first")


def circle_doubts(alone: pl.DataFrame) -> pl.DataFrame:
    """Close calls: of each circle the first bearer and any other one."""
    parts = pl.col("label").str.splitn(" ", 2).struct
    return alone.filter(~is_first()).select(
        parts.field("field_0").alias("doc_id_a"),
        parts.field("field_1").alias("key_a"),
        doc_id_b="doc_id",
        key_b="entity_key",
        verdict=pl.lit(CloseCall.MERGED.value),
        score=pl.lit(SCORE),
        method=pl.lit("same_circle"),
    )
