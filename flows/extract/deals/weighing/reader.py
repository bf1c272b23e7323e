"""The side that rules leave empty, filled with the likeliest party where that is likely enough.

The share asked for is set by hand, after slots and strict records out of fold at several; nobody beats a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.extract.context import Context
from flows.extract.deals.gleaning.article import article_of
from flows.extract.deals.gleaning.sides import Named
from flows.extract.deals.report import is_reported, sides_of
from flows.extract.deals.thread import Thread, fill
from flows.extract.deals.weighing.candidates import Gap, may_fill
from flows.extract.odds import shares_among
from flows.lexicon import load
from flows.model.vocabulary.deals import DealKind, DealRole
from flows.model.vocabulary.statements import PartyBasis

NAME = "deal_gaps"
CLEAR = 1.5  # how much likelier than the next it must be
ENOUGH = 0.45  # share of annotated parties like this one that stand on the side, deals that are none counted with


def fill_gaps(context: Context, threads: Sequence[Thread]) -> None:
    """Fill the empty side of each deal that is no takeover with whom weights find likeliest, as inferred from the text.

    Who sells a company listed on an exchange is seldom told, and guesses at it were mostly wrong.
    """
    gaps = gaps_of(context, threads)
    if not gaps:
        return
    article = article_of(context, threads)
    for gap, cast in [(gap, may_fill(gap, article)) for gap in gaps]:
        best = likeliest(load(NAME)[gap.empty.value], [c.marks for c in cast])
        if best is not None:
            party = replace(cast[best].ref, basis=PartyBasis.INFERRED_TEXT)
            fill(gap.thread, {party.entity_key: party})


def gaps_of(context: Context, threads: Sequence[Thread]) -> list[Gap]:
    """The deals that are reported with one side empty, takeovers left out."""
    named: dict[int, Named] = {}
    found = []
    for thread in threads:
        suppliers, recipients = sides_of(context, thread)
        if bool(suppliers) == bool(recipients) or DealKind.ACQUISITION in thread.kinds:
            continue
        if not is_reported(context, thread):
            continue
        empty = DealRole.RECIPIENT if suppliers else DealRole.SUPPLIER
        found.append(Gap(context, thread, empty, {p.entity_key: p for p in suppliers or recipients}, named))
    return found


def likeliest(weights: Mapping[str, float], marks: Sequence[frozenset[str]]) -> int | None:
    """The place of the likeliest of some candidates by their marks; None where none is likely, or two nearly alike."""
    shares = shares_among(weights, marks)
    ranked = sorted(range(len(shares)), key=lambda n: -shares[n])
    if not ranked or shares[ranked[0]] < ENOUGH:
        return None
    return None if len(ranked) > 1 and shares[ranked[0]] < CLEAR * shares[ranked[1]] else ranked[0]
