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
from flows.model.vocabulary.facts import JudgedKind
from flows.resolve.clusters import Link
from flows.resolve.fx import EuroRate
from flows.resolve.quotes import Quote

LOG = logging.getLogger(__name__)
JUDGEMENTS, RATES = "judgements.csv", "fx_rates.csv"
COLUMNS = ("about", "verdict", "document_a", "words_a", "document_b", "words_b", "name", "author", "date", "reason")
NOTE = "note"  # what the rules say, as `entente review` writes it beside a proposal; read by people only
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
class Judgement:
    """One line of `judgements.csv`."""

    about: JudgedKind
    verdict: Verdict
    a: Quote
    b: Quote | None
    name: str | None
    line: int
    place: str  # file and line, for messages

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """What it quotes, of one or two documents."""
        return (self.a,) if self.b is None else (self.a, self.b)

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

    @property
    def pairs(self) -> list[tuple[Thing, Thing]]:
        """Pairs that a person decided on, either way."""
        return [*((a, b) for a, b, _ in self.same), *self.apart]

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
    return [judgement(row, place, line) for row, place, line in _rows(folder, JUDGEMENTS, (*COLUMNS, NOTE))]


def read_rates(folder: Path | None) -> list[EuroRate]:
    """Exchange rates of a folder: units of the currency for one euro.

    Raises:
        ConfigurationError: a line has no date, currency or positive rate.
    """
    return [_rate(row, place) for row, place, _ in _rows(folder, RATES, RATE_COLUMNS)]


def _rows(folder: Path | None, name: str, columns: Sequence[str]) -> Iterator[tuple[dict[str, str], str, int]]:
    """Rows of a CSV file with the place of each, for messages."""
    path = None if folder is None else folder / name
    if path is not None and path.is_file():
        yield from read_lines(path, columns)


def read_lines(path: Path, columns: Sequence[str]) -> Iterator[tuple[dict[str, str], str, int]]:
    """Rows of one CSV file with the place and the line number of each.

    Raises:
        ConfigurationError: the file has a column of another name.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if unknown := sorted(set(reader.fieldnames or ()) - set(columns)):
            raise ConfigurationError(
                f"Unknown columns: {', '.join(unknown)}.", where=str(path), next_step=f"Known: {', '.join(columns)}."
            )
        for row in reader:
            yield {k: (v or "").strip() for k, v in row.items()}, f"{path} line {reader.line_num}", reader.line_num


def judgement(row: Mapping[str, str], place: str, line: int) -> Judgement:
    """The judgement of one row; `place` says where it stands, for messages.

    Raises:
        ConfigurationError: the row cannot be understood.
    """
    about, verdict = _word(JudgedKind, row, "about", place), _word(Verdict, row, "verdict", place)
    a, b = _quote(row, "a"), _quote(row, "b")
    for missing in [name for name in ("author", "date", "reason") if not row.get(name)]:
        raise ConfigurationError(f"No {missing}.", where=place, next_step="Say who judged, when and why.")
    _require_day(row["date"], place)
    if a is None or (b is None and verdict in (Verdict.SAME, Verdict.NOT_SAME)):
        raise ConfigurationError(
            f"{verdict} needs a document and words on each side.", where=place, next_step="Fill document_a to words_b."
        )
    if (verdict is Verdict.NAME) != bool(row.get("name")) or (
        verdict is Verdict.NAME and about is not JudgedKind.ENTITY
    ):
        raise ConfigurationError("A name goes with the verdict `name` about an entity, and only with it.", where=place)
    return Judgement(about, verdict, a, b, row.get("name") or None, line, place)


def _require_day(written: str, place: str) -> None:
    try:
        date.fromisoformat(written)
    except ValueError:
        raise ConfigurationError(
            f"The date {written!r} is no day.", where=place, next_step="Write it as YYYY-MM-DD."
        ) from None


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
