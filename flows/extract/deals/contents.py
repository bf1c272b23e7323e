"""What a deal told before is said to be about: "the contract covers ten jets", "the order is for ten jets"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.clauses import clause_of
from flows.extract.deals import frames
from flows.extract.deals.goods import read_goods
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Goods, Statement
from flows.extract.deals.thread import Thread

if TYPE_CHECKING:
    from flows.extract.tree import Token


def contents(scene: Scene, noun: Token) -> Goods | None:
    """The goods of a listed kind that a clause says the deal of its subject holds; None where it says nothing of it."""
    verb = noun.head
    if noun.dep_ != "nsubj":
        return None
    clause, lemma = clause_of(verb), verb.lemma_.lower()
    heads = clause.objects if lemma in frames.carriers("containing") else ()
    if lemma in ("be", "call", "provide"):  # "is for", "calls for", "provides for"
        heads = clause.under("for")
    goods = (read_goods(scene, head) for head in heads)
    return next((g for g in goods if g is not None and g.kind is not None and g.target is None), None)


def tell_contents(statement: Statement, home: Thread) -> None:
    """Give a deal of which only the parties were told what it holds and its kind; of another that is only a part."""
    if statement.goods is None or statement.rule not in frames.instruments():
        return
    if home.goods:
        statement.goods = None
        return
    for told in home.statements:
        told.kind = statement.goods.kind
