"""What may befall an instrument, and a predicate that says it does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from flows.extract.assertion import Assertion, Mode
from flows.lexicon import load

if TYPE_CHECKING:
    from flows.extract.tree import Token


class Stage(StrEnum):
    """Stages of an instrument's life that a verb or event noun may bring about."""

    CONCLUDE = "conclude"
    ANNOUNCE = "announce"
    INITIAL = "initial"
    RATIFY = "ratify"
    FORCE = "force"
    UPHOLD = "uphold"
    RENEW = "renew"
    SUSPEND = "suspend"
    VIOLATE = "violate"
    END = "end"
    REJECT = "reject"
    NEGOTIATE = "negotiate"
    PROPOSE = "propose"
    MENTION = "mention"


MADE = frozenset({Stage.CONCLUDE, Stage.NEGOTIATE, Stage.INITIAL, Stage.RATIFY})


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate over an instrument. `predicate` is None where the instrument is only mentioned."""

    stage: Stage
    predicate: Token | None
    assertion: Assertion
    rule: str

    @property
    def is_call(self) -> bool:
        """Whether others are only asked to do it."""
        calls = load("agreement_verbs")["calls"]
        asked = {word.lower() for word in self.assertion.evidence}
        return self.assertion.mode is Mode.SOUGHT and any(w.startswith(c) for w in asked for c in calls)
