"""Resolving on top of what an earlier run kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.contract.parts import PARTS
from flows.contract.schema import polars_schema
from flows.resolve.assemble import Update
from flows.resolve.doubts import CALLS
from flows.resolve.fx import Rates
from flows.resolve.kept import State, among, read_state, replaced, table, write_state
from flows.resolve.outcome import outcome
from flows.resolve.overrides import Judgement
from flows.resolve.rulings import Rulings, rulings

Parts = Mapping[str, pl.DataFrame]

READINGS = {"doc_id": pl.String, "reading": pl.String}
JUDGED = {"fingerprint": pl.String}
NEW_FOR_ALL = 1000  # resolving an article costs as much as keeping 2,000 (measured with 10,000 made-up ones)
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
        return dict(table(self.tables, "readings", READINGS).iter_rows())


def resolve_further(kept: Kept, parts: Parts, readings: Mapping[str, str], judged: Judged) -> State:
    """Staging frames over all of `readings`; what was kept is used, and brought up to date where that pays."""
    before = kept.tables
    now = pl.DataFrame({"doc_id": list(readings), "reading": list(readings.values())}, schema=READINGS)
    gone = table(before, "readings", READINGS).join(now, on=list(READINGS), how="anti")["doc_id"]
    leaving = pl.concat([gone, parts["documents"]["doc_id"]]).unique()
    ruled = _rulings(before, parts, leaving, judged)
    if before and before["judged"]["fingerprint"].item() != ruled.fingerprint:
        before, parts, leaving = {}, _whole(before, parts, leaving, PARTS), pl.Series(list(readings), dtype=pl.String)
    state = Update(before, parts, leaving, ruled, judged.rates).run()
    state["readings"] = now
    state["judged"] = pl.DataFrame({"fingerprint": [ruled.fingerprint]}, schema=JUDGED)
    found = outcome(state, ruled, table(before, "calls", CALLS))
    state["calls"] = found["close_calls"]
    if not before or len(gone) or _pays(parts["documents"].height, len(readings)):
        write_state(state, kept.folder)
    return found


def _pays(n_new: int, n_all: int) -> bool:
    """Whether to keep what was resolved, or rather to resolve these articles anew next time, with those that come then.

    Keeping costs the more, the more there are, and resolving the more, the more are new. Their sum is smallest over
    many runs where the square of the new is as much as twice all, each counted by its own cost.
    """
    return n_new * n_new * NEW_FOR_ALL >= n_all


def resolve_all(parts: Parts, judged: Judged) -> State:
    """Staging frames over all part tables, nothing being kept."""
    doc_ids = pl.concat([parts[name]["doc_id"] for name in ("documents", "doc_entities")]).unique()
    ruled = rulings(judged.judgements, parts, judged.delivered)
    return outcome(Update({}, parts, doc_ids, ruled, judged.rates).run(), ruled, pl.DataFrame(schema=CALLS))


def _rulings(before: State, parts: Parts, leaving: pl.Series, judged: Judged) -> Rulings:
    if not judged.judgements:
        return Rulings()
    named = ("documents", "mentions", "deal_reports", "agreement_reports")
    return rulings(judged.judgements, _whole(before, parts, leaving, named), judged.delivered)


def _whole(before: State, parts: Parts, leaving: pl.Series, names: Collection[str]) -> State:
    """Part tables over all articles, kept and new."""
    found: State = {}
    for name in names:
        old = table(before, KEPT_AS.get(name, name), polars_schema(PARTS[name])).select(PARTS[name].column_names)
        column = "doc_id" if "doc_id" in old.columns else "report_id"
        gone = leaving if column == "doc_id" else _reports(before, name, leaving)
        found[name] = replaced(old, gone, parts[name], column)
    return found


def _reports(before: State, name: str, leaving: pl.Series) -> pl.Series:
    """Reports of the leaving articles, of which `name` holds the parties."""
    reports = name.removesuffix("_parties") + "s"
    return table(before, reports, polars_schema(PARTS[reports])).filter(among("doc_id", leaving))["report_id"]
