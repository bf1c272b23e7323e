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
    ],
)
def test_grammar_binds_pronouns(story: Tell, text: str, head: str, expected: list[str]) -> None:
    assert story(text).parties(head) == expected


def test_the_country_is_the_one_the_article_is_written_from(story: Tell) -> None:
    text = "Qatar and Nigeria offered gas. Pakistan is poor. Kuwait already feeds the country."
    assert story(text, home="PAK").parties("country") == ["country:PAK"]
