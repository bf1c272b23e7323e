"""What cards and aliases say of each name, counted: an article more costs its names, not their bearers."""

from __future__ import annotations

import polars as pl

from flows.resolve.cards import CARDS
from flows.resolve.kept import State, among, replaced, table

VOTES = {
    "who": pl.String,  # spelling; of states their key; what is unnamed stands for itself
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
IS_STATE = pl.col("entity_key").str.contains(r"^(?:country|gov):[A-Z]{3}$")
NAME = ["who", "country_code"]  # bearers of a name, as far as cards tell them apart


def standing_for() -> pl.Expr:
    """What a card counts for: the column `who`."""
    own = pl.concat_str("doc_id", "entity_key", separator=" ")
    return pl.coalesce("spelling", pl.when(IS_STATE).then("entity_key").otherwise(own)).alias("who")


def update_votes(before: State, after: State, fresh: State, leaving: pl.Series) -> State:
    """Tables `votes` and `uses`: counted further; anew only for names that a document has left.

    Args:
        before: what was kept.
        after: all `cards` and `aliases` as they are now.
        fresh: those of the documents that are new or read anew.
        leaving: ids of those, and of documents that count no more.
    """
    old = table(before, "cards", CARDS).filter(among("doc_id", leaving)).select(standing_for())["who"].unique()
    more = fresh["cards"].with_columns(standing_for()).filter(~among("who", old))
    again = bearing(after["cards"], old) if len(old) else more.clear()
    cards = pl.concat([again, more])
    told = pl.concat([_told(rows, aliases) for rows, aliases in ((again, after["aliases"]), (more, fresh["aliases"]))])
    return {
        "votes": _counted(table(before, "votes", VOTES), old, _votes(cards)),
        "uses": _counted(table(before, "uses", USES), old, told),
    }


def bearing(cards: pl.DataFrame, who: pl.Series) -> pl.DataFrame:
    """The cards that count for one of the names, with `who`."""
    own = who.str.extract(r"^(\S+) ").drop_nulls()
    likely = cards.filter(among("spelling", who) | among("entity_key", who) | among("doc_id", own))
    return likely.with_columns(standing_for()).filter(among("who", who))


def _votes(cards: pl.DataFrame) -> pl.DataFrame:
    return cards.with_columns(n=pl.lit(1, pl.Int64)).select(list(VOTES))


def _told(cards: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """The forms that documents use of their cards."""
    told = cards.select("doc_id", "entity_key", "country_code", "who").join(
        aliases.filter(among("doc_id", cards["doc_id"].unique())), on=["doc_id", "entity_key"]
    )
    return told.with_columns(pl.col("n_mentions").cast(pl.Int64)).select(list(USES))


def _counted(before: pl.DataFrame, gone: pl.Series, more: pl.DataFrame) -> pl.DataFrame:
    """The counts with more of them; those of the names that are gone are forgotten."""
    stirred = pl.concat([more["who"], gone]).unique()
    known = before.filter(among("who", stirred) & ~among("who", gone))
    alike = [name for name in before.columns if name not in ("doc_id", "n", "n_mentions")]
    sums = [pl.col(name).sum() for name in before.columns if name in ("n", "n_mentions")]
    firsts = [pl.col(name).min() for name in before.columns if name == "doc_id"]
    return replaced(before, stirred, pl.concat([known, more]).group_by(alike).agg(*sums, *firsts), "who")
