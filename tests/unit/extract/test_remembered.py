"""The ruler with a memory finds what spaCy's own finds."""

from __future__ import annotations

from typing import Any

import pytest

from flows.extract import engine
from flows.extract.remembered import remember_rules

SENTENCES = (
    "There are two ferries to the island, and there's a third one in summer.",
    "It was him who said it: you will have to do it yourself, or I shall.",
    "Let's wait, they're gonna come; y'all ain't got nothin' to lose.",
    "Having been told that nobody had but one boat, she did what she could.",
)


@pytest.fixture(scope="module")
def ruler() -> Any:
    """The engine's ruler."""
    engine.parse(["A sentence."])
    return engine._language().get_pipe("attribute_ruler")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_matches_are_the_rulers_own(sentence: str, ruler: Any) -> None:
    """Before a word's kind is known and once it is, in the same order."""
    language = engine._language()
    doc = language.make_doc(sentence)
    for name in ("tok2vec", "tagger", "parser"):
        doc = language.get_pipe(name)(doc)
    own = ruler.match.match(doc)
    assert own == ruler.match(doc) == ruler.match(doc)


def test_rules_that_look_at_more_are_matched_as_ever() -> None:
    """A ruler whose rules ask for the entity of a word keeps its own way."""
    import spacy

    language = spacy.blank("en")
    added: Any = language.add_pipe("attribute_ruler")
    added.add([[{"ENT_TYPE": "ORG"}]], {"POS": "PROPN"})
    before = added.match
    remember_rules(language)
    assert added.match == before
