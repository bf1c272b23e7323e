"""Articles that are several pieces of news one below the other: what one piece tells, the next does not take up."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flows.extract.context import Context, Sentence
from flows.extract.deals.statement import Statement

PIECES = 3  # paragraphs that open like a piece before an article is taken for a digest
OPENER = re.compile(
    r"\s*(?:[*•●▪·‣]+\s*\S"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})? ?[-–—:] ?\S"
    r"|[A-Z][\w.'’]+(?:[ /][A-Z][\w.'’]+){0,3} ?[–—-] (?=[A-Z]))"
)


def by_piece(context: Context, statements: Iterable[Statement]) -> list[list[Statement]]:
    """The statements of each piece of a digest, those of a headline with the piece that names its parties; else all."""
    opened = _openings(context)
    if len(opened) < PIECES:
        return [list(statements)]
    groups: dict[int, list[Statement]] = {}
    titles = []
    for statement in statements:
        if statement.is_title:
            titles.append(statement)
        else:
            groups.setdefault(sum(n <= statement.sentence.no for n in opened), []).append(statement)
    pieces = [groups[n] for n in sorted(groups)]
    for title in titles:
        known = {p.entity_key for p in title.parties}
        home = next((g for g in pieces if any(known & {p.entity_key for p in s.parties} for s in g)), None)
        if home is not None:
            home.append(title)
        elif not pieces:
            pieces = [[title]]
    return pieces


def _openings(context: Context) -> list[int]:
    """Numbers of the sentences at which a line opens a piece of its own."""
    return [s.no for s in context.sentences if _opens(context, s)]


def _opens(context: Context, sentence: Sentence) -> bool:
    raw = context.document.raw_text
    line = raw[raw.rfind("\n", 0, sentence.start + 1) + 1 : sentence.end]
    before = raw[raw.rfind("\n", 0, sentence.start + 1) + 1 : sentence.start]
    return len(before) < 40 and not re.search(r"[.!?]\s*$", before) and OPENER.match(line) is not None
