"""Which state makes a weapon that goods name: of two who signed for Gripens, Sweden sells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from flows.extract.context import PartyRef
from flows.extract.deals.statement import Goods
from flows.lexicon import load


def makes(party: PartyRef, goods: Iterable[Goods]) -> bool:
    """Whether a weapon among the goods is of a party's own state; False where the goods name none."""
    return party.country_code is not None and any(party.country_code in _makers(g.span.text) for g in goods)


def _makers(text: str) -> frozenset[str]:
    """ISO 3166 alpha-3 codes of the states that make the weapons named in a phrase."""
    return frozenset(_origins()[name] for name in _named().findall(text))


@cache
def _origins() -> dict[str, str]:
    return {name: state for state, names in load("weapons")["origins"].items() for name in names}


@cache
def _named() -> re.Pattern[str]:
    names = sorted(map(re.escape, _origins()), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])({'|'.join(names)})(?!\d)")
