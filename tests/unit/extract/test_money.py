"""Amounts of money in raw text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from flows.extract.money import find_money
from flows.model.vocabulary.statements import Qualifier

MILLION, BILLION = Decimal(10) ** 6, Decimal(10) ** 9


def only(text, **options):
    """The one amount of a text."""
    found = find_money(text, **options)
    assert len(found) == 1, [money.span.text for money in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$5 billion", 5 * BILLION, "USD"),
        ("US$1.2bn", Decimal("1.2") * BILLION, "USD"),
        ("U.S. dlrs 5 mln", 5 * MILLION, "USD"),
        ("£3.8bn", Decimal("3.8") * BILLION, "GBP"),
        ("€40m", 40 * MILLION, "EUR"),
        ("€1,5 million", Decimal("1.5") * MILLION, "EUR"),
        ("€1.234,56", Decimal("1234.56"), "EUR"),
        ("a 40 billion-euro plan", 40 * BILLION, "EUR"),
        ("a 20-billion US-dollar yard", 20 * BILLION, "USD"),
        ("540bn yen", 540 * BILLION, "JPY"),
        ("Y540bn", 540 * BILLION, "JPY"),
        ("Nkr2bn", 2 * BILLION, "NOK"),
        ("Skr40m", 40 * MILLION, "SEK"),
        ("ST$5 million", 5 * MILLION, "WST"),
        ("Hrn40m", 40 * MILLION, "UAH"),
        ("Zl40m", 40 * MILLION, "PLN"),
        ("Kč40m", 40 * MILLION, "CZK"),
        ("100 mln dlrs", 100 * MILLION, "USD"),
        ("A 3.5 BILLION DLR ORDER", Decimal("3.5") * BILLION, "USD"),
        ("410 mln stg", 410 * MILLION, "GBP"),
        ("C$5m", 5 * MILLION, "CAD"),
        ("30 mln Canadian dlrs", 30 * MILLION, "CAD"),
        ("$5 billion Canadian to build it", 5 * BILLION, "CAD"),
        ("A$6 million", 6 * MILLION, "AUD"),
        ("AU$52.5 million", Decimal("52.5") * MILLION, "AUD"),
        ("HK$7bn", 7 * BILLION, "HKD"),
        ("NT$9bn", 9 * BILLION, "TWD"),
        ("R$10m", 10 * MILLION, "BRL"),
        ("N$2 000", Decimal(2000), "NAD"),
        ("Rs 500 crore", 5 * BILLION, "INR"),
        ("Rs. 20 lakh", 2 * MILLION, "INR"),
        ("5 lakh crore rupees", 5000 * BILLION, "INR"),
        ("SR3.5 billion", Decimal("3.5") * BILLION, "SAR"),
        ("5bn Saudi riyals", 5 * BILLION, "SAR"),
        ("AED 3.6 billion", Decimal("3.6") * BILLION, "AED"),
        ("UAE dirhams 5 million", 5 * MILLION, "AED"),
        ("KD 5 million", 5 * MILLION, "KWD"),
        ("DM1.2bn", Decimal("1.2") * BILLION, "DEM"),
        ("3 billion marks", 3 * BILLION, "DEM"),
        ("1.2 billion Belgian francs", Decimal("1.2") * BILLION, "BEF"),
        ("500 billion lire", 500 * BILLION, "ITL"),
        ("150 mln ecus", 150 * MILLION, "XEU"),
        ("3 mln roubles", 3 * MILLION, "RUB"),
        ("dollars 4.85bn", Decimal("4.85") * BILLION, "USD"),
        ("half a billion dollars", BILLION / 2, "USD"),
        ("a billion dollars", BILLION, "USD"),
        ("three-quarters of a billion dollars", Decimal("0.75") * BILLION, "USD"),
        ("a half-billion-dollar deal", BILLION / 2, "USD"),
        ("a half-a-billion-dollar deal", BILLION / 2, "USD"),
        ("$12.5 M", Decimal("12.5") * MILLION, "USD"),
        ("R5 billion", 5 * BILLION, "ZAR"),
        ("a billion-dollar loan", BILLION, "USD"),
        ("the billion dollars", BILLION, "USD"),
        ("two and a half billion dollars", Decimal("2.5") * BILLION, "USD"),
        ("three hundred million dollars", 300 * MILLION, "USD"),
        ("twenty-five million euros", 25 * MILLION, "EUR"),
        ("$540-million", 540 * MILLION, "USD"),
        ("$1½ million", Decimal("1.5") * MILLION, "USD"),
        ("17-1/2 dlrs", Decimal("17.5"), "USD"),
        ("2,725,500 dlrs", Decimal(2725500), "USD"),
        ("1,00,000 rupees", Decimal(100000), "INR"),
        ("$5 billion dollars", 5 * BILLION, "USD"),
        ("＄１２３ million", 123 * MILLION, "USD"),
        ("75 cents", Decimal("0.75"), "USD"),
        ("350,000 pounds", Decimal(350000), "GBP"),
        ("5 million pounds of debt", 5 * MILLION, "GBP"),
    ],
)
def test_notations(text, amount, currency):
    money = only(text)
    assert (money.amount, money.currency, money.qualifier) == (amount, currency, Qualifier.EXACT)


@pytest.mark.parametrize(
    "text",
    [
        "The yard sold ten boats in 1987.",
        "They won 20 medals and 5 won more.",
        "2 million pounds of copper",
        "ALL 5 MILLION VOTERS",
        "The SF 49ers came.",
        "The barge lay 40 ft from the quay.",
        "an A320 and a Boeing 777",
        "5 million tonnes of coal",
        "$1e309",
        "$1_000",
        "$10^40",
        "a loss of -$5m",
        "$0",
        "1,2345 dollars",
        "1.2.3 million dollars",
        "a dollar-for-dollar basis",
        "The seller was undisclosed.",
        "The names were not disclosed.",
    ],
)
def test_what_is_no_money(text):
    assert find_money(text) == []


def test_a_value_beyond_the_columns_has_no_number():
    money = only("$99999999999999999999")
    assert (money.amount, money.lower, money.upper, money.currency) == (None, None, None, "USD")


@pytest.mark.parametrize(
    ("text", "qualifier", "words", "lower", "upper"),
    [
        ("$4.85 billion", "exact", None, "4.845", "4.855"),
        ("£3.8bn", "exact", None, "3.75", "3.85"),
        ("$5 billion", "exact", None, "4.5", "5.5"),
        ("$1 billion", "exact", None, "0.9", "1.1"),
        ("nearly $5 billion", "nearly", "nearly", "4.5", "5"),
        ("just under $5 billion", "nearly", "just under", "4.5", "5"),
        ("close to $5 billion", "about", "close to", "4.5", "5.5"),
        ("some $5 billion", "about", "some", "4.5", "5.5"),
        ("an estimated $5 billion", "about", "an estimated", "4.5", "5.5"),
        ("about a $5 billion", "exact", None, "4.5", "5.5"),
        ("nearly a $5 billion", "nearly", "nearly", "4.5", "5"),
        ("more than $5 billion", "over", "more than", "5", None),
        ("a little more than $5 billion", "over", "a little more than", "5", None),
        ("over $5 billion", "over", "over", "5", None),
        ("a row over $5 billion", "exact", None, "4.5", "5.5"),
        ("under a $5 billion deal", "exact", None, "4.5", "5.5"),
        ("at least $5 billion", "at_least", "at least", "5", None),
        ("up to $5 billion", "up_to", "up to", "0", "5"),
        ("as much as $5 billion", "up_to", "as much as", "0", "5"),
        ("less than $5 billion", "up_to", "less than", "0", "5"),
        ("$5 billion or so", "about", "or so", "4.5", "5.5"),
        ("$5 billion or more", "at_least", "or more", "5", None),
        ("$5 billion-plus", "at_least", "-plus", "5", None),
    ],
)
def test_qualifiers_and_bounds(text, qualifier, words, lower, upper):
    money = only(text)
    bounds = tuple(None if bound is None else bound / BILLION for bound in (money.lower, money.upper))
    assert (money.qualifier, money.qualifier_text) == (Qualifier(qualifier), words)
    assert bounds == (Decimal(lower), None if upper is None else Decimal(upper))


def test_the_span_holds_the_qualifier_and_the_value_does_not():
    money = only("It cost nearly $5 billion.", offset=100)
    assert (money.span.start, money.span.end, money.span.text) == (108, 125, "nearly $5 billion")
    assert money.value_text == "$5 billion"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$1.5-2 billion", "1.5", "2"),
        ("$3-$4 billion", "3", "4"),
        ("between $3bn and $4bn", "3", "4"),
        ("between 5 and 6 billion dollars", "5", "6"),
        ("from 10 to 12 billion dlrs", "10", "12"),
        ("US$3 to 4 billion", "3", "4"),
        ("$3 billion to $4 billion", "3", "4"),
        ("two or three billion dollars", "2", "3"),
        ("$900 million to $1 billion", "0.9", "1"),
        ("$900,000,000 to $1 billion", "0.9", "1"),
    ],
)
def test_ranges(text, low, high):
    money = only(text)
    assert (money.qualifier, money.amount) == (Qualifier.BETWEEN, None)
    assert (money.lower / BILLION, money.upper / BILLION) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("rose from $3bn to $4bn", [3 * BILLION, 4 * BILLION]),
        ("10 boats in 1987 to 14 mln dlrs", [14 * MILLION]),
        ("$3bn and $4bn", [3 * BILLION, 4 * BILLION]),
        ("Boeing 777 $3bn", [3 * BILLION]),
    ],
)
def test_what_is_no_range(text, amounts):
    assert [money.amount for money in find_money(text)] == amounts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("multi-billion dollar ties", "multi-billion dollar"),
        ("a multimillion-pound order", "multimillion-pound"),
        ("billions of dollars", "billions of dollars"),
        ("tens of millions of euros", "tens of millions of euros"),
        ("several million dollars", "several million dollars"),
    ],
)
def test_a_magnitude_yields_no_number(text, value):
    money = only(text)
    assert (money.qualifier, money.value_text) == (Qualifier.MULTI, value)
    assert (money.amount, money.lower, money.upper) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("bought for an undisclosed sum", "undisclosed"),
        ("for an undisclosed cash amount", "undisclosed"),
        ("Terms were not disclosed.", "not disclosed"),
        ("Terms of the sale have not been disclosed.", "not been disclosed"),
        ("The price wasn't disclosed.", "n't disclosed"),
        ("Terms were withheld.", "withheld"),
        ("Acme did not disclose the price.", "not disclose"),
    ],
)
def test_a_value_kept_back_keeps_its_words_and_no_number(text, value):
    money = only(text)
    assert (money.value_text, money.amount, money.currency) == (value, None, None)


@pytest.mark.parametrize(
    ("text", "codes", "links"),
    [
        ("$40bn (£21bn)", ["USD", "GBP"], [None, 0]),
        ("540bn yen ($5.2bn; £2.77bn)", ["JPY", "USD", "GBP"], [None, 0, 0]),
        ("9 billion yuan (about US$1.4 billion)", ["CNY", "USD"], [None, 0]),
        ("37 mln Canadian dlrs, or 28 mln U.S. dlrs,", ["CAD", "USD"], [None, 0]),
        ("$50 a share, or about $55 million", ["USD", "USD"], [None, None]),
        ("$5bn and £3bn", ["USD", "GBP"], [None, None]),
        ("£50m ($10 a share)", ["GBP", "USD"], [None, None]),
        ("€5bn, or $6bn; £4bn went to Peru", ["EUR", "USD", "GBP"], [None, 0, None]),
        ("$5bn/£3bn", ["USD", "GBP"], [None, 0]),
    ],
)
def test_one_value_in_two_currencies(text, codes, links):
    found = find_money(text)
    assert [money.currency for money in found] == codes
    assert [money.equivalent_of for money in found] == links


def test_a_rate_restated_is_a_rate_in_both_currencies():
    assert [money.is_rate for money in find_money("£5m (about €6m) a year")] == [True, True]


@pytest.mark.parametrize(
    ("text", "is_rate"),
    [
        ("$50 a share", True),
        ("20 dlrs per barrel", True),
        ("$20-a-barrel", True),
        ("$3m a year", True),
        ("£2m-a-year", True),
        ("$5 million annually", True),
        ("5 million euros each", True),
        ("an annual $5 million", True),
        ("$60/barrel", True),
        ("250p", True),
        ("$5 million a year ago", False),
        ("$5 million a contract", False),
        ("$5 million for each of them", False),
    ],
)
def test_rates(text, is_rate):
    assert only(text).is_rate is is_rate


@pytest.mark.parametrize(
    ("text", "hint", "currency"),
    [
        ("Pakistan will spend 10 million rupees", None, "PKR"),
        ("10 million rupees", None, "INR"),
        ("10 million rupees", "LKA", "LKR"),
        ("Sri Lankan rupees 5 million in India", None, "LKR"),
        ("a Swedish bank lent 5 million crowns", None, "SEK"),
        ("5 million crowns", None, None),
        ("5 million francs", "BEL", "BEF"),
        ("$5 million", "AUS", "USD"),
        ("Egypt paid £5m", None, "GBP"),
    ],
)
def test_shared_names_of_currencies(text, hint, currency):
    assert only(text, country_hint=hint).currency == currency


def test_no_amount_crosses_a_blank_line():
    assert find_money("They built 5\n\nmln dollars came later") == []


def test_an_amount_may_be_wrapped():
    assert only("They paid 5\nmillion dollars").amount == 5 * MILLION
