"""Deals that the buyer or the sentence makes military: forces' aircraft and vessels, and work on arms."""

from __future__ import annotations

import re
from collections.abc import Collection

from flows.extract.context import Context, PartyRef
from flows.extract.deals.scene import COMPANY_TYPES
from flows.extract.deals.thread import Thread
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind
from flows.model.vocabulary.entities import EntityType

# Armed services by their names: aircraft, vessels and vehicles for them are arms.
FORCES = re.compile(
    r"\b(?:Air Force|Navy|Army|Marines?|Armed Forces|Defen[cs]e Minist|Ministry of Defen[cs]e|Pentagon|military)",
    re.IGNORECASE,
)


def military_kind(context: Context, thread: Thread, recipients: Collection[PartyRef]) -> DealKind | None:
    """Arms where they are bought for armed forces, or forces' equipment is worked on; None where nothing says so.

    Upgrades and maintenance of arms are arms (shared guidelines, settled cases).
    """
    kind, served = thread.kind or DealKind.OTHER, any(_is_force(context, p) for p in recipients)
    if kind in (DealKind.GOODS, DealKind.OTHER) and (served or _is_of_forces(context, thread, recipients)):
        return DealKind.ARMS
    worked_on = any({g.head, *g.words} & set(words("goods", "work")) for g in thread.goods)
    return DealKind.ARMS if kind is DealKind.SERVICES and served and worked_on else None


def _is_force(context: Context, party: PartyRef) -> bool:
    entity = context.cast.entities.get(party.entity_key or "")
    return (entity is not None and entity.entity_type is EntityType.MILITARY) or bool(FORCES.search(party.span.text))


def _is_of_forces(context: Context, thread: Thread, recipients: Collection[PartyRef]) -> bool:
    """Whether a sentence speaks of armed forces beside aircraft, vessels and the like that no firm buys."""
    entities = context.cast.entities
    firms = any(entities[p.entity_key].entity_type in COMPANY_TYPES for p in recipients if p.entity_key in entities)
    if firms or not any(g.head in words("goods", "dual_use") for g in thread.goods):
        return False
    raw = context.document.raw_text
    return any(FORCES.search(raw[s.sentence.start : s.sentence.end]) for s in thread.statements)
