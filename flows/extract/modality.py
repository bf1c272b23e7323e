"""Degrees of factuality: how firmly a text states an event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Time(StrEnum):
    """Where an event lies, seen from the writing."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


class Mode(StrEnum):
    """How firmly an event is stated, weakest first up to `ASSERTED`; then the ways of not taking place."""

    HYPOTHETICAL = "hypothetical"
    PURPOSE = "purpose"
    POSSIBLE = "possible"
    INTEREST = "interest"
    SOUGHT = "sought"
    OFFERED = "offered"
    NEGOTIATING = "negotiating"
    EXPECTED = "expected"
    PLANNED = "planned"
    AGREED = "agreed"
    ASSERTED = "asserted"
    DENIED = "denied"
    CANCELLED = "cancelled"


STRENGTH = {mode: rank for rank, mode in enumerate(Mode)}
OFF = frozenset({Mode.DENIED, Mode.CANCELLED})


@dataclass(frozen=True, slots=True)
class Assertion:
    """What is said of an event: when, how firmly, whether denied or only hearsay, and the words that say so."""

    time: Time = Time.PRESENT
    mode: Mode = Mode.ASSERTED
    negated: bool = False
    hedged: bool = False
    evidence: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the event is stated as a fact, past or present."""
        return self.mode is Mode.ASSERTED and not self.negated


def weaken(own: Assertion, mode: Mode) -> Assertion:
    """The weaker of two modes; an event that is off stays off."""
    if own.mode in OFF or STRENGTH[own.mode] <= STRENGTH[mode]:
        return own
    return replace(own, mode=mode)


def under(own: Assertion, mode: Mode, above: Assertion) -> Assertion:
    """A predicate below a governor of class `mode`, where `above` is said of the governor itself."""
    hedged, evidence = own.hedged or above.hedged, own.evidence + above.evidence
    own = replace(own, hedged=hedged, evidence=evidence)
    if above.mode in OFF:
        return replace(own, mode=above.mode)
    if mode in OFF:
        undone = above.negated or STRENGTH[above.mode] < STRENGTH[Mode.PLANNED]
        return replace(own, mode=Mode.POSSIBLE if undone else mode)
    own = weaken(weaken(own, mode), above.mode)
    return replace(own, negated=own.negated != above.negated)


def merge(own: Assertion, above: Assertion) -> Assertion:
    """An event noun as object of a verb that makes it happen: the verb's assertion, weakened by its own."""
    result = replace(above, evidence=own.evidence + above.evidence, hedged=own.hedged or above.hedged)
    result = replace(result, mode=own.mode) if own.mode in OFF else weaken(result, own.mode)
    return replace(result, negated=own.negated != above.negated)
