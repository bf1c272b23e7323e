"""Plain English is known without the library's models; everything else is asked of them."""

from __future__ import annotations

from typing import Any

import pytest

from flows.ingest import language
from flows.ingest.language import detect_language

ENGLISH = (
    "The ministry said on Monday that it had signed a contract with the yard for two ferries, which Oslo will build."
)
LISTED = (
    "Ferries sold: Oslo yard wins contract, two ships, delivery spring, price undisclosed, ministry confirms Monday."
)
DUTCH = (
    "De minister is in Den Haag en zei dat het contract was getekend in de week van 3 maart, in het bijzijn van de werf"
)
GERMAN = (
    "Die Regierung hat am Montag in Berlin einen Vertrag über die Lieferung von zwei Fähren unterzeichnet, so das Amt"
)
FRENCH = "Le ministre a signé lundi à Paris un contrat pour la livraison de deux navires, a annoncé le gouvernement"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Samples that reached the library."""
    seen: list[str] = []
    real = language._detector()

    class Watched:
        def detect_language_of(self, sample: str) -> Any:
            seen.append(sample)
            return real.detect_language_of(sample)

    monkeypatch.setattr(language, "_detector", Watched)
    return seen


def test_plain_english_asks_no_library(asked: list[str]) -> None:
    assert (detect_language(ENGLISH), asked) == ("eng", [])


def test_english_without_function_words_is_left_to_the_library(asked: list[str]) -> None:
    assert (detect_language(LISTED), len(asked)) == ("eng", 1)


@pytest.mark.parametrize(("text", "code"), [(DUTCH, "nld"), (GERMAN, "deu"), (FRENCH, "fra")])
def test_other_languages_are_told_apart(text: str, code: str, asked: list[str]) -> None:
    assert (detect_language(text), len(asked)) == (code, 1)
