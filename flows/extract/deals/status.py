"""How far a deal has come, out of what the sentence asserts of its trigger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.assertion import Assertion, Mode, Time, assertion
from flows.model.vocabulary import DealKind, DealStatus

if TYPE_CHECKING:
    from spacy.tokens import Token

BY_MODE = {
    Mode.HYPOTHETICAL: DealStatus.INTEREST,
    Mode.PURPOSE: DealStatus.INTEREST,
    Mode.POSSIBLE: DealStatus.RUMOURED,
    Mode.INTEREST: DealStatus.INTEREST,
    Mode.SOUGHT: DealStatus.INTEREST,
    Mode.OFFERED: DealStatus.INTEREST,
    Mode.NEGOTIATING: DealStatus.NEGOTIATING,
    Mode.EXPECTED: DealStatus.PLANNED,
    Mode.PLANNED: DealStatus.PLANNED,
    Mode.AGREED: DealStatus.AGREED,
    Mode.DENIED: DealStatus.DENIED,
    Mode.CANCELLED: DealStatus.CANCELLED,
}
# Kinds whose past tense says that the thing has changed hands; the rest were ordered or contracted.
DONE = frozenset({DealKind.ACQUISITION, DealKind.FINANCE, DealKind.INVESTMENT})
RANK = {status: rank for rank, status in enumerate(DealStatus)}


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with whether the sentence negates it or only supposes it."""

    status: DealStatus
    negated: bool
    hypothetical: bool


def standing(trigger: Token, kind: DealKind | None, cap: DealStatus | None = None) -> Standing:
    """The status that a trigger's tense, mood and governors give; `cap` is the furthest that its frame allows."""
    said = assertion(trigger)
    status = _asserted(trigger, said, kind) if said.mode is Mode.ASSERTED else BY_MODE[said.mode]
    if said.hedged and RANK[status] <= RANK[DealStatus.PLANNED]:
        status = DealStatus.RUMOURED
    if cap is not None and RANK[status] > RANK[cap] and status not in (DealStatus.CANCELLED, DealStatus.DENIED):
        status = cap
    return Standing(status, said.negated, said.mode is Mode.HYPOTHETICAL)


def _asserted(trigger: Token, said: Assertion, kind: DealKind | None) -> DealStatus:
    if said.time is Time.FUTURE:
        return DealStatus.PLANNED
    if trigger.pos_ == "NOUN":
        return DealStatus.AGREED
    if said.time is Time.PRESENT:
        return DealStatus.AGREED if any(c.lower_ in ("is", "are", "'s") for c in trigger.children) else DealStatus.ONGOING
    return DealStatus.COMPLETED if kind in DONE else DealStatus.AGREED
