"""What is exchanged: the shortest phrase for it, its kind, and for a company the target and the share of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from flows.extract.clauses import obliques_of
from flows.extract.deals import frames
from flows.extract.deals.scene import PRONOUNS, Scene
from flows.extract.deals.statement import Goods
from flows.model.report import Mention, Span
from flows.model.vocabulary import DealKind, EntityType

if TYPE_CHECKING:
    from spacy.tokens import Token

INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "quantmod", "advmod", "punct", "cc", "conj", "appos", "npadvmod"})
OUTSIDE = frozenset({"DT", "PDT", "PRP$", "WP$", "POS", "WDT", "EX", "PRP"})
FILLER = frozenset(
    "new own remaining additional further more entire whole previously-announced certain various several other existing "
    "proposed planned wholly-owned wholly owned privately-held privately held first same such total some any all".split()
)
PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)[\s-]*(?:pct|percent|per\s+cent|%)", re.IGNORECASE)
WEAPON_CODE = re.compile(r"^(?:F|MiG|Su|Mi|UH|AH|CH|C|KC|P|S|T|M|A|B)-?\d{1,3}\w?s?$", re.IGNORECASE)


def read_goods(scene: Scene, head: Token) -> Goods | None:
    """The goods that a noun phrase names, or None where it names money, a pronoun or nothing that is exchanged."""
    head, share = _under_measures(head)
    if head.tag_ in PRONOUNS or head.lemma_.lower() in frames.goods_group("not_goods"):
        return None
    target = _target(scene, head)
    if target is not None:
        return _company(scene, head, target, share)
    if head.pos_ not in ("NOUN", "PROPN", "NUM", "ADJ", "VERB", "X") or scene.has_money(head):
        return None
    first, last = _edges(scene, head)
    span = scene.words(first, last)
    return Goods(
        span,
        head.lemma_.lower(),
        kind_of(head, share is not None),
        owners=scene.parties(_owners(head)),
        stake=_stake(scene, share or head),
        words=frozenset(t.lemma_.lower() for t in head.doc[first.i : last.i + 1] if t.is_alpha),
        quantity=_quantity(head),
    )


def kind_of(head: Token, is_share: bool) -> DealKind | None:
    """The kind of deal that a goods noun makes, by the noun, else by the words before it; None where unlisted."""
    if is_share:
        return DealKind.ACQUISITION
    lemma = head.lemma_.lower()
    kind = frames.goods_kinds().get(lemma) or frames.goods_kinds().get(head.lower_)
    before = [frames.goods_modifiers().get(t.lower_) for t in _modifiers(head)]
    strong = next((k for k in before if k in (DealKind.ARMS, DealKind.ENERGY)), None)
    if any(WEAPON_CODE.match(t.text) for t in (head, *_modifiers(head))) and kind in (None, DealKind.GOODS):
        return kind or DealKind.GOODS
    if strong is not None and kind in (None, DealKind.GOODS, DealKind.SERVICES, DealKind.LICENCE):
        return strong
    return kind or next((k for k in before if k is not None), None) or _compound_kind(head)


def _compound_kind(head: Token) -> DealKind | None:
    """A compound takes the kind of its first noun where the head is unlisted ("wheat consignment")."""
    kinds = (frames.goods_kinds().get(t.lemma_.lower()) for t in _modifiers(head))
    return next((k for k in kinds if k in (DealKind.ARMS, DealKind.ENERGY, DealKind.GOODS)), None)


def _modifiers(head: Token) -> list[Token]:
    return [t for t in head.lefts if t.dep_ in ("compound", "amod", "nmod")] + [
        g for t in head.lefts if t.dep_ in ("compound", "nmod", "amod") for g in t.lefts if g.dep_ in ("compound", "amod")
    ]


def _under_measures(head: Token) -> tuple[Token, Token | None]:
    """The noun that a measure or share counts, and the share noun if there is one ("a stake in X": X, stake)."""
    share = None
    for _ in range(4):
        lemma = head.lemma_.lower()
        is_share = lemma in frames.goods_group("stake") or head.lower_ in frames.goods_group("stake")
        if not (is_share or lemma in frames.goods_group("measures") or head.pos_ == "NUM"):
            break
        inner = _counted(head)
        if is_share:
            share = head
        if inner is None:
            break
        head = inner
    return head, share


def _counted(head: Token) -> Token | None:
    found = obliques_of(head)
    for preposition in ("in", "of", "for"):
        for inner in found.get(preposition, ()):
            if inner.pos_ in ("NOUN", "PROPN", "NUM", "X", "PRON") and inner.i > head.i:
                return inner
    return next((c for c in head.children if c.dep_ == "appos" and c.lemma_.lower() in frames.goods_group("stake")), None)


def _target(scene: Scene, head: Token) -> Mention | None:
    """The company or other named thing that changes hands: the head's own name, or the name set beside it."""
    own = scene.mention_of(head)
    if own is not None and _can_change_hands(scene, own):
        return own
    for child in head.children:
        if child.dep_ in ("appos", "nmod") or (child.dep_ == "compound" and child.i > head.i):
            beside = scene.mention_of(child)
            if beside is not None and child.i > head.i and _can_change_hands(scene, beside):
                return beside
    return None


def _can_change_hands(scene: Scene, mention: Mention) -> bool:
    if mention.entity_key is None:
        return False
    return scene.is_company(mention.entity_key)


def _company(scene: Scene, head: Token, target: Mention, share: Token | None) -> Goods:
    return Goods(
        target.span,
        head.lemma_.lower(),
        DealKind.ACQUISITION,
        target=target.entity_key,
        owners=tuple(p for p in scene.parties(_owners(head)) if p.entity_key != target.entity_key),
        stake=_stake(scene, share or head),
        words=frozenset(w.lower() for w in re.findall(r"\w+", target.span.text)),
    )


def _owners(head: Token) -> Iterator[Token]:
    """Words inside the phrase that may name its maker or owner ("Boeing 787 jets", "Italy's radar")."""
    for child in head.lefts:
        if child.dep_ in ("poss", "compound", "nmod", "amod") and child.pos_ in ("PROPN", "ADJ", "NOUN"):
            yield child
            if child.dep_ != "poss":
                yield from (g for g in child.lefts if g.dep_ in ("compound", "poss", "amod") and g.pos_ in ("PROPN", "ADJ"))


def _edges(scene: Scene, head: Token) -> tuple[Token, Token]:
    first = head
    while first.i > head.sent.start and _belongs(scene, first.nbor(-1), head):
        first = first.nbor(-1)
    while first.i < head.i and (first.lower_ in FILLER or first.dep_ in ("punct", "cc") or first.pos_ == "ADV"):
        first = first.nbor(1)
    return first, _last(scene, head)


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
    return last


def _stake(scene: Scene, noun: Token) -> Decimal | None:
    """The percentage next to a share noun."""
    low, high = max(noun.sent.start, noun.i - 6), min(noun.sent.end, noun.i + 3)
    found = PERCENT.search(noun.doc[low:high].text)
    value = Decimal(found[1]) if found else None
    return value if value is not None and value <= 100 else None


def _quantity(head: Token) -> str | None:
    """The number of pieces, as printed."""
    return next((t.lower_ for t in head.lefts if t.dep_ == "nummod"), None)


def named_thing(scene: Scene, key: str | None) -> bool:
    """Whether a cast member is a thing rather than a party."""
    return scene.type_of(key) in (EntityType.WEAPON_SYSTEM, EntityType.FACILITY, EntityType.WORK)


def span_of(scene: Scene, tokens: list[Token]) -> Span:
    """The words from the first to the last of some tokens."""
    return scene.words(min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i))
