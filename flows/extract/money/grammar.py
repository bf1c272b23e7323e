"""The grammar of an amount: where a number and a currency stand together, alone or as a range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from flows.extract.money.currencies import Setting, Unit, unit_after, unit_before, units
from flows.extract.money.numbers import Number, fractions, magnitudes, number_words, read_number
from flows.extract.money.tokens import HYPHENS, Token, Tokens, after_hyphen
from flows.lexicon import load

RANGE_WORDS = frozenset({"to", "or"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a currency at tokens `[start, end)`; with `high` a range; without `number` a magnitude only."""

    start: int
    end: int
    number: Number | None
    currency: str | None
    unit: Unit | None = None
    high: Number | None = None


@cache
def _first_words() -> frozenset[str]:
    """Words, other than figures, with which an amount may begin."""
    words = load("money")
    spelled = {"a", "an", "multi", *number_words(), *fractions(), *magnitudes(), *words["vague"], *words["plurals"]}
    before = {first for first, found in units().items() if any(unit.stands_before for unit in found)}
    return frozenset(spelled | before)


def may_begin(token: Token) -> bool:
    """A cheap look: whether an amount can begin with the token at all."""
    return token.kind == "number" or token.low in _first_words() or token.low.startswith("multi")


def read_amount(tokens: Tokens, at: int, setting: Setting) -> Amount | None:
    """The amount, range or bare magnitude that begins at token `at`."""
    single = _vague(tokens, at, setting) or _sign_first(tokens, at, setting) or _number_first(tokens, at, setting)
    if single is None or single.number is None or single.high is not None:
        return single
    return _range(tokens, single, setting)


def _sign_first(tokens: Tokens, at: int, setting: Setting) -> Amount | None:
    """"US$1.2bn", "dollars 4.85bn", "Rs 500 crore", "$1.2 billion Canadian"."""
    found = unit_before(tokens, at)
    if found is None or _is_negative(tokens, at):
        return None
    unit, place = found
    place = place + 1 if unit.family == "rupee" and place < len(tokens) and tokens[place].text == "." else place
    number = read_number(tokens, place, is_marked=True) if place < len(tokens) else None
    if number is None or number.value == 0 or not unit.suits(number) or _runs_on(tokens, number.end):
        return None
    if not unit.is_cased and tokens[place].kind != "number":
        return None
    currency = setting.currency_of(unit, tokens[at].start)
    return _trailing(tokens, Amount(at, number.end, number, currency, unit))


def _is_negative(tokens: Tokens, at: int) -> bool:
    """A minus sign before the amount: no deal has a negative value. A dash between two figures is no minus."""
    previous = tokens[at - 1] if at > 0 else None
    if previous is None or not tokens[at].glued:
        return False
    return previous.text == "−" or (previous.text in HYPHENS and not previous.glued)


def _runs_on(tokens: Tokens, at: int) -> bool:
    """Whether letters, digits or signs hard after the number make it something else ("1e309", "5_000", "10^40")."""
    if at >= len(tokens) or not tokens[at].glued:
        return False
    return tokens[at].text in {"_", "^", "%"} or tokens[at].kind == "word"


def _trailing(tokens: Tokens, amount: Amount) -> Amount:
    """The amount with a currency said once more behind it: "$5 billion dollars", "$5m Canadian"."""
    at = after_hyphen(tokens, amount.end)
    again = unit_after(tokens, at)
    if again is not None and again[0].factor == 1 and _same_money(again[0], amount.currency):
        return replace(amount, end=again[1], currency=again[0].code or amount.currency)
    nations = load("money")["trailing_nation"]
    if at < len(tokens) and tokens[at].low in nations and amount.currency == "USD" and _ends_phrase(tokens, at + 1):
        return replace(amount, end=at + 1, currency=nations[tokens[at].low])
    return amount


def _same_money(again: Unit, currency: str | None) -> bool:
    """A dollar sign may be sharpened to any dollar; other signs only repeat themselves."""
    dollars = set(load("money")["families"]["dollar"]["of"].values())
    if again.code is not None:
        return again.code == currency or (currency == "USD" and again.code in dollars)
    return (again.family == "dollar" and currency in dollars) or (again.family == "pound" and currency == "GBP")


def _ends_phrase(tokens: Tokens, at: int) -> bool:
    return at >= len(tokens) or tokens[at].kind == "sign" or tokens[at].low in load("money")["after_trailing_nation"]


def _number_first(tokens: Tokens, at: int, setting: Setting) -> Amount | None:
    """"540bn yen", "40 billion-euro", "a billion dollars", "10 to 12 mln dlrs"."""
    number = read_number(tokens, at)
    if number is None or number.value == 0 or _is_part_of_a_name(tokens, at):
        return None
    found = _unit_behind(tokens, number)
    if found is not None:
        unit, end = found
        return Amount(at, end, _in_major(number, unit), setting.currency_of(unit, tokens[at].start), unit)
    return _open_range(tokens, at, number, setting)


def _is_part_of_a_name(tokens: Tokens, at: int) -> bool:
    """A number hard against letters or a decimal sign before it ("A320", "G8", ".5")."""
    if at == 0 or not tokens[at].glued:
        return False
    return tokens[at - 1].kind != "sign" or tokens[at - 1].text in {".", "_", "^"}


def _unit_behind(tokens: Tokens, number: Number) -> tuple[Unit, int] | None:
    at = after_hyphen(tokens, number.end)
    found = unit_after(tokens, at)
    if found is None or not found[0].suits(number) or (found[0].is_glued and not tokens[at].glued):
        return None
    unit, end = found
    return None if _is_weight(tokens, unit, end) else (unit, end)


def _is_weight(tokens: Tokens, unit: Unit, end: int) -> bool:
    """"Pounds of" anything but money's own matter are a weight."""
    if unit.family != "pound" or end + 1 >= len(tokens) or tokens[end].low != "of":
        return False
    return not {token.low for token in tokens[end + 1 : end + 3]} & set(load("money")["money_matter"])


def _in_major(number: Number, unit: Unit) -> Number:
    return replace(
        number, value=number.value * unit.factor, unit=number.unit * unit.factor, scale=number.scale * unit.factor
    )


def _separator(tokens: Tokens, at: int, *, between: bool) -> int | None:
    """The place after a word or dash that joins the two ends of a range."""
    if at >= len(tokens):
        return None
    if tokens[at].low in RANGE_WORDS or (between and tokens[at].low == "and"):
        return at + 1
    return at + 1 if tokens[at].text in HYPHENS else None


def _is_between(tokens: Tokens, at: int) -> bool:
    return at > 0 and tokens[at - 1].low == "between"


def _open_range(tokens: Tokens, at: int, low: Number, setting: Setting) -> Amount | None:
    """A range whose currency stands only behind its upper end."""
    place = _separator(tokens, low.end, between=_is_between(tokens, at))
    high = read_number(tokens, place) if place is not None and place < len(tokens) else None
    found = _unit_behind(tokens, high) if high is not None else None
    if high is None or found is None:
        return None
    unit, end = found
    bottom = _bottom(low, high)
    if bottom is None:
        return None
    currency = setting.currency_of(unit, tokens[at].start)
    return Amount(at, end, _in_major(bottom, unit), currency, unit, _in_major(high, unit))


def _bottom(low: Number, high: Number) -> Number | None:
    """The lower end in the magnitude of the upper where it has none ("$3-4 billion"); None where it is not below.

    A number that the magnitude would lift too high is another thing ("in 1987 to 14 mln dlrs"), unless it is
    written out ("$800,000 to $1 million").
    """
    if not low.has_magnitude and high.has_magnitude and not low.is_grouped:
        low = replace(low, value=low.value * high.scale, unit=low.unit * high.scale, scale=high.scale)
    return low if low.value < high.value else None


def _range(tokens: Tokens, low: Amount, setting: Setting) -> Amount:
    """The amount with its upper end, where a range goes on behind it."""
    between = _is_between(tokens, low.start)
    place = _separator(tokens, low.end, between=between)
    if place is None or place >= len(tokens) or low.number is None:
        return low
    high = _sign_first(tokens, place, setting) or _number_first(tokens, place, setting)
    if high is None or high.high is not None:
        high = _bare_end(tokens, low, place)
    elif high.currency != low.currency or _is_change(tokens, low.start):
        return low
    if high is None or high.number is None:
        return low
    bottom = _bottom(low.number, high.number)
    return low if bottom is None else replace(low, end=high.end, number=bottom, high=high.number)


def _bare_end(tokens: Tokens, low: Amount, place: int) -> Amount | None:
    """The upper end of "$1.5-2 billion", whose currency stands only before the lower end."""
    number = read_number(tokens, place)
    if number is None or low.number is None:
        return None
    is_dash = tokens[place - 1].text in HYPHENS
    plain = not low.number.has_magnitude and (is_dash or (low.number.is_grouped and number.is_grouped))
    if _runs_on(tokens, number.end) or not (number.has_magnitude or plain):
        return None
    if low.unit is None or not low.unit.stands_before or tokens[low.start].kind == "number":
        return None
    return Amount(place, number.end, number, low.currency)


def _is_change(tokens: Tokens, at: int) -> bool:
    """"From $3bn to $4bn" tells a change, unless something ranges."""
    if at == 0 or tokens[at - 1].low != "from":
        return False
    return at < 2 or tokens[at - 2].low not in {"ranging", "range", "ranges", "anywhere", "anything", "vary", "varying"}


def _vague(tokens: Tokens, at: int, setting: Setting) -> Amount | None:
    """A magnitude without a number: "multi-billion dollar", "$multi-million", "billions of dollars"."""
    sign = unit_before(tokens, at)
    is_signed = sign is not None and sign[0].is_cased
    end = _vague_magnitude(tokens, sign[1] if sign is not None and is_signed else at)
    if end is None:
        return None
    if sign is not None and is_signed:
        return Amount(at, end, None, setting.currency_of(sign[0], tokens[at].start), sign[0])
    noun = after_hyphen(tokens, end)
    found = unit_after(tokens, noun + 1 if noun < len(tokens) and tokens[noun].low == "of" else noun)
    if found is None:
        return None
    return Amount(at, found[1], None, setting.currency_of(found[0], tokens[at].start), found[0])


def _vague_magnitude(tokens: Tokens, at: int) -> int | None:
    """The place after "multi-billion", "several million", "tens of millions"."""
    if at >= len(tokens):
        return None
    words, token = load("money"), tokens[at]
    if _is_multi(token):
        return at + 1
    if token.low in words["vague"] or token.low == "multi":
        place = after_hyphen(tokens, at + 1)
        end = place
        while end < len(tokens) and tokens[end].low in magnitudes():
            end += 1
        return end if end > place else None
    if token.low in words["plurals"]:
        return _plural_end(tokens, at)
    return None


def _is_multi(token: Token) -> bool:
    return token.low.startswith("multi") and token.low[5:] in magnitudes()


def _plural_end(tokens: Tokens, at: int) -> int:
    plurals, end = load("money")["plurals"], at + 1
    while end + 1 < len(tokens) and tokens[end].low == "of" and tokens[end + 1].low in plurals:
        end += 2
    return end
