"""The rules of time expressions: a pattern each, and what its match means."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from flows.extract.dates import relative
from flows.extract.dates.calendar import Anchor, Parts, half, place, quarter
from flows.extract.dates.windows import FIGURE, MONTH, WEEKDAY
from flows.extract.dates.words import compile_rule, month_no, weekday_no
from flows.lexicon import load
from flows.model import edtf
from flows.model.edtf import EdtfDate

Match = re.Match[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern whose group `when` is the time expression (the whole match without one).

    `kind` is the telling word it needs (see `windows`). `parts` gives calendar parts, which may join to ranges;
    `meaning` gives a date outright.
    """

    kind: str
    pattern: re.Pattern[str]
    parts: Callable[[Match], Parts | None] | None = None
    meaning: Callable[[Match, Anchor], EdtfDate | None] | None = None


def _parts(match: Match) -> Parts | None:
    """Calendar parts from the groups `year`, `month`, `day`, `weekday`, whichever the pattern has."""
    found = {name: text for name, text in match.groupdict().items() if text}
    return Parts(
        int(found["year"]) if "year" in found else None,
        month_no(found["month"]) if "month" in found else None,
        int(found["day"]) if "day" in found else None,
        weekday_no(found["weekday"]) if "weekday" in found else None,
    )


def _numeric(match: Match) -> Parts | None:
    """A date in figures; None where day and month could be exchanged."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if match["mark"] == ".":
        return Parts(year, second, first)
    if first == second or second > 12:
        return Parts(year, first, second)
    return Parts(year, second, first) if first > 12 else None


def _iso(match: Match) -> Parts | None:
    return Parts(int(match["year"]), int(match["month_no"]), int(match["day"]))


def _weekday_with_date(match: Match, anchor: Anchor) -> EdtfDate | None:
    """A weekday with its day of the month; the year that makes both true, else the day as printed."""
    parts = _parts(match)
    if parts is None or parts.year is not None or anchor.day is None or parts.month is None or parts.day is None:
        return None if parts is None else place(parts, anchor)
    for year in (anchor.day.year, anchor.day.year - 1, anchor.day.year + 1):
        try:
            when = date(year, parts.month, parts.day)
        except ValueError:
            continue
        if when.isoweekday() == parts.weekday:
            return edtf.day(when)
    return place(parts, anchor)


def _decade(match: Match, anchor: Anchor) -> EdtfDate | None:
    return edtf.decade(int(match["decade"]))


def _short_decade(match: Match, anchor: Anchor) -> EdtfDate | None:
    return edtf.decade(1900 + int(match["decade"]))


def _part_of_year(match: Match, anchor: Anchor) -> EdtfDate | None:
    """A quarter, half or season of a stated year."""
    year, found = int(match["year"]), match.groupdict()
    if found.get("season"):
        return edtf.season(year, load("dates")["seasons"][match["season"].lower()])
    number = found.get("figure") or load("dates")["ordinals"].get((found.get("ordinal") or "").lower())
    if number is None:
        return None
    return half(year, min(int(number), 2)) if found.get("half") else quarter(year, int(number))


def _month_of_relative_year(match: Match, anchor: Anchor) -> EdtfDate | None:
    """"April of last year", "June this year"."""
    if anchor.year is None:
        return edtf.month_of_some_year(month_no(match["month"]))
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    return edtf.month(anchor.year + step, month_no(match["month"]))


def _year_range(match: Match, anchor: Anchor) -> EdtfDate | None:
    """"2016-20", "1999/2000": the second year may be short."""
    start, tail = int(match["year"]), match["tail"]
    end = int(tail) if len(tail) == 4 else start // 100 * 100 + int(tail)
    return edtf.interval(edtf.year(start), edtf.year(end)) if start < end else None


def _day_range(match: Match, anchor: Anchor) -> EdtfDate | None:
    """"Feb. 24-25, 2020", "3 to 5 June"."""
    year = int(match["year"]) if match["year"] else None
    month = month_no(match["month"])
    ends = [place(Parts(year, month, int(match[group])), anchor) for group in ("day", "last")]
    if ends[0] is None or ends[1] is None or int(match["day"]) >= int(match["last"]):
        return None
    return edtf.interval(ends[0], ends[1]) if ends[0].earliest else ends[0]


ORDINAL = r"(?:st|nd|rd|th)?"
DAY_FIRST = rf"(?:the\s)?(?P<day><DAY>){ORDINAL}\s(?:day\s)?(?:of\s)?(?P<month><MONTH>)"
MONTH_FIRST = rf"(?P<month><MONTH>)\.?\s(?P<day><DAY>){ORDINAL}"
PERHAPS_YEAR = r"(?:,?\s(?P<year><YEAR>))?"
TO = r"\s?(?:-|–|to|and)\s?"
NO_AMOUNT = r"(?![.,:]?[0-9]|\s(?:percent|pct|mln|million|billion))"

CALENDAR = (
    (MONTH, rf"\b{MONTH_FIRST}(?![0-9:]),?\s(?P<year><YEAR>)"),
    (MONTH, rf"\b{DAY_FIRST},?\s(?P<year><YEAR>)"),
    (MONTH, r"\b(?P<day><DAY>)-(?P<month><MONTH>)-(?P<year><YEAR>)"),
    (MONTH, rf"\b{MONTH_FIRST}\b{NO_AMOUNT}"),
    (MONTH, rf"\b{DAY_FIRST}"),
    (MONTH, r"\b(?:<PART>)?(?P<month><MONTH>),?\s(?:of\s)?(?P<year><YEAR>)"),
    (MONTH, r"\b(?P<year><YEAR>)\s(?P<month><PLAIN_MONTH>)"),
    (MONTH, r"\b<LEAD>\s(?P<when>(?:<PART>)?(?P<month><LONE_MONTH>))(?!\s[0-9])"),
    (MONTH, r"\b(?P<when>(?:<PART>)?(?P<month><PLAIN_MONTH>))(?!\s[0-9])"),
    (MONTH, r"\b(?P<when>(?:<PART>)(?P<month><LONE_MONTH>))(?!\s[0-9])"),
    (
        FIGURE,
        r"\b(?:<YEAR_LEAD>)\s(?P<when>(?P<year><YEAR>))(?![,.]?[0-9]|[\s-](?:mln|million|billion|bn|E[SD]T|GMT|BST|CET|hours)\b|%)",
    ),
    (FIGURE, r"\b(?P<when><PART>(?P<year><YEAR>))"),
    (FIGURE, r"(?:\b|(?<=['’]s\s))<DETERMINER>\s(?P<when>(?P<year>(?:19[3-9]|20[0-4])[0-9])(?![0-9]))(?=\s[a-zA-Z])"),
    (FIGURE, r"\((?P<when>(?P<year><YEAR>))\)"),
)
FIGURES = (
    (r"\b(?P<year>[12][0-9]{3})-(?P<month_no>[01][0-9])-(?P<day>[0-3][0-9])(?![0-9])", _iso),
    (
        r"(?<![0-9./-])(?P<first>[0-3]?[0-9])(?P<mark>[./-])(?P<second>[0-3]?[0-9])(?P=mark)(?P<year><YEAR>)",
        _numeric,
    ),
)
WEEKDAY_DATE = r"\b(?P<weekday><WEEKDAY>),?\s\(?(?:on\s)?"
SPANS: tuple[tuple[str, str, Callable[[Match, Anchor], EdtfDate | None]], ...] = (
    (WEEKDAY, rf"{WEEKDAY_DATE}{MONTH_FIRST}\b{PERHAPS_YEAR}\)?", _weekday_with_date),
    (WEEKDAY, rf"{WEEKDAY_DATE}{DAY_FIRST}{PERHAPS_YEAR}\)?", _weekday_with_date),
    (MONTH, rf"\b(?P<month><MONTH>)\s(?P<day><DAY>){TO}(?P<last><DAY>)\b{PERHAPS_YEAR}", _day_range),
    (MONTH, rf"\b(?P<day><DAY>){TO}(?P<last><DAY>)\s(?P<month><MONTH>){PERHAPS_YEAR}", _day_range),
    (MONTH, r"\b(?P<month><MONTH>)\s(?:of\s)?(?i:(?P<which>last|this|next))\s(?i:year)\b", _month_of_relative_year),
    (FIGURE, r"(?<![0-9$£€-])\b(?P<year><YEAR>)\s?[-–/]\s?(?P<tail><YEAR>|[0-9]{2})(?![0-9-])", _year_range),
    (FIGURE, r"\b(?:the\s)?<PART>?(?P<decade>(?:1[5-9]|20)[0-9]0)['’]?s\b", _decade),
    (FIGURE, r"\b(?:the\s)<PART>?['’]?(?P<decade>[2-9]0)s\b", _short_decade),
    (FIGURE, r"\b(?:the\s)?(?:<PART>)?(?P<season><SEASON>)(?:\sof)?\s(?P<year><YEAR>)", _part_of_year),
    (
        FIGURE,
        r"\b(?:the\s)?(?P<ordinal><ORDINAL>)[\s-](?:(?P<half>half)|quarter)(?:\sof|\sin)?\s(?:fiscal\s)?(?P<year><YEAR>)",
        _part_of_year,
    ),
    (FIGURE, r"\b[Qq](?P<figure>[1-4])(?:\sof)?\s(?P<year><YEAR>)", _part_of_year),
)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules; where matches overlap the longest wins, then the earlier rule."""
    return (
        *(Rule(kind, compile_rule(pattern), parts=_parts) for kind, pattern in CALENDAR),
        *(Rule(FIGURE, compile_rule(pattern), parts=parts) for pattern, parts in FIGURES),
        *(Rule(kind, compile_rule(pattern), meaning=meaning) for kind, pattern, meaning in SPANS),
        *(Rule(kind, compile_rule(pattern), meaning=meaning) for kind, pattern, meaning in relative.TABLE),
    )


def counts_something(match: Match, text: str) -> bool:
    """Whether a round four-digit number counts the noun behind it ("in 2000 homes") and is no year."""
    year = match.groupdict().get("year")
    if year is None or int(year) % 50 or "month" in match.groupdict():
        return False
    following = re.match(r"\s([a-z]+)", text[match.end("year") : match.end("year") + 30])
    noun = following.group(1) if following else ""
    return noun in load("dates")["counted"] or noun.endswith("s")


