"""Sums that are the price of a deal told in the same sentence, and no deal of their own."""

from __future__ import annotations

from flows.extract.deals.thread import Thread
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind


def without_payments(threads: list[Thread]) -> list[Thread]:
    """The deals less what somebody gets for what the same sentence says he sold: "sold X and got $1bn in cash"."""
    return [thread for thread in threads if not _is_payment(thread, threads)]


def _is_payment(thread: Thread, threads: list[Thread]) -> bool:
    first = thread.statements[0]
    if len(thread.statements) > 1 or thread.kind is not DealKind.FINANCE or first.goods is None or thread.suppliers:
        return False
    sold = [s for t in threads if t is not thread for s in t.statements if s.sentence.no == first.sentence.no]
    paid = first.goods.head in words("goods", "payments")
    return paid and any({p.entity_key for p in s.suppliers} & set(thread.recipients) for s in sold)
