"""Which names are one, and which stay apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flows.extract.cast.merge import core_words, is_typo
from flows.model.vocabulary.entities import AliasType

Tell = Callable[..., Any]


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Meridia Power Inc sold a mill. Meridia kept the land.", "Meridia", "Meridia Power Inc"),
        ("Northern Aero Defence NV (NAD) won. NAD builds jets.", "NAD", "Northern Aero Defence NV"),
        (
            "The Lakeland Electricity Supply Corporation (Lesco) won. Lesco owns dams.",
            "Lesco",
            "Lakeland Electricity Supply Corporation",
        ),
        ("Greta Lund spoke. Ms Lund left.", "Lund", "Greta Lund"),
        ("Boris Ivanov met Jan Molnar. Ivnaov smiled. Ivanov left.", "Ivnaov", "Boris Ivanov"),
        ("Eastham Kodiak Co sold film. Kodiak rose.", "Kodiak", "Eastham Kodiak Co"),
        ("The Securities and Exchange Commission sued. The SEC won.", "SEC", "Securities and Exchange Commission"),
    ],
)
def test_short_forms_join_the_full_name(story: Tell, text: str, short: str, full: str) -> None:
    read = story(text)
    assert read.key_of(short) == read.key_of(full)
    assert read.cast.entities[read.key_of(short)].name == full


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("Sonda Motors sued Sonda Corp on Monday.", "Sonda Motors", "Sonda Corp"),
        ("Orchard Inc sued Orchard Corps over a name.", "Orchard Inc", "Orchard Corps"),
        ("Igor Maron succeeded Hassan Maron.", "Igor Maron", "Hassan Maron"),
        ("Delmar won. Delmar North America lost.", "Delmar", "Delmar North America"),
        ("The Bank of Ghana lent to Ghana.", "Bank of Ghana", "Ghana"),
    ],
)
def test_different_things_stay_apart(story: Tell, text: str, one: str, other: str) -> None:
    read = story(text)
    assert read.key_of(one) != read.key_of(other)


def test_a_bare_surname_is_the_person_named_in_full_most(story: Tell) -> None:
    read = story("Igor Maron won. Igor Maron spoke. His father Hassan Maron died in 2003. Maron wept.")
    assert read.key_of("Maron") == "person:igor-maron"


def test_names_and_aliases_of_a_state(story: Tell) -> None:
    state = story("Israeli jets left Israel.").cast.entities["country:ISR"]
    assert (state.name, state.aliases) == (
        "Israel",
        (("Israel", AliasType.FULL_NAME), ("Israeli", AliasType.DEMONYM)),
    )


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [("ivnaov", "ivanov", True), ("ivanow", "ivanov", True), ("ivan", "ivanov", False), ("petrov", "ivanov", False)],
)
def test_typos_are_anagrams_or_one_letter_away(word: str, known: str, expected: bool) -> None:
    assert is_typo(word, known) is expected


def test_core_words_leave_out_legal_forms_and_articles() -> None:
    assert core_words("The Harlow & Lund Co. Ltd") == ("harlow", "and", "lund")
