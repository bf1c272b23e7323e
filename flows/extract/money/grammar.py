"""The grammar of an amount: where a number and a currency stand together, alone or as a range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from flows.extract.money.currencies import Setting, Unit, unit_at
from flows.extract.money.numbers import Number, magnitudes, read_number
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


def read_amount(tokens: Tokens, at: int, setting: Setting) -> Amount | None:
    """The amount, range or bare magnitude that begins at token `at`."""
    single = _vague(tokens, at, setting) or _sign_first(tokens, at, setting) or _number_first(tokens, at, setting)
    if single is None or single.number is None or single.high is not None:
        return single
    return _range(tokens, single, setting)


def _sign_first(tokens: Tokens, at: int, setting: Setting) -> Amount | None:
    """"US$1.2bn", "dollars 4.85bn", "Rs 500 crore", "$1.2 billion Canadian"."""
    unit = unit_at(tokens, at, before=True)
    if unit is None or _is_negative(tokens, at):
        return None
    place = at + len(unit.words)
    place = place + 1 if unit.family == "rupee" and place < len(tokens) and tokens[place].text == "." else place
    number = read_number(tokens, place) if place < len(tokens) else None
    if number is None or number.value == 0 or not unit.suits(number) or _runs_on(tokens, number.end):
        return None
    if not unit.is_cased and tokens[place].kind != "number":
        return None
    currency = setting.currency_of(unit, tokens[at].start)
    return _trailing(tokens, Amount(at, number.end, number, currency, unit))


def _is_negative(tokens: Tokens, at: int) -> bool:
    """A minus sign before the amount: no deal has a negative value. A dash between two figures is no minus."""
    previous = tokens[at - 1] if at > 0 else None
    return previous is not None and tokens[at].glued and (
        previous.text == "−" or (previous.text in HYPHENS and not previous.glued)
    )


def _runs_on(tokens: Tokens, at: int) -> bool:
    """Whether letters, digits or signs hard after the number make it something else ("1e309", "5_000", "10^40")."""
    if at >= len(tokens) or not tokens[at].glued:
        return False
    return tokens[at].text in {"_", "^", "%"} or tokens[at].kind == "word"


def _trailing(tokens: Tokens, amount: Amount) -> Amount:
    """The amount with a currency said once more behind it: "$5 billion dollars", "$5m Canadian"."""
    at = after_hyphen(tokens, amount.end)
    again = unit_at(tokens, at, before=False)
    if again is not None and again.factor == 1 and (again.code or again.family) and _same_money(again, amount):
        code = amount.currency if again.code is None else again.code
        return replace(amount, end=at + len(again.words), currency=code)
    nations = load("money")["trailing_nation"]
    if at < len(tokens) and tokens[at].low in nations and amount.currency == "USD" and _ends_phrase(tokens, at + 1):
        return replace(amount, end=at + 1, currency=nations[tokens[at].low])
    return amount


def _same_money(again: Unit, amount: Amount) -> bool:
    """A dollar sign may be sharpened to any dollar; other signs only repeat themselves."""
    dollars = set(load("money")["families"]["dollar"]["of"].values())
    if again.code is None:
        return again.family == "dollar" and amount.currency in dollars or again.family == "pound" and amount.currency == "GBP"
    return again.code == amount.currency or (amount.currency == "USD" and again.code in dollars)


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
    return at > 0 and tokens[at].glued and tokens[at - 1].kind != "sign" or (
        at > 0 and tokens[at].glued and tokens[at - 1].text in {".", "_", "^"}
    )


def _unit_behind(tokens: Tokens, number: Number) -> tuple[Unit, int] | None:
    at = after_hyphen(tokens, number.end)
    unit = unit_at(tokens, at, before=False)
    if unit is None or not unit.suits(number) or (unit.is_glued and not tokens[at].glued):
        return None
    end = at + len(unit.words)
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
    low, high = _in_major(_share_scale(low, high), unit), _in_major(high, unit)
    if not low.value < high.value:
        return None
    return Amount(at, end, low, setting.currency_of(unit, tokens[at].start), unit, high)


def _share_scale(low: Number, high: Number) -> Number:
    """The lower end in the magnitude of the upper, where it has none and stays below it ("$3-4 billion")."""
    if low.has_magnitude or not high.has_magnitude or low.value * high.scale >= high.value:
        return low
    return replace(low, value=low.value * high.scale, unit=low.unit * high.scale, scale=high.scale)


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
    bottom = _share_scale(low.number, high.number)
    return replace(low, end=high.end, number=bottom, high=high.number) if bottom.value < high.number.value else low


def _bare_end(tokens: Tokens, low: Amount, place: int) -> Amount | None:
    """The upper end of "$1.5-2 billion", whose currency stands only before the lower end."""
    number = read_number(tokens, place)
    is_dash = tokens[place - 1].text in HYPHENS
    plain = low.number is not None and not low.number.has_magnitude and is_dash
    if number is None or _runs_on(tokens, number.end) or not (number.has_magnitude or plain):
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
    sign = unit_at(tokens, at, before=True)
    place = at + len(sign.words) if sign is not None and sign.is_cased else at
    end = _vague_magnitude(tokens, place)
    if end is None:
        return None
    if place > at and sign is not None:
        return Amount(at, end, None, setting.currency_of(sign, tokens[at].start), sign)
    noun = after_hyphen(tokens, end)
    noun = noun + 1 if noun < len(tokens) and tokens[noun].low == "of" else noun
    unit = unit_at(tokens, noun, before=False)
    if unit is None:
        return None
    return Amount(at, noun + len(unit.words), None, setting.currency_of(unit, tokens[at].start), unit)


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


def major(number: Number | None) -> Decimal | None:
    """The value of a number, None without one."""
    return None if number is None else number.value
