"""Who a goods phrase itself names as owner or maker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.clauses import clause_of, obliques_of
from flows.extract.context import PartyRef
from flows.extract.deals import frames
from flows.extract.deals.goods_kinds import is_product, kind_of
from flows.extract.deals.scene import Scene
from flows.extract.syntax import gap_is_object
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token


OWNING = frozenset({"own", "hold", "control", "possess", "owe"})
MAKING = frozenset({"build", "make", "manufacture", "produce", "supply", "provide", "design", "develop", "sell"})


def owners_of(scene: Scene, head: Token, share: Token | None) -> tuple[PartyRef, ...]:
    """The owner or maker that the phrase itself names.

    Its possessor, else the first name before the head ("Boeing 787 jets", "Israeli weapons"); a nationality owns no
    company.
    """
    possessors = [c for c in head.lefts if c.dep_ == "poss"]
    if possessors:
        return tuple(
            p for p in scene.parties(possessors) if not _is_company(scene, head) or not scene.is_state(p.entity_key)
        )
    holders = [t for noun in (head, share) if noun is not None for t in (*_holders(noun), *_licensors(noun))]
    if holders:
        return scene.parties(holders)
    if head.lemma_.lower() in frames.goods_group("units"):
        above = [
            t for t in obliques_of(head).get("of", ()) if (m := scene.mention_of(t)) and scene.may_be_company(m)
        ]
        if above:
            return scene.parties(above)
    company = _is_company(scene, head)
    for name in _names_before(head):
        mention = scene.mention_of(name)
        if mention is None or is_product(mention.span.text) or _names_class(name):
            continue
        if company and not scene.is_company(mention.entity_key):
            return ()
        return scene.parties([name])
    return tuple(p for p in scene.parties(_origin(head)) if scene.type_of(p.entity_key) is not EntityType.REGION)


def _origin(head: Token) -> tuple[Token, ...]:
    """Where goods are from by their own words ("24 jets from A", "a cargo of gas from B")."""
    nouns = [head, *(t for t in (head.head.head,) if head.dep_ == "pobj" and head.head.lower_ == "of")]
    return tuple(t for noun in nouns for t in obliques_of(noun).get("from", ()) if t.pos_ == "PROPN")


def _names_before(head: Token) -> Iterator[Token]:
    """Names and nationalities before a noun, those of "French-built" last."""
    before = head.doc[head.left_edge.i : head.i]
    yield from (t for t in before if t.pos_ in ("PROPN", "ADJ") and t.dep_ in ("compound", "amod", "nmod", "poss"))
    for token in before:
        if token.dep_ == "npadvmod" and token.i + 2 < head.i and token.nbor(2).lower_ in words("goods", "made"):
            yield token


def _licensors(head: Token) -> Iterator[Token]:
    """Whose thing a right is over ("the rights to A's drug")."""
    if head.lemma_.lower() in ("right", "licence", "license"):
        over = [t for noun in (head, head.head) for t in obliques_of(noun).get("to", ()) if t.i > head.i]
        yield from (c for t in over for c in t.children if c.dep_ == "poss")


def _names_class(name: Token) -> bool:
    """Whether a name stands for a class of vessels ("Mistral-class carriers")."""
    after = name.doc[name.i + 1 : name.i + 3]
    return len(after) > 1 and after[0].text in ("-", "‑") and after[1].lower_ == "class"


def _is_company(scene: Scene, head: Token) -> bool:
    return kind_of(head, is_share=False) is DealKind.ACQUISITION or scene.mention_of(head) is not None


def _holders(head: Token) -> Iterator[Token]:
    """Who owns the thing by a clause on it ("the six pct that the government owns", "shares held by X")."""
    for clause in head.children:
        makes = clause.dep_ == "relcl" and clause.lemma_.lower() in ("build", "make", "manufacture")
        owns = clause.dep_ in ("relcl", "acl") and clause.lemma_.lower() in OWNING
        if owns or (makes and gap_is_object(clause)):
            yield from clause_of(clause).subjects
        elif clause.dep_ == "acl" and clause.lemma_.lower() in MAKING:
            yield from obliques_of(clause).get("by", ())
