"""Which cluster each cast member belongs to, kept by name: what all bearers of a name share is told once."""

from __future__ import annotations

import polars as pl

from flows.resolve.cards import CARDS
from flows.resolve.table import State, among, table
from flows.resolve.votes import NAME, VOTES

LED = {"spelling": pl.String, "country_code": pl.String, "label": pl.String}  # clusters by the rules
CAST = {"doc_id": pl.String, "entity_key": pl.String}
ALONE = {**CAST, "spelling": pl.String, "label": pl.String}  # bearers of bare names, each by itself
JOINED = {"label": pl.String, "cluster": pl.String}  # what people put together
PARTED = {**CAST, "who": pl.String, "country_code": pl.String, "cluster": pl.String}  # what people took out
KEPT = {"led": LED, "alone": ALONE, "joined": JOINED, "parted": PARTED}


def members_of(state: State, doc_ids: pl.Series) -> pl.DataFrame:
    """The cast of some documents with the `cluster` of each member (`doc_id`, `entity_key`, `cluster`)."""
    cards = table(state, "cards", CARDS).of("doc_id", doc_ids)
    return clustered(cards, state).select("doc_id", "entity_key", "cluster")


def clustered(cards: pl.DataFrame, state: State) -> pl.DataFrame:
    """The cards with their `cluster` as people want it."""
    parted = table(state, "parted", PARTED).rows.select(*CAST, parted="cluster")
    rows = labelled(cards, state).with_columns(_joined(state)).join(parted, on=list(CAST), how="left")
    return rows.with_columns(cluster=pl.coalesce("parted", "cluster")).drop("parted", "label")


def labelled(cards: pl.DataFrame, state: State) -> pl.DataFrame:
    """The cards with their cluster by the rules (`label`): a state's key, or the first member."""
    alone = table(state, "alone", ALONE).of("doc_id", cards["doc_id"].unique()).select(*CAST, own="label")
    rows = _named(cards, state).join(alone, on=list(CAST), how="left")
    return rows.with_columns(label=pl.coalesce("label", "own", "who")).drop("own")


def _named(rows: pl.DataFrame, state: State) -> pl.DataFrame:
    """The rows with the `label` that all bearers of their name share, NULL where there is none."""
    led = table(state, "led", LED).of("spelling", rows["spelling"].drop_nulls().unique())
    return rows.join(led, on=["spelling", "country_code"], how="left", nulls_equal=True)


def _joined(state: State) -> pl.Expr:
    ends = dict(table(state, "joined", JOINED).rows.iter_rows())
    return (pl.col("label").replace(ends) if ends else pl.col("label")).alias("cluster")


def clusters_of(state: State, who: pl.Series, alone: pl.DataFrame) -> pl.Series:
    """Clusters of the names, of some bearers of bare ones, and of all that people took out of theirs."""
    alone = alone.with_columns(_joined(state))
    votes = _of_names(table(state, "votes", VOTES).of("who", who), state)
    return (
        pl.concat([rows["cluster"] for rows in (votes, alone, table(state, "parted", PARTED).rows)])
        .drop_nulls()
        .unique()
    )


def _of_names(votes: pl.DataFrame, state: State) -> pl.DataFrame:
    """The votes with the `cluster` of their names, NULL where each bearer stands by itself."""
    whole = pl.when(pl.col("spelling").is_null()).then("who").otherwise("label")
    return _named(votes, state).with_columns(label=whole).with_columns(_joined(state)).drop("label")


def gathered(state: State, clusters: pl.Series) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What is said of the clusters, both with `cluster`: votes, and cards of names whose bearers are of several."""
    joined, parted = table(state, "joined", JOINED).rows, table(state, "parted", PARTED).rows
    labels = pl.concat([clusters, joined.filter(among("cluster", clusters))["label"]])
    spelt = table(state, "led", LED).of("label", labels)["spelling"]
    known = _of_names(table(state, "votes", VOTES).of("who", pl.concat([labels, spelt])), state)
    votes = known.filter(among("cluster", clusters)).join(parted, on=NAME, how="anti", nulls_equal=True)
    alone = table(state, "alone", ALONE).of("label", labels)
    cards = table(state, "cards", CARDS)
    apart = [cards.of("doc_id", alone["doc_id"]).join(alone, on=list(CAST), how="semi")]
    if parted.height:
        apart.append(cards.of("who", parted["who"]).join(parted, on=NAME, how="semi", nulls_equal=True))
        apart.append(cards.of("doc_id", parted["doc_id"]).join(parted, on=list(CAST), how="semi"))
    several = clustered(pl.concat(apart).unique(list(CAST)), state).filter(among("cluster", clusters))
    return votes, several
