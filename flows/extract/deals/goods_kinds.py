"""What kind of deal a goods noun makes, and the numbers that stand with it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from flows.extract.deals import frames
from flows.lexicon import load, words
from flows.model.vocabulary.deals import DealKind

if TYPE_CHECKING:
    from flows.extract.deals.statement import Goods
    from flows.extract.tree import Token

PHYSICAL = frozenset({DealKind.ARMS, DealKind.ENERGY, DealKind.GOODS})
# Designations of combat aircraft, trainers, helicopters, tanks and missiles in the registers of SIPRI (US, Russian,
# Chinese and European series).
WEAPON_CODE = re.compile(
    r"^(?:F-?(?:4|5|14|15|16|18|22|35|111)|MiG-?\d\d|Su-?\d\d|Mi-?\d\d|UH-?\d|AH-?\d\w*|C-?130|P-?8"
    r"|T-?(?:55|62|72|80|90)|S-?[2-4]00|J-?\d\d|JF-?17|L-?(?:39|159)|K-?8|MB-?339|Yak-?130|CH-?(?:47|53))[A-Z]*s?$"
)
POWER = re.compile(r"^\d+(?:\.\d+)?[KMG]W$", re.IGNORECASE)
MODEL = re.compile(r"^[A-Z]{0,4}-?\d{2,}(?:[A-Za-z-]+\d*)?s?$")
PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?)[\s-]*(?:pct|percent|per\s+cent|%)", re.IGNORECASE)


def kind_of(head: Token, is_share: bool) -> DealKind | None:
    """The kind of deal that a goods noun makes, by the noun, else by the words before it; None where unlisted."""
    lemma = head.lemma_.lower()
    kind = frames.goods_kinds().get(head.lower_) or frames.goods_kinds().get(lemma)
    before = [frames.goods_modifiers().get(t.lower_) for t in modifiers_of(head)]
    loaded = _by_load(head) if lemma in load("goods")["carriers"]["heads"] else None
    if loaded is not None:  # what it carries tells a ship from an airline, and is not itself sold
        return loaded
    if kind in (None, DealKind.GOODS) and _is_arms(head):
        return DealKind.ARMS
    if is_share and kind not in PHYSICAL:
        return DealKind.ACQUISITION
    if POWER.match(head.text) or _is_gas_by_volume(head):
        return DealKind.ENERGY
    if kind is None and MODEL.match(head.text):
        return DealKind.GOODS
    return _by_modifiers(head, kind, before)


def _by_modifiers(head: Token, kind: DealKind | None, before: list[DealKind | None]) -> DealKind | None:
    """The kind that the words before or under a noun make it, else its own."""
    lemma = head.lemma_.lower()
    strong = next((k for k in before if k in (DealKind.ARMS, DealKind.ENERGY)), None)
    if lemma in ("assistance", "aid", "help", "support") and any(t.lower_ == "technical" for t in modifiers_of(head)):
        return DealKind.SERVICES
    if DealKind.FINANCE in before and kind in (None, DealKind.SERVICES, DealKind.GOODS):
        return DealKind.FINANCE
    if lemma in words("goods", "rights") and any(t.lemma_.lower() in words("goods", "fuels") for t in head.subtree):
        return DealKind.ENERGY
    if strong is not None and kind in (None, DealKind.GOODS, DealKind.SERVICES, DealKind.LICENCE):
        return strong
    return kind or next((k for k in before if k is not None), None) or _compound_kind(head)


def _is_arms(head: Token) -> bool:
    """Whether a noun bears a weapon's designation, or is equipment told in one breath with arms."""
    beside = head.conjuncts if head.lemma_.lower() == "equipment" else ()
    listed = any(frames.goods_kinds().get(t.lemma_.lower()) is DealKind.ARMS for t in beside)
    return listed or any(WEAPON_CODE.match(t.text) for t in (head, *modifiers_of(head)))


def _is_gas_by_volume(head: Token) -> bool:
    """Whether a noun is millions of cubic metres and more, of nothing that is named: so gas is counted."""
    if head.lemma_.lower() not in ("meter", "metre", "foot"):
        return False
    before = {t.lower_ for t in modifiers_of(head)} | {t.lower_ for left in head.lefts for t in left.subtree}
    return "cubic" in before and bool(before & {"million", "billion", "trillion", "mln", "bn", "bln"})


def _by_load(head: Token) -> DealKind | None:
    loads = load("goods")["carriers"]
    said = {t.lower_ for t in modifiers_of(head)}
    return next((k for k in (DealKind.ARMS, DealKind.GOODS) if said & set(loads[k.value])), None)


def _compound_kind(head: Token) -> DealKind | None:
    """A compound takes the kind of its first noun where the head is unlisted ("wheat consignment")."""
    kinds = (frames.goods_kinds().get(t.lemma_.lower()) for t in modifiers_of(head))
    return next((k for k in kinds if k in (DealKind.ARMS, DealKind.ENERGY, DealKind.GOODS)), None)


def modifiers_of(head: Token) -> list[Token]:
    """Nouns and adjectives before a head, and those before them."""
    return [t for t in head.lefts if t.dep_ in ("compound", "amod", "nmod")] + [
        g
        for t in head.lefts
        if t.dep_ in ("compound", "nmod", "amod")
        for g in t.lefts
        if g.dep_ in ("compound", "amod")
    ]


def is_no_goods(lemma: str) -> bool:
    """Whether a noun names no goods: an abstract thing, a deal, or an exchange that is a frame of its own."""
    if lemma in frames.goods_group("not_goods") or lemma in frames.instruments():
        return True
    return lemma in frames.nouns() and lemma not in frames.goods_kinds()


def stake_of(noun: Token) -> Decimal | None:
    """The percentage next to a share noun."""
    low, high = max(noun.sent.start, noun.i - 6), min(noun.sent.end, noun.i + 3)
    words = " ".join(_digits(t.lower_, t.text) for t in noun.doc[low:high])
    found = PERCENT.search(words)
    value = Decimal(found[1]) if found else None
    return value if value is not None and value <= 100 else None


def _digits(word: str, otherwise: str) -> str:
    """A number word as digits."""
    return str(load("goods")["numbers"].get(word, otherwise))


def quantity_of(head: Token) -> str | None:
    """The number of pieces, in digits where it is a small number word."""
    number = next((t.lower_ for t in head.lefts if t.dep_ == "nummod"), None)
    return None if number is None else _digits(number, number)


def one_class(lemma: str, goods: Goods) -> bool:
    """Whether a noun is of the class of some goods ("the reactors" for a power plant)."""
    told = goods.words | {goods.head}
    return any(lemma in group and told & set(group) for group in load("goods")["classes"])


def is_product(name: str) -> bool:
    """Whether a name is that of a make or product rather than of a company: a type number, a goods noun, a plural."""
    parts = name.split()
    if any(MODEL.match(w) for w in parts) and not any(
        w.rstrip(".") in words("goods", "company_endings") for w in parts
    ):
        return True
    last = parts[-1].lower()
    kind = frames.goods_kinds().get(last) or frames.goods_kinds().get(last.removesuffix("s"))
    return len(parts) == 1 and kind in PHYSICAL
