"""Whether a filled pattern holds what its frame needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, governors
from flows.extract.deals import frames
from flows.extract.deals.carried import carrier
from flows.extract.deals.conditions import TESTS, priced_heads
from flows.extract.deals.filled import Filled
from flows.extract.deals.goods import money_goods, read_goods
from flows.extract.deals.scene import Scene
from flows.extract.deals.status import deal_noun, deal_with_terms
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind

PRICED = frozenset({DealKind.ARMS, DealKind.ENERGY, DealKind.GOODS})

if TYPE_CHECKING:
    from flows.extract.tree import Token


def are_met(scene: Scene, clause: Clause, filled: Filled) -> bool:
    """Whether every need of the pattern is met and its goods are of a kind that it tells of."""
    return all(_met(scene, clause, filled, need) for need in filled.pattern.needs) and _kinds_met(filled)


def _met(scene: Scene, clause: Clause, filled: Filled, need: str) -> bool:
    name, _, value = need.partition(":")
    if name in TESTS:
        return TESTS[name](clause)
    if need == "supplier:firm":
        return all(scene.is_company(p.entity_key) for p in filled.suppliers)
    if need == "recipient:state":
        return bool(filled.recipients) and all(scene.is_state(p.entity_key) for p in filled.recipients)
    if need == "supplier:donor":
        return all(scene.is_lender(p) or scene.is_state(p.entity_key) for p in filled.suppliers)
    if name in ("supplier", "recipient", "side", "goods"):
        return _slot_met(scene, clause, filled, name, value)
    if name == "money":
        heads = [t for t in priced_heads(clause, value) if scene.has_money(t)]
        lent = filled.pattern.forced is DealKind.FINANCE and not filled.goods
        return any(not (lent and _is_worth_of(scene, t)) for t in heads)
    return _build_met(clause, filled, name, value)


def _is_worth_of(scene: Scene, head: Token) -> bool:
    """Whether a sum only prices things that are no money ("$512m worth of jets")."""
    worth = [t for t in head.subtree if t.lower_ == "worth"]
    things = [g for t in money_goods(head) if (g := read_goods(scene, t)) is not None and g.kind in PRICED]
    kinds = [frames.goods_kinds().get(t.lemma_.lower()) for w in worth for t in money_goods(w)]
    return bool(things) or any(kind is not DealKind.FINANCE for kind in kinds)


def _slot_met(scene: Scene, clause: Clause, filled: Filled, name: str, value: str) -> bool:
    if name == "side":
        return bool(filled.suppliers or filled.recipients)
    if name == "supplier" and value == "firm":
        return bool(filled.suppliers) and all(scene.is_company(p.entity_key) for p in filled.suppliers)
    if name == "supplier":
        return bool(filled.suppliers) or any(t.lemma_.lower() in words("goods", "firms") for t in clause.subjects)
    if name == "recipient":
        return bool(filled.recipients)
    if value:
        return bool(filled.goods) and _goods_is(filled, value)
    return bool(filled.goods) or (filled.taken_up and bool(filled.suppliers or filled.recipients))


def _build_met(clause: Clause, filled: Filled, name: str, value: str) -> bool:
    """Whether the words around the trigger are built as a frame asks."""
    verb = clause.predicate
    if name in ("particle", "without"):
        here = any(c.lower_ == value and c.dep_ in ("prt", "advmod", "prep") for c in verb.children)
        return here == (name == "particle")
    if name == "moved":
        above = carrier(verb)
        return above is not None and above.lemma_.lower() in frames.carriers("raising") | frames.carriers("reducing")
    if name == "singular":
        told = bool(filled.suppliers and filled.recipients)
        return verb.tag_ not in ("NNS", "NNPS") or told or _is_reported_lot(clause, filled)
    if name == "object":
        return any(o.lemma_.lower() == value for o in clause.objects)
    under = any(t.lemma_.lower() in frames.instruments() for t in clause.under("under"))
    return under or (deal_noun(verb) or deal_with_terms(verb)) is not None or _is_chosen_for(verb)


def _is_reported_lot(clause: Clause, filled: Filled) -> bool:
    """Whether a plural is of one lot reported ("reported sales of 120,000 tonnes of maize to Chad")."""
    counted = any(c.dep_ == "nummod" for t in clause.under("of") for c in t.children)
    return counted and bool(filled.recipients) and all(p.country_code for p in filled.recipients)


def _is_chosen_for(verb: Token) -> bool:
    return any(g.lemma_.lower() in words("deal_status", "choosing") for g in governors(verb)[:1])


def _goods_is(filled: Filled, value: str) -> bool:
    if value == "company":
        return all(g.target is not None for g in filled.goods)
    if value in ("premises", "rights"):
        return all(g.head in frames.goods_group(value) for g in filled.goods)
    return all(g.is_share for g in filled.goods)


def _kinds_met(filled: Filled) -> bool:
    kinds = filled.pattern.kinds
    return kinds is None or filled.taken_up or any(g.kind in kinds for g in filled.goods)
