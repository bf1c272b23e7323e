"""Resolving on top of what an earlier run kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import polars as pl

from flows.contract.frames import limited
from flows.contract.parts import PARTS
from flows.contract.schema import polars_schema
from flows.resolve import BATCH
from flows.resolve.assemble import Update
from flows.resolve.fx import Rates
from flows.resolve.kept import read_state, read_tables, write_state
from flows.resolve.outcome import outcome
from flows.resolve.overrides import Judgement
from flows.resolve.rulings import Rulings, rulings
from flows.resolve.table import State, Table, among, table

Parts = Mapping[str, pl.DataFrame]
Frames = dict[str, pl.DataFrame]

READINGS = {"doc_id": pl.String, "reading": pl.String}
JUDGED = {"fingerprint": pl.String}
KEPT_AS = {"doc_entities": "cards", "doc_aliases": "aliases"}  # where a table of parts is kept under another name


@dataclass(frozen=True, slots=True)
class Judged:
    """What people decided: judgements, exchange rates, and what new judgements may name (see `resolve`)."""

    judgements: Sequence[Judgement]
    rates: Rates
    delivered: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What earlier runs resolved and kept in a folder, none where there is none."""

    folder: Path
    tables: State

    @classmethod
    def open(cls, folder: Path) -> Kept:
        """What the folder holds; it is removed if it is damaged."""
        return cls(folder, read_state(folder))

    @property
    def readings(self) -> dict[str, str]:
        """The reading of each article that was resolved."""
        rows = table(self.tables, "readings", READINGS).rows
        return dict(zip(rows["doc_id"].to_list(), rows["reading"].to_list(), strict=True))


def resolve_further(kept: Kept, batches: Iterable[Parts], readings: Mapping[str, str], judged: Judged) -> Frames:
    """Staging frames over all of `readings`; what was kept is used, and brought up to date."""
    before, coming = kept.tables, iter(batches)
    now = pl.DataFrame({"doc_id": list(readings), "reading": list(readings.values())}, schema=READINGS)
    known = table(before, "readings", READINGS).rows
    gone = known.join(now, on=list(READINGS), how="anti")["doc_id"]
    first = next(coming)
    leaving = pl.concat([gone, first["documents"]["doc_id"]])
    ruled = _rulings(before, first, leaving, judged)
    if before and before["judged"].rows["fingerprint"].item() != ruled.fingerprint:
        coming = chain(_cut(_whole(before, first, leaving, PARTS)), coming)
        before, known, gone = {}, known.clear(), gone.clear()
    else:
        coming = chain([first], coming)
    del first
    state = Course(now, ruled, judged.rates, kept.folder).follow(before, coming, gone)
    found = outcome(state, ruled)
    if state is not before:
        write_state(state, kept.folder)
    return found


@dataclass(frozen=True, slots=True)
class Course:
    """How batches of articles are resolved one on top of the other.

    Args:
        now: the reading of every article that counts.
        ruled: people's judgements.
        rates: exchange rates.
        folder: where tables are put between batches.
    """

    now: pl.DataFrame
    ruled: Rulings
    rates: Rates
    folder: Path

    def follow(self, before: State, batches: Iterable[Parts], gone: pl.Series) -> State:
        """The tables after the last batch, without the articles that are gone.

        What a batch leaves is put on disk before the next: memory then holds only what that one looks at, and a run
        that is cut off goes on from there.
        """
        state = before
        for parts in batches:
            if state is not before:
                write_state(state, self.folder)
                state = read_tables(self.folder)
            state = self._with(state, parts, gone)
            gone = gone.clear()
            del parts  # before the next ones are read
        return state

    def _with(self, state: State, parts: Parts, gone: pl.Series) -> State:
        doc_ids = parts["documents"]["doc_id"]
        leaving = pl.concat([gone, doc_ids]).unique()
        fresh = self.now.filter(among("doc_id", doc_ids))
        return Update(state, parts, leaving, self.ruled, self.rates).run() | {
            "readings": table(state, "readings", READINGS).replaced(leaving, fresh),
            "judged": Table(pl.DataFrame({"fingerprint": [self.ruled.fingerprint]}, schema=JUDGED)),
        }


def _cut(parts: Parts) -> Iterator[Parts]:
    """The part tables in batches of articles."""
    for documents in parts["documents"].iter_slices(BATCH):
        yield limited(parts, documents["doc_id"])


def resolve_all(parts: Parts, judged: Judged) -> Frames:
    """Staging frames over all part tables, nothing being kept."""
    doc_ids = pl.concat([parts[name]["doc_id"] for name in ("documents", "doc_entities")]).unique()
    ruled = rulings(judged.judgements, parts, judged.delivered)
    state = Update({}, parts, doc_ids, ruled, judged.rates).run()
    return outcome(state, ruled)


def _rulings(before: State, parts: Parts, leaving: pl.Series, judged: Judged) -> Rulings:
    if not judged.judgements:
        return Rulings()
    named = ("documents", "mentions", "deal_reports", "agreement_reports")
    return rulings(judged.judgements, _whole(before, parts, leaving, named), judged.delivered)


def _whole(before: State, parts: Parts, leaving: pl.Series, names: Collection[str]) -> Parts:
    """Part tables over all articles, kept and new."""
    found: dict[str, pl.DataFrame] = {}
    for name in names:
        kept = table(before, KEPT_AS.get(name, name), polars_schema(PARTS[name])).rows
        if "as_read" in kept.columns:
            kept = kept.with_columns(resolution_method="as_read")
        old = kept.select(PARTS[name].column_names)
        column = "doc_id" if "doc_id" in old.columns else "report_id"
        gone = leaving if column == "doc_id" else _reports(before, name, leaving)
        found[name] = Table(old).replaced(gone, parts[name], column).rows
    return found


def _reports(before: State, name: str, leaving: pl.Series) -> pl.Series:
    """Reports of the leaving articles, of which `name` holds the parties."""
    reports = name.removesuffix("_parties") + "s"
    return table(before, reports, polars_schema(PARTS[reports])).of("doc_id", leaving)["report_id"]
