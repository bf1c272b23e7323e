"""The slots of a frame's pattern, filled from a clause."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause
from flows.extract.context import PartyRef
from flows.extract.deals import frames
from flows.extract.deals.frames import Pattern
from flows.extract.deals.statement import Goods

if TYPE_CHECKING:
    from flows.extract.tree import Token


@dataclass(frozen=True, slots=True)
class Filled:
    """The slots of a matched pattern. `explicit` counts the parties that the clause itself names.

    `reach` is the part of the document that tells it, where a list tells several.
    """

    pattern: Pattern
    suppliers: tuple[PartyRef, ...]
    recipients: tuple[PartyRef, ...]
    goods: tuple[Goods, ...]
    goods_heads: tuple[Token, ...]
    taken_up: bool = False
    spare: Goods | None = None
    reach: tuple[int, int] | None = None


def consumed(clause: Clause, filled: Filled) -> frozenset[int]:
    """Words that a frame has read: its trigger, objects and goods, with all of a list of works."""
    heads = [*filled.goods_heads, *clause.objects]
    if clause.predicate.pos_ == "NOUN":
        heads += [t for h in filled.goods_heads for t in h.conjuncts]
    supplies = [t for h in filled.goods_heads if (t := _supply_over(h)) is not None]
    return frozenset({clause.predicate.i, *(h.i for h in (*heads, *supplies))})


def _supply_over(goods: Token) -> Token | None:
    """The noun of supply that goods tell what it is of ("thanks A for the gas supplies")."""
    above = goods.head.head if goods.dep_ == "pobj" else goods.head
    return above if above.lemma_.lower() in frames.carriers("supplies") else None
