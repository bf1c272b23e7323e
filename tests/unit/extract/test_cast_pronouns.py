"""Who "it", "its" and "they" stand for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Tell = Callable[..., Any]

DELMAR, OSTRA, HARBOR = "organization:delmar-inc", "organization:ostra-corp", "organization:harbor-bank"


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Delmar Inc said Ostra Corp would sell its ships.", "its", [OSTRA]),
        ("Delmar Inc bought Harbor Bank from its owners.", "its", [HARBOR]),
        ("Delmar Inc bought Harbor Bank with its cash.", "its", [DELMAR]),
        ("Norway will sell Ostra Corp. Norway named its board.", "its", [OSTRA]),
        ("Ostra Corp moved to Norway, and Delmar Inc kept its headquarters.", "its", [DELMAR]),
        ("Norway sued Ostra Corp. The ruling hurt its shares.", "its", [OSTRA]),
        ("Norway sued Ostra Corp. The ruling hurt its economy.", "its", ["country:NOR"]),
        ("Ostra Corp, which lost its ships, sued.", "its", [OSTRA]),
        ("Baku said it would buy tanks.", "it", ["country:AZE"]),
        ("Delmar Inc sued. The company said it would win.", "it", [DELMAR]),
        ("Delmar Inc said the mill burnt. Ostra Corp will pay, it said.", "it", [DELMAR]),
        # A subject goes on with the subject before it, though the other is named more often; another place does not.
        ("Ostra Corp grew. Ostra Corp hired. Delmar Inc paid Ostra Corp. It sells ships.", "It", [DELMAR]),
        ("Ostra Corp grew. Ostra Corp hired. Delmar Inc paid Ostra Corp. We like it.", "it", [OSTRA]),
    ],
)
def test_grammar_binds_pronouns(story: Tell, text: str, head: str, expected: list[str]) -> None:
    assert story(text).parties(head) == expected


def test_the_country_is_the_one_the_article_is_written_from(story: Tell) -> None:
    text = "Qatar and Nigeria offered gas. Pakistan is poor. Kuwait already feeds the country."
    assert story(text, home="PAK").parties("country") == ["country:PAK"]


PAIR = "Delmar Inc signed a contract with Ostra Corp. "


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        (PAIR + "The pair will build ships.", "pair", [DELMAR, OSTRA]),
        (PAIR + "The pair of ships is late.", "pair", []),
        (PAIR + "Delmar Inc left its partner.", "partner", [OSTRA]),
        (PAIR + "Delmar Inc and a partner left.", "partner", []),
    ],
)
def test_two_named_together(story: Tell, text: str, head: str, expected: list[str]) -> None:
    assert story(text).parties(head) == expected


def test_the_army_is_that_of_the_article_s_own_state(story: Tell) -> None:
    text = "Guns came from Finland. Indian officials paid. The army tested them."
    assert story(text, home="IND").parties("army") == ["country:IND"]


def test_a_ministry_in_a_headline_is_that_of_the_article_s_own_state(story: Tell) -> None:
    assert story("It rained.", headline="Ministry buys guns", home="IND").parties("Ministry") == ["country:IND"]


def test_whom_somebody_asks_is_a_government(story: Tell) -> None:
    assert story("Peru asked Moscow to sell tanks.").key_of("Moscow") == "gov:RUS"


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Tanager Industries Inc sued. Tanager said it would win.", "Tanager", "Tanager Industries Inc"),
        ("Red Mesa Portland Cement Co sued. Red Mesa won.", "Red Mesa", "Red Mesa Portland Cement Co"),
    ],
)
def test_companies_are_called_by_their_first_words(story: Tell, text: str, short: str, full: str) -> None:
    read = story(text)
    assert read.key_of(short) == read.key_of(full)


def test_a_word_that_the_document_writes_small_is_no_company(story: Tell) -> None:
    assert "Tanager" not in story("Tanager Industries Inc sued. The tanager is a bird. Tanager nests fell.").names()
