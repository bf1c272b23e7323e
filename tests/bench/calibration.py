"""How far a report's confidence can be trusted, and the weights of deal reports fitted on annotated articles.

    python -m tests.bench.calibration [DOCS GOLD ...] [--half even|odd] [--write]

Reads the project's own annotated articles (all of tests/golden/articles, the even half of tests/golden/blind), and any
others that are named (of which --half takes a half), and prints by band of confidence how many reports there are and
how many of them are right. A report is right where its deal or agreement is in the annotation
and at least four in five of the slots that it fills are right (each party with its role, value with currency, object,
kind, status group). Deals are scored by weights that were fitted on the other four fifths of the articles; five
divisions into fifths show the spread. Folders that are named are also scored by weights of the project's own articles
alone, which are those that `--write` writes to flows/lexicon/deal_confidence.yml.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from flows.extract.deals import report as deal_report
from flows.extract.deals.confidence import features
from flows.extract.reading import read
from flows.lexicon import load
from flows.model.document import Document
from flows.model.report import AgreementReport, DealReport, Reading
from flows.settings import PROJECT
from tests.bench.evaluate import BENCH, chosen, documents, tables, write

Folder = tuple[Path, Path, str | None]  # articles, annotations, the half that counts

OWN: list[Folder] = [
    (PROJECT / "tests/golden/articles/docs", PROJECT / "tests/golden/articles/gold.jsonl", None),
    (PROJECT / "tests/golden/blind/docs", PROJECT / "tests/golden/blind/gold.jsonl", "even"),
]
WEIGHTS = PROJECT / "flows/lexicon/deal_confidence.yml"
RIGHT = 0.8  # share of filled slots
FOLDS, DIVISIONS = 5, 5
RIDGE, STEPS, RATE = 1.0, 4000, 0.5
LEAST = 0.25  # share of what is expected of a weight that counting may leave of it
BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
MARKS = 1_000_000
OFF = ("cancelled", "denied", "suspended", "violated", "terminated", "rejected")


@dataclass(frozen=True)
class Case:
    """One report: its article, what is known of it, the confidence it was given, and whether it is right."""

    article: str
    known: frozenset[str]
    given: float
    right: bool
    weight: float


def scorer() -> ModuleType:
    """The shared scorer, as a module."""
    spec = importlib.util.spec_from_file_location("score", BENCH / "score.py")
    if spec is None or spec.loader is None or not (BENCH / "score.py").exists():
        sys.exit(f"calibration: skipped, {BENCH / 'score.py'} is absent")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def share_right(score: ModuleType, gold: dict[str, Any], found: dict[str, Any]) -> float:
    """The share of the slots that a record fills which are right."""
    c = score.compare(gold, found)
    hits = c["party_hits"] + (c["amount"] or c["spare_amount"]) + c["object"] + c["kind"] + c["status"]
    return hits / score.fills(len(found["parties"]), found["amounts"], found["objects"])


@cache
def read_once(folder: Folder) -> tuple[list[Document], list[Reading]]:
    """The articles of a folder that count, and what is read in them."""
    docs, gold, half = folder
    wanted = {json.loads(line)["doc_id"] for line in gold.read_text("utf-8").splitlines()}
    names = {name for name in wanted if chosen(name, half)}
    articles = [d for d in documents(docs) if Path(d.file_name).stem in names]
    return articles, [read(d) for d in articles]


def cases(score: ModuleType, kind: str, folder: Folder, marks: list[list[str]]) -> list[Case]:
    """Every report of a folder that is scored; `marks` are the features by number of the deal report."""
    articles, readings = read_once(folder)
    wanted = score.gold_records(folder[1], kind)
    with tempfile.TemporaryDirectory() as scratch:
        write(tables(articles, readings), Path(scratch))
        found = score.predicted(Path(scratch), kind)
    out: list[Case] = []
    for article, reading in zip(articles, readings, strict=True):
        stem = Path(article.file_name).stem
        records = found.get(stem, [])
        pairs = {j: wanted[stem][i] for i, j, _ in score.pair_up(wanted[stem], records)}
        right = [j in pairs and share_right(score, pairs[j], record) >= RIGHT for j, record in enumerate(records)]
        out += _cases(stem, scored_threads(reading, kind), right, marks)
    return out


def scored_threads(reading: Reading, kind: str) -> list[list[DealReport | AgreementReport]]:
    """The reports of each thread that the scorer makes a record of, in its order."""
    threads: dict[int, list[DealReport | AgreementReport]] = {}
    reports: tuple[DealReport | AgreementReport, ...] = reading.deals if kind == "deal" else reading.agreements
    for report in reports:
        if report.status.value in OFF or not (report.is_negated or report.is_hypothetical):
            threads.setdefault(report.thread, []).append(report)
    return list(threads.values())


def _cases(stem: str, threads: list[list[Any]], right: list[bool], marks: list[list[str]]) -> list[Case]:
    out = []
    for thread, is_right in zip(threads, right, strict=True):
        for report in thread:
            is_mark = isinstance(report, DealReport)
            known = frozenset(marks[round(report.confidence * MARKS)]) if is_mark else frozenset()
            out.append(Case(stem, known, report.confidence, is_right, len(thread) ** -0.5))
    return out


def marked() -> list[list[str]]:
    """From now on deal reports carry a number for confidence; the features by that number."""
    marks: list[list[str]] = []

    def note(*told: Any) -> float:
        marks.append(features(*told))
        return (len(marks) - 1) / MARKS

    deal_report.confidence = note  # type: ignore[assignment]
    return marks


def fit(rows: list[Case], expected: dict[str, float]) -> Any:
    """Base and weights of a logistic regression, each weight drawn to what is expected of it and never turned round."""
    names, means = list(expected), np.array(list(expected.values()))
    least = LEAST * means
    x = np.array([[1.0, *(name in row.known for name in names)] for row in rows])
    y, w = np.array([row.right for row in rows]), np.array([row.weight for row in rows])
    weights = np.array([0.0, *means])
    for _ in range(STEPS):
        slope = x.T @ (w * (y - 1 / (1 + np.exp(-x @ weights))))
        slope[1:] -= RIDGE * (weights[1:] - means)
        weights = weights + RATE * slope / w.sum()
        weights[1:] = np.where(means > 0, np.maximum(weights[1:], least), np.minimum(weights[1:], least))
    return weights


def scored(rows: list[Case], names: list[str], weights: Any) -> Any:
    """The confidence of each row."""
    x = np.array([[1.0, *(name in row.known for name in names)] for row in rows])
    return 1 / (1 + np.exp(-x @ weights))


def out_of_fold(rows: list[Case], expected: dict[str, float], division: int) -> Any:
    """The confidence of each row by weights fitted on the other folds; whole articles are in one fold."""
    places = [int(hashlib.sha256(f"{division}{row.article}".encode()).hexdigest(), 16) % FOLDS for row in rows]
    given = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = [n for n, place in enumerate(places) if place == fold]
        weights = fit([row for row, place in zip(rows, places, strict=True) if place != fold], expected)
        given[inside] = scored([rows[n] for n in inside], list(expected), weights) if inside else []
    return given


def table(given: Any, right: Any) -> str:
    """Bands of confidence with the number of reports and the share that is right."""
    lines = ["| confidence | reports | right |", "|---|---|---|"]
    for low, high in zip(BANDS, BANDS[1:], strict=False):
        held = (given >= low) & (given < high)
        share = f"{right[held].mean():.2f}" if held.any() else ""
        lines.append(f"| {low:.1f} to {min(high, 1.0):.1f} | {held.sum()} | {share} |")
    return "\n".join(lines)


def deals(score: ModuleType, folders: list[Folder], marks: list[list[str]], *, keep: bool) -> None:
    """Print the reliability of deal reports, out of fold, and write the weights if asked to."""
    by_set = [cases(score, "deal", folder, marks) for folder in folders]
    expected = load("deal_confidence")["expected"]
    own = [row for found in by_set[: len(OWN)] for row in found]
    _out_of_fold("Deals of the project's own articles", own, expected)
    if len(by_set) > len(OWN):
        _out_of_fold("Deals of all articles", [row for found in by_set for row in found], expected)
    weights = fit(own, expected)
    for (docs, _, half), found in list(zip(folders, by_set, strict=True))[len(OWN) :]:
        given, right = scored(found, list(expected), weights), np.array([row.right for row in found])
        print(f"\n{docs.parent.name} {half or ''}, by weights of the project's own articles\n")
        print(table(given, right))
        print(f"\nat 0.9 or above: {right[given >= 0.9].mean():.2f} of {(given >= 0.9).mean():.0%}")
    if keep:
        _write(list(expected), weights)


def _out_of_fold(title: str, rows: list[Case], expected: dict[str, float]) -> None:
    right = np.array([row.right for row in rows])
    given = [out_of_fold(rows, expected, division) for division in range(DIVISIONS)]
    tops = [(g >= 0.9) for g in given]
    print(f"\n{title}: {len(rows)} reports of {len({r.article for r in rows})} articles, {right.mean():.2f} right\n")
    print(table(np.concatenate(given), np.tile(right, DIVISIONS)))
    print("\nat 0.9 or above, by division: " + ", ".join(f"{right[t].mean():.2f} of {t.mean():.0%}" for t in tops))


def _write(names: list[str], weights: Any) -> None:
    head, _, _ = WEIGHTS.read_text("utf-8").partition("# Fitted")
    lines = [
        f"base: {weights[0]:.2f}",
        "weights:",
        *(f"  {n}: {w:.2f}" for n, w in zip(names, weights[1:], strict=True)),
    ]
    WEIGHTS.write_text(head + "# Fitted by the command above; do not edit.\n" + "\n".join(lines) + "\n", "utf-8")


def agreements(score: ModuleType, folders: list[Folder]) -> None:
    """Print the reliability of agreement reports as they are given, of the project's own articles and of each other."""
    by_set = [cases(score, "agreement", folder, []) for folder in folders]
    for title, rows in (("all articles", [r for found in by_set for r in found]), ("the last folder", by_set[-1])):
        given, right = np.array([row.given for row in rows]), np.array([row.right for row in rows])
        print(f"\nAgreements of {title}: {len(rows)} reports, {right.mean():.2f} right\n")
        print(table(given, right))
        print(f"\nat 0.9 or above: {right[given >= 0.9].mean():.2f} of {(given >= 0.9).mean():.0%}")


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    named = zip(args.folders[::2], args.folders[1::2], strict=True)
    folders = [*OWN, *((docs, gold, args.half) for docs, gold in named)]
    score, marks = scorer(), marked()
    agreements(score, folders)
    deals(score, folders, marks, keep=args.write)


if __name__ == "__main__":
    main()
