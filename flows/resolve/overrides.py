"""Judgements that people made: files under `overrides/`, which win over rules both ways.

`judgements.csv` names a document and words quoted from it, so that a judgement outlives every rebuild; `fx_rates.csv`
adds exchange rates. What can be read but no longer applies is warned of and left out.
"""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

from flows.errors import ConfigurationError
from flows.model.vocabulary import JudgedKind
from flows.resolve.clusters import Link
from flows.resolve.fx import EuroRate

LOG = logging.getLogger(__name__)
JUDGEMENTS, RATES = "judgements.csv", "fx_rates.csv"
COLUMNS = ("about", "verdict", "document_a", "words_a", "document_b", "words_b", "name", "author", "date", "reason")
RATE_COLUMNS = ("rate_date", "currency", "eur_rate", "source")

Thing = TypeVar("Thing", bound=Hashable)


class Verdict(StrEnum):
    """What it says."""

    SAME = "same"  # the two quotes speak of one thing
    NOT_SAME = "not_same"  # they do not
    WRONG_REPORT = "wrong_report"  # the quote makes no fact (deals and agreements)
    NAME = "name"  # the entity's name is `name`


Word = TypeVar("Word", JudgedKind, Verdict)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: of a report its evidence or part of it, of an entity a mention."""

    document: str  # file name
    words: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """One line of `judgements.csv`."""

    about: JudgedKind
    verdict: Verdict
    a: Quote
    b: Quote | None
    name: str | None
    line: int

    @property
    def label(self) -> str:
        """How the decision is named where it is used."""
        return f"override:{self.line}"


@dataclass(frozen=True, slots=True)
class Ruling(Generic[Thing]):
    """Judgements about one kind of thing, with the things they quote."""

    same: tuple[tuple[Thing, Thing, str], ...] = ()
    apart: frozenset[tuple[Thing, Thing]] = frozenset()
    wrong: frozenset[Thing] = frozenset()
    names: tuple[tuple[Thing, str], ...] = ()

    def keeps_apart(self, a: Thing, b: Thing) -> bool:
        """Whether a person said that the two are not one."""
        return (a, b) in self.apart or (b, a) in self.apart

    def links(self, among: Container[Thing]) -> list[Link[Thing]]:
        """What a person said is one, as links between things that are there."""
        return [Link(a, b, 1.0, label) for a, b, label in self.same if a in among and b in among]


def read_judgements(folder: Path | None) -> list[Judgement]:
    """The judgements of a folder, none where it has no file.

    Raises:
        ConfigurationError: a line cannot be understood; it is named.
    """
    return [_judgement(row, place, line) for row, place, line in _rows(folder, JUDGEMENTS, COLUMNS)]


def read_rates(folder: Path | None) -> list[EuroRate]:
    """Exchange rates of a folder: units of the currency for one euro.

    Raises:
        ConfigurationError: a line has no date, currency or positive rate.
    """
    return [_rate(row, place) for row, place, _ in _rows(folder, RATES, RATE_COLUMNS)]


def _rows(folder: Path | None, name: str, columns: Sequence[str]) -> Iterator[tuple[dict[str, str], str, int]]:
    """Rows of a CSV file with the place of each, for messages."""
    path = None if folder is None else folder / name
    if path is None or not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if unknown := sorted(set(reader.fieldnames or ()) - set(columns)):
            raise ConfigurationError(
                f"Unknown columns: {', '.join(unknown)}.", where=str(path), next_step=f"Known: {', '.join(columns)}."
            )
        for row in reader:
            yield {k: (v or "").strip() for k, v in row.items()}, f"{path} line {reader.line_num}", reader.line_num


def _judgement(row: Mapping[str, str], place: str, line: int) -> Judgement:
    about, verdict = _word(JudgedKind, row, "about", place), _word(Verdict, row, "verdict", place)
    a, b = _quote(row, "a"), _quote(row, "b")
    for missing in [name for name in ("author", "date", "reason") if not row.get(name)]:
        raise ConfigurationError(f"No {missing}.", where=place, next_step="Say who judged, when and why.")
    if a is None or (b is None and verdict in (Verdict.SAME, Verdict.NOT_SAME)):
        raise ConfigurationError(
            f"{verdict} needs a document and words on each side.", where=place, next_step="Fill document_a to words_b."
        )
    if (verdict is Verdict.NAME) != bool(row.get("name")) or (
        verdict is Verdict.NAME and about is not JudgedKind.ENTITY
    ):
        raise ConfigurationError("A name goes with the verdict `name` about an entity, and only with it.", where=place)
    return Judgement(about, verdict, a, b, row.get("name") or None, line)


def _word(vocabulary: type[Word], row: Mapping[str, str], column: str, place: str) -> Word:
    try:
        return vocabulary(row.get(column, ""))
    except ValueError:
        known = ", ".join(vocabulary)
        raise ConfigurationError(
            f"{column} is {row.get(column)!r}.", where=place, next_step=f"One of {known}."
        ) from None


def _quote(row: Mapping[str, str], side: str) -> Quote | None:
    document, words = row.get(f"document_{side}"), row.get(f"words_{side}")
    return Quote(document, words) if document and words else None


def _rate(row: Mapping[str, str], place: str) -> EuroRate:
    try:
        rate = Decimal(row.get("eur_rate", ""))
        day = date.fromisoformat(row.get("rate_date", ""))
    except (InvalidOperation, ValueError):
        rate, day = Decimal(0), date.min
    currency = row.get("currency", "")
    if not (rate.is_finite() and rate > 0 and currency.isalpha() and len(currency) == 3):
        raise ConfigurationError(
            "A rate needs rate_date (YYYY-MM-DD), currency (three letters) and a positive eur_rate.", where=place
        )
    return EuroRate(day, currency.upper(), rate, row.get("source") or RATES)


def rule(
    judgements: Iterable[Judgement], about: JudgedKind, locate: Callable[[Quote], Thing | None], *verdicts: Verdict
) -> Ruling[Thing]:
    """The judgements of the verdicts about one kind of thing, once their quotes are found; stale ones are warned of."""
    same: list[tuple[Thing, Thing, str]] = []
    apart, wrong, names = set(), set(), []
    for judgement in judgements:
        if judgement.about is not about or judgement.verdict not in verdicts:
            continue
        a, b = locate(judgement.a), None if judgement.b is None else locate(judgement.b)
        if a is None or (judgement.b is not None and b is None):
            LOG.warning("%s line %d: no one statement bears the quoted words, left out", JUDGEMENTS, judgement.line)
        elif judgement.verdict is Verdict.SAME and b is not None:
            same.append((a, b, judgement.label))
        elif judgement.verdict is Verdict.NOT_SAME and b is not None:
            apart.add((a, b))
        elif judgement.verdict is Verdict.WRONG_REPORT:
            wrong.add(a)
        elif judgement.name is not None:
            names.append((a, judgement.name))
    return Ruling(tuple(same), frozenset(apart), frozenset(wrong), tuple(names))


def finder(rows: Iterable[tuple[str, str, str, Thing]]) -> Callable[[Quote], Thing | None]:
    """Finds the thing that a quote means among (document, words of the statement, its sentence, thing).

    The statement itself goes before the sentence around it. None where nothing fits, or several things do.
    """
    by_document: dict[str, list[tuple[str, str, Thing]]] = {}
    for document, span, sentence, item in rows:
        by_document.setdefault(document, []).append((_plain(span), _plain(sentence), item))

    def locate(quote: Quote) -> Thing | None:
        words, candidates = _plain(quote.words), by_document.get(quote.document, [])
        for test in (
            [item for span, _, item in candidates if span == words],
            [item for span, _, item in candidates if words in span],
            [item for _, sentence, item in candidates if words in sentence],
        ):
            if distinct := list(dict.fromkeys(test)):
                return distinct[0] if len(distinct) == 1 else None
        return None

    return locate


def _plain(text: str) -> str:
    return " ".join(text.split())
