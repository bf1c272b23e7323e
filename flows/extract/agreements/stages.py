"""What a sentence does to an instrument: signs, breaks, negotiates it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.frame import MADE, Frame, Stage
from flows.extract.agreements.idioms import stage_of_idiom
from flows.extract.agreements.instruments import Grade, Instrument
from flows.extract.assertion import Assertion, Mode, assertion
from flows.lexicon import load
from flows.model.vocabulary import InstrumentType

if TYPE_CHECKING:
    from spacy.tokens import Token


def frame_of(instrument: Instrument) -> Frame:
    """The frame that says most of the instrument: its governing predicate, or a participle or relative clause on it."""
    found = [f for f in _frames(instrument) if f is not None]
    coming = _to_come(instrument.head)
    if coming is not None and found[0].stage in (Stage.CONCLUDE, Stage.NEGOTIATE, Stage.ANNOUNCE, Stage.RATIFY):
        return coming
    return next((f for f in found if f.stage is not Stage.MENTION), found[-1])


def _frames(instrument: Instrument) -> Iterator[Frame | None]:
    yield _governed(_coordination_top(instrument.top), instrument)
    yield _described(instrument.head) or _described(instrument.top)
    yield _fronted(instrument)
    yield Frame(Stage.MENTION, None, assertion(instrument.head), "mention")


def _to_come(noun: Token) -> Frame | None:
    """What a relative clause says is still to be signed: "a draft accord, which is expected to be signed in May"."""
    for clause in (c for c in noun.children if c.dep_ == "relcl"):
        verb = _raised(clause)
        said = assertion(verb)
        passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
        if (
            passive
            and said.mode in (Mode.PLANNED, Mode.EXPECTED)
            and _verbs().get(verb.lemma_.lower()) is Stage.CONCLUDE
        ):
            return Frame(Stage.CONCLUDE, verb, said, "participle")
    return None


def _fronted(instrument: Instrument) -> Frame | None:
    """A participle before its subject: "Signed in 1994, the treaty obliges …"."""
    top = instrument.top
    if top.dep_ not in ("nsubj", "nsubjpass"):
        return None
    for child in top.head.children:
        if child.dep_ == "advcl" and child.tag_ == "VBN" and child.i < top.i:
            stage = _stage_of_verb(child, instrument)
            return _verbal(child, stage, "participle") if stage is not Stage.ANNOUNCE else None
    return None


def _coordination_top(noun: Token) -> Token:
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def _governed(top: Token, instrument: Instrument) -> Frame | None:
    head = top.head
    idiom = stage_of_idiom(top)
    if idiom is not None:
        return _verbal(idiom[1], Stage(idiom[0]), "object")
    if top.dep_ in ("dobj", "obj", "oprd", "dative") and head.pos_ in ("VERB", "AUX"):
        return _verbal(head, _stage_of_verb(head, instrument), "object")
    if top.dep_ == "nsubjpass":
        verb = _raised(head)
        return _verbal(verb, _stage_of_verb(verb, instrument), "passive")
    if top.dep_ == "nsubj":
        raised = _raised(head)
        if raised != head:
            return _verbal(raised, _stage_of_verb(raised, instrument), "passive")
        return (
            _verbal(head, _subject_stage(head), "subject")
            or _headline_passive(top, head, instrument)
            or _elliptic(head, instrument)
        )
    if top.dep_ in ("pobj", "pcomp"):
        return _under_preposition(head, instrument)
    if top.dep_ in ("compound", "nmod", "amod") and head.lemma_.lower() in _nouns():
        return Frame(_nouns()[head.lemma_.lower()], head, assertion(head), "event noun")
    return None


def _headline_passive(top: Token, verb: Token, instrument: Instrument) -> Frame | None:
    """A participle that headlines leave without its auxiliary ("Peace deal signed in Oslo")."""
    is_bare = verb.tag_ in ("VBN", "VBD") and not any(
        c.dep_ in ("dobj", "aux", "ccomp", "xcomp") for c in verb.children
    )
    return _verbal(verb, _stage_of_verb(verb, instrument), "passive") if is_bare else None


def _raised(verb: Token) -> Token:
    """The passive below "is expected to be", "was due to be", whose subject the instrument really is."""
    below = [verb, *(c for c in verb.children if c.dep_ == "acomp")]
    for word in below:
        for child in word.children:
            if child.dep_ in ("xcomp", "ccomp") and any(c.dep_ == "auxpass" for c in child.children):
                return child
    return verb


def _elliptic(auxiliary: Token, instrument: Instrument) -> Frame | None:
    """A verb left out after "as will" or "and so did": that of the clause before."""
    if auxiliary.pos_ != "AUX" or auxiliary.head == auxiliary or auxiliary.dep_ not in ("advcl", "conj", "ccomp"):
        return None
    if any(child.dep_ in ("xcomp", "acomp", "attr", "dobj", "prep") for child in auxiliary.children):
        return None
    before = reversed(list(auxiliary.doc[: auxiliary.i]))
    verb = next((t for t in before if t.pos_ == "VERB" and _stage_of_verb(t, instrument) is not None), None)
    return None if verb is None else _verbal(verb, _stage_of_verb(verb, instrument), "passive")


def _verbal(verb: Token, stage: Stage | None, rule: str) -> Frame | None:
    return None if stage is None else Frame(stage, verb, assertion(verb), rule)


def _stage_of_verb(verb: Token, instrument: Instrument) -> Stage | None:
    lemma = verb.lemma_.lower()
    if lemma in load("agreement_verbs")["passing"] and _by_legislature(verb):
        return Stage.RATIFY
    if lemma in load("agreement_verbs")["opinions"] and _by_people(verb):
        return None
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    stage = _verbs().get(f"{lemma} {particle}") if particle else _verbs().get(lemma)
    if (
        instrument.type is InstrumentType.DECLARATION
        and lemma in load("agreement_verbs")["stages"]["conclude"]["paper"]
    ):
        return Stage.CONCLUDE
    if lemma in ("make", "do", "have", "get", "begin", "back", "launch", "win", "create") and not _is_act(instrument):
        return None
    return stage


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


def _subject_stage(verb: Token) -> Stage | None:
    if verb.lemma_.lower() in load("agreement_verbs")["binding"] and any(c.dep_ == "dobj" for c in verb.children):
        return Stage.FORCE
    objects = {child.lower_ for child in verb.children if child.dep_ == "dobj"}
    for text in _told_of_subject(verb):
        for stage, phrases in load("agreement_verbs")["subject_stages"].items():
            fitting = [p for p in phrases if text == p or text.startswith(f"{p} ")]
            if any(objects <= set(phrase.split()) for phrase in fitting):  # "ended the war" is no end of the pact
                return Stage(stage)
    return None


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


def _under_preposition(preposition: Token, instrument: Instrument) -> Frame | None:
    """The instrument after a preposition: "entered into X", "the signing of X", "talks on X"."""
    governor = preposition.head
    if preposition.lower_ == "including":
        return _included(preposition, instrument)
    if governor.lemma_ == "aim" and preposition.lower_ == "at" and governor.head.lemma_.lower() in _nouns():
        governor = governor.head  # "talks aimed at a ceasefire"
    if governor.pos_ in ("VERB", "AUX"):
        return _beside(preposition) or _verbal(
            governor, _verbs().get(f"{governor.lemma_.lower()} {preposition.lower_}"), "object"
        )
    if governor.pos_ not in ("NOUN", "PROPN"):
        return None
    stage = _nouns().get(governor.lemma_.lower())
    if stage is None or preposition.lower_ in ("in", "under", "by", "with", "at"):
        return None
    if stage is Stage.NEGOTIATE and governor.dep_ in ("dobj", "nsubjpass") and _finishes(governor.head):
        return _verbal(governor.head, Stage.CONCLUDE, "passive")
    return Frame(stage, governor, assertion(governor), "event noun")


def _included(preposition: Token, instrument: Instrument) -> Frame | None:
    """What befell the documents of which the instrument is one: "three documents were signed, including a pact"."""
    for verb in (t for t in preposition.ancestors if t.pos_ == "VERB"):
        if any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children):
            return _verbal(verb, _stage_of_verb(verb, instrument), "passive")
    return None


def _finishes(verb: Token) -> bool:
    return verb.lemma_.lower() in load("agreement_verbs")["finishing"]


def _beside(preposition: Token) -> Frame | None:
    """An event noun whose preposition the parse hung on the verb: "agreed to the accession of X to the pact"."""
    before = [c for c in preposition.head.children if c.dep_ == "prep" and c.i < preposition.i]
    for noun in (n for c in before for n in c.children if n.dep_ == "pobj"):
        stage = _nouns().get(noun.lemma_.lower())
        if stage is not None and preposition.lower_ in ("to", "from", "of"):
            return Frame(stage, noun, assertion(noun), "event noun")
    return None


def concluding_clause(noun: Token) -> Token | None:
    """The verb of "the pact signed by A and B", "that A and B signed"."""
    frame = _described(noun)
    return frame.predicate if frame is not None and frame.stage in MADE else None


def _described(noun: Token) -> Frame | None:
    """A participle or relative clause on the instrument: "the pact signed in May", "which they broke"."""
    for child in noun.children:
        if child.dep_ not in ("acl", "relcl") or child.pos_ not in ("VERB", "AUX"):
            continue
        if any(c.dep_ == "nsubj" and c.lower_ in ("which", "that") for c in child.children):
            stage = _subject_stage(child)
            if stage is not None:
                return Frame(stage, child, assertion(child), "subject")  # "which expired in May"
        passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in child.children) or child.tag_ == "VBN"
        subject = any(c.dep_ == "nsubj" and c.lower_ not in ("which", "that") for c in child.children)
        if passive or (child.dep_ == "relcl" and subject):
            stage = _verbs().get(child.lemma_.lower())
            if stage is not None and stage is not Stage.ANNOUNCE:
                return Frame(stage, child, assertion(child), "participle")
    return None


@cache
def _verbs() -> dict[str, Stage]:
    return _stages("verbs")


@cache
def _nouns() -> dict[str, Stage]:
    return _stages("nouns")


def _stages(part: str) -> dict[str, Stage]:
    stages = load("agreement_verbs")["stages"]
    return {word: Stage(stage) for stage, groups in stages.items() for word in groups[part]}


def headline_frame(instrument: Instrument) -> Frame | None:
    """The frame of a headline whose verb the parser took for a noun ("A, B seal trade deal")."""
    doc, verbs = instrument.head.doc, load("agreement_verbs")["headline_verbs"]
    found = [t for t in doc[: instrument.head.i] if t.lower_ in verbs and t.i > 0]
    if not found:
        return None
    stage = _stage_of_verb(found[-1], instrument) or _verbs().get(found[-1].lower_) or Stage.CONCLUDE
    return Frame(stage, found[-1], Assertion(), "headline")
