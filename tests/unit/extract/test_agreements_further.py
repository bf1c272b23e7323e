"""Several accords of one breath, or of sentences that follow each other: each stands by itself."""

from __future__ import annotations

import pytest

from tests.unit.extract.test_agreements import reports
from tests.unit.extract.test_agreements_unseen import states, told

PAIR = states("KEN", "OMN")


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Kenya and Oman signed an accord on fishing and another on visas.", ["fishing", "visas"]),
        (
            "Kenya and Oman signed a memorandum on health, one on schools and a third on sports.",
            ["health", "schools", "sports"],
        ),
        ("Kenya and Oman renewed their fishing accord and signed a new one on visas.", ["fishing", "visas"]),
        ("Kenya and Oman signed fishing, customs and visa agreements.", ["fishing", "customs", "visa"]),
        ("Kenya and Oman signed two fishing and customs agreements.", ["fishing", "customs"]),
        (
            "A treaty on fishing was signed by Kenya and Oman, along with a convention on visas.",
            ["fishing", "visas"],
        ),
        (
            "They met in May. Kenya and Oman concluded an accord on visa-free travel for holders of diplomatic, "
            "service and ordinary passports and an MoU on cooperation in health and sports.",
            [
                "visa-free travel for holders of diplomatic, service and ordinary passports",
                "cooperation in health and sports",
            ],
        ),
        (
            "Kenya and Oman signed a fishing agreement, a visa agreement and a protocol on bees.",
            ["fishing", "visa", "bees"],
        ),
    ],
)
def test_each_accord_of_one_breath(text: str, subjects: list[str]) -> None:
    assert [(parties, subject) for _, parties, subject in told(text)] == [(PAIR, subject) for subject in subjects]


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Kenya and Oman signed an accord on fishing on Friday and another on Monday.", ["fishing"]),
        ("Kenya and Oman signed an accord, the second on fishing this year.", [None]),
        ("Kenya and Oman signed fishing and customs agreements.", ["fishing and customs"]),
        ("Kenya and Oman signed an accord to replace a treaty on visas.", ["replace a treaty on visas"]),
        ("Kenya and Oman signed a treaty and a protocol on bees.", ["bees", "bees"]),
    ],
)
def test_no_more_accords_than_are_told_of(text: str, subjects: list[str | None]) -> None:
    assert [subject for _, _, subject in told(text)] == subjects


def test_several_accords_are_what_the_next_sentence_says_that_they_cover() -> None:
    found = reports("Kenya and Oman signed three accords in May. The accords cover fishing, visas and schools.")
    assert [r.subject.text for r in found if r.subject is not None] == ["fishing", "visas", "schools"]
    assert {r.stated_count for r in found} == {3}


def test_accords_that_cover_more_than_they_are_stand_together() -> None:
    found = reports("Kenya and Oman signed two accords in May. The accords cover fishing, visas and schools.")
    assert len({r.thread for r in found}) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kenya and Oman signed a treaty in May. A second agreement covers fishing.", 2),
        ("Kenya and Oman signed a treaty in May. Under a separate agreement, Oman will open its ports.", 2),
        ("Kenya and Oman signed a treaty in May. Another agreement was wanted by the fishermen.", 1),
        ("Kenya and Oman signed a treaty in May. A second agreement with the union covers pay.", 1),
    ],
)
def test_a_further_accord_that_lays_something_down_is_of_the_same_sides(text: str, number: int) -> None:
    assert len([1 for _, parties, _ in told(text) if parties == PAIR]) == number


FIRST = "Kenya and Oman signed an accord on fishing in Lima."


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        (f"{FIRST} Also signed were a protocol on bees and a treaty on visas.", ["fishing", "bees", "visas"]),
        (f"{FIRST} An air services agreement was concluded as well.", ["fishing", "air services"]),
        ("Kenya and Oman concluded 26 accords, among them a treaty on bees.", [None, "bees"]),
        ("Kenya and Oman signed two accords. They include a treaty on bees.", [None, "bees"]),
        ("Kenya and Oman signed two accords. The accords include a treaty on bees.", [None, "bees"]),
    ],
)
def test_what_is_signed_besides_is_of_the_same_sides(text: str, subjects: list[str | None]) -> None:
    assert [(parties, subject) for _, parties, subject in told(text)] == [(PAIR, subject) for subject in subjects]


def test_what_accords_to_come_include_is_to_come() -> None:
    text = "Kenya and Oman will sign two accords on Monday. They include a treaty on bees."
    assert [status for status, _, _ in told(text)] == ["planned", "planned"]


@pytest.mark.parametrize(
    "more",
    [
        "A peace accord was also signed by Peru and Chile.",
        "Peru also signed a treaty on bees.",
        "His ideas include a treaty on bees.",
    ],
)
def test_what_others_sign_is_not_of_the_same_sides(more: str) -> None:
    assert [parties for _, parties, _ in told(f"{FIRST} {more}")].count(PAIR) == 1
