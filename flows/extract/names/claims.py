"""Names of a sentence as rules claim them, no word twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.context import Sentence
from flows.extract.names.gazetteer import Known
from flows.extract.names.wording import Wording
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.entities import EntityType, MentionKind

if TYPE_CHECKING:
    from flows.extract.tree import Words

HEADINGS = frozenset({Zone.HEADLINE, Zone.SUBHEADLINE, Zone.SECTION_HEADING})
PLACES = frozenset({EntityType.COUNTRY, EntityType.CITY, EntityType.REGION})
THINGS = frozenset({EntityType.EVENT, EntityType.DOCUMENT, EntityType.WORK})
# How sure each finder is of the type it gives; a name's type is that with the greatest sum over the document.
SURE, TOLD, LIKELY, MODEL, GUESS = 20.0, 6.0, 2.0, 1.0, 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a sentence: tokens `[first, last)` of its parse, and what the finder takes it for."""

    sentence: Sentence
    first: int
    last: int
    entity_type: EntityType
    weight: float
    known: Known | None = None

    def __len__(self) -> int:
        """Number of its words."""
        return self.last - self.first

    def text(self, nth: int) -> str:
        """Its nth word."""
        return str(self.sentence.parse.doc[self.first + nth].text)

    @property
    def kind(self) -> MentionKind:
        """Name or demonym; an abbreviated state before a noun ("US officials") is used as an adjective."""
        kind = self.known.kind if self.known else MentionKind.NAME
        if kind is MentionKind.NAME and self.entity_type is EntityType.COUNTRY:
            token = self.sentence.parse.doc[self.last - 1]
            is_short = token.text.isupper() and self.last - self.first == 1
            if is_short and token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i:
                return MentionKind.DEMONYM
        return kind

    @property
    def start(self) -> int:
        """Offset of the first character in the document."""
        return self.sentence.shift + int(self.sentence.parse.doc[self.first].idx)

    @property
    def end(self) -> int:
        """Offset after the last character in the document."""
        token = self.sentence.parse.doc[self.last - 1]
        return self.sentence.shift + int(token.idx) + len(token.text)


class Claims:
    """The names of a sentence as they are claimed, no token twice."""

    def __init__(self, sentence: Sentence, wording: Wording) -> None:
        self.sentence = sentence
        self.doc: Words = sentence.parse.doc
        self.wording = wording
        self.found: list[Found] = []
        self.listed: list[tuple[int, int, Known]] | None = None  # names of the gazetteer, once they are looked for
        self._taken = [False] * len(self.doc)

    def block(self, first: int, last: int) -> None:
        """Leaves tokens out of all names."""
        for i in range(first, last):
            self._taken[i] = True

    def claim(self, first: int, last: int, kind: EntityType, weight: float, known: Known | None = None) -> None:
        """Makes the tokens a name, unless one of them belongs to a surer one."""
        if first < last and not any(self._taken[first:last]):
            self.block(first, last)
            self.found.append(Found(self.sentence, first, last, kind, weight, known))

    def free(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Stretches of `[first, last)` that no name holds."""
        start = first
        for i in range(first, last + 1):
            if i == last or self._taken[i]:
                if start < i:
                    yield start, i
                start = i + 1
