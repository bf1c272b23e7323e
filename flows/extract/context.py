"""What the readers of deals and agreements see of a document: parsed sentences, its cast, money and times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from flows.model.document import Document
from flows.model.report import (
    Attribution,
    DocEntity,
    Mention,
    Money,
    Party,
    Role,
    Span,
    TimeExpression,
)
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

if TYPE_CHECKING:
    from flows.extract.tree import Token, Words


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its dependency parse.

    The engine normalises text character for character (quotes straightened, long runs cut by blanks), so a token's
    place in `raw_text` is its `idx` plus `shift`.
    """

    no: int
    start: int
    end: int
    zone: Zone
    paragraph: int
    parse: Words
    shift: int

    def place(self, first: Token, last: Token) -> tuple[int, int]:
        """Code-point offsets in `raw_text` from the start of `first` to the end of `last`."""
        return first.idx + self.shift, last.idx + len(last.text) + self.shift


@dataclass(frozen=True, slots=True)
class PartyRef:
    """Words that stand for a cast member, before a role is known."""

    entity_key: str | None
    span: Span
    basis: PartyBasis
    country_code: str | None = None
    level: PartyLevel | None = None

    def as_party(self, role: Role) -> Party[Role]:
        """The same party in a role."""
        return Party(role, self.entity_key, self.span, self.basis, self.country_code, self.level)


class Cast(Protocol):
    """Who appears in a document, and who its names, descriptions and pronouns stand for."""

    @property
    def entities(self) -> dict[str, DocEntity]:
        """Cast members by key."""

    @property
    def mentions(self) -> Sequence[Mention]:
        """All mentions in text order, those in dropped segments included."""

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Mentions that overlap `[start, end)`, in text order."""

    def parties(self, sentence: Sentence, head: Token) -> tuple[PartyRef, ...]:
        """The parties that the noun phrase headed by `head` names, one per conjunct.

        Names first; then demonyms and possessors of state organs ("the Israeli government"), metonyms ("Baku"),
        appositions; then "it", "the company", "the two countries" by coreference. Empty where it names no party.
        """

    def people(self, sentence: Sentence, head: Token) -> tuple[PartyRef, ...]:
        """The persons that the noun phrase names, one per conjunct, or whom "he" and "the president" stand for."""


@dataclass(frozen=True, slots=True)
class Context:
    """A document ready to be read for deals and agreements."""

    document: Document
    sentences: tuple[Sentence, ...]
    cast: Cast
    money: tuple[Money, ...]
    times: tuple[TimeExpression, ...]

    def span(self, start: int, end: int) -> Span:
        """The words at `[start, end)`."""
        return Span(start, end, self.document.raw_text[start:end])

    def money_in(self, start: int, end: int) -> list[Money]:
        """Amounts wholly inside `[start, end)`, in text order."""
        return [m for m in self.money if start <= m.span.start and m.span.end <= end]

    def times_in(self, start: int, end: int) -> list[TimeExpression]:
        """Time expressions wholly inside `[start, end)`, in text order."""
        return [t for t in self.times if start <= t.span.start and t.span.end <= end]


class SpeakerOf(Protocol):
    """Finds whose words a stretch of a sentence is."""

    def __call__(self, context: Context, sentence: Sentence, start: int, end: int) -> Attribution:
        """Whose words stand at `[start, end)` of `sentence`, and how they are reported."""
