import pytest

from flows.resolve.goods import Match, compare_goods, same_company
from flows.resolve.subjects import Subject, compare_subjects


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("fighter jets", "warplanes", Match.SAME),
        ("24 F-16 fighter jets", "F-16 jets", Match.SAME),
        ("crude oil", "oil", Match.SAME),
        ("weapons", "military equipment", Match.SAME),
        ("weapons", "submarines", Match.WITHIN),
        ("weapons", "wheat", Match.OTHER),
        ("24 Alpha jets and a frigate", "Alpha fighters", Match.SAME),
        ("Alpha air defence system", "air defence systems", Match.WITHIN),
        ("24 jets", "submarines", Match.UNKNOWN),
        ("submarines", "fighter jets", Match.OTHER),
        ("Alpha rifles", "Beta rifles", Match.OTHER),
        (None, "rifles", Match.UNKNOWN),
    ],
)
def test_goods(one: str | None, other: str | None, match: Match) -> None:
    assert compare_goods(one, other) is match
    assert compare_goods(other, one) is match


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("Alpha Motors Inc", "Alpha Motors", Match.SAME),
        ("Alpha", "Alpha Motors", Match.SAME),
        ("Alpha Motors", "Beta Motors", Match.OTHER),
    ],
)
def test_targets(one: str, other: str, match: Match) -> None:
    assert same_company(one, other) is match


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("standardisation", "mutual quality standards", Subject.SAME),
        ("double taxation", "the prevention of double taxation", Subject.SAME),
        ("agriculture", "agricultural cooperation", Subject.SAME),
        ("agriculture", "economic, scientific, health, agricultural and trade cooperation", Subject.OTHER),
        ("healthcare cooperation", "visas", Subject.OTHER),
        (None, "visas", Subject.UNKNOWN),
    ],
)
def test_subjects(one: str | None, other: str, match: Subject) -> None:
    assert compare_subjects(one, other) is match
