"""Weights of the second look at sentences that no frame of deals has read, fitted on annotated articles.

    python -m tests.bench.gleaning [DOCS GOLD ...] [--write]

Reads those of the project's own annotated articles that may be read (tests/golden/*/README.md says which) and prints
detection with the second look, out of fold by whole articles; for other folders that are named, by weights of all the
project's own. `--write` writes flows/lexicon/deal_gleaning.yml.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from flows.extract.deals import reader as deal_reader
from flows.extract.deals.gleaning import reader as gleaning
from flows.extract.deals.gleaning.article import article_of
from flows.extract.deals.gleaning.readings import Chosen, Reading, marks, readings_of
from flows.extract.deals.scene import Scene
from flows.extract.reading import read
from flows.model.vocabulary.articles import Zone
from flows.settings import PROJECT
from tests.bench.evaluate import chosen, documents, tables, write
from tests.bench.logistic import softmax_fit
from tests.bench.second_look import SMALLEST, SecondLook, Tables, names_of, run

WEIGHTS = PROJECT / "flows/lexicon/deal_gleaning.yml"
DIVISIONS = 1
RIDGE_SIDES, RIDGE_READINGS = 4.0, 6.0
HALF_RIGHT = 0.4  # what a reading counts of which a party or the object is right and another slot wrong
BY_FRAME = 0.6  # what a sentence counts that the frames have read
BY_PLACE = {"near": 1.0, "unlisted": 0.7, "far": 0.4, "none": 0.3}
SIDES = ("none", "supplier", "recipient")


@dataclass
class Example:
    """One reading of an annotated article: the side of each candidate, and how right its sides are chosen."""

    reading: Reading
    told: bool
    sides: list[int] | None
    odds: Any = None
    chosen: tuple[Chosen | None, Chosen | None] = (None, None)
    right: float = 0.0


@dataclass
class Annotated:
    """An article with its gold deals, the records that the frames read, and the readings of its cues."""

    name: str
    gold: list[dict[str, Any]]
    read: list[dict[str, Any]]
    names: dict[str, set[str]]
    examples: list[Example] = field(default_factory=list)


def annotated(score: ModuleType, docs: Path, gold: Path, half: str | None) -> list[Annotated]:
    """The articles of a folder, the second look left out of what was read."""
    wanted = {k: v for k, v in score.gold_records(gold, "deal").items() if chosen(k, half)}
    articles = [d for d in documents(docs) if Path(d.file_name).stem in wanted]
    seen: list[tuple[Any, Any, Any]] = []

    def note(*told: Any) -> list[Any]:
        seen.append(told)
        return []

    deal_reader.glean = note  # type: ignore[assignment]
    found = []
    readings = []
    for article in articles:
        reading = read(article)
        readings.append(reading)
        names = {e.key: {e.name, *(a for a, _ in e.aliases if a in article.raw_text)} for e in reading.entities}
        one = Annotated(Path(article.file_name).stem, wanted[Path(article.file_name).stem], [], names)
        one.examples = list(_examples(score, one, *seen.pop()))
        found.append(one)
    deal_reader.glean = gleaning.glean
    with tempfile.TemporaryDirectory() as scratch:
        write(tables(articles, readings), Path(scratch))
        records = score.predicted(Path(scratch), "deal")
    for one in found:
        one.read = records.get(one.name, [])
    return found


def _examples(score: ModuleType, one: Annotated, context: Any, threads: Any, told: Any) -> Iterable[Example]:
    article = article_of(context, threads)
    for sentence in context.sentences:
        if sentence.zone is Zone.HEADLINE:
            continue
        span = [(sentence.start, sentence.end)]
        gold = [g for g in one.gold if score.overlaps(g["spans"], span)]
        for reading in readings_of(Scene(context, sentence), article):
            yield Example(reading, sentence.no in told, _gold_sides(score, one, gold, reading))


def _gold_sides(score: ModuleType, one: Annotated, gold: list[Any], reading: Reading) -> list[int] | None:
    """The side of each candidate in the gold deal of the sentence that has most of them; None where none has any."""
    best: list[int] | None = None
    for record in gold:
        sides = [_gold_side(score, record, names_of(one, c.ref)) for c in reading.cast]
        if sum(map(bool, sides)) > (sum(map(bool, best)) if best else 0):
            best = sides
    return best


def _gold_side(score: ModuleType, record: dict[str, Any], names: set[str]) -> int:
    return next((SIDES.index(role) for role, name in record["parties"] if score.same_name(name, names)), 0)


def record_of(one: Annotated, example: Example) -> dict[str, Any]:
    """A reading with its chosen sides as the scorer has records."""
    reading, money = example.reading, example.reading.money
    parties = {
        (side, c.ref.entity_key): names_of(one, c.ref)
        for side, c in zip(SIDES[1:], example.chosen, strict=True)
        if c is not None
    }
    amount = {(float(money.amount), money.currency, True)} if money is not None and money.amount is not None else set()
    kind = reading.goods.kind if reading.goods is not None else None
    return dict(
        parties=parties,
        objects={reading.goods.span.text} if reading.goods is not None else set(),
        amounts=amount,
        kinds={kind.value if kind is not None else "finance"},
        status=reading.how.status.value,
        spans=[(reading.look.scene.sentence.start, reading.look.scene.sentence.end)],
    )


def choose(score: ModuleType, articles: list[Annotated], sides: dict[str, Any]) -> None:
    """Choose the sides of every reading by weights, and say how right it then is."""
    for one in articles:
        for example in one.examples:
            example.chosen = example.reading.sides(lambda told: _odds(sides, told))
            example.right = _right(score, one, record_of(one, example))


def _odds(table: dict[str, Any], told: Iterable[str]) -> tuple[float, float]:
    scores = table["base"] + sum((table[m] for m in told if m in table), np.zeros(2))
    shares = np.exp(scores) / (1 + np.exp(scores).sum())
    return float(shares[0]), float(shares[1])


def _share(table: dict[str, Any], told: Iterable[str]) -> float:
    return float(1 / (1 + np.exp(-table["base"][0] - sum(table[m][0] for m in told if m in table))))


def _right(score: ModuleType, one: Annotated, record: dict[str, Any]) -> float:
    best = 0.0
    for gold in one.gold:
        if not score.overlaps(gold["spans"], record["spans"]):
            continue
        c = score.compare(gold, record)
        hits = c["party_hits"]
        if hits and hits == len(record["parties"]) and (c["object"] or c["amount"] or hits > 1):
            return 1.0
        best = max(best, HALF_RIGHT if hits or c["amount"] or c["object"] else 0.0)
    return best


def fit_sides(articles: list[Annotated]) -> dict[str, Any]:
    """Weights of the sides, from all sentences that an annotation tells of."""
    rows, sides, weights = [], [], []
    for example in (e for one in articles for e in one.examples if e.sides is not None):
        for candidate, where in zip(example.reading.cast, example.sides or (), strict=True):
            rows.append(candidate.marks)
            sides.append(where)
            weights.append(BY_PLACE[example.reading.place] * (BY_FRAME if example.told else 1.0))
    return softmax_fit(rows, sides, weights, RIDGE_SIDES)


def fit_readings(articles: list[Annotated]) -> dict[str, Any]:
    """Weights of the readings, their sides being chosen; one of which a part is right counts on both sides."""
    rows, right, weights = [], [], []
    for one in articles:
        beside = Counter(e.reading.look.scene.sentence.no for e in one.examples)
        for example in one.examples:
            told = frozenset(marks(example.reading, *example.chosen))
            weight = (BY_FRAME if example.told else 1.0) / beside[example.reading.look.scene.sentence.no] ** 0.5
            for side, share in ((1, example.right), (0, 1 - example.right)):
                if share:
                    rows.append(told)
                    right.append(side)
                    weights.append(weight * share)
    return softmax_fit(rows, right, weights, RIDGE_READINGS)


def gleaned(score: ModuleType, one: Annotated, tables_: Tables) -> list[dict[str, Any]]:
    """The records that a second look adds to an article: one a sentence, else one of its lead if nothing was read."""
    choose(score, [one], tables_[0])
    best: dict[int, tuple[float, Example]] = {}
    lead: list[tuple[float, Example]] = []
    for example in one.examples:
        sides = [c for c in example.chosen if c is not None]
        if example.told or not gleaning.may_be_told(example.reading, sides):
            continue
        odds = _share(tables_[1], marks(example.reading, *example.chosen))
        number = example.reading.look.scene.sentence.no
        if odds >= max(gleaning.enough(example.reading), best.get(number, (0.0,))[0]):
            best[number] = (odds, example)
        if number < gleaning.LEAD and odds >= gleaning.enough_lead(example.reading) and not one.read:
            lead.append((odds, example))
    found = list(best.values()) or sorted(lead, key=lambda pair: pair[0])[-1:]
    return [record_of(one, example) for _, example in found]


def _write(sides: dict[str, Any], readings: dict[str, Any]) -> None:
    lines = [
        "# Weights of the second look (flows/extract/deals/gleaning); do not edit.",
        "# `python -m tests.bench.gleaning --write` fits them on the project's own annotated articles.",
        "# Against standing on no side: [as supplier, as recipient].",
        "sides:",
    ]
    lines += [f"  {m}: [{w[0]:.2f}, {w[1]:.2f}]" for m, w in sides.items() if m == "base" or abs(w).max() >= SMALLEST]
    lines += ["# Against being wrong.", "readings:"]
    lines += [f"  {m}: {w[0]:.2f}" for m, w in readings.items() if m == "base" or abs(w[0]) >= SMALLEST]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


LOOK = SecondLook(__doc__ or "", annotated, choose, fit_sides, fit_readings, gleaned, _write, divisions=DIVISIONS)

if __name__ == "__main__":
    run(LOOK)
