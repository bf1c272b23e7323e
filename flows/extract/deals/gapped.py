"""Two deals of one verb told in turn: "sold A in 2007, and B to T for $2bn in 2008": only the second is with T."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause
from flows.extract.context import PartyRef
from flows.extract.deals.filled import Filled
from flows.extract.deals.goods import read_goods
from flows.extract.deals.scene import Scene
from flows.extract.syntax import TIMES

if TYPE_CHECKING:
    from flows.extract.tree import Token

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NAMED = ("NOUN", "PROPN")


def told_in_turn(scene: Scene, clause: Clause, filled: Filled) -> tuple[Filled, ...]:
    """The frame once for what stands before a time and ", and", once for what stands after it; else nothing."""
    comma = _turn(clause)
    heads = [h for h in filled.goods_heads if comma is not None and h.i < comma.i]
    later = None if comma is None or not heads else _first_thing(comma)
    if comma is None or later is None or (goods := read_goods(scene, later)) is None:
        return ()
    at = scene.sentence.place(comma, comma)[0]
    if not any(p.span.start > at for p in (*filled.suppliers, *filled.recipients)):
        return ()
    start, end = scene.sentence.place(clause.predicate, clause.predicate)[0], scene.sentence.end
    before = replace(
        filled, suppliers=_until(filled.suppliers, at), recipients=_until(filled.recipients, at), reach=(start, at)
    )
    return before, replace(filled, goods=(goods,), goods_heads=(later,), reach=(at, end))


def _turn(clause: Clause) -> Token | None:
    """The comma of ", and" right after a time, where no other clause follows."""
    verb = clause.predicate
    if verb.pos_ != "VERB":
        return None
    after = verb.doc[verb.i + 1 : verb.sent.end - 1]
    comma = next((t for t in after if t.text == "," and t.nbor().lower_ == "and" and _is_time(t.nbor(-1))), None)
    return None if comma is None or any(t.tag_ in FINITE for t in after if t.i > comma.i) else comma


def _first_thing(comma: Token) -> Token | None:
    """The head of the noun phrase after ", and", wherever the parser hung it."""
    for word in comma.doc[comma.i + 2 : comma.sent.end - 1]:
        if word.pos_ == "ADP":
            return None
        if word.pos_ in NAMED and word.nbor().pos_ not in NAMED:
            return word
    return None


def _is_time(word: Token) -> bool:
    return word.ent_type_ in TIMES or (word.tag_ == "CD" and len(word.text) == 4 and word.text.isdigit())


def _until(parties: tuple[PartyRef, ...], at: int) -> tuple[PartyRef, ...]:
    return tuple(p for p in parties if p.span.start < at)
