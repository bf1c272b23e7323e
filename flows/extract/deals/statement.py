"""What one predicate says of a deal, before it is put together with the rest of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from flows.extract.context import PartyRef, Sentence
from flows.model.report import Money, Span
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.deals import DealForm, DealKind, DealStatus

if TYPE_CHECKING:
    from flows.extract.tree import Token


OVER_TIME = re.compile(
    r"\b(?:over the (?:past |last )?(?:years|decades)|for (?:many|several) years|so far|to date|in all)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Goods:
    """What is exchanged: its words, the lemma of its head and the kind of deal it makes.

    `target` is the cast member that changes hands, `owners` are the parties named inside the phrase (maker or owner),
    `stake` is the percentage of the target; `is_name` marks a proper name of no known thing.
    """

    span: Span
    head: str
    kind: DealKind | None = None
    target: str | None = None
    owners: tuple[PartyRef, ...] = ()
    stake: Decimal | None = None
    words: frozenset[str] = frozenset()
    quantity: str | None = None
    models: frozenset[str] = frozenset()
    is_name: bool = False
    is_share: bool = False


@dataclass(slots=True)
class Statement:
    """A deal as one trigger states it. `sides` are parties whose role the words leave open.

    `alone` says that one side is enough, `paired` that there is no deal unless both come to be known; `definite` marks
    "the deal", "this contract": words that take up a deal told elsewhere; `spare` is what "the plant" names where no
    deal was told before; `taken_up` marks goods that are only "it" or "the stake"; `like_last` marks "a similar deal
    with Y", which takes its goods from the deal before it. `stated` is False where its words leave the status open;
    `reach` is the part of a list that tells it; `beside` are the cast members named in a sentence that takes up a deal.
    """

    sentence: Sentence
    trigger: Token
    rule: str
    status: DealStatus
    suppliers: tuple[PartyRef, ...] = ()
    recipients: tuple[PartyRef, ...] = ()
    sides: tuple[PartyRef, ...] = ()
    goods: Goods | None = None
    spare: Goods | None = None
    money: Money | None = None
    kind: DealKind | None = None
    form: DealForm = DealForm.CONTRACT
    verb_text: str | None = None
    definite: bool = False
    like_last: bool = False
    taken_up: bool = False
    stated: bool = True
    negated: bool = False
    hypothetical: bool = False
    explicit: int = 0
    cumulative: bool = False
    alone: bool = True
    paired: bool = False
    consumed: frozenset[int] = field(default_factory=frozenset)
    reach: tuple[int, int] | None = None
    beside: frozenset[str | None] = frozenset()

    @property
    def start(self) -> int:
        """Where the trigger stands in `raw_text`."""
        return self.sentence.place(self.trigger, self.trigger)[0]

    @property
    def is_title(self) -> bool:
        """Whether it stands in a headline."""
        return self.sentence.zone is Zone.HEADLINE

    @property
    def parties(self) -> tuple[PartyRef, ...]:
        """All its parties, whatever their role."""
        return self.suppliers + self.recipients + self.sides


def is_cumulative(sentence: Sentence) -> bool:
    """Whether a sentence sums up deals of a longer time ("over the years", "so far")."""
    return bool(OVER_TIME.search(sentence.parse.text))
