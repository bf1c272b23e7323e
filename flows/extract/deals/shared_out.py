"""Sums that a sentence lists with who gives each: "$40m from Norway, $30m from the World Bank and $9m from Kenya"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.context import PartyRef
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Statement
from flows.extract.deals.status import standing
from flows.extract.deals.value import root_of
from flows.lexicon import words
from flows.model.report import Money
from flows.model.vocabulary.deals import DealKind, DealStatus

if TYPE_CHECKING:
    from flows.extract.tree import Token

RULE = "share"
FEWEST = 2  # sums of a list


def read_shares(scene: Scene) -> list[Statement]:
    """A statement a sum where two or more are listed, each from a lender or state; empty where trade is told."""
    if any(t.lemma_.lower() in words("deal_values", "trade") for t in scene.sentence.parse):
        return []
    found = list(_shares(scene))
    if len(found) < FEWEST:
        return []
    return [_statement(scene, *one) for one in found]


def _shares(scene: Scene) -> Iterator[tuple[Money, Token, PartyRef]]:
    for money in scene.context.money_in(scene.sentence.start, scene.sentence.end):
        root = root_of(scene, money)
        after = None if root is None else _after(scene, money)
        givers = () if after is None else scene.parties(c for c in after.children if c.dep_ == "pobj")
        if root is not None and givers and (scene.is_lender(givers[0]) or scene.is_state(givers[0].entity_key)):
            yield money, root, givers[0]


def _after(scene: Scene, money: Money) -> Token | None:
    """The word "from" right after a sum."""
    inside = [t for t in scene.sentence.parse if scene.sentence.place(t, t)[0] >= money.span.end]
    return inside[0] if inside and inside[0].lower_ == "from" else None


def _statement(scene: Scene, money: Money, root: Token, giver: PartyRef) -> Statement:
    how = standing(root, DealKind.FINANCE)
    return Statement(
        scene.sentence,
        root,
        RULE,
        DealStatus.AGREED if how.status is DealStatus.ONGOING else how.status,  # what is listed was promised
        suppliers=(giver,),
        money=money,
        kind=DealKind.FINANCE,
        stated=how.stated,
        negated=how.negated,
        hypothetical=how.hypothetical,
        explicit=1,
    )
