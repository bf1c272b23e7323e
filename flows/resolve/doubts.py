"""Close calls: what the rules narrowly put together or kept apart, for people to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from flows.model.ids import digest
from flows.model.vocabulary.facts import CloseCall, JudgedKind
from flows.resolve.kept import among

SURE = 0.8  # what agrees as well as this, or better, is no close call
LIKELY = 0.5  # what agrees less is no close call either
MOST = 3  # facts that one fact is shown apart from
TOO_LITTLE = "too_little_in_common"


class Judged(NamedTuple):
    """What the rules say of two tellings: how well they agree (0 to 1), why they are one, or why not."""

    score: float
    rule: str | None
    obstacle: str | None

    @property
    def is_ruled_out(self) -> bool:
        """Whether something both say keeps them apart, whatever else joins them."""
        return self.obstacle is not None and self.obstacle != TOO_LITTLE


def narrowly_apart(pairs: pl.DataFrame, homes: pl.DataFrame) -> pl.DataFrame:
    """Pairs of threads kept apart although they agree in much (`a`, `b`, `score`, `method`).

    The most alike pair of any two facts, where it is among the three most alike of either.
    """
    apart = pairs.filter(pl.col("is_apart") & (pl.col("score") >= LIKELY))
    home = homes.filter(among("thread", pl.concat([apart["a"], apart["b"]]))).select("thread", "fact_id").unique()
    led = (
        apart.join(home.rename({"thread": "a", "fact_id": "ours"}), on="a")
        .join(home.rename({"thread": "b", "fact_id": "theirs"}), on="b")
        .with_columns(one=pl.min_horizontal("ours", "theirs"), other=pl.max_horizontal("ours", "theirs"))
        .sort("score", "a", "b", descending=[True, False, False])
        .unique(["one", "other"], keep="first", maintain_order=True)
        .with_row_index("place")
    )
    seen = pl.concat([led.select("place", fact="one"), led.select("place", fact="other")]).sort("place")
    beyond = seen.filter(pl.int_range(pl.len()).over("fact") >= MOST)["place"]
    # What had a rule of its own was refused for the sake of others in the clusters.
    method = pl.col("obstacle").fill_null("others_of_them_differ")
    return led.filter(~pl.col("place").is_in(beyond.implode())).select("a", "b", "score", method.alias("method"))


class Statement(NamedTuple):
    """Where one side of a close call stands: document, report or mention, and the fact or entity it was led to."""

    doc_id: str
    told_id: str
    thing_id: str


def statements(homes: pl.DataFrame, reports: pl.DataFrame) -> dict[str, Statement]:
    """The report that stands for each thread that tells a fact: the first one in the text."""
    told = homes.join(reports.select("report_id", "span_start"), on="report_id")
    first = told.sort("thread", "span_start", "report_id").unique("thread", keep="first")
    rows = first.select("thread", "doc_id", "report_id", "fact_id").iter_rows()
    return {thread: Statement(*row) for thread, *row in rows}


def call_rows(
    about: JudgedKind, verdict: CloseCall, calls: pl.DataFrame, told: Mapping[str, Statement]
) -> list[dict[str, Any]]:
    """Rows of `close_calls`; `told` gives the statement of each thread."""
    return [
        call_row(about, told[a], told[b], verdict, score, method)
        for a, b, score, method in calls.select("a", "b", "score", "method").iter_rows()
    ]


def call_row(
    about: JudgedKind, a: Statement, b: Statement, verdict: CloseCall, score: float, method: str
) -> dict[str, Any]:
    """A row of `close_calls`, the smaller statement first."""
    first, second = sorted((a, b), key=lambda side: side.told_id)
    return {
        "close_call_id": f"call_{digest(about.value, first.told_id, second.told_id)}",
        "about": about.value,
        "verdict": verdict.value,
        "score": score,
        "method": method,
        "doc_id_a": first.doc_id,
        "told_id_a": first.told_id,
        "thing_id_a": first.thing_id,
        "doc_id_b": second.doc_id,
        "told_id_b": second.told_id,
        "thing_id_b": second.thing_id,
    }
