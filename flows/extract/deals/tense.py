"""Events and standing supply told apart, by the present tense of headlines and by plurals of trade."""

from __future__ import annotations

import re

from flows.extract.deals.statement import Statement
from flows.lexicon import words
from flows.model.vocabulary.deals import DealForm, DealKind, DealStatus

TRADED = frozenset({DealKind.ARMS, DealKind.ENERGY, DealKind.GOODS})
# Words of what goes on: rates over time, shares of a total, habit.
GOES_ON = re.compile(
    r"\b(?:(?:each|every|a|per) (?:day|week|month|quarter|year)|annually|yearly|monthly|regularly|usually|typically"
    r"|normally|often|on average|most of|the bulk of|the lion['’]s share|still)\b|\d ?(?:%|per ?cent|pct)",
    re.IGNORECASE,
)


def as_news(statements: list[Statement]) -> list[Statement]:
    """The statements, those that a headline tells in the present tense as events, sales without number as a flow.

    "France sells jets to X" is news of a sale; "France sells X wheat every year" and "exports" are not. "Oil sales
    from X to Y" go on.
    """
    for statement in statements:
        if statement.is_title and statement.status is DealStatus.ONGOING and _is_event(statement):
            statement.status, statement.form = DealStatus.AGREED, DealForm.CONTRACT
        elif _is_trade(statement):
            statement.status, statement.form = DealStatus.ONGOING, DealForm.FLOW
    return statements


def _is_trade(statement: Statement) -> bool:
    """Whether a bare plural of trade tells what goes on ("trade consists of oil sales from X to Y")."""
    trigger, goods = statement.trigger, statement.goods
    if trigger.tag_ != "NNS" or trigger.lemma_.lower() not in ("sale", "purchase") or statement.stated:
        return False
    bare = not any(c.dep_ in ("det", "nummod", "poss") for c in trigger.children)
    known = goods is not None and goods.kind in TRADED and goods.quantity is None and not goods.models
    return bare and known and statement.money is None and statement.status is DealStatus.AGREED


def _is_event(statement: Statement) -> bool:
    trigger = statement.trigger
    is_present = trigger.tag_ in ("VBZ", "VBP", "NNS", "NNPS")  # the tagger takes "supplies" for a plural
    habitual = trigger.lemma_.lower() in words("deal_status", "habitual") | words("deal_carriers", "thanking")
    return is_present and not habitual and not GOES_ON.search(statement.sentence.parse.text)
