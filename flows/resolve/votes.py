"""What cards and aliases say of each name, counted: an article more costs its names, not their bearers."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from flows.resolve.cards import CARDS
from flows.resolve.table import State, Table, table

VOTES = {
    **{name: dtype for name, dtype in CARDS.items() if name != "doc_id"},
    "doc_id": pl.String,  # the first document that says so
    "n": pl.Int64,  # documents that do
}
USES = {
    "who": pl.String,
    "country_code": pl.String,
    "alias": pl.String,
    "alias_type": pl.String,
    "n_mentions": pl.Int64,
}
NAME = ["who", "country_code"]  # bearers of a name, as far as cards tell them apart


def update_votes(before: State, after: State, fresh: Mapping[str, pl.DataFrame], leaving: pl.Series) -> State:
    """Tables `votes` and `uses`: counted further; anew only for names that a document has left.

    Args:
        before: what was kept.
        after: all `cards` and `aliases` as they are now.
        fresh: those of the documents that are new or read anew.
        leaving: ids of those, and of documents that count no more.
    """
    old = table(before, "cards", CARDS).of("doc_id", leaving)["who"].unique()
    again, more = after["cards"].of("who", old), fresh["cards"].filter(~pl.col("who").is_in(old.implode()))
    cards = pl.concat([again, more])
    told = _told(cards, after["aliases"].of("doc_id", cards["doc_id"].unique()))
    return {
        "votes": _counted(table(before, "votes", VOTES), old, _votes(cards)),
        "uses": _counted(table(before, "uses", USES), old, told),
    }


def _votes(cards: pl.DataFrame) -> pl.DataFrame:
    return cards.with_columns(n=pl.lit(1, pl.Int64)).select(list(VOTES))


def _told(cards: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """The forms that documents use of their cards."""
    told = cards.select("doc_id", "entity_key", "country_code", "who").join(aliases, on=["doc_id", "entity_key"])
    return told.with_columns(pl.col("n_mentions").cast(pl.Int64)).select(list(USES))


def _counted(before: Table, gone: pl.Series, more: pl.DataFrame) -> Table:
    """The counts with more of them; those of the names that are gone are forgotten."""
    staying = before.without("who", gone)
    stirred = more["who"].unique()
    known = staying.of("who", stirred)
    alike = [name for name in known.columns if name not in ("doc_id", "n", "n_mentions")]
    sums = [pl.col(name).sum() for name in known.columns if name in ("n", "n_mentions")]
    firsts = [pl.col(name).min() for name in known.columns if name == "doc_id"]
    return staying.replaced(stirred, pl.concat([known, more]).group_by(alike).agg(*sums, *firsts), "who")
