"""The stage that a verb brings an instrument to, as its object or its subject."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.frame import Stage
from flows.extract.agreements.instruments import Grade, Instrument
from flows.lexicon import load
from flows.model.vocabulary.agreements import InstrumentType

if TYPE_CHECKING:
    from flows.extract.tree import Token


def stage_of_verb(verb: Token, instrument: Instrument) -> Stage | None:
    """The stage that a verb brings to the instrument which is its object, or the subject of its passive."""
    lemma = verb.lemma_.lower()
    if lemma in load("agreement_verbs")["goodwill"] and _is_bare_tie(instrument):
        return None
    if lemma in load("agreement_verbs")["passing"] and _by_legislature(verb):
        return Stage.RATIFY
    if lemma in load("agreement_verbs")["opinions"] and _by_people(verb):
        return None
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt" or _is_particle(c, lemma)), "")
    stage = stages_of_verbs().get(f"{lemma} {particle}") if particle else stages_of_verbs().get(lemma)
    if (
        instrument.type is InstrumentType.DECLARATION
        and lemma in load("agreement_verbs")["stages"]["conclude"]["paper"]
    ):
        return Stage.CONCLUDE
    starts = lemma in load("agreement_verbs")["starting"] and not instrument.is_definite
    if starts and (instrument.grade is Grade.JOINT or instrument.type is InstrumentType.CEASEFIRE):
        return Stage.CONCLUDE
    if lemma == "have" and instrument.grade is Grade.JOINT and not _says_whose(instrument.head):
        return None  # "have a many-sided partnership"
    if lemma in ("make", "do", "have", "get", "begin", "back", "launch", "win", "create") and not _is_act(instrument):
        return None
    return stage


def voided_by(noun: Token) -> Token | None:
    """The verb that says of an instrument that it no longer binds: "declared the treaty null and void"."""
    voiding = load("agreement_verbs")["voiding"]
    if noun.dep_ == "dobj" and noun.head.lemma_ in voiding["verbs"]:
        said = any(c.dep_ in ("oprd", "acomp", "xcomp") and c.lower_ in voiding["words"] for c in noun.head.children)
        return noun.head if said else None
    below = noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lower_ in voiding["words"]
    return noun.head.head if below and noun.head.head.lemma_ in voiding["verbs"] else None


def _is_particle(word: Token, lemma: str) -> bool:
    """Whether an adverb right behind a verb makes another verb of it: "put together"."""
    return word.dep_ == "advmod" and word.i == word.head.i + 1 and f"{lemma} {word.lower_}" in stages_of_verbs()


def _is_bare_tie(instrument: Instrument) -> bool:
    """Whether the words only name how two stand to each other: "their partnership", not "their codeshare pact"."""
    told = any(c.dep_ in ("compound", "amod", "nummod") for c in instrument.head.children)
    return instrument.grade is Grade.JOINT and instrument.is_definite and not told


def _says_whose(noun: Token) -> bool:
    """Whether words beside a noun say with whom or of what kind: "a partnership with Peru", "a codeshare alliance"."""
    return any(c.dep_ in ("compound", "nummod") or c.lower_ in ("with", "between", "on", "to") for c in noun.children)


def is_one_of_several(verb: Token) -> bool:
    """Whether others did it before: "has become the third state to sign"."""
    nouns = [verb.head, *(c for c in verb.head.children if c.dep_ == "attr")]
    states = [noun for noun in nouns if noun.lemma_.lower() in load("agreement_verbs")["joiners"]]
    return any(c.dep_ == "amod" and _is_rank(c) for noun in states for c in noun.children)


def _is_rank(word: Token) -> bool:
    return word.ent_type_ == "ORDINAL" or word.lower_ in ("latest", "last", "next", "first", "only")


def _by_legislature(verb: Token) -> bool:
    """Whether a parliament, court or electorate does it: what these approve they ratify."""
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    agents = [n for c in verb.children if c.dep_ == "agent" for n in c.children]
    return any(t.lemma_.lower() in load("agreement_verbs")["legislatures"] for t in (*own, *agents))


def _by_people(verb: Token) -> bool:
    """Whether people at large, critics or an opposition think so of it: no side of the accord does anything."""
    words = load("agreement_verbs")
    sides = {
        *words["state_pairs"],
        *words["organs"],
        *words["legislatures"],
        *words["unnamed_sides"],
        *words["bearers"],
    }
    own = [c for c in verb.children if c.dep_ == "nsubj"]
    plural = any(t.tag_ in ("NNS", "NNPS") and t.lemma_.lower() not in sides for t in own)
    return plural or any(t.lemma_.lower() in words["outsiders"] for t in own)


def _is_act(instrument: Instrument) -> bool:
    """Whether a light verb with this noun is an act of concluding ("made a pact", not "made the arrangement")."""
    return instrument.grade in (Grade.FORMAL, Grade.JOINT, Grade.PLAIN) and not instrument.is_definite


def subject_stage(verb: Token) -> Stage | None:
    """The stage that a verb tells of the instrument which is its subject: it takes effect, expires."""
    if verb.lemma_.lower() in load("agreement_verbs")["binding"] and any(c.dep_ == "dobj" for c in verb.children):
        return Stage.FORCE
    if _is_far_off(verb):
        return Stage.NEGOTIATE
    objects = {child.lower_ for child in verb.children if child.dep_ == "dobj"}
    for text in _told_of_subject(verb):
        for stage, phrases in load("agreement_verbs")["subject_stages"].items():
            fitting = [p for p in phrases if text == p or text.startswith(f"{p} ")]
            if verb.lemma_ in load("agreement_verbs")["lasting"] and fitting and objects <= set(_periods()):
                return Stage(stage)  # "survived the night"
            if any(objects <= set(phrase.split()) for phrase in fitting):  # "ended the war" is no end of the pact
                return Stage(stage)
    return None


def _is_far_off(verb: Token) -> bool:
    """Whether something is said to lie ahead: "is some way off", "remains months away"."""
    measures = [c for c in verb.subtree if c.dep_ == "npadvmod" or c.lower_ == "far"]
    far = any(c.dep_ == "advmod" and c.lower_ in ("off", "away") for c in verb.children)
    return far and bool(measures) and verb.lemma_ in load("agreement_verbs")["being"]


def _told_of_subject(verb: Token) -> Iterator[str]:
    """The verb with its particle, prepositions and objects, adverbs kept and left out."""
    for labels in (("prt", "prep", "dobj", "acomp", "advmod"), ("prt", "prep", "dobj", "acomp")):
        words = [verb.lemma_.lower()]
        for child in verb.children:
            if child.dep_ in labels and child.i > verb.i:
                words.append(child.lower_)
                below = [grandchild for grandchild in child.children if grandchild.dep_ in ("pobj", "prep")]
                words += [word.lower_ for g in below for word in (g, *(c for c in g.children if c.dep_ == "pobj"))]
        yield " ".join(words)


def _periods() -> frozenset[str]:
    return frozenset((*load("agreement_verbs")["periods"], "night", "morning", "evening", "summer", "winter"))


@cache
def stages_of_verbs() -> dict[str, Stage]:
    """Stage by verb, alone or with the particle or preposition that takes the instrument."""
    return _stages("verbs")


@cache
def stages_of_nouns() -> dict[str, Stage]:
    """Stage by event noun."""
    return _stages("nouns")


def _stages(part: str) -> dict[str, Stage]:
    stages = load("agreement_verbs")["stages"]
    return {word: Stage(stage) for stage, groups in stages.items() for word in groups[part]}
