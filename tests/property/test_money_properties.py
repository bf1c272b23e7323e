"""What holds of amounts of money whatever the text."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from flows.extract.money import find_money
from flows.extract.money.bounds import bounds
from flows.extract.money.numbers import significance
from flows.model.vocabulary.statements import Qualifier

MAGNITUDES = {
    "million": 10**6, "mln": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12, "crore": 10**7,
}  # fmt: skip
SIGNS = {"$": "USD", "US$": "USD", "£": "GBP", "€": "EUR", "C$": "CAD", "A$": "AUD", "HK$": "HKD", "USD ": "USD"}
NAMES = {"dollars": "USD", "dlrs": "USD", "euros": "EUR", "yen": "JPY", "Saudi riyals": "SAR", "Swiss francs": "CHF"}
QUALIFIERS = {"nearly": "nearly", "about": "about", "more than": "over", "at least": "at_least", "up to": "up_to"}

printed = st.decimals(min_value="0.1", max_value="999.99", places=2).map(lambda value: f"{value.normalize():f}")
values = st.decimals(min_value="0.01", max_value="1e15", places=2)
scraps = st.sampled_from(
    ["$", "US$", "£", "5", "1.2", "bn", "m", "billion", " dlrs", "-", " to ", "between ", " and ", "(", ")", " a share",
     "nearly ", "½", "１", "€", "\n\n", " undisclosed sum", ",", ".", "terms were not disclosed", "İ", "é", "’"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(scraps, max_size=40).map("".join)), st.integers(0, 1000))
def test_spans_slice_back_and_stand_in_order(text, offset):
    found = find_money(text, offset=offset)
    for money in found:
        assert text[money.span.start - offset : money.span.end - offset] == money.span.text
        assert money.value_text in money.span.text
    ends = [0, *(money.span.end for money in found)]
    assert all(money.span.start >= end for money, end in zip(found, ends, strict=False))


@given(st.lists(scraps, max_size=40).map("".join))
def test_bounds_hold_the_amount(text):
    for money in find_money(text):
        if money.amount is not None:
            assert money.lower is not None
            assert money.lower <= money.amount
            assert money.upper is None or money.amount <= money.upper


@given(st.lists(scraps, max_size=40).map("".join))
def test_a_restatement_points_back(text):
    for place, money in enumerate(find_money(text)):
        assert money.equivalent_of is None or money.equivalent_of < place


@given(printed, st.sampled_from(sorted(MAGNITUDES)), st.sampled_from(sorted(SIGNS)), st.sampled_from(["", " ", "-"]))
def test_an_amount_behind_its_sign_is_read_as_written(number, magnitude, sign, gap):
    gap = "" if magnitude in ("m",) else gap
    (money,) = find_money(f"They paid {sign}{number}{gap}{magnitude} for it.")
    assert money.amount == Decimal(number) * MAGNITUDES[magnitude]
    assert money.currency == SIGNS[sign]
    assert money.value_text == f"{sign}{number}{gap}{magnitude}"


@given(printed, st.sampled_from(sorted(MAGNITUDES)), st.sampled_from(sorted(NAMES)))
def test_an_amount_before_its_name_is_read_as_written(number, magnitude, name):
    gap = "" if magnitude in ("m",) else " "
    (money,) = find_money(f"They paid {number}{gap}{magnitude} {name} for it.")
    assert (money.amount, money.currency) == (Decimal(number) * MAGNITUDES[magnitude], NAMES[name])


@given(st.integers(1, 10**15))
def test_grouped_digits_are_read_as_written(number):
    (money,) = find_money(f"They paid ${number:,} for it.")
    assert money.amount == number


@given(st.integers(1, 10**15), st.sampled_from(sorted(SIGNS)))
def test_what_is_written_out_again_reads_the_same(number, sign):
    (first,) = find_money(f"{sign}{number}")
    (second,) = find_money(f"{first.currency} {first.amount:,f}")
    assert (first.amount, first.currency) == (second.amount, second.currency)


@given(printed, st.sampled_from(sorted(QUALIFIERS)))
def test_a_qualifier_changes_the_bounds_and_never_the_value(number, phrase):
    (plain,) = find_money(f"${number} million")
    (loose,) = find_money(f"{phrase} ${number} million")
    assert (loose.amount, loose.value_text, loose.significant_digits) == (
        plain.amount, plain.value_text, plain.significant_digits
    )  # fmt: skip
    assert loose.qualifier.value == QUALIFIERS[phrase]


@given(values)
def test_no_exact_figure_is_vaguer_than_about(value):
    unit = significance(value)[1]
    exact, about = (bounds(value, unit, qualifier) for qualifier in (Qualifier.EXACT, Qualifier.ABOUT))
    assert about[0] <= exact[0] <= value <= exact[1] <= about[1]


@given(values)
def test_nearly_ends_where_over_begins(value):
    unit = significance(value)[1]
    nearly, over = (bounds(value, unit, qualifier) for qualifier in (Qualifier.NEARLY, Qualifier.OVER))
    assert nearly[1] == over[0] == value
    assert over[1] is None


@given(values, values, st.sampled_from(sorted(QUALIFIERS.values())))
def test_bounds_grow_with_the_value(one, other, code):
    small, large = sorted((one, other))
    low, high = (bounds(value, significance(value)[1], Qualifier(code)) for value in (small, large))
    assert all(a is None or b is None or a <= b for a, b in zip(low, high, strict=True))
