"""Deals that turn out to be another one told the wrong way round: the same two parties and goods, the sides guessed."""

from __future__ import annotations

from collections.abc import Sequence

from flows.extract.deals.likeness import same_class
from flows.extract.deals.thread import Thread

BOTH = 2  # sides that a clause names


def without_turned(threads: Sequence[Thread]) -> list[Thread]:
    """The deals, each that only repeats another with its sides exchanged put to that one.

    "The sale, first asked for by Chad" names one side; whoever is taken for the other may be the wrong one.
    """
    kept = list(threads)
    for thread in threads:
        home = next((t for t in kept if t is not thread and _is_turned(thread, t)), None)
        if home is not None:
            kept.remove(thread)
            for statement in thread.statements:
                statement.suppliers, statement.recipients = (), ()
            home.statements.extend(thread.statements)
    return kept


def _is_turned(thread: Thread, other: Thread) -> bool:
    first, earlier = thread.statements[0], other.statements[0]
    if _is_clear(thread) or not (thread.suppliers and thread.recipients):
        return False
    if earlier.start > first.start and not _is_clear(other):
        return False
    crossed = set(thread.suppliers) & set(other.recipients) and set(thread.recipients) & set(other.suppliers)
    alike = any(same_class(a, b) for a in thread.goods for b in other.goods)
    return bool(crossed) and (alike or not thread.goods)


def _is_clear(thread: Thread) -> bool:
    """Whether some clause names both sides of a deal."""
    return any(s.explicit >= BOTH for s in thread.statements)
