"""Deals that a list makes of one verb or noun: "ten jets from A and five from B", "a clinic and £4m of funding"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, obliques_of
from flows.extract.deals import frames
from flows.extract.deals.filled import Filled
from flows.extract.deals.goods import money_goods, read_goods
from flows.extract.deals.match import match
from flows.extract.deals.scene import Scene
from flows.model.vocabulary.deals import DealKind

if TYPE_CHECKING:
    from flows.extract.tree import Token


def further(scene: Scene, filled: Filled) -> Iterator[Filled]:
    """The frame filled again for each thing in the list that has its own other side, or is money beside things."""
    for head in filled.goods_heads[:1]:
        for other in _beside(head):
            told = _with_own_side(scene, filled, other) or _sum_beside(scene, filled, other)
            if told is not None:
                yield told


def _beside(head: Token) -> list[Token]:
    """What stands in one list with a thing, though the parse hang it on another name of it or on the gift it is."""
    others = [*head.children, *((head.head.head,) if head.dep_ == "pobj" else ())]
    over = [t for t in others if t.dep_ == "appos" or t.lemma_.lower() in frames.carriers("gifts")]
    found = {t.i: t for noun in (head, *over) for t in noun.conjuncts if t.i > head.i}
    return [found[i] for i in sorted(found)]


def _with_own_side(scene: Scene, filled: Filled, head: Token) -> Filled | None:
    goods = read_goods(scene, head)
    own = obliques_of(head)
    if goods is None:
        return None
    suppliers = scene.parties(t for p in filled.pattern.supplier for t in own.get(p, ()))
    recipients = scene.parties(t for p in filled.pattern.recipient for t in own.get(p, ()))
    if not suppliers and not recipients:
        return None
    return replace(
        filled,
        suppliers=suppliers or filled.suppliers,
        recipients=recipients or filled.recipients,
        goods=(goods,),
        goods_heads=(head,),
    )


def _sum_beside(scene: Scene, filled: Filled, head: Token) -> Filled | None:
    gives = filled.pattern.name in frames.carriers("lending") | frames.carriers("gifts") | frames.carriers("thanking")
    if not gives or not scene.has_money(head) or filled.goods[0].kind is DealKind.FINANCE:
        return None
    named = ((t, g) for t in money_goods(head) if (g := read_goods(scene, t)) is not None)
    heads, goods = next((((t,), (g,)) for t, g in named), ((), ()))
    return replace(
        filled,
        pattern=replace(filled.pattern, forced=DealKind.FINANCE),
        goods=goods,
        goods_heads=(*heads, head),
        reach=scene.sentence.place(head.left_edge, head),
    )


def fuller(scene: Scene, clause: Clause, first: Filled, patterns: tuple[frames.Pattern, ...]) -> Filled:
    """The frame with both its sides, where the first that fits has one side only and a later one tells of the same."""
    if bool(first.suppliers) == bool(first.recipients) or not first.goods:
        return first
    later = (match(scene, clause, p) for p in patterns[patterns.index(first.pattern) + 1 :] if not p.back)
    whole = (f for f in later if f is not None and f.suppliers and f.recipients and f.goods_heads == first.goods_heads)
    return next(whole, first)
