"""What the present tense tells: an event in a headline, a standing supply where the words say that it goes on."""

from __future__ import annotations

import re

from flows.extract.deals.statement import Statement
from flows.lexicon import words
from flows.model.vocabulary import DealForm, DealStatus

# Words of what goes on: rates over time, shares of a total, habit.
GOES_ON = re.compile(
    r"\b(?:(?:each|every|a|per) (?:day|week|month|quarter|year)|annually|yearly|monthly|regularly|usually|typically"
    r"|normally|often|on average|most of|the bulk of|the lion['’]s share|still)\b|\d ?(?:%|per ?cent|pct)",
    re.IGNORECASE,
)


def as_news(statements: list[Statement]) -> list[Statement]:
    """The statements, those that a headline tells in the present tense as events.

    "France sells jets to X" is news of a sale; "France sells X wheat every year" and "exports" are not.
    """
    for statement in statements:
        if statement.is_title and statement.status is DealStatus.ONGOING and _is_event(statement):
            statement.status, statement.form = DealStatus.AGREED, DealForm.CONTRACT
    return statements


def _is_event(statement: Statement) -> bool:
    trigger = statement.trigger
    is_present = trigger.tag_ in ("VBZ", "VBP", "NNS", "NNPS")  # the tagger takes "supplies" for a plural
    habitual = trigger.lemma_.lower() in words("deal_status", "habitual")
    return is_present and not habitual and not GOES_ON.search(statement.sentence.parse.text)
