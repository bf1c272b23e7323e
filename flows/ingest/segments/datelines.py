"""Datelines: the place, date and agency that open a newswire story before its first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from flows.ingest.dates import DAY_NUMBER, MONTH_NAME, MONTHS, WEEKDAY, day
from flows.lexicon import load
from flows.model.edtf import EdtfDate

_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž](?:[\w'’.]|-(?!-))*+"  # whole: a chain of hyphens could be cut in a million ways
_SMALL = r"(?:de|del|el|al|la|of|es|au|the|am)"
_PLACE = rf"(?P<place>{_WORD}(?:[ -](?:{_SMALL}[ -])?{_WORD}){{0,4}}(?:/{_WORD}(?: {_WORD}){{0,3}}){{0,2}})"
_REGION = rf"(?:,\s+(?P<region>(?!{MONTH_NAME}\b|{WEEKDAY}){_WORD}(?: {_WORD}){{0,3}}))?"
_DATE = (
    rf"(?:(?P<month>{MONTH_NAME})\b\.?\s+(?P<day>{DAY_NUMBER})|(?P<day2>{DAY_NUMBER})\s+(?P<month2>{MONTH_NAME})\b\.?)"
    r"(?:,?\s+(?P<year>\d{4}))?"
)
_WHEN = rf"(?:,?\s+(?P<weekday>{WEEKDAY}))?(?:,?\s+{_DATE})?"
_DASH = r"\s*(?:[—–―]|--+)\s*|\s+[-_]\s+"
_AFTER = r"(?<=\))\s+-?(?=[A-Z“\"])|(?<=\d)\s+(?=[A-Z“\"])"  # "CAIRO (MENA) -The", "CAIRO, Nov 3 The"
_SIGN = rf"(?P<sign>{_DASH}|:\s+|{_AFTER}|(?<=/)\.\s+)"
_SOURCE = r"(?:\([A-Za-z][\w .&/’'-]{1,40}\)|/[A-Z][A-Za-z]{2,12}/)"
_MAX_LENGTH = 120
_PARENTHESIS = 80  # characters within which a second dash would close one


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline of `length` characters, blanks after it included. `month` and `day` where it bears a date."""

    length: int
    place: str | None
    country: str | None  # ISO 3166-1 alpha-3
    agency: str | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None

    def published(self, year: int | None) -> EdtfDate | None:
        """The day it states; `year` is used where it states none itself."""
        stated = self.year or year
        if stated is None or self.month is None or self.day is None:
            return None
        return day(stated, self.month, self.day)


def read_dateline(text: str) -> Dateline | None:
    """The dateline that opens `text`, or None.

    A place must be a known one and in capitals, or be followed by a known region, a date or an agency: "NATO - the
    alliance" opens a sentence, and so does "Paris - long a critic - ".
    """
    match = _PATTERN.match(text, 0, _MAX_LENGTH)
    if match is None or len(text) - match.end() < 20:
        return None
    parts = match.groupdict()
    month, day_text = parts["month"] or parts["month2"], parts["day"] or parts["day2"]
    if not _is_dateline(parts, text[match.end() : match.end() + _PARENTHESIS]):
        return None
    return Dateline(
        match.end(),
        _spelt(parts["place"]),
        country_of(parts["place"], parts["region"]),
        parts["agency"] and parts["agency"].strip("()/"),
        MONTHS[month.lower()] if month else None,
        int(day_text) if day_text else None,
        int(parts["year"]) if parts["year"] else None,
    )


def country_of(place: str | None, region: str | None) -> str | None:
    """The ISO 3166-1 alpha-3 code of the country of a dateline; None where it is not known or could be two."""
    of_place = _places().get(_folded(place)) if place else None
    if region is None:
        return of_place[0] if of_place else None
    found = _countries_of(region)
    if of_place and of_place[0] in found:
        return of_place[0]
    return next(iter(found)) if len(found) == 1 else None


def _is_dateline(parts: dict[str, str | None], following: str) -> bool:
    place, sign = parts["place"], (parts["sign"] or "").strip()
    by_agency = parts["agency"] is not None and parts["agency"].strip("()/").split("/")[0] in _agencies()
    has_day = parts["month"] is not None or parts["month2"] is not None
    has_date = has_day or (parts["weekday"] is not None and sign != ":")
    if by_agency or place is None:
        return by_agency
    is_known = _is_known(place)
    if sign in ("", "."):
        return has_date and (parts["agency"] is not None or (has_day and place == place.upper()))
    if place != place.upper():
        return sign != ":" and (has_date or (is_known and _opens_sentence(following, sign)))
    if has_date or is_known or (parts["agency"] is not None and sign != ":"):
        return True
    return parts["region"] is not None and sign != ":" and country_of(place, parts["region"]) is not None


def _is_known(place: str) -> bool:
    """Whether a place, the first of "TRIPOLI/ROME", is in a list of towns."""
    first = _folded(place.split("/")[0])
    return first in _places() or first in _towns()


def _opens_sentence(text: str, sign: str) -> bool:
    """Whether a sentence begins here, and no second dash makes the first half of a parenthesis of it."""
    return (text[:1].isupper() or text[:1] in "“\"'‘") and sign not in text


@cache
def _agencies() -> frozenset[str]:
    return frozenset(load("datelines")["agencies"])


# Optional parts in the order of print; "CAIRO – 16 February 2015: " sets the date off by a dash.
_PATTERN = re.compile(
    rf"(?:{_PLACE}{_REGION}(?:{_DASH}(?={DAY_NUMBER} {MONTH_NAME}\b[^:]{{0,6}}:))?{_WHEN})?"
    rf",?\.?\s*(?P<agency>{_SOURCE}|(?<=,\s)[A-Z]{{3,10}}(?=\s+[-–—]))?{_SIGN}"
)


def _spelt(place: str | None) -> str | None:
    if place is None:
        return None
    first = place.split("/")[0]
    known = _places().get(_folded(first))
    if known:
        return known[1]
    return first if first != first.upper() else re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), first)


@cache
def _places() -> dict[str, tuple[str, str]]:
    countries = load("countries")
    spelt = [*countries["capital_spellings"].items(), *load("datelines")["places"].items()]
    cities = {_folded(name): (code, name) for code, names in spelt for name in names}
    return cities | {_folded(name): (code, name) for code, name in countries["capitals"].items()}


@cache
def _towns() -> frozenset[str]:
    """Larger towns, which tell a dateline but not its country: several bear some of their names."""
    return frozenset(_folded(name) for names in load("places")["cities"].values() for name in names)


@cache
def _regions() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for group in ("regions", "countries"):
        for code, names in load("datelines")[group].items():
            for name in names:
                found[_folded(name)] = found.get(_folded(name), frozenset()) | {code}
    return found


@cache
def _country_names() -> dict[str, str]:
    import pycountry  # noqa: PLC0415  0.1 s, for datelines with a region only

    names = {}
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if spelt := getattr(country, field, None):
                names[_folded(spelt)] = country.alpha_3
    return names


@cache
def _american_states() -> frozenset[str]:
    import pycountry  # noqa: PLC0415

    states = [state for state in pycountry.subdivisions if state.country_code == "US"]
    return frozenset(_folded(name) for state in states for name in (state.name, state.code.removeprefix("US-")))


def _countries_of(region: str) -> frozenset[str]:
    """Countries that `region`, a state, province or country, may be or lie in."""
    folded = _folded(region)
    found = set(_regions().get(folded, ()))
    if folded in _country_names():
        found.add(_country_names()[folded])
    if folded in _american_states():
        found.add("USA")
    return frozenset(found)


def _folded(name: str) -> str:
    return name.casefold().replace("’", "'").rstrip(".")
