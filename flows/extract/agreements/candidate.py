"""A statement about an instrument, before it is told apart from others or joined with them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.agreements.frame import Frame, Stage
from flows.extract.agreements.instruments import Grade
from flows.extract.agreements.parties import Parties
from flows.extract.context import Sentence
from flows.model.report import Span
from flows.model.vocabulary.agreements import AgreementStatus, InstrumentType
from flows.model.vocabulary.articles import Zone

if TYPE_CHECKING:
    from flows.extract.tree import Token

LITTLE = frozenset("and of the on in for to a an with or between their its".split()) | {""}
HEADINGS = frozenset({Zone.HEADLINE, Zone.SUBHEADLINE, Zone.SECTION_HEADING})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One statement of an instrument: what it says, who of, and whether the words sound of business."""

    sentence: Sentence
    anchor: Token
    type: InstrumentType
    grade: Grade
    frame: Frame
    status: AgreementStatus | None
    parties: Parties
    stated: Parties  # those that the words themselves name, before a single one is given its other side
    subjects: tuple[Span, ...]
    is_definite: bool
    is_plural: bool
    count: int | None
    is_commercial: bool
    is_cooperative: bool
    in_business: bool
    is_further: bool
    is_alike: bool  # "a similar pact": business or not as the one before
    noun: str
    name: str | None  # of its own: "the Arms Trade Treaty"
    year: str | None
    is_unsigned: bool = False  # told as reached where the signing lies ahead

    @property
    def in_heading(self) -> bool:
        """Whether it stands in a headline or heading."""
        return self.sentence.zone in HEADINGS

    @property
    def stage_awaited(self) -> bool:
        """Whether the text says that the instrument still waits to be ratified or to come into force."""
        waits = self.frame.stage in (Stage.FORCE, Stage.RATIFY) and self.frame.predicate is not None
        return waits and self.status is AgreementStatus.SIGNED and not self.frame.assertion.negated

    @property
    def words(self) -> set[str]:
        """Stems of the words of the subject phrases; little words count only where there are no others."""
        words = {_stem(word) for span in self.subjects for word in _SPACES.split(span.text.lower())}
        return words - LITTLE or words


_SPACES = re.compile(r"[\s-]+")  # "free-trade" shares a word with "trade"


def _stem(word: str) -> str:
    return word.strip(".,;:\"'()").rstrip("s")
