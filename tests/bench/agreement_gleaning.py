"""Weights of the second look at statements that are in no accord read by the rules, fitted on annotated articles.

    python -m tests.bench.agreement_gleaning [DOCS GOLD ...] [--write]

Reads those of the project's own annotated articles that may be read, and prints
detection with the second look, out of fold by whole articles; for other folders that are named, by weights of all the
project's own. `--write` writes flows/lexicon/agreement_gleaning.yml. Accords that the rules have read are fitted as
if they had missed them: in articles that nobody has seen they miss more.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from flows.extract.agreements import reader as agreement_reader
from flows.extract.agreements.gleaning import reader as gleaning
from flows.extract.agreements.gleaning.article import article_of, place_of
from flows.extract.agreements.gleaning.readings import Reading, marks, readings_of
from flows.extract.agreements.gleaning.sides import Side
from flows.extract.reading import read
from flows.model.vocabulary.agreements import AgreementStatus
from flows.model.vocabulary.articles import Zone
from flows.settings import PROJECT
from tests.bench.evaluate import chosen, documents, tables, write
from tests.bench.logistic import softmax_fit
from tests.bench.second_look import SMALLEST, SecondLook, Tables, names_of, run

WEIGHTS = PROJECT / "flows/lexicon/agreement_gleaning.yml"
DIVISIONS = 2
RIDGE_SIDES, RIDGE_READINGS = 4.0, 12.0
HALF_RIGHT = 0.6  # what a reading counts of which a side is right and another wrong


@dataclass
class Example:
    """One reading of an annotated article: which of its cast are sides, and how right it is with those chosen."""

    reading: Reading
    told: bool
    gold: list[dict[str, Any]]
    sides: list[int] | None = None
    chosen: tuple[Side, ...] = ()
    right: float = 0.0


@dataclass
class Annotated:
    """An article with its gold accords, the records that the rules read, and the readings of its statements."""

    name: str
    gold: list[dict[str, Any]]
    read: list[dict[str, Any]]
    names: dict[str, set[str]]
    noted: tuple[Any, ...] = ()
    examples: list[Example] = field(default_factory=list)


def annotated(score: ModuleType, docs: Path, gold: Path, half: str | None) -> list[Annotated]:
    """The articles of a folder, the second look left out of what was read."""
    wanted = {k: v for k, v in score.gold_records(gold, "agreement").items() if chosen(k, half)}
    articles = [d for d in documents(docs) if Path(d.file_name).stem in wanted]
    seen: list[tuple[Any, ...]] = []

    def note(*told: Any) -> list[Any]:
        seen.append((*told[:2], list(told[2]), *told[3:]))
        return []

    agreement_reader.glean = note
    found = []
    readings = []
    for article in articles:
        reading = read(article)
        readings.append(reading)
        names = {e.key: {e.name, *(a for a, _ in e.aliases if a in article.raw_text)} for e in reading.entities}
        stem = Path(article.file_name).stem
        found.append(Annotated(stem, wanted[stem], [], names, seen.pop()))
    agreement_reader.glean = gleaning.glean
    with tempfile.TemporaryDirectory() as scratch:
        write(tables(articles, readings), Path(scratch))
        records = score.predicted(Path(scratch), "agreement")
    for one in found:
        one.read = records.get(one.name, [])
        one.examples = list(_examples(score, one, *one.noted))
    return found


def _examples(
    score: ModuleType, one: Annotated, finder: Any, candidates: Any, accords: Any, others: Any, deals: Any
) -> Iterable[Example]:
    article = article_of(finder, accords, others, deals)
    body = (c for c in candidates if c.sentence.zone is not Zone.HEADLINE)
    for _, beside in groupby(body, key=lambda c: c.sentence.no):
        for reading in readings_of(article, list(beside)):
            thread = article.accord_of(reading.candidate)
            gold = _untold(score, one, reading, thread)
            yield Example(reading, thread is not None, gold, _gold_sides(score, one, gold, reading))


def _span(reading: Reading) -> list[tuple[int, int]]:
    return [(reading.candidate.sentence.start, reading.candidate.sentence.end)]


def _untold(score: ModuleType, one: Annotated, reading: Reading, thread: Any) -> list[dict[str, Any]]:
    """The gold accords of a statement's sentence that no record tells but the statement's own."""
    told = [r for r in one.read if thread is None or not _is_of(score, r, reading, thread)]
    paired = {i for i, _, _ in score.pair_up(one.gold, told)}
    return [g for i, g in enumerate(one.gold) if i not in paired and score.overlaps(g["spans"], _span(reading))]


def _is_of(score: ModuleType, record: dict[str, Any], reading: Reading, thread: Any) -> bool:
    keys = {key.rpartition(":")[2] for _, key in record["parties"] if key}
    own = {key.rpartition(":")[2] for key in thread.parties.keys}
    return bool(keys & own) and score.overlaps(record["spans"], _span(reading))


def _gold_sides(score: ModuleType, one: Annotated, gold: list[Any], reading: Reading) -> list[int] | None:
    """Which of the cast are sides of the gold accord that has most of them; None where none has any."""
    best: list[int] | None = None
    for record in gold:
        sides = [int(any(score.same_name(n, names_of(one, s.ref)) for _, n in record["parties"])) for s in reading.cast]
        if sum(sides) > (sum(best) if best else 0):
            best = sides
    return best


def record_of(one: Annotated, example: Example) -> dict[str, Any]:
    """A reading with its chosen sides as the scorer has records."""
    candidate = example.reading.candidate
    return dict(
        parties={("party", s.ref.entity_key or s.ref.span.text): names_of(one, s.ref) for s in example.chosen},
        objects={s.text for s in candidate.subjects[:1]},
        amounts=set(),
        kinds={candidate.type.value},
        status=(candidate.status or AgreementStatus.UNKNOWN).value,
        spans=_span(example.reading),
    )


def choose(score: ModuleType, articles: list[Annotated], sides: dict[str, Any]) -> None:
    """Choose the sides of every reading by weights, and say how right it then is."""
    for one in articles:
        for example in one.examples:
            example.chosen = example.reading.sides(lambda told: share(sides, told))
            example.right = _right(score, example.gold, record_of(one, example))


def share(table: dict[str, Any], told: Iterable[str]) -> float:
    """How likely something with these marks is, by a table of weights."""
    return float(1 / (1 + np.exp(-table["base"][0] - sum(table[m][0] for m in told if m in table))))


def _right(score: ModuleType, gold: list[dict[str, Any]], record: dict[str, Any]) -> float:
    best = 0.0
    for one in gold:
        hits = score.compare(one, record)["party_hits"]
        if hits and hits == len(record["parties"]) and hits >= min(2, len(one["parties"])):
            return 1.0
        best = max(best, HALF_RIGHT if hits else 0.0)
    return best


def fit_sides(articles: list[Annotated]) -> dict[str, Any]:
    """Weights of the sides, from all statements of accords that an annotation tells of."""
    rows, sides = [], []
    for example in (e for one in articles for e in one.examples if e.sides is not None):
        for side, where in zip(example.reading.cast, example.sides or (), strict=True):
            rows.append(side.marks)
            sides.append(where)
    return softmax_fit(rows, sides, [1.0] * len(rows), RIDGE_SIDES)


def fit_readings(articles: list[Annotated]) -> dict[str, Any]:
    """Weights of the readings, their sides being chosen; one of which a part is right counts on both sides."""
    rows, right, weights = [], [], []
    for one in articles:
        beside = Counter(e.reading.candidate.sentence.no for e in one.examples)
        for example in one.examples:
            told = frozenset(marks(example.reading, example.chosen))
            weight = 1 / beside[example.reading.candidate.sentence.no] ** 0.5
            for side, part in ((1, example.right), (0, 1 - example.right)):
                if part:
                    rows.append(told)
                    right.append(side)
                    weights.append(weight * part)
    return softmax_fit(rows, right, weights, RIDGE_READINGS)


def gleaned(score: ModuleType, one: Annotated, tables_: Tables) -> list[dict[str, Any]]:
    """The records that a second look adds to an article."""
    choose(score, [one], tables_[0])
    unread = [e for e in one.examples if not e.told and gleaning.may_tell(e.reading.candidate)]
    fitting = [e for e in unread if gleaning.are_sides(e.reading, e.chosen)]
    likely = [(share(tables_[1], marks(e.reading, e.chosen)), e.reading, e.chosen) for e in fitting]
    places = {place_of(reading.candidate) for _, reading, _ in gleaning.likeliest(likely)}
    return [record_of(one, e) for e in fitting if place_of(e.reading.candidate) in places]


def _write(sides: dict[str, Any], readings: dict[str, Any]) -> None:
    lines = [
        "# Weights of the second look (flows/extract/agreements/gleaning); do not edit.",
        "# `python -m tests.bench.agreement_gleaning --write` fits them on the project's own annotated articles.",
    ]
    for name, against, table in (("sides", "being no side", sides), ("readings", "being wrong", readings)):
        lines += [f"# Against {against}.", f"{name}:"]
        lines += [f"  {m}: {w[0]:.2f}" for m, w in table.items() if m == "base" or abs(w[0]) >= SMALLEST]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


LOOK = SecondLook(__doc__ or "", annotated, choose, fit_sides, fit_readings, gleaned, _write, divisions=DIVISIONS)

if __name__ == "__main__":
    run(LOOK)
