"""Which of two companies that merge is taken into the other, where the rest of an article tells."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from flows.extract.context import Context, PartyRef
from flows.extract.deals.mergers import as_goods
from flows.extract.deals.statement import Statement
from flows.extract.deals.thread import Thread, targets_of
from flows.lexicon import load
from flows.model.report import Mention
from flows.model.vocabulary.statements import PartyBasis

RULES = frozenset({"merge", "merger"})
NEAR = 120  # characters around a name


def settle_mergers(context: Context, threads: list[Thread]) -> list[Thread]:
    """The deals, a merger of two companies side by side told the way round that the article has it elsewhere.

    A merger that another deal of the article tells the other way round is that deal.
    """
    kept: list[Thread] = []
    for thread in threads:
        pair = _pair(thread)
        home = None if pair is None else next((t for t in threads if t is not thread and _is_reverse(t, *pair)), None)
        if pair is not None and (home is not None or _absorbs(context, *pair)):
            _turn(context, thread, *pair)
        if home is None or pair is None or pair[::-1] == _pair(home):
            kept.append(thread)
        else:
            home.statements.extend(thread.statements)
    return kept


def _pair(thread: Thread) -> tuple[str, str] | None:
    """Buyer and target of a deal that is told only as a merger; None where there are more or others."""
    told = [s for s in thread.statements if s.goods is not None]
    buyers, targets = [k for k in thread.recipients if k], [k for k in targets_of(thread) if k]
    if not told or any(s.rule not in RULES for s in told) or len(buyers) != 1 or len(targets) != 1:
        return None
    return (buyers[0], targets[0]) if buyers != targets else None


def _is_reverse(thread: Thread, buyer: str, target: str) -> bool:
    return buyer in targets_of(thread) and target in thread.recipients


def _absorbs(context: Context, buyer: str, target: str) -> bool:
    """Whether the article tells by whose shares are exchanged, or who pays, that the buyer is the one taken in."""
    goes = {key: _says(context, key, "absorbed") for key in (buyer, target)}
    pays = {key: _says(context, key, "absorbing") for key in (buyer, target)}
    against = goes[target] or pays[buyer]
    return (goes[buyer] or pays[target]) and not against


def _says(context: Context, key: str, group: str) -> bool:
    return any(_around(context, m, group) for m in context.cast.mentions if m.entity_key == key)


def _around(context: Context, mention: Mention, group: str) -> bool:
    raw, span = context.document.raw_text, mention.span
    text = f"{raw[max(0, span.start - NEAR) : span.start]}@{raw[span.end : span.end + NEAR]}"
    return any(pattern.search(" ".join(text.lower().split())) for pattern in _patterns(group))


@cache
def _patterns(group: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in load("deal_mergers")[group])


def _turn(context: Context, thread: Thread, buyer: str, target: str) -> None:
    """Make the buyer the target and the target the buyer."""
    goods = as_goods(context, buyer)
    bought = next(g for g in thread.goods if g.target == target)
    if goods is None:
        return
    party = PartyRef(target, bought.span, PartyBasis.STATED)
    for statement in thread.statements:
        _turn_statement(statement, replace(party), buyer)
        if statement.goods is not None:
            statement.goods = goods


def _turn_statement(statement: Statement, party: PartyRef, buyer: str) -> None:
    if any(p.entity_key == buyer for p in statement.recipients):
        statement.recipients = (party,)
