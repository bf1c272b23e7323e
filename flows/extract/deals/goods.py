"""What is exchanged: the shortest phrase for it, its kind, and for a company the target and the share of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.clauses import obliques_of
from flows.extract.deals import frames
from flows.extract.deals.goods_kinds import MODEL, is_no_goods, is_product, kind_of, quantity_of, stake_of
from flows.extract.deals.owners import owners_of
from flows.extract.deals.scene import PRONOUNS, Scene
from flows.extract.deals.statement import Goods
from flows.extract.deals.targets import company_goods, share_goods, target_of
from flows.extract.syntax import TIMES
from flows.lexicon import words
from flows.model.report import Span
from flows.model.vocabulary.deals import DealKind

if TYPE_CHECKING:
    from flows.extract.tree import Token

INSIDE = frozenset(
    {"compound", "amod", "nmod", "nummod", "quantmod", "advmod", "punct", "cc", "conj", "appos", "npadvmod"}
)
QUANTIFIERS = frozenset({"JJR", "JJS", "RBR", "RBS"})  # "buy less", "sell more": how much, and nothing that is sold
OUTSIDE = frozenset({"DT", "PDT", "PRP$", "WP$", "POS", "WDT", "EX", "PRP"})


def read_goods(scene: Scene, head: Token) -> Goods | None:
    """The goods that a noun phrase names, or None where it names money, a pronoun or nothing that is exchanged."""
    worked_on = head.lemma_.lower() in words("goods", "work")
    head, share = _under_measures(head)
    if share is not None and share == head:
        shares = share_goods(scene, head)
        if shares is not None or head.lemma_.lower() not in ("asset", "assets"):
            return shares
    target = None if head.tag_ in PRONOUNS else target_of(scene, head)
    if target is not None:
        company = company_goods(scene, head, target, share)
        return replace(company, models=frozenset(w.rstrip("s").upper() for w in company.span.text.split()))
    if not _may_be_goods(scene, head):
        return None
    first, last = _edges(scene, head)
    span = scene.words(first, last)
    kind = _kind(scene, span, head, share, worked_on)
    return Goods(
        span,
        head.lemma_.lower(),
        kind,
        owners=owners_of(scene, head, share),
        stake=stake_of(share or head),
        is_share=share is not None,
        words=frozenset(t.lemma_.lower() for t in head.doc[first.i : last.i + 1] if t.is_alpha),
        quantity=quantity_of(head),
        is_name=head.pos_ == "PROPN"
        and not head.tag_.endswith("S")
        and quantity_of(head) is None
        and not is_product(head.text),
        models=frozenset(
            t.text.rstrip("s").upper()
            for t in _phrase(head, first)
            if MODEL.match(t.text) or (kind is DealKind.ACQUISITION and _is_own_name(t, head))
        ),
    )


def _may_be_goods(scene: Scene, head: Token) -> bool:
    """Whether a noun is none of pronoun, party, amount or word that names no goods."""
    if head.tag_ in PRONOUNS or head.tag_ in QUANTIFIERS or is_no_goods(head.lemma_.lower()):
        return False
    named = scene.mention_of(head)
    counted = quantity_of(head) is not None  # "four Hurkus": nobody counts persons or towns by name
    if named is not None and scene.is_party(named) and not (counted and scene.may_be_company(named)):
        return False
    is_noun = head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "VERB", "X")
    return is_noun and not scene.has_money(head) and head.text[-1].isalnum()


def _kind(scene: Scene, span: Span, head: Token, share: Token | None, worked_on: bool) -> DealKind | None:
    """The kind by the noun; weapons by name are arms, and work on a thing is services unless it is arms or energy."""
    is_part = head.lemma_.lower() in words("goods", "fuels")  # "the larger share of its oil": so much of it
    if share is not None and share.lemma_.lower() in words("goods", "holdings") and share.i < head.i and not is_part:
        return DealKind.ACQUISITION
    kind = DealKind.ARMS if scene.has_weapon(span) else kind_of(head, share is not None)
    return DealKind.SERVICES if worked_on and kind not in (DealKind.ARMS, DealKind.ENERGY) else kind


def money_goods(head: Token) -> Iterator[Token]:
    """What an amount is an amount of ("$6bn in new airliners", "£2m worth of grain")."""
    for preposition in ("in", "of"):
        yield from obliques_of(head).get(preposition, ())
    for child in head.children:
        if child.lower_ == "worth":
            yield from obliques_of(child).get("of", ())


def _under_measures(head: Token) -> tuple[Token, Token | None]:
    """The noun that a measure or share counts, and the share noun if there is one ("a stake in X": X, stake)."""
    share = None
    for _ in range(4):
        lemma = head.lemma_.lower()
        is_share = lemma in frames.goods_group("stake") or head.lower_ in frames.goods_group("stake")
        is_share = is_share and head.lower_ != "parts"
        if not (is_share or lemma in frames.goods_group("measures") or head.pos_ == "NUM"):
            break
        if lemma in frames.goods_group("units") and head.tag_ == "NN":  # "a unit of Acme Corp" is no measure
            break
        inner = _counted(head, is_share=is_share)
        if is_share:
            share = head
        if inner is None:
            break
        head = inner
    return head, share


def only_counts(noun: Token) -> bool:
    """Whether a noun is a number or measure of what was named before ("the remaining 400,000 tonnes")."""
    measure = noun.lemma_.lower() in frames.goods_group("measures")
    return noun.pos_ == "NUM" or (measure and not any(c.lower_ == "of" for c in noun.children))


def _counted(head: Token, *, is_share: bool) -> Token | None:
    """What a measure is of, or what a share is in or of; a time ("in April") is neither."""
    found = obliques_of(head)
    for other in head.conjuncts:
        found = {**obliques_of(other), **found} if other.i > head.i else found
    if is_share and "in" not in found and "of" not in found:
        above = head.head.head if head.dep_ == "pobj" else head.head
        found = {"in": tuple(t for t in obliques_of(above).get("in", ()) if t.pos_ == "PROPN")}
    inner = [t for p in (("in", "of", "for") if is_share else ("of",)) for t in found.get(p, ()) if t.i > head.i]
    return next(
        (t for t in inner if t.pos_ in ("NOUN", "PROPN", "NUM", "X", "ADJ") and t.ent_type_ not in TIMES),
        None,
    )


def _edges(scene: Scene, head: Token) -> tuple[Token, Token]:
    first = head
    while first.i > head.sent.start and _belongs(scene, first.nbor(-1), head):
        first = first.nbor(-1)
    while first.i < head.i and (
        first.lower_ in frames.goods_group("fillers") or first.dep_ in ("punct", "cc") or _is_loose_adverb(first)
    ):
        first = first.nbor(1)
    return first, _last(scene, head)


def _is_loose_adverb(word: Token) -> bool:
    """Whether a word is an adverb that no hyphen ties to what it tells of ("privately-held")."""
    return word.pos_ == "ADV" and word.nbor(1).text != "-"


def _belongs(scene: Scene, token: Token, head: Token) -> bool:
    if token.tag_ in OUTSIDE or token.lower_ in ("'s", "'") or scene.has_money(token):
        return False
    return token.dep_ in INSIDE and (head.is_ancestor(token))


def _last(scene: Scene, head: Token) -> Token:
    """The last head of a list of goods, as long as none is a party or an amount."""
    last = head
    for token in head.conjuncts:
        gap = head.doc[last.i + 1 : token.i]
        if token.i < last.i or token.pos_ not in ("NOUN", "PROPN") or scene.has_money(token):
            continue
        if any(t.pos_ in ("VERB", "AUX") for t in gap) or len(gap) > 6 or scene.parties([token]):
            break
        last = token
    return next((end for t in last.children if t.dep_ == "appos" and (end := _end_of_list(scene, t))), last)


def _end_of_list(scene: Scene, noun: Token) -> Token | None:
    """The last noun of what the parse takes for another name of goods ("12 jets, a frigate and missiles")."""
    nouns = [t for t in noun.subtree if t.pos_ == "NOUN" and (t == noun or t.dep_ == "conj")]
    if len(nouns) < 2 or noun.left_edge.lower_ == "the" or scene.parties(nouns) or any(map(scene.has_money, nouns)):
        return None
    return nouns[-1]


def _is_own_name(token: Token, head: Token) -> bool:
    """Whether a word before a business tells which one it is ("the Harlan unit", not "the Harlan unit of X")."""
    return token.pos_ == "PROPN" and token.i < head.i and head.pos_ == "NOUN"


def _phrase(head: Token, first: Token) -> list[Token]:
    return [t for t in head.doc[first.i : head.i + 1] if t.dep_ != "nummod" or not t.text.isdigit() or t.i > first.i]
