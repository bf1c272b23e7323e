"""What the fitting of both second looks shares: the articles that may be read, their folds, figures out of fold."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, Protocol, TypeVar

from flows.settings import PROJECT
from tests.bench.calibration import scorer

GOLDEN = PROJECT / "tests/golden"
OWN = [  # folder, and the half of it that may be read: by a hash of the name, or by the number in it
    (GOLDEN / folder / "docs", GOLDEN / folder / "gold.jsonl", half)
    for folder, half in {
        "articles": None,
        "fresh/read": None,
        "blind": "even",
        "told": "numbered even",
        "retold": "numbered even",
        "briefs/deals": "numbered even",
        "briefs/agreements": "numbered even",
    }.items()
]
FOLDS, INNER = 6, 3
SMALLEST = 0.05  # weights nearer to zero are left out
Record = dict[str, Any]
Table = dict[str, Any]  # weights by mark
Tables = tuple[Table, Table]  # of the sides, of the readings


class Annotated(Protocol):
    """An article with its gold records, those that the rules read, and the names of its entities by key."""

    name: str
    gold: list[Record]
    read: list[Record]
    names: dict[str, set[str]]


A = TypeVar("A", bound=Annotated)


@dataclass(frozen=True)
class SecondLook(Generic[A]):
    """The steps of a fitting that deals and agreements each have their own of."""

    about: str
    annotated: Callable[[ModuleType, Path, Path, str | None], list[A]]
    choose: Callable[[ModuleType, list[A], Table], None]
    fit_sides: Callable[[list[A]], Table]
    fit_readings: Callable[[list[A]], Table]
    gleaned: Callable[[ModuleType, A, Tables], list[Record]]
    write: Callable[[Table, Table], None]
    divisions: int

    def fit(self, score: ModuleType, articles: list[A]) -> Tables:
        """Both tables of weights; those of readings are fitted on sides chosen by weights of other articles."""
        for fold in range(INNER):
            inside = [a for a in articles if place_of(a.name, INNER, "inner") == fold]
            self.choose(score, inside, self.fit_sides([a for a in articles if a not in inside]))
        readings = self.fit_readings(articles)
        return self.fit_sides(articles), readings

    def out_of_fold(self, score: ModuleType, articles: list[A], division: int) -> dict[str, list[Record]]:
        """What a second look adds to each article by weights of the articles of other folds."""
        added = {}
        for fold in range(FOLDS):
            inside = [a for a in articles if place_of(a.name, FOLDS, division) == fold]
            weights = self.fit(score, [a for a in articles if a not in inside])
            added |= {a.name: self.gleaned(score, a, weights) for a in inside}
        return added


def names_of(one: Annotated, ref: Any) -> set[str]:
    """All names that an article has for a party."""
    return one.names.get(ref.entity_key, set()) | {ref.span.text}


def place_of(name: str, folds: int, division: object) -> int:
    """The fold that an article belongs to in a division of them all."""
    return int(hashlib.sha256(f"{division}{name}".encode()).hexdigest(), 16) % folds


def figures(score: ModuleType, articles: list[A], added: dict[str, list[Record]]) -> str:
    """Detection of the rules and of rules with the second look."""
    gold = sum(len(a.gold) for a in articles)
    lines = []
    for more in (False, True):
        found = {a.name: a.read + (added[a.name] if more else []) for a in articles}
        hits = sum(len(score.pair_up(a.gold, found[a.name])) for a in articles)
        n = sum(map(len, found.values()))
        f = score.f1(hits, n, gold)
        lines.append(f"{n} records, {hits} found: P {f['p']:.3f} R {f['r']:.3f} F1 {f['f1']:.3f}")
    return " -> ".join(lines)


def run(look: SecondLook[A]) -> None:
    """Read, fit, print; write the weights where the command line asks for it."""
    parser = argparse.ArgumentParser(description=look.about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    score = scorer()
    own = [a for folder in OWN for a in look.annotated(score, *folder)]
    for division in range(look.divisions):
        added = look.out_of_fold(score, own, division)
        print(f"own, out of fold, division {division}: {figures(score, own, added)}")
    weights = look.fit(score, own)
    for docs, gold in zip(args.folders[::2], args.folders[1::2], strict=True):
        others = look.annotated(score, docs, gold, None)
        added = {a.name: look.gleaned(score, a, weights) for a in others}
        print(f"{docs.parent.name}: {figures(score, others, added)}")
    if args.write:
        look.write(*weights)
