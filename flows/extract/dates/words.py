"""The lexicon of time as fragments of regular expressions."""

from __future__ import annotations

import re
from functools import cache

from flows.lexicon import load


def one_of(words: list[str]) -> str:
    """An alternation of literal words, longest first, blanks of any width."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))


def month_no(name: str) -> int:
    """1 to 12."""
    return int(load("dates")["months"][name.lower().rstrip(".")])


def weekday_no(name: str) -> int:
    """1 (Monday) to 7."""
    return int(load("dates")["weekdays"][name.lower()])


def count_of(word: str) -> int | None:
    """The number a word or figure says; None for "several"."""
    low = " ".join(word.lower().split())
    if low.isdecimal():
        return int(low)
    value = load("dates")["counts"].get(low.removeprefix("a "), load("dates")["counts"].get(low))
    return None if value is None else int(value)


def _printed(names: list[str]) -> str:
    """Names as print has them: capitalised or in capitals."""
    return one_of([form for name in names for form in (name.title(), name.upper())])


@cache
def fragments() -> dict[str, str]:
    """Named fragments for the rules; each is linear: no repeat stands inside another."""
    words = load("dates")
    full = [name for name in words["months"] if len(name) > 4 or name in ("may", "june", "july")]
    short = [name for name in words["months"] if name not in full]
    plain = [name for name in full if name not in words["doubtful_months"]]
    return {
        "MONTH": rf"(?:(?:{_printed(full)})\b|(?:{_printed(short)})\b\.?)",
        "LONE_MONTH": rf"(?:(?:{_printed(full)})\b|(?:{_printed(short)})\.)",
        "PLAIN_MONTH": rf"(?:{_printed(plain)})\b",
        "LEAD": rf"(?i:{one_of(words['month_leads'])})",
        "WEEKDAY": rf"(?:{_printed(list(words['weekdays']))})\b",
        "DAY": r"(?:0?[1-9]|[12][0-9]|3[01])",
        "YEAR": r"(?:1[5-9][0-9]{2}|20[0-9]{2})(?![0-9])",
        "SEASON": rf"(?i:{one_of(list(words['seasons']))})\b",
        "COUNT": rf"(?:[0-9]{{1,3}}|(?i:a\s(?:few|couple\sof))|(?i:{one_of(list(words['counts']))}))",
        "UNIT": rf"(?i:{one_of(list(words['units']))})\b",
        "ORDINAL": rf"(?i:{one_of(list(words['ordinals']))})",
        "PART": r"(?:(?i:early|late|mid|end|beginning|middle)(?:-|\s(?:of\s)?(?:in\s)?(?:the\s)?))",
        "YEAR_LEAD": rf"(?i:{one_of(words['year_leads'])})",
        "DETERMINER": rf"(?i:{one_of(words['year_determiners'])})",
    }


def compile_rule(pattern: str) -> re.Pattern[str]:
    """A pattern with `<NAME>` fragments filled in."""
    filled = re.sub(r"<([A-Z_]+)>", lambda match: fragments()[match.group(1)], pattern)
    return re.compile(filled)
