"""Numbers as news prints them: digits, words, fractions, and the magnitudes that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.extract.money.tokens import HYPHENS, Token, Tokens, after_hyphen
from flows.lexicon import load

ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?")
SWISS = re.compile(r"[0-9]{1,3}(?:'[0-9]{3})+(?:\.[0-9]+)?")
# Only forms that English cannot mean: "1.234,56", "1.234.567", "1,5".
CONTINENTAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3},[0-9]{1,2}")
GLUED_ONLY = frozenset({"m", "mm", "b", "k"})
APART_WHEN_MARKED = frozenset({"m", "M", "MM", "B"})  # "$12.5 M"
DENOMINATORS = frozenset({"2", "3", "4", "8", "16", "32"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number and what its print tells: `unit` is the value of its last significant digit, `end` its next token."""

    value: Decimal
    unit: Decimal
    digits: int
    end: int
    has_magnitude: bool = False
    is_grouped: bool = False
    scale: Decimal = Decimal(1)


@cache
def magnitudes() -> dict[str, Decimal]:
    """Words that multiply, with their factor."""
    return {word: Decimal(factor) for word, factor in load("money")["magnitudes"].items()}


@cache
def number_words() -> dict[str, int]:
    """Spelled numbers below a hundred."""
    return dict(load("money")["number_words"])


@cache
def fractions() -> dict[str, Decimal]:
    """Spelled and printed fractions."""
    return {word: Decimal(value) for word, value in load("money")["fractions"].items()}


def decimal_of(printed: str) -> Decimal | None:
    """The value of printed digits; None where the notation is unclear ("1,2345", "1.2.3")."""
    if ENGLISH.fullmatch(printed) or INDIAN.fullmatch(printed):
        return Decimal(printed.replace(",", ""))
    if SWISS.fullmatch(printed):
        return Decimal(printed.replace("'", ""))
    if CONTINENTAL.fullmatch(printed):
        return Decimal(printed.replace(".", "").replace(",", "."))
    return None


def significance(value: Decimal) -> tuple[int, Decimal]:
    """Significant digits of a printed value and the worth of the last: trailing zeros count after a point only."""
    _, digits, exponent = value.as_tuple()
    shown = "".join(map(str, digits))
    zeros = 0 if int(exponent) < 0 else len(shown) - len(shown.rstrip("0"))
    count = max(len(shown.lstrip("0")) - zeros, 1)
    return count, Decimal(1).scaleb(int(exponent) + zeros)


def read_number(tokens: Tokens, at: int, *, is_marked: bool = False) -> Number | None:
    """The number that begins at token `at`, its magnitude words included; None where there is none.

    Behind a currency sign (`is_marked`) blanks may part its thousands: "N$2 000".
    """
    if tokens[at].kind != "number":
        plain = _from_words(tokens, at)
    else:
        plain = (_from_spaced(tokens, at) if is_marked else None) or _from_digits(tokens, at)
    return None if plain is None else _with_magnitude(tokens, plain, is_marked=is_marked)


def _number(value: Decimal, end: int, *, is_grouped: bool = False) -> Number:
    digits, unit = significance(value)
    return Number(value, unit, digits, end, is_grouped=is_grouped)


def _from_digits(tokens: Tokens, at: int) -> Number | None:
    value = decimal_of(tokens[at].text)
    if value is None:
        return None
    fraction, end = _fraction(tokens, at + 1)
    return _number(value + fraction, end, is_grouped="," in tokens[at].text or "'" in tokens[at].text)


def _from_spaced(tokens: Tokens, at: int) -> Number | None:
    end = at + 1
    while end < len(tokens) and _is_thousands(tokens[end]):
        end += 1
    printed = "".join(token.text for token in tokens[at:end])
    if end == at + 1 or len(tokens[at].text) > 3 or not printed.isdecimal():
        return None
    return _number(Decimal(printed), end, is_grouped=True)


def _is_thousands(token: Token) -> bool:
    return token.kind == "number" and len(token.text) == 3 and token.text.isdecimal() and not token.glued


def _fraction(tokens: Tokens, at: int) -> tuple[Decimal, int]:
    """A printed fraction that completes a whole number ("1½", "1-1/2", "1 1/2") and the place after it."""
    if at < len(tokens) and tokens[at].text in fractions() and not tokens[at].text.isalpha():
        return fractions()[tokens[at].text], at + 1
    start = after_hyphen(tokens, at)
    shape = [token.text for token in tokens[start : start + 3]]
    is_shaped = len(shape) == 3 and shape[1] == "/" and shape[2] in DENOMINATORS and shape[0].isdecimal()
    if is_shaped and int(shape[0]) < int(shape[2]):
        return Decimal(shape[0]) / Decimal(shape[2]), start + 3
    return Decimal(0), at


def _from_words(tokens: Tokens, at: int) -> Number | None:
    """"two", "twenty-five", "two and a half", "a", "half a", "three quarters of a"; "a" only before a magnitude."""
    low = tokens[at].low
    parts = _parts_of_one(tokens, at)
    if parts is not None:
        return parts
    if low in number_words():
        value, end = _spelled(tokens, at)
        return _number(value, end)
    if low in ("a", "an") and _is_magnitude(tokens, at + 1):
        return _number(Decimal(1), at + 1)
    return _number(Decimal(1), at) if _is_magnitude(tokens, at) and _stands_alone(tokens, at) else None


def _parts_of_one(tokens: Tokens, at: int) -> Number | None:
    """"Half a", "a quarter of a", "three-quarters of a" before a magnitude."""
    low = tokens[at].low
    count = Decimal(number_words().get(low, 1))
    start = after_hyphen(tokens, at + 1) if low in ("a", "an") or low in number_words() else at
    part = fractions().get(tokens[start].low.removesuffix("s")) if start < len(tokens) else None
    if part is None or not tokens[start].low.isalpha():
        return None
    end = _skip(tokens, start + 1, ("of", "a", "an", *HYPHENS))
    return _number((count * part).normalize(), end) if _is_magnitude(tokens, end) else None


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """Whether a magnitude is itself the number: "the million dollars", "billion-dollar deals"."""
    previous = tokens[at - 1] if at > 0 else None
    if previous is not None and (previous.kind == "number" or tokens[at].glued):
        return False
    is_hyphened = after_hyphen(tokens, at + 1) > at + 1
    return is_hyphened or (previous is not None and previous.low in load("money")["before_bare_magnitude"])


def _spelled(tokens: Tokens, at: int) -> tuple[Decimal, int]:
    value, end = Decimal(number_words()[tokens[at].low]), at + 1
    ones = after_hyphen(tokens, end)
    if value >= 20 and ones < len(tokens) and 0 < number_words().get(tokens[ones].low, 0) < 10:
        value, end = value + number_words()[tokens[ones].low], ones + 1
    half = _skip(tokens, after_hyphen(tokens, end), ("and", "-", "a"))
    if half > end + 1 and half < len(tokens) and tokens[half].low in fractions():
        return value + fractions()[tokens[half].low], half + 1
    return value, end


def _skip(tokens: Tokens, at: int, words: tuple[str, ...]) -> int:
    while at < len(tokens) and tokens[at].low in words:
        at += 1
    return at


def _is_magnitude(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and tokens[at].low in magnitudes() and tokens[at].low not in GLUED_ONLY


def _with_magnitude(tokens: Tokens, number: Number, *, is_marked: bool) -> Number:
    factor, end = Decimal(1), number.end
    while (at := after_hyphen(tokens, end)) < len(tokens) and tokens[at].low in magnitudes():
        apart = not tokens[at].glued or at > end
        if tokens[at].low in GLUED_ONLY and apart and not (is_marked and tokens[at].text in APART_WHEN_MARKED):
            break
        factor, end = factor * magnitudes()[tokens[at].low], at + 1
    if end == number.end:
        return number
    return Number(number.value * factor, number.unit * factor, number.digits, end, True, number.is_grouped, factor)
