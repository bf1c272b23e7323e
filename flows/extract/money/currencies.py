"""Signs, abbreviations and names of currencies, and which currency a shared name means."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import pycountry
from babel import Locale
from babel.numbers import get_currency_name

from flows.extract.money.numbers import Number
from flows.extract.money.tokens import Token, Tokens, after_hyphen, tokenise
from flows.lexicon import load

SPELLINGS = {"dollar": "dlr", "dollars": "dlrs", "ruble": "rouble", "rubles": "roubles"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A way to write a currency: which, and where it may stand beside its number."""

    words: tuple[str, ...]
    code: str | None = None
    family: str | None = None
    factor: Decimal = Decimal(1)
    stands_before: bool = False
    stands_after: bool = True
    is_cased: bool = False
    is_glued: bool = False
    needs_magnitude: bool = False

    def end_at(self, tokens: Tokens, at: int) -> int | None:
        """The place after the unit where it is printed at token `at`; None where it is not."""
        for number, word in enumerate(self.words):
            at = after_hyphen(tokens, at) if number and not self.is_cased else at
            if at >= len(tokens) or not _reads(tokens[at], word, self.is_cased):
                return None
            if number and self.is_cased and not tokens[at].glued:
                return None
            at += 1
        return at

    def suits(self, number: Number) -> bool:
        """Whether a number of this print makes money of a doubtful word."""
        return not self.needs_magnitude or number.has_magnitude or number.is_grouped or number.value >= 1000


def _reads(token: Token, word: str, is_cased: bool) -> bool:
    return token.text == word if is_cased and any(c.isupper() for c in word) else token.low == word.lower()


@cache
def units() -> dict[str, tuple[Unit, ...]]:
    """All ways to write currencies by their first token, longest first."""
    table: dict[str, list[Unit]] = defaultdict(list)
    for unit in [*_signs(), *_codes(), *_names(), *_minor(), *_family_units()]:
        table[unit.words[0].lower()].append(unit)
    return {first: tuple(sorted(found, key=lambda unit: -len(unit.words))) for first, found in table.items()}


def unit_before(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    """The longest currency printed at token `at` that may stand before its number, and the place after it."""
    for unit in units().get(tokens[at].low, ()) if at < len(tokens) else ():
        end = unit.end_at(tokens, at) if unit.stands_before else None
        if end is not None:
            return unit, end
    return None


def unit_after(tokens: Tokens, at: int) -> tuple[Unit, int] | None:
    """The longest currency printed at token `at` that may stand after its number, and the place after it.

    A sign between two numbers belongs to the second ("Boeing 777 $3bn").
    """
    for unit in units().get(tokens[at].low, ()) if at < len(tokens) else ():
        end = unit.end_at(tokens, at) if unit.stands_after else None
        if end is not None:
            is_before_number = unit.is_cased and end < len(tokens) and tokens[end].kind == "number"
            return None if is_before_number else (unit, end)
    return None


def _words(name: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokenise(name))


def _signs() -> Iterator[Unit]:
    words = load("money")
    doubtful = set(words["doubtful_signs"])
    for code, signs in words["signs"].items():
        for sign in signs:
            printed = sign.upper() if not sign[0].isupper() and sign != "us$" else sign
            for form in {sign, printed} if len(sign) > 2 else {printed}:
                yield Unit(
                    _words(form), code, stands_before=True, stands_after=sign != "Y", is_cased=True,
                    needs_magnitude=form in doubtful,
                )


def _codes() -> Iterator[Unit]:
    words = load("money")
    doubtful = set(words["doubtful_signs"])
    for currency in pycountry.currencies:
        if (code := currency.alpha_3) not in words["not_codes"]:
            yield Unit((code,), code, stands_before=True, is_cased=True, needs_magnitude=code in doubtful)


def _names() -> Iterator[Unit]:
    words = load("money")
    for code, names in words["names"].items():
        for name in names:
            yield _named(name, code)
    for code in map(str, Locale("en").currencies):
        for count in (1, 2):
            name = get_currency_name(code, count=count, locale="en")
            if "(" not in name and not code.startswith("X") and " " in name:
                yield from (_named(form, code) for form in _spellings(name.lower()))
    yield from _nations_before_families()


def _spellings(name: str) -> Iterator[str]:
    yield name
    head, _, last = name.rpartition(" ")
    if last in SPELLINGS:
        yield f"{head} {SPELLINGS[last]}"


def _nations_before_families() -> Iterator[Unit]:
    """"Swedish crowns", "Sweden crowns": a state or its adjective before any form of the shared noun."""
    for family in load("money")["families"].values():
        for nation, code in family["of"].items():
            forms = [form for form in family["forms"] if form.isalpha()]
            for name in {_adjective(code), *country_names(nation)} - {""}:
                yield from (_named(f"{name} {form}", code) for form in forms)


def _adjective(code: str) -> str:
    """The nation in a currency's English name, lower case."""
    return get_currency_name(code, count=1, locale="en").rpartition(" ")[0].lower()


def _named(name: str, code: str) -> Unit:
    words, last = load("money"), name.rpartition(" ")[2]
    return Unit(
        _words(name), code, stands_before=last not in words["only_after"],
        needs_magnitude=name in words["needs_magnitude"],
    )


def _minor() -> Iterator[Unit]:
    words = load("money")
    for code, names in words["minor"].items():
        for name in names:
            yield Unit(
                _words(name), code, factor=Decimal("0.01"), is_glued=name in words["glued"],
                needs_magnitude=name in words["needs_magnitude"],
            )


def _family_units() -> Iterator[Unit]:
    words = load("money")
    for name, family in words["families"].items():
        for form in family["forms"]:
            yield Unit(
                _words(form), family=name, stands_before=form not in words["only_after"],
                needs_magnitude=form in words["needs_magnitude"], is_cased=not form.isalpha(),
            )


@cache
def country_names(alpha_3: str) -> tuple[str, ...]:
    """The everyday English names of a state, lower case; none for states that are no more."""
    country = pycountry.countries.get(alpha_3=alpha_3)
    if country is None:
        return ()
    names = {country.name, getattr(country, "common_name", country.name)}
    return tuple(sorted(name.lower() for name in names if "," not in name))


@cache
def nation_words() -> dict[str, tuple[str, ...]]:
    """Names and adjectives of the states that share a currency noun, with the states they mean."""
    table: dict[str, set[str]] = defaultdict(set)
    for family in load("money")["families"].values():
        for nation, code in family["of"].items():
            for word in {_adjective(code), *country_names(nation)} - {""}:
                table[word].add(nation)
    return {word: tuple(sorted(nations)) for word, nations in table.items()}


@cache
def nation_pattern() -> re.Pattern[str]:
    """Finds any of `nation_words`."""
    longest_first = sorted(nation_words(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)


class Setting:
    """Where a text plays: the states it names, read once and only when a shared currency noun asks for them.

    Where the text names none that uses the noun, the country of the dateline does, else the one that the whole
    document, `around`, names most.
    """

    def __init__(self, text: str, country_hint: str | None, around: str | None = None) -> None:
        self._text = text
        self._hint = country_hint
        self._around = around
        self._named: list[tuple[int, str]] | None = None
        self._members: dict[str, list[tuple[int, str]]] = {}

    def currency_of(self, unit: Unit, at: int) -> str | None:
        """The ISO 4217 code a unit stands for at offset `at`; None where a shared noun stays open."""
        if unit.family is None:
            return unit.code
        family = load("money")["families"][unit.family]
        nation = None if family.get("strict") else self._nation(at, unit.family)
        code = family["of"].get(nation, family["default"])
        return None if code is None else str(code)

    def _nation(self, at: int, family: str) -> str | None:
        members = load("money")["families"][family]["of"]
        near = self._nearest(at, family) or (self._hint if self._hint in members else None)
        if near is not None or self._around is None:
            return near or self._hint
        counted = Counter(nation for _, nation in _named_nations(self._around) if nation in members)
        return counted.most_common(1)[0][0] if counted else self._hint

    def _nearest(self, at: int, family: str) -> str | None:
        """The state sharing the noun that is named last before `at`, else first after it."""
        places = self._places(family)
        before = bisect_left(places, (at, ""))
        return places[max(before - 1, 0)][1] if places else None

    def _places(self, family: str) -> list[tuple[int, str]]:
        if self._named is None:
            self._named = list(_named_nations(self._text))
        if family not in self._members:
            members = load("money")["families"][family]["of"]
            self._members[family] = [(start, nation) for start, nation in self._named if nation in members]
        return self._members[family]


def _named_nations(text: str) -> Iterator[tuple[int, str]]:
    for match in nation_pattern().finditer(text):
        yield from ((match.start(), nation) for nation in nation_words()[match.group().lower()])
