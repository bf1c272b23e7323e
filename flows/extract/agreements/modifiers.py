"""What the words before an instrument's noun say that it is about: "computer chip trade pact"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.scan import Scan, trimmed
from flows.extract.engine import is_word
from flows.lexicon import load
from flows.model.report import Span

if TYPE_CHECKING:
    from flows.extract.tree import Token

VAGUE_STARTS = ("long-", "newly-", "hard-", "much-")  # "long-delayed" says nothing of the subject
VAGUE_ENDS = ("-sided", "-faceted", "-ranging", "-reaching", "-awaited", "-sought", "-delayed", "-standing")
# "ten-year", "20-page", "five-party": how long it is, not what it is about.
_LENGTH = re.compile(
    r"[\w.]+-(?:year|month|week|day|hour|page|point|article|nation|party|member|country|way|stage)(?:-old)?"
)
WEAK = frozenset({"DET", "NUM", "PRON", "PART", "ADV", "SPACE", "SYM", "VERB", "ADP", "AUX", "SCONJ"})


def modifiers_of(scan: Scan, head: Token, predicate: Token | None) -> Span | None:
    """Nouns and relational adjectives before the instrument ("computer chip trade pact"), generic ones left out."""
    phrase: list[Token] = []
    first = head.left_edge.i
    if predicate is not None and first <= predicate.i < head.i:
        first = predicate.i + 1
    for unit in reversed(_units(list(head.doc[first : head.i]))):
        if _says_nothing(scan, unit):
            if phrase:
                break
            continue
        phrase = unit + phrase
    phrase = trimmed(phrase)
    return scan.span(phrase) if phrase and not _only_names(head, phrase) else None


def listed_modifiers(scan: Scan, head: Token, count: int | None) -> list[Span]:
    """What each of several is about, told before their noun: "tourism, customs and education agreements".

    Three or more, or as many as the text counts: "trade and customs agreements" may be on both.
    """
    first = head.i
    while first > head.sent.start and _is_listed(head.doc[first - 1]):
        first -= 1
    items: list[list[Token]] = [[]]
    for token in head.doc[first : head.i]:
        if token.text == "," or token.lower_ in ("and", "&"):
            items.append([])
        elif not _says_nothing(scan, [token]):
            items[-1].append(token)
    spans = [span for item in items if (span := scan.span(trimmed(item))) is not None]
    fits = len(spans) == len([i for i in items if i]) and (len(spans) == count or (count is None and len(spans) > 2))
    return spans if fits else []


def _is_listed(token: Token) -> bool:
    return token.pos_ in ("NOUN", "ADJ") or token.lower_ in (",", "and", "&")


def _only_names(head: Token, phrase: list[Token]) -> bool:
    """Whether capitalised words before a capitalised noun are its name alone: "the Greentree Agreement"."""
    raised = head.text[0].isupper() and not head.text.isupper() and all(t.text[0].isupper() for t in phrase)
    return raised and not any(is_word(t.lower_) for t in phrase)


def _units(tokens: list[Token]) -> list[list[Token]]:
    """Tokens grouped as they are written together ("water-sharing")."""
    units: list[list[Token]] = []
    for token in tokens:
        if units and not units[-1][-1].whitespace_ and "-" in (token.text, units[-1][-1].text):
            units[-1].append(token)
        else:
            units.append([token])
    return units


def _says_nothing(scan: Scan, unit: list[Token]) -> bool:
    last, joined = unit[-1], "".join(t.lower_ for t in unit)
    if joined.strip("\"'“”‘’") in generic() or joined.startswith(VAGUE_STARTS) or joined.endswith(VAGUE_ENDS):
        return True
    if _LENGTH.fullmatch(joined) or joined.strip("\"'“”‘’") in ("", "a", "an", "the"):
        return True
    if any((scan.is_name(t) and not scan.is_title(t)) or scan.is_time(t) for t in unit):
        return True
    owns = last.tag_ == "PRP$" or any(child.dep_ == "case" for child in last.children)
    if (last.dep_ == "poss" and owns) or (last.pos_ == "PROPN" and last.ent_type_ in ("GPE", "NORP", "PERSON")):
        return True
    return len(unit) == 1 and (last.pos_ in WEAK or last.text in "$\"'(,")


@cache
def generic() -> frozenset[str]:
    """Words before a noun that say nothing of what it is about."""
    return frozenset(load("instruments")["generic_modifiers"]) | frozenset(load("instruments")["retyped_by"])
