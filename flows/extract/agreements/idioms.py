"""Predicates of several words over an instrument: "gave its consent to", "put into force", "is close to"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.frame import Frame, Stage
from flows.extract.assertion import assertion
from flows.lexicon import load

if TYPE_CHECKING:
    from flows.extract.tree import Token

CLIMB = 3  # words between a preposition and the verb of its idiom: "put their initials in Brussels to"


def stage_of_idiom(noun: Token) -> tuple[str, Token] | None:
    """The stage and verb of an idiom that takes the noun, as object or under a preposition; None if there is none."""
    if noun.dep_ in ("dobj", "nsubjpass"):
        return with_phrase(noun.head)
    if noun.dep_ != "pobj":
        return None
    return _under_chain(noun.head) or _with_object(noun.head) or _predicated(noun.head)


def with_phrase(verb: Token) -> tuple[str, Token] | None:
    """A verb whose meaning lies in a phrase beside the object: "put the treaty into force"."""
    if verb.lemma_.lower() not in load("agreement_verbs")["carrying_verbs"]:
        return None
    for child in verb.children:
        if child.dep_ in ("prep", "prt"):
            after = [*child.children, *verb.doc[child.i + 1 : child.i + 2]]  # "put on ice a pact": hung on the verb
            stage = next((s for noun in after if (s := _phrases().get(f"{child.lower_} {noun.lower_}"))), None)
            if stage is not None:
                return stage, verb
    return None


def _under_chain(preposition: Token) -> tuple[str, Token] | None:
    """A verb with two prepositions or particles: "pulled out of the accord", "signed up to the pact"."""
    words, governor = [preposition.lower_], preposition.head
    while (governor.pos_ == "ADP" or governor.lower_ in ("away", "out", "back")) and governor.head != governor:
        words.insert(0, governor.lower_)
        governor = governor.head
    if governor.pos_ != "VERB":
        return None
    particles = [c.lower_ for c in governor.children if c.dep_ in ("prt", "advmod") and c.i < preposition.i]
    for text in (" ".join(words), *(f"{particle} {' '.join(words)}" for particle in particles)):
        stage = _verbs().get(f"{governor.lemma_.lower()} {text}")
        if stage is not None and " " in text:
            return stage, governor
    return None


def _with_object(preposition: Token) -> tuple[str, Token] | None:
    """A verb with a noun of its own over the preposition: "gave its consent to", "put their names to"."""
    for verb in _above(preposition):
        own = {c.lemma_.lower() for c in verb.children if c.dep_ in ("dobj", "attr")}
        own |= {n.lemma_.lower() for c in verb.children if c.lower_ == "to" for n in c.children if c.i < preposition.i}
        for stage, idioms in load("agreement_verbs")["idioms"].items():
            for idiom in idioms:
                fits = verb.lemma_.lower() in idiom["verbs"] and preposition.lower_ in idiom["under"]
                if fits and own & set(idiom["nouns"]):
                    return stage, verb
    return None


def _above(preposition: Token) -> Iterator[Token]:
    token = preposition
    for _ in range(CLIMB):
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            yield token
            return


def _predicated(preposition: Token) -> tuple[str, Token] | None:
    """An adjective said of the parties: "are close to a deal"."""
    word = preposition.head
    if word.dep_ == "prep" and word.lower_ in ("close", "near"):  # the tagger's preposition
        word = preposition
    stage = load("agreement_verbs")["adjectives"].get(f"{word.lower_} {preposition.lower_}")
    if stage is None or word.head.pos_ not in ("AUX", "VERB"):
        return None
    return stage, word.head


def parted_without(noun: Token) -> Frame | None:
    """The talks of those who part "without an accord" or "with no accord", which is still to be made."""
    preposition, verb = noun.head, noun.head.head
    articles = {c.lower_ for c in noun.children if c.dep_ in ("det", "poss")}
    lacking = preposition.lower_ == "without" and articles <= {"a", "an", "any"}
    none = preposition.lower_ == "with" and articles == {"no"}
    parts = verb.lemma_ in load("agreement_verbs")["parting"]
    return Frame(Stage.NEGOTIATE, verb, assertion(verb), "object") if parts and (lacking or none) else None


@cache
def _verbs() -> dict[str, str]:
    stages = load("agreement_verbs")["stages"]
    return {verb: stage for stage, groups in stages.items() for verb in groups["verbs"]}


@cache
def _phrases() -> dict[str, str]:
    return {phrase: stage for stage, phrases in load("agreement_verbs")["object_phrases"].items() for phrase in phrases}


def still_ahead(preposition: Token) -> Token | None:
    """The verb by which some are "days away from", "within reach of" what the preposition governs."""
    place, verbs = preposition.head, load("agreement_verbs")
    if preposition.lower_ == "from" and place.lower_ in verbs["distances"]:
        return place.head if place.head.lemma_ in verbs["being"] else None
    near = preposition.lower_ == "of" and place.lower_ in verbs["reaches"] and place.head.lower_ in ("within", "in")
    return place.head.head if near and place.head.head.pos_ in ("VERB", "AUX") else None


def measured(noun: Token) -> Token:
    """The measure above a noun: "years" of "seven years of talks"."""
    return noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
