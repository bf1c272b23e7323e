"""Resolving on top of what an earlier run kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.contract.parts import PARTS
from flows.contract.schema import polars_schema
from flows.resolve.assemble import Update
from flows.resolve.fx import Rates
from flows.resolve.kept import State, among, read_state, replaced, table, write_state
from flows.resolve.outcome import outcome
from flows.resolve.overrides import Judgement
from flows.resolve.rulings import Rulings, rulings

Parts = Mapping[str, pl.DataFrame]

READINGS = {"doc_id": pl.String, "reading": pl.String}
JUDGED = {"fingerprint": pl.String}
KEPT_AS = {"doc_entities": "cards", "doc_aliases": "aliases"}  # where a table of parts is kept under another name


@dataclass(frozen=True, slots=True)
class Judged:
    """What people decided: judgements, exchange rates, and what new judgements may name (see `resolve`)."""

    judgements: Sequence[Judgement]
    rates: Rates
    delivered: Collection[str] | None = None


def readings_of(folder: Path) -> dict[str, str]:
    """The reading of each article that was resolved into `folder`, none where nothing was."""
    return dict(table(read_state(folder), "readings", READINGS).iter_rows())


def resolve_further(folder: Path, parts: Parts, readings: Mapping[str, str], judged: Judged) -> State:
    """Staging frames over all of `readings`; what was kept in `folder` is used and brought up to date."""
    before = read_state(folder)
    known = dict(table(before, "readings", READINGS).iter_rows())
    leaving = pl.Series([doc for doc, reading in known.items() if readings.get(doc) != reading], dtype=pl.String)
    leaving = pl.concat([leaving, parts["documents"]["doc_id"]]).unique()
    ruled = _rulings(before, parts, leaving, judged)
    if before and before["judged"]["fingerprint"].item() != ruled.fingerprint:
        before, parts, leaving = {}, _whole(before, parts, leaving, PARTS), pl.Series(list(readings), dtype=pl.String)
    state = Update(before, parts, leaving, ruled, judged.rates).run()
    state["readings"] = pl.DataFrame(sorted(readings.items()), schema=READINGS, orient="row")
    state["judged"] = pl.DataFrame({"fingerprint": [ruled.fingerprint]}, schema=JUDGED)
    write_state(state, folder)
    return outcome(state, ruled)


def resolve_all(parts: Parts, judged: Judged) -> State:
    """Staging frames over all part tables, nothing being kept."""
    doc_ids = pl.concat([parts[name]["doc_id"] for name in ("documents", "doc_entities")]).unique()
    ruled = rulings(judged.judgements, parts, judged.delivered)
    return outcome(Update({}, parts, doc_ids, ruled, judged.rates).run(), ruled)


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
