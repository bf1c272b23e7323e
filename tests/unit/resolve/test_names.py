import pytest

from flows.resolve.names import same_body, same_person, same_place
from flows.resolve.text import alias_norm, slug


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Ze'ev Barak", "Zeev Barak", "same_name"),
        ("Mikhayil Orlov", "Mikhail Orlov", "transliteration"),
        ("Sergey Petrov", "Sergei Petrov", "transliteration"),
        ("Aram Levonovich Sarkis", "Aram Sarkis", "middle_name"),
        ("John F. Miller", "John Francis Miller", "transliteration"),
        ("Ada Lovelle", "Eda Lovelle", None),
        ("Michal Hertz", "Michael Hertz", None),
        ("Vera Stone", "Vera Stein", None),
        ("Stone", "Vera Stone", None),
    ],
)
def test_people_are_one_only_when_the_given_name_sounds_alike(one: str, other: str, rule: str | None) -> None:
    assert same_person(one, other, same_country=False) == rule


@pytest.mark.parametrize(("same_country", "rule"), [(True, "spelling_variant"), (False, None)])
def test_a_family_name_a_letter_off_needs_the_same_country(same_country: bool, rule: str | None) -> None:
    assert same_person("Ramil Aliyef", "Ramil Aliyev", same_country=same_country) == rule


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Alpha Motors Inc.", "Alpha Motors", "same_name"),
        ("The Alpha Motors Co Ltd", "Alpha Motors", "same_name"),
        ("Alpha Motors", "Alpha Motors Finance", None),
        ("Bank of Norland", "Bank of Sorland", "spelling_variant"),
        ("Flight 27", "Flight 30", None),
    ],
)
def test_bodies(one: str, other: str, rule: str | None) -> None:
    assert same_body(one, other, same_country=True) == rule


def test_bodies_a_letter_off_stay_apart_in_two_countries() -> None:
    assert same_body("Bank of Norland", "Bank of Sorland", same_country=False) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelgula Palace", "Zulgula presidential palace"),
        ("Ohr Baner Jewish educational centre", "Or Baner Jewish education centre"),
        ("Port Said Airport", "Port Said International Airport"),
    ],
)
def test_places_may_be_spelled_and_described_in_several_ways(one: str, other: str) -> None:
    assert same_place(one, other, same_country=True) == "spelling_variant"


def test_places_with_other_words_are_other_places() -> None:
    assert same_place("North Palace", "South Palace", same_country=True) is None


def test_alias_norm_strips_case_accents_and_apostrophes() -> None:
    assert alias_norm("Ze’ev Šimonė") == "zeev simone"


def test_slug_is_ascii() -> None:
    assert slug("Şəhidlər Xiyabanı") == "shidlr-xiyabani" or slug("Şəhidlər Xiyabanı").isascii()
