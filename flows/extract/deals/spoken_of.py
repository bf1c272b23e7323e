"""Which of several deals "the deal", "the order" takes up, by whom and what its sentence names beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Statement
from flows.extract.deals.thread import Thread, targets_of

if TYPE_CHECKING:
    from flows.extract.tree import Token

SEVERAL = frozenset({"NNS", "PRP"})  # tags of what may stand for more than one: "the two companies", "they"
PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


def with_named(scene: Scene, statements: Iterable[Statement]) -> Iterator[Statement]:
    """The statements of a sentence; those that take up a deal know whom the sentence names or means."""
    for statement in statements:
        if statement.definite:
            statement.beside = _named(scene)
        yield statement


def _named(scene: Scene) -> frozenset[str | None]:
    """Cast members that a sentence names, and those that its subjects and objects stand for."""
    heads: list[Token] = [t for t in scene.sentence.parse if t.dep_ in PLACES and t.tag_ in SEVERAL]
    told = {ref.entity_key for ref in scene.parties(heads)}
    return frozenset(told | {m.entity_key for m in scene.mentions(scene.sentence.start, scene.sentence.end)})


def spoken_of(statement: Statement, threads: list[Thread]) -> list[Thread]:
    """The deals of which a sentence names most parties and things; none where it names nothing of any.

    A value is no help: what one party is to spend is not yet the price of its deal.
    """
    if statement.money is not None and statement.money.amount is not None:
        return []
    names = {t.lower_ for t in statement.sentence.parse if t.pos_ == "PROPN"}
    counts = [len(statement.beside & _keys(t)) + bool(names & _words(t)) for t in threads]
    most = max(counts, default=0)
    return [t for t, n in zip(threads, counts, strict=True) if most and n == most]


def _keys(thread: Thread) -> set[str | None]:
    return {*thread.suppliers, *thread.recipients, *thread.sides, *targets_of(thread)} - {None}


def _words(thread: Thread) -> set[str]:
    return {word for goods in thread.goods for word in (*goods.words, *(m.lower() for m in goods.models))}
