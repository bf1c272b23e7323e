"""The frames of exchange out of the word lists, ready to match."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from flows.lexicon import load, words
from flows.model.vocabulary.deals import DealForm, DealKind, DealRole, DealStatus

KNOWN = frozenset(DealKind)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Where one frame's supplier, recipient and goods stand, and what must be there (see deal_verbs.yml)."""

    name: str
    supplier: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    kinds: frozenset[DealKind] | None = None
    kind: DealKind | None = None
    forced: DealKind | None = None
    status: DealStatus | None = None
    form: DealForm = DealForm.CONTRACT
    alone: bool = True
    ownership: bool = False
    past: DealStatus | None = None
    work: bool = False
    back: bool = False
    pair: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """A noun that names a deal: the side of its holder, where its goods stand, whether goods or value must be sure.

    `status` is the furthest that the noun allows; a noun that is `won` names a deal only where it is won or given.
    """

    holder: DealRole | None
    goods: tuple[str, ...]
    weak: bool
    kind: DealKind | None
    status: DealStatus | None = None
    won: bool = False


@cache
def verbs() -> dict[str, tuple[Pattern, ...]]:
    """Patterns by verb lemma, its own before those of its families."""
    table = {lemma: _patterns(lemma, rows) for lemma, rows in load("deal_verbs").items()}
    for family in load("deal_families").values():
        for lemma in family["verbs"]:
            table[lemma] = table.get(lemma, ()) + _patterns(lemma, family["frames"])
    return table


@cache
def nouns() -> dict[str, tuple[Pattern, ...]]:
    """Patterns by noun lemma."""
    return {lemma: _patterns(lemma, rows) for lemma, rows in load("deal_nouns").items()}


@cache
def instruments() -> dict[str, Instrument]:
    """Deal-naming nouns by lemma."""
    return {
        lemma: Instrument(
            row["holder"] and DealRole(row["holder"]),
            tuple(row["goods"]),
            row.get("weak", False),
            _kind(row.get("kind")),
            DealStatus(row["status"]) if "status" in row else None,
            row.get("won", False),
        )
        for lemma, row in load("deal_instruments").items()
    }


@cache
def carriers(group: str) -> frozenset[str]:
    """Verb lemmas of a group of deal_carriers.yml."""
    return words("deal_carriers", group)


@cache
def goods_kinds() -> dict[str, DealKind]:
    """Kind of deal by head noun of the goods; the first kind that lists a noun has it."""
    table: dict[str, DealKind] = {}
    for kind in KIND_GROUPS:
        for lemma in load("goods")[kind]["heads"]:
            table.setdefault(str(lemma), DealKind(kind))
    return table


@cache
def goods_modifiers() -> dict[str, DealKind]:
    """Kind of deal by a word before the head noun of the goods."""
    table: dict[str, DealKind] = {}
    for kind in KIND_GROUPS:
        for word in load("goods")[kind].get("modifiers", ()):
            table.setdefault(str(word), DealKind(kind))
    return table


@cache
def goods_group(name: str) -> frozenset[str]:
    """A plain group of goods.yml: `stake`, `measures` or `not_goods`."""
    return words("goods", name)


KIND_GROUPS = ("arms", "energy", "goods", "services", "acquisition", "finance", "licence", "other")


def _patterns(lemma: str, rows: list[dict[str, Any]]) -> tuple[Pattern, ...]:
    return tuple(_pattern(lemma, row) for row in rows)


def _pattern(lemma: str, row: dict[str, Any]) -> Pattern:
    return Pattern(
        name=lemma,
        supplier=tuple(row.get("supplier", ())),
        recipient=tuple(row.get("recipient", ())),
        goods=tuple(row.get("goods", ())),
        needs=tuple(row.get("needs", ())),
        kinds=_kinds(row.get("kinds")),
        kind=_kind(row.get("kind")),
        forced=_kind(row.get("kind!")),
        status=DealStatus(row["status"]) if "status" in row else None,
        form=DealForm(row.get("form", "contract")),
        alone=row.get("alone", True),
        ownership=row.get("ownership", False),
        past=DealStatus(row["past"]) if "past" in row else None,
        work=row.get("work", False),
        back=row.get("back", False),
        pair=row.get("pair", False),
    )


def _kinds(names: list[str] | None) -> frozenset[DealKind] | None:
    """Kinds that goods may have; what is let by lease goes with licences."""
    if names is None:
        return None
    kinds = KNOWN if names == ["known"] else frozenset(map(DealKind, names))
    return kinds | {DealKind.OTHER} if DealKind.LICENCE in kinds else kinds


def _kind(name: str | None) -> DealKind | None:
    return None if name is None else DealKind(name)
