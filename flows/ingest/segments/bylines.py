"""Lines that say who wrote an article and when it was put out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.ingest.dates import parse_stated
from flows.ingest.segments.patterns import any_of
from flows.lexicon import load
from flows.model.edtf import EdtfDate

MAX_LENGTH = 160
# A word is taken whole (*+): a hyphen may also stand between names, and a chain of them be cut in a million ways.
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_PARTICLE = r"(?:de|van|von|der|den|al|el|bin|da|di|dos|le|la|ter|ten)"
_NAME_WORD = rf"(?:{_CAPITAL}[\w'’-]*+\.?|{_PARTICLE})"
_DOUBLE = rf"(?>[\w'’-]*-(?:{_CAPITAL}|{_PARTICLE}(?![\w'’-])))[\w'’-]*+\.?"  # "Jean-Pierre"
_NAME = rf"{_CAPITAL}(?:[\w'’-]*+\.?(?:[ -]{_NAME_WORD}){{1,4}}|{_DOUBLE})"
# A comma alone sets off the outlet ("By Ana Roe, The Daily Echo"); names are joined by a last "and".
_NAMES = rf"{_NAME}(?:(?:, {_NAME}){{0,3}}(?:,? and | & ){_NAME})?"
_DATE_LABEL = re.compile(
    r"(?:(?:first |last )?(?:published|updated|posted|modified|issued|date)(?: on| at)?\s*:?\s*)?"
    r"(?:\d{1,2}[:.]\d{2}\s?(?:[ap]m)?\s?(?:[A-Z]{2,4})?,?\s+(?:on )?)?(?P<date>[^|•·]{4,40}?)"
    r"(?:\s*[|•·].{0,60})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line outside the story says of author, outlet or publication day."""

    author: str | None = None
    outlet: str | None = None
    published: EdtfDate | None = None


def read_byline(text: str) -> Byline | None:
    """What `text`, a whole paragraph, says as a byline; None where it is no byline."""
    if len(text) > MAX_LENGTH or "\n" in text:
        return None
    for pattern in _patterns():
        if match := pattern.fullmatch(text):
            parts = match.groupdict()
            return Byline(_named(parts.get("author")), parts.get("outlet"))
    dated = _DATE_LABEL.fullmatch(text)
    published = parse_stated(dated["date"]) if dated and not text.isdecimal() else None
    return Byline(published=published) if published else None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words = load("bylines")
    opener, roles, desk = (any_of(words[key]) for key in ("openers", "roles", "desks"))
    role = rf"(?:[\w'’-]+ ){{0,3}}(?:{roles})s?(?: (?:in|for|at) [^.,;]{{2,40}})?"
    outlet = r"(?P<outlet>(?:The |the )?[A-Z][^,;:|.]{1,50}?)"
    author = rf"(?P<author>{_NAME})"
    place = rf"(?: in {_NAME_WORD}(?: {_NAME_WORD}){{0,2}})?"
    of = rf"(?:(?:,| \||/| for| -| –) {outlet})"
    others = r"(?:; ?(?:[Ww]riting|[Ee]diting|[Aa]dditional)[^()]{0,80})?"
    forms = (
        rf"(?i:{opener})\s*:?\s+(?P<author>{_NAMES}|{desk})(?:,? (?i:{role}))?{place}{of}?",
        rf"{author} is (?:an? |the )?{outlet}['’]s? {role}",
        rf"{author} is (?:an? |the ){role} (?:at|for|of|with) {outlet}",
        rf"\(?Reporting by (?P<author>{_NAMES})[^.()]{{0,40}}{others}\)?",
        rf"\(?(?:Editing|Writing|Additional reporting|Compiled|Edited|Translated) by {_NAMES}\)?",
    )
    return tuple(re.compile(rf"{form}\.?") for form in forms)


def _named(author: str | None) -> str | None:
    return author.title() if author and author == author.upper() else author
