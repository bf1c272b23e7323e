"""Tables about the threads of documents and the facts that they tell."""

from __future__ import annotations

import polars as pl

from flows.resolve.deal_nodes import Thread

HOMES = {
    "report_id": pl.String,
    "doc_id": pl.String,
    "thread": pl.String,
    "fact_id": pl.String,
    "circle": pl.String,  # the first of the threads that links by rule or people hold together, if not as one fact
}
REASONS = {
    "thread": pl.String,
    "report_id": pl.String,
    "fact_id": pl.String,
    "judgement": pl.String,
    "method": pl.String,
    "score": pl.Float64,
    "rule_version": pl.String,
    "decided_by": pl.String,
}
JOINS = {"a": pl.String, "b": pl.String, "score": pl.Float64, "method": pl.String}
WIDTH = 6  # digits of a thread's number


def name_of(thread: Thread) -> str:
    """The thread in a table; sorted like the thread itself."""
    return f"{thread.doc_id}#{thread.number:0{WIDTH}}"


def thread_of(name: str) -> Thread:
    """The thread that a table names."""
    doc_id, _, number_of_thread = name.rpartition("#")
    return Thread(doc_id, int(number_of_thread))


def places(names: pl.Series, threads: pl.Series) -> pl.Series:
    """The place of each thread in the names, which are all different; NULL where it is none of them."""
    known = pl.DataFrame({"name": names, "place": pl.int_range(len(names), dtype=pl.Int64, eager=True)})
    led = threads.to_frame("name").join(known, on="name", how="left", maintain_order="left")
    return led["place"]
