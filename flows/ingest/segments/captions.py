"""Captions of photographs that were copied along with an article."""

from __future__ import annotations

import re
from functools import cache

from flows.ingest.segments.patterns import any_of
from flows.lexicon import load

MAX_LENGTH = 600
_POSITION_LENGTH = 300
_QUOTED_OR_SAID = re.compile(r"[“”\"]|\b(?:said|says|told|announced|added|stated|noted)\b")


def is_caption(text: str) -> bool:
    """Whether `text`, a whole paragraph, is a photograph's caption.

    It is one by its credit, by its opening word, or by saying who stands where; a sentence that quotes or reports
    someone's words is none, unless it bears a credit.
    """
    if len(text) > MAX_LENGTH:
        return False
    credit, opener, position = _patterns()
    if credit.search(text) or opener.match(text):
        return True
    if len(text) > _POSITION_LENGTH or _QUOTED_OR_SAID.search(text):
        return False
    marks = position.findall(text)
    # A lone (R) may be a politician's party.
    return len(marks) > 1 or any(not mark.endswith(("(R)", "(C)")) for mark in marks)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load("captions")
    opener, agency, position = (any_of(words[key]) for key in ("openers", "agencies", "positions"))
    by = r"[A-ZÀ-Ž][\w.'’-]*+(?: [\w.'’-]++){0,4}"  # words are taken whole, since they could be cut in many ways
    named = r"[A-ZÀ-Ž][\w’'-]*+"
    credits_in_brackets = "|".join(
        (
            rf"{by}\s?[/|]\s?{agency}",
            rf"{agency}\s?[/|]\s?{by}",
            r"(?i:photo|image|picture|credit|file|courtesy|photograph)\b[^()]{0,80}",
            r"[^()]{0,40}(?i:file photo|file)",
            r"(?:AP Photo|Getty Images|UN Photo|Flash90)[^()]{0,60}",
            rf"[^()]{{2,50}}(?:, )?via {agency}[^()]{{0,20}}",
        )
    )
    credit = (
        rf"\((?:{credits_in_brackets})\)\.?$"
        # Of an unknown agency, only where it stands outside the sentence: "in Cairo. (Ana Roe/Delta Press)".
        rf"|(?:(?<=[.!?] )\({named}(?: {named}){{1,3}}/{by}\)\.?|\({named}(?: {named}){{1,3}}/{by}\))$"
        r"|(?:(?i:photo|image|picture)(?: credit| by)?|[Cc]redit|[Pp]hotograph(?: by)?)\s?:\s?[^.:]{2,60}\.?$"
    )
    opening = (
        rf"!\[[^\]]{{0,300}}\]\(|\((?:{opener})\)|{opener}\s?[:|–—-]|FILE [—–-]+ |\[(?:{opener})\b"
        r"|(?:File|FILE) (?i:photo|image|picture)\b"
        r"|(?:Photo|Image|Picture|Photograph)s? (?:by|courtesy|credit|via)\b(?!.{100})"
    )
    standing = (
        rf"{named} \({position}\)(?!,? (?:R-|D-))"
        rf"|{named}, (?:(?:second|third|far) )?(?:from )?(?:left|right|centre|center), "
    )
    return re.compile(credit), re.compile(opening), re.compile(standing)
