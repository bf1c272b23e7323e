"""Weights of who stands on the side that a deal read by frames leaves empty, fitted on annotated articles.

    python -m tests.bench.weighing [DOCS GOLD ...] [--write]

Reads those of the project's own annotated articles that may be read (tests/golden/*/README.md says which) and prints
how many of the parties filled in are right, with the slots and the strict records before and after: out of fold by
whole articles, each division and each fold; for other folders that are named, by weights of all the project's own.
`--write` writes flows/lexicon/deal_gaps.yml.

A deal counts with the empty side that the rules leave it, and once more for each side that they have read, as if that
side were empty. Of a deal that the annotation does not have nobody stands on the side.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.extract.context import Context
from flows.extract.deals import reader as deal_reader
from flows.extract.deals.gleaning.article import article_of
from flows.extract.deals.report import sides_of
from flows.extract.deals.thread import Thread
from flows.extract.deals.weighing import reader as weighing
from flows.extract.deals.weighing.candidates import Gap, may_fill
from flows.extract.reading import read
from flows.model.vocabulary.deals import DealRole
from flows.settings import PROJECT
from tests.bench.calibration import scored_threads, scorer
from tests.bench.evaluate import chosen, documents, tables, write
from tests.bench.logistic import choice_fit
from tests.bench.second_look import FOLDS, OWN, SMALLEST, place_of

WEIGHTS = PROJECT / "flows/lexicon/deal_gaps.yml"
DIVISIONS = 2
RIDGE = 6.0
AS_IF = 0.3  # what a side counts that the rules have read
SIDES = (DealRole.SUPPLIER, DealRole.RECIPIENT)
Record = dict[str, Any]
Table = dict[str, dict[str, float]]  # weights by mark, by the empty side


@dataclass(frozen=True)
class Case:
    """A side of a deal that is empty, or taken for empty: its candidates with their names and marks."""

    thread: int
    empty: DealRole
    cast: list[tuple[str | None, set[str], frozenset[str]]]
    is_real: bool


@dataclass
class Annotated:
    """An article with its gold deals, and the record of each deal that was read, by thread."""

    name: str
    gold: list[Record]
    cases: list[Case]
    records: dict[int, Record] = field(default_factory=dict)

    def gold_of(self, score: ModuleType) -> dict[int, Record]:
        """The gold deal that each thread tells."""
        threads = list(self.records)
        pairs = score.pair_up(self.gold, list(self.records.values()))
        return {threads[j]: self.gold[i] for i, j, _ in pairs}


def annotated(score: ModuleType, docs: Path, gold: Path, half: str | None) -> list[Annotated]:
    """The articles of a folder as they are read when nothing is filled by weights."""
    wanted = {k: v for k, v in score.gold_records(gold, "deal").items() if chosen(k, half)}
    articles = [d for d in documents(docs) if Path(d.file_name).stem in wanted]
    seen: list[tuple[Context, list[Thread]]] = []
    deal_reader.fill_gaps = lambda *told: seen.append(told)  # type: ignore[assignment,arg-type,return-value]
    found, readings = [], []
    for article in articles:
        seen.clear()
        reading = read(article)
        readings.append(reading)
        names = {e.key: {e.name, *(a for a, _ in e.aliases if a in article.raw_text)} for e in reading.entities}
        stem = Path(article.file_name).stem
        found.append(
            Annotated(f"{docs.parent.name}/{stem}", wanted[stem], [c for told in seen for c in _cases(*told, names)])
        )
    deal_reader.fill_gaps = weighing.fill_gaps
    with tempfile.TemporaryDirectory() as scratch:
        write(tables(articles, readings), Path(scratch))
        records = score.predicted(Path(scratch), "deal")
    for one, reading in zip(found, readings, strict=True):
        threads = [reports[0].thread for reports in scored_threads(reading, "deal")]
        one.records = dict(zip(threads, records.get(Path(one.name).name, []), strict=True))
    return found


def _cases(context: Context, threads: list[Thread], names: dict[str, set[str]]) -> Iterator[Case]:
    article = article_of(context, threads)
    real = {id(gap.thread): gap for gap in weighing.gaps_of(context, threads)}
    for number, thread in enumerate(threads):
        gaps = [real[id(thread)]] if id(thread) in real else _as_if(context, thread)
        for gap in gaps:
            told = [(c.ref, c.marks) for c in may_fill(gap, article)]
            cast = [(ref.entity_key, names.get(ref.entity_key or "", set()) | {ref.span.text}, m) for ref, m in told]
            yield Case(number, gap.empty, cast, id(thread) in real)


def _as_if(context: Context, thread: Thread) -> list[Gap]:
    """Both sides of a deal in turn as if they were empty."""
    sides = [{p.entity_key: p for p in side} for side in sides_of(context, thread)]
    return [Gap(context, thread, SIDES[n], sides[1 - n], {}) for n in (0, 1) if all(sides)]


def fit(score: ModuleType, articles: list[Annotated]) -> Table:
    """Weights of each side."""
    choices: dict[DealRole, list[Any]] = {role: [] for role in SIDES}
    for one in articles:
        golds = one.gold_of(score)
        for case in one.cases:
            if case.thread not in one.records or not case.cast or not (case.is_real or case.thread in golds):
                continue
            holds = [_stands(score, golds.get(case.thread), case.empty, names) for _, names, _ in case.cast]
            choices[case.empty].append(([m for _, _, m in case.cast], holds, 1.0 if case.is_real else AS_IF))
    return {role.value: choice_fit(choices[role], RIDGE) for role in SIDES}


def _stands(score: ModuleType, gold: Record | None, role: DealRole, names: set[str]) -> bool:
    told = gold["parties"] if gold is not None else ()
    return any(side == role.value and score.same_name(name, names) for side, name in told)


def filled(one: Annotated, weights: Table) -> dict[int, Record]:
    """The records of an article, the empty sides filled by weights."""
    records = dict(one.records)
    for case in one.cases:
        if not case.is_real or case.thread not in records:
            continue
        best = weighing.likeliest(weights[case.empty.value], [marks for _, _, marks in case.cast])
        if best is not None:
            key, names, _ = case.cast[best]
            record = records[case.thread]
            records[case.thread] = record | {"parties": record["parties"] | {(case.empty.value, key): names}}
    return records


def figures(score: ModuleType, articles: list[Annotated], after: dict[str, dict[int, Record]]) -> str:
    """Parties filled in and how many are right; slots and strict records without and with them."""
    n: Counter[str] = Counter()
    for one in articles:
        records = after[one.name]
        golds = one.gold_of(score)
        for thread, record in records.items():
            for (role, key), names in record["parties"].items():
                if (role, key) not in one.records[thread]["parties"]:
                    n["filled"] += 1
                    n["right"] += _stands(score, golds.get(thread), DealRole(role), names)
        n += Counter({f"{k} before": v for k, v in _counted(score, one.gold, list(one.records.values())).items()})
        n += Counter({f"{k} after": v for k, v in _counted(score, one.gold, list(records.values())).items()})
    told = [f"{n['filled']} filled, {n['right']} right"]
    for when in ("before", "after"):
        slots = score.f1(n[f"slots right {when}"], n[f"slots read {when}"], n[f"slots {when}"])["f1"]
        strict = score.f1(n[f"strict {when}"], n[f"records {when}"], n[f"gold {when}"])["f1"]
        told.append(f"{when}: slots {slots:.4f}, strict {n[f'strict {when}']} {strict:.4f}")
    return "; ".join(told)


def _counted(score: ModuleType, gold: list[Record], found: list[Record]) -> Counter[str]:
    n = Counter({"gold": len(gold), "records": len(found)})
    n["slots"] = sum(score.fills(len(g["parties"]), g["amount"], g["object"]) for g in gold)
    n["slots read"] = sum(score.fills(len(p["parties"]), p["amounts"], p["objects"]) for p in found)
    for i, j, c in score.pair_up(gold, found):
        n["slots right"] += c["party_hits"] + c["amount"] + c["object"] + c["kind"] + c["status"]
        n["slots read"] -= c["spare_amount"]
        whole = c["party_hits"] == len(gold[i]["parties"]) == len(found[j]["parties"])
        valued = c["amount"] if gold[i]["amount"] else not found[j]["amounts"] or c["spare_amount"]
        n["strict"] += bool(whole and c["status"] and valued)
    return n


def out_of_fold(score: ModuleType, own: list[Annotated], division: int, say: Callable[[str], None]) -> None:
    """Print the figures of each fold by weights of the articles of the others, and of all folds."""
    after: dict[str, dict[int, Record]] = {}
    for fold in range(FOLDS):
        inside = [a for a in own if place_of(a.name, FOLDS, division) == fold]
        weights = fit(score, [a for a in own if place_of(a.name, FOLDS, division) != fold])
        after |= {a.name: filled(a, weights) for a in inside}
        say(f"  division {division}, fold {fold}: {figures(score, inside, after)}")
    say(f"own, out of fold, division {division}: {figures(score, own, after)}")


def _write(weights: Table) -> None:
    lines = [
        "# Weights of who stands on a side left empty (flows/extract/deals/weighing); do not edit.",
        "# `python -m tests.bench.weighing --write` fits them on the project's own annotated articles.",
    ]
    for role, table in weights.items():
        lines.append(f"{role}:")
        lines += [f"  {m}: {w:.2f}" for m, w in table.items() if m == "base" or abs(w) >= SMALLEST]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Read, fit, print; write the weights where the command line asks for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    score = scorer()
    own = [a for folder in OWN for a in annotated(score, *folder)]
    for division in range(DIVISIONS):
        out_of_fold(score, own, division, print)
    weights = fit(score, own)
    for docs, gold in zip(args.folders[::2], args.folders[1::2], strict=True):
        others = annotated(score, docs, gold, None)
        print(f"{docs.parent.name}: {figures(score, others, {a.name: filled(a, weights) for a in others})}")
    if args.write:
        _write(weights)


if __name__ == "__main__":
    main()
