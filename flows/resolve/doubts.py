"""Close calls: what the rules narrowly put together or kept apart, for people to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from flows.contract import PUBLISHED
from flows.contract.schema import polars_schema
from flows.model.ids import digest
from flows.model.vocabulary.facts import JudgedKind
from flows.resolve.order import conformed

SURE = 0.8  # what agrees as well as this, or better, is no close call
LIKELY = 0.5  # what agrees less is no close call either
MOST = 3  # facts that one fact is shown apart from
TOO_LITTLE = "too_little_in_common"
CALLS = polars_schema(PUBLISHED["close_calls"])
CALLED = ("about", "told_id_a", "told_id_b")  # what the id hashes
# One side of a close call: document, report or mention, and the fact or entity it was led to.
SAID = ("side", "doc_id", "told_id", "thing_id")


class Judged(NamedTuple):
    """What the rules say of two tellings: how well they agree (0 to 1), why they are one, or why not."""

    score: float
    rule: str | None
    obstacle: str | None

    @property
    def is_ruled_out(self) -> bool:
        """Whether something both say keeps them apart, whatever else joins them."""
        return self.obstacle is not None and self.obstacle != TOO_LITTLE


def narrowly_apart(near: pl.DataFrame) -> pl.DataFrame:
    """Pairs of threads kept apart although they agree in much (`a`, `b`, `score`, `method`).

    Of the most alike pairs of any two facts (`near`), those that are among the three most alike of either.
    """
    ranked = near.sort("score", "a", "b", descending=[True, False, False]).with_row_index("place")
    seen = pl.concat([ranked.select("place", fact="one"), ranked.select("place", fact="other")]).sort("place")
    beyond = seen.filter(pl.int_range(pl.len()).over("fact") >= MOST)["place"]
    # What had a rule of its own was refused for the sake of others in the clusters.
    method = pl.col("obstacle").fill_null("others_of_them_differ")
    return ranked.filter(~pl.col("place").is_in(beyond.implode())).select("a", "b", "score", method.alias("method"))


def statements(homes: pl.DataFrame, reports: pl.DataFrame) -> pl.DataFrame:
    """The report that stands for each thread that tells a fact, the first one in the text.

    Columns are those of `SAID`; `side` is the thread.
    """
    told = homes.join(reports.select("report_id", "span_start"), on="report_id")
    first = told.sort("thread", "span_start", "report_id").unique("thread", keep="first")
    return first.select("doc_id", side="thread", told_id="report_id", thing_id="fact_id").select(SAID)


def call_rows(about: JudgedKind, calls: pl.DataFrame, said: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Rows of `close_calls`, the smaller statement first.

    Args:
        about: the kind of thing that may be one.
        calls: pairs of sides (`a`, `b`) with `verdict`, `score` and `method`; what nothing stands for is left out.
        said: where each side stands, columns as in `SAID`.
        by: further columns of the calls, which the rows have too.
    """
    told = calls.select("a", "b", "verdict", "score", "method", *by)
    met = told.join(said, left_on="a", right_on="side").join(said, left_on="b", right_on="side", suffix="_b")
    is_turned = pl.col("told_id") > pl.col("told_id_b")
    sides = {
        f"{name}_{side}": pl.when(is_turned == (side == "a")).then(f"{name}_b").otherwise(name)
        for name in SAID[1:]
        for side in "ab"
    }
    rows = met.select("verdict", "score", "method", *by, about=pl.lit(about.value), **sides)
    ids = [f"call_{digest(*told)}" for told in rows.select(CALLED).iter_rows()]
    named = rows.with_columns(close_call_id=pl.Series(ids, dtype=pl.String))
    return conformed(named, {**CALLS, **{name: pl.String for name in by}})
