"""Close calls kept between runs: made anew for what the last articles changed."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from flows.model.vocabulary.entities import MentionKind
from flows.model.vocabulary.facts import CloseCall, JudgedKind
from flows.resolve.bearers import borne
from flows.resolve.cards import Member
from flows.resolve.casts import ALONE, CAST, members_of
from flows.resolve.circles import circle_doubts, is_first
from flows.resolve.deal_nodes import Thread
from flows.resolve.doubts import CALLS, SAID, call_rows, narrowly_apart, statements
from flows.resolve.entities import NAMESAKES
from flows.resolve.linking import NEAR, Kind
from flows.resolve.order import conformed
from flows.resolve.overrides import Ruling
from flows.resolve.people import DOUBTED, DOUBTS
from flows.resolve.table import State, Table, table
from flows.resolve.threads import HOMES, JOINS, name_of

KEPT_CALLS = {
    **CALLS,
    "pair": pl.String,  # the two cast members, of a doubt about names
    "by_a": pl.String,  # else what tells when to make it anew: two spellings, or two facts
    "by_b": pl.String,
}
BY = ("pair", "by_a", "by_b")


def update_fact_calls(calls: Table, kind: Kind, before: State, after: State, ruling: Ruling[Thread]) -> Table:
    """The calls with those about facts of one kind anew that have a part in what changed, but those a person judged.

    Args:
        calls: as kept.
        kind: the kind of fact.
        before: the tables about it that count, as kept.
        after: the same as they are now, with `changed` threads and the `reports`.
        ruling: what people judged.
    """
    changed = after["changed"].rows["thread"]
    states = (before, after)
    touched = [table(state, "homes", HOMES).of("thread", changed)["fact_id"] for state in states]
    near = [table(state, "near", NEAR).of(side, changed) for state in states for side in "ab"]
    stale = pl.concat([*touched, *(rows[side] for rows in near for side in ("one", "other"))]).unique()
    threads = after["homes"].of("fact_id", stale)["thread"].unique()
    joins = table(after, "joins", JOINS).of("a", threads)
    merged = joins.select(
        pl.min_horizontal("a", "b").alias("a"), pl.max_horizontal("a", "b").alias("b"), "score", "method"
    )
    shown = {CloseCall.MERGED: merged, CloseCall.APART: _narrowly_apart(table(after, "near", NEAR), stale)}
    found = pl.concat([rows.with_columns(verdict=pl.lit(verdict.value)) for verdict, rows in shown.items()])
    open_calls = _unjudged(found, ((name_of(a), name_of(b)) for a, b in ruling.pairs))
    homes = after["homes"].of("thread", pl.concat([open_calls["a"], open_calls["b"]]).unique())
    said = statements(homes, after["reports"].of("report_id", homes["report_id"]))
    by = {name: pl.lit(None, pl.String) for name in BY}
    rows = call_rows(JudgedKind(kind.fact_type.value), open_calls.with_columns(**by), said, BY)
    fresh = rows.with_columns(by_a="thing_id_a", by_b="thing_id_b")
    return calls.without("by_a", stale).without("by_b", stale).put(fresh)


def _narrowly_apart(near: Table, facts: pl.Series) -> pl.DataFrame:
    """Of what is narrowly apart, the pairs of which one side is of the facts."""
    met = pl.concat([near.of(side, facts) for side in ("one", "other")])
    around = pl.concat([facts, met["one"], met["other"]]).unique()
    likely = pl.concat([near.of(side, around) for side in ("one", "other")]).unique()
    shown = narrowly_apart(likely)
    return shown.join(met.select("a", "b").unique(), on=["a", "b"], how="semi")


def update_entity_calls(calls: Table, before: State, after: State, leaving: pl.Series, ruling: Ruling[Member]) -> Table:
    """The calls with those about entities anew that have a part in what changed, but those a person judged.

    `after` holds the `touched` spellings and the `changed_casts`.
    """
    moved = after["changed_casts"].rows
    cards = after["cards"].of("doc_id", moved["doc_id"].unique()).join(moved, on=list(CAST), how="semi")
    spellings = pl.concat([after["touched"].rows["spelling"], cards["spelling"].drop_nulls()]).unique()
    old, new = (table(state, "doubts", DOUBTED) for state in (before, after))
    stale, fresh = old.differences(new)
    doc_ids = pl.concat([leaving, moved["doc_id"]]).unique()
    alone = table(before, "alone", ALONE).differences(after["alone"])
    here = after["alone"].of("doc_id", doc_ids)
    of_first = after["alone"].of("label", here.filter(is_first())["label"].unique())
    circles = [circle_doubts(rows) for rows in (alone[0], pl.concat([alone[1], here, of_first]))]
    told = [fresh, *(new.of(f"doc_id_{side}", doc_ids) for side in "ab")]
    again = pl.concat([*(rows.select(list(DOUBTS)) for rows in told), circles[1]]).unique()
    gone = pl.concat([stale.select(list(DOUBTS)), circles[0], again]).select(_pair())["pair"]
    none = pl.lit(None, pl.String)
    doubts = pl.concat(
        [again.with_columns(_pair(), by_a=none, by_b=none), _near(after, spellings).with_columns(pair=none)],
        how="diagonal",
    )
    found = doubts.with_columns(a=_side("doc_id_a", "key_a"), b=_side("doc_id_b", "key_b"))
    judged = ((f"{a.doc_id} {a.key}", f"{b.doc_id} {b.key}") for a, b in ruling.pairs)
    rows = call_rows(JudgedKind.ENTITY, _unjudged(found, judged), _first_mentions(after, doubts), BY)
    left = calls.without("pair", gone).without("by_a", spellings).without("by_b", spellings)
    return left.put(rows)


def _pair() -> pl.Expr:
    return pl.concat_str("doc_id_a", "key_a", "doc_id_b", "key_b", separator=" ").alias("pair")


def _side(doc_id: str, key: str) -> pl.Expr:
    return pl.concat_str(doc_id, key, separator=" ")


def _unjudged(calls: pl.DataFrame, judged: Iterable[tuple[str, str]]) -> pl.DataFrame:
    """The calls but those about the judged pairs, whichever side stands first."""
    both = [pair for a, b in judged for pair in ((a, b), (b, a))]
    decided = pl.DataFrame(both, schema={"a": pl.String, "b": pl.String}, orient="row")
    return calls.join(decided, on=["a", "b"], how="anti")


def _near(state: State, spellings: pl.Series) -> pl.DataFrame:
    """Names, one of a spelling, that would be one if they kept the same company, by their first bearers."""
    likely = pl.concat([state["likenesses"].of(f"spelling_{side}", spellings) for side in "ab"]).unique()
    near = likely.filter("is_near")
    spelt = state["votes"].of("who", pl.concat([near["spelling_a"], near["spelling_b"]]).unique())
    bearing = borne(spelt).sort("doc_id", "entity_key").unique("name_id", keep="first", maintain_order=True)
    members = members_of(state, bearing["doc_id"].unique())
    first = bearing.join(members, on=["doc_id", "entity_key"])
    sides = first.select("name_id", "doc_id", "country", "cluster", key="entity_key")
    met = near.select("a", "b", by_a="spelling_a", by_b="spelling_b").join(sides, left_on="a", right_on="name_id")
    met = met.join(sides, left_on="b", right_on="name_id", suffix="_b").filter(pl.col("cluster") != pl.col("cluster_b"))
    rows = met.select(
        pl.col("doc_id").alias("doc_id_a"),
        pl.col("key").alias("key_a"),
        "doc_id_b",
        "key_b",
        "by_a",
        "by_b",
        verdict=pl.lit(CloseCall.APART.value),
        score=pl.lit(NAMESAKES),
        method=pl.when(pl.col("country") != pl.col("country_b"))
        .then(pl.lit("other_country"))
        .otherwise(pl.lit("no_company_shared")),
    )
    return conformed(rows, {**DOUBTS, "by_a": pl.String, "by_b": pl.String})


def _first_mentions(state: State, doubts: pl.DataFrame) -> pl.DataFrame:
    """Where each cast member stands: its first mention by name, in text that was read if there is one."""
    sides = pl.concat([doubts.select(doc_id=f"doc_id_{side}", entity_key=f"key_{side}") for side in "ab"]).unique()
    mentions = state["mentions"].of("doc_id", sides["doc_id"].unique())
    rows = mentions.join(sides, on=["doc_id", "entity_key"], how="semi")
    is_other = pl.col("mention_kind") != MentionKind.NAME.value
    ordered = rows.with_columns(is_other=is_other).sort("in_dropped_segment", "is_other", "span_start", "mention_id")
    first = ordered.unique(["doc_id", "entity_key"], keep="first", maintain_order=True)
    told = first.select("doc_id", side=_side("doc_id", "entity_key"), told_id="mention_id", thing_id="entity_id")
    return told.select(SAID)
