"""Finds every amount of money in a text, with its qualifier, its bounds and what it restates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from flows.extract.money import qualifiers
from flows.extract.money.bounds import LARGEST, bounds
from flows.extract.money.currencies import Setting, units
from flows.extract.money.grammar import Amount, may_begin, read_amount
from flows.extract.money.rates import is_rate
from flows.extract.money.restated import link_restatements
from flows.extract.money.tokens import Tokens, blocks, tokenise, widen
from flows.extract.money.undisclosed import find_undisclosed
from flows.model.report import Money, Span
from flows.model.vocabulary.statements import Qualifier


def find_money(
    text: str, *, offset: int = 0, country_hint: str | None = None, around: str | None = None
) -> list[Money]:
    """Amounts of money stated in `text`, in text order.

    Offsets are code points, `offset` added; `country_hint` (ISO 3166-1 alpha-3), then the document `around` settle
    shared names of currencies ("rupees") that nothing in the text settles. `equivalent_of` indexes into the list.
    """
    setting = Setting(text, country_hint, around)
    plain = widen(text)
    found = [
        money
        for start, block in blocks(plain)
        for money in _in_block(text, block, start, setting)
    ]
    found += [_kept_back(text, *place) for place in find_undisclosed(plain)]
    found.sort(key=lambda money: money.span.start)
    return [_shifted(money, offset) for money in link_restatements(text, found)]


@cache
def _currency_words() -> frozenset[str]:
    """First words of all ways to write a currency: a paragraph without any holds no money."""
    return frozenset(units())


def _in_block(text: str, block: str, start: int, setting: Setting) -> Iterator[Money]:
    tokens = tokenise(block)
    if _currency_words().isdisjoint(token.low for token in tokens):
        return
    at = 0
    while at < len(tokens):
        amount = read_amount(tokens, at, setting) if may_begin(tokens[at]) else None
        if amount is None:
            at += 1
            continue
        money, end = _money(text, start, tokens, amount)
        yield money
        at = max(end, amount.end)


def _money(text: str, shift: int, tokens: Tokens, amount: Amount) -> tuple[Money, int]:
    """The amount as the contract publishes it, and the token after all of its words."""
    code, first, end, words = _qualify(text, shift, tokens, amount)
    span_start, span_end = shift + tokens[first].start, shift + tokens[end - 1].end
    value = text[shift + tokens[amount.start].start : shift + tokens[amount.end - 1].end]
    span = Span(span_start, span_end, text[span_start:span_end])
    blank = Money(span, value, code, words, None, None, None, amount.currency, None)
    is_price = amount.unit is not None and amount.unit.factor != 1  # cents and pence are prices of one share, one litre
    return replace(_with_values(blank, amount), is_rate=is_price or is_rate(tokens, first, end)), end


def _qualify(text: str, shift: int, tokens: Tokens, amount: Amount) -> tuple[Qualifier, int, int, str | None]:
    """Qualifier, first token, token after the last, and the qualifier's words."""
    if amount.number is None:
        words = [token for token in tokens[amount.start : amount.end] if token.kind == "word"]
        multi = any(token.low.startswith("multi") for token in words)
        return Qualifier.MULTI, amount.start, amount.end, "multi" if multi else words[0].text
    left, right = qualifiers.before(tokens, amount.start), qualifiers.after(tokens, amount.end)
    if amount.high is not None:
        between = amount.start > 0 and tokens[amount.start - 1].low == "between"
        first = amount.start - 1 if between else left[1] if left else amount.start
        return Qualifier.BETWEEN, first, amount.end, _words(text, shift, tokens, first, amount.start)
    if left is not None:
        return left[0], left[1], amount.end, _words(text, shift, tokens, left[1], left[2])
    if right is not None:
        return right[0], amount.start, right[1], _words(text, shift, tokens, amount.end, right[1])
    return Qualifier.EXACT, amount.start, amount.end, None


def _words(text: str, shift: int, tokens: Tokens, first: int, end: int) -> str | None:
    return text[shift + tokens[first].start : shift + tokens[end - 1].end] if end > first else None


def _with_values(money: Money, amount: Amount) -> Money:
    """The money with its number and bounds; without either where DECIMAL(20,2) cannot hold it."""
    low, high = amount.number, amount.high
    if low is None or max(low.value, high.value if high else low.value) >= LARGEST:
        return money
    if high is not None:
        return replace(money, lower=low.value, upper=high.value, significant_digits=max(low.digits, high.digits))
    lower, upper = bounds(low.value, low.unit, money.qualifier)
    return replace(money, amount=low.value, lower=lower, upper=upper, significant_digits=low.digits)


def _kept_back(text: str, start: int, end: int, value_start: int, value_end: int) -> Money:
    span, value = Span(start, end, text[start:end]), text[value_start:value_end]
    return Money(span, value, Qualifier.EXACT, None, None, None, None, None, None)


def _shifted(money: Money, offset: int) -> Money:
    span = money.span
    return replace(money, span=Span(span.start + offset, span.end + offset, span.text))
