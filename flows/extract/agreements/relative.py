"""The conclusion that a relative clause tells of, read word by word: the parse often loses such clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.agreements.frame import Frame, Stage
from flows.extract.assertion import Assertion, Time
from flows.lexicon import load

if TYPE_CHECKING:
    from flows.extract.tree import Token

REACH = 8  # words between "which" and its verb
HELPERS = frozenset({"had", "have", "has", "was", "were", "been"})
NOMINAL = frozenset({"DET", "NUM", "NOUN", "PROPN", "PRON", "ADJ", "PART", "CCONJ"})
LATER = frozenset({Stage.RATIFY, Stage.FORCE, Stage.UPHOLD, Stage.SUSPEND, Stage.VIOLATE, Stage.END})


def signed_before(tail: Token) -> Frame | None:
    """The signing of an instrument that ends in `tail`: "the pact, which the two governments signed in June"."""
    doc, place = tail.doc, tail.i + 1
    place += place < len(doc) and doc[place].text == ","
    if place >= len(doc) or doc[place].lower_ not in ("which", "that"):
        return None
    for token in doc[place + 1 : place + 1 + REACH]:
        if token.tag_ in ("VBD", "VBN") and token.lemma_.lower() in load("agreement_verbs")["signing_alone"]:
            return Frame(Stage.CONCLUDE, token, Assertion(Time.PAST), "relative")
        if token.lower_ not in HELPERS and token.pos_ not in NOMINAL:
            return None
    return None


def with_signing(frames: list[Frame], tail: Token) -> list[Frame]:
    """The frames of an instrument, before them the signing that a relative clause adds to what came of it later."""
    signed = signed_before(tail)
    if signed is None or any(frame.predicate == signed.predicate for frame in frames):
        return frames
    return [signed, *frames] if all(frame.stage in LATER for frame in frames) else frames
