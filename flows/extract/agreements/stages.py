"""What a sentence does to an instrument: signs, breaks, negotiates it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.agreements.frame import MADE, Frame, Stage
from flows.extract.agreements.idioms import measured, parted_without, stage_of_idiom, still_ahead, with_phrase
from flows.extract.agreements.instruments import Grade, Instrument, is_instrument_word
from flows.extract.agreements.relative import with_signing
from flows.extract.agreements.verbs import stage_of_verb, stages_of_nouns, stages_of_verbs, subject_stage, voided_by
from flows.extract.assertion import Assertion, Mode, assertion
from flows.extract.clauses import is_passive
from flows.lexicon import load

if TYPE_CHECKING:
    from flows.extract.tree import Token


COURSE = (
    Stage.PROPOSE,
    Stage.ANNOUNCE,
    Stage.NEGOTIATE,
    Stage.INITIAL,
    Stage.CONCLUDE,
    Stage.RATIFY,
    Stage.FORCE,
    Stage.UPHOLD,
    Stage.RENEW,
    Stage.SUSPEND,
    Stage.VIOLATE,
    Stage.REJECT,
    Stage.END,
)  # of an instrument's life: of several things said in one breath the later one tells how it stands


def frames_of(instrument: Instrument) -> list[Frame]:
    """The frame that says most of the instrument, and what the same breath says of it later in its life.

    Its governing predicate, or a participle or relative clause on it; two where verbs are coordinated: "was signed in
    May and expired in June".
    """
    found = [group for group in _groups(instrument) if group]
    coming = _to_come(instrument.head)
    if coming is not None and found[0][0].stage in (Stage.CONCLUDE, Stage.NEGOTIATE, Stage.ANNOUNCE, Stage.RATIFY):
        return [coming]
    told = next((group for group in found if _tells(group[0])), None)
    told = told or next((group for group in found if group[0].stage is not Stage.MENTION), found[-1])
    last = told[0]
    for frame in told[1:]:
        last = frame if COURSE.index(frame.stage) > COURSE.index(last.stage) else last
    return with_signing([told[0], last] if last is not told[0] else told[:1], instrument.tail)


def _tells(frame: Frame) -> bool:
    """Whether a frame says what happens or is to happen, and not only a condition: "if the house passes it"."""
    return frame.stage is not Stage.MENTION and frame.assertion.mode not in (Mode.HYPOTHETICAL, Mode.PURPOSE)


def _groups(instrument: Instrument) -> Iterator[list[Frame]]:
    yield _governed(_coordination_top(instrument.top), instrument)
    yield list(_descriptions(instrument.head)) or list(_descriptions(instrument.top))
    yield [frame for frame in (_fronted(instrument), _standing(instrument)) if frame is not None]
    yield [Frame(Stage.MENTION, None, assertion(instrument.head), "mention")]


def _to_come(noun: Token) -> Frame | None:
    """What a relative clause says is still to be signed: "a draft accord, which is expected to be signed in May"."""
    for clause in (c for c in noun.children if c.dep_ == "relcl"):
        verb = _raised(clause)
        said = assertion(verb)
        passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
        if (
            passive
            and said.mode in (Mode.PLANNED, Mode.EXPECTED)
            and stages_of_verbs().get(verb.lemma_.lower()) is Stage.CONCLUDE
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
            stage = stage_of_verb(child, instrument)
            return _verbal(child, stage, "participle") if stage is not Stage.ANNOUNCE else None
    return None


def _standing(instrument: Instrument) -> Frame | None:
    """A phrase behind the noun that says that it holds: "the protocol in force between", "the accord now in place"."""
    after = [t.lower_ for t in instrument.tail.doc[instrument.tail.i + 1 : instrument.tail.i + 4] if t.pos_ != "ADV"]
    holds = after[:1] == ["in"] and after[1:2] in (["force"], ["effect"], ["place"], ["operation"])
    return Frame(Stage.FORCE, None, Assertion(), "participle") if holds and instrument.is_definite else None


def _coordination_top(noun: Token) -> Token:
    """The first of coordinated nouns, an apposition that is an instrument too counted among them."""
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN") or _is_listed(noun):
        noun = noun.head
    return noun


def _is_listed(noun: Token) -> bool:
    """Whether the parse hung an instrument of a list as an apposition on the one before it."""
    own = any(c.dep_ == "det" and c.lower_ in ("a", "an") for c in noun.children) or noun.tag_ == "NNS"
    return noun.dep_ == "appos" and own and is_instrument_word(noun.head) and is_instrument_word(noun)


def _governed(top: Token, instrument: Instrument) -> list[Frame]:
    if (verb := voided_by(top)) is not None:
        return [Frame(Stage.END, verb, assertion(verb), "object")]
    if top.dep_ in ("nsubj", "nsubjpass"):
        told = [_as_subject(top, verb, instrument) for verb in (top.head, *_further_verbs(top.head))]
        return [frame for frame in told if frame is not None]
    frame = _governed_otherwise(top, instrument)
    return [frame] if frame is not None else []


def _governed_otherwise(top: Token, instrument: Instrument) -> Frame | None:
    """What is said of the instrument as an object, under a preposition or before an event noun."""
    head = top.head
    idiom = stage_of_idiom(top)
    if idiom is not None:
        return _verbal(idiom[1], Stage(idiom[0]), "object")
    if top.dep_ in ("dobj", "obj", "oprd", "dative") and head.pos_ in ("VERB", "AUX"):
        return _verbal(head, stage_of_verb(head, instrument), "object")
    if top.dep_ in ("pobj", "pcomp"):
        ahead = still_ahead(head)
        return _under_preposition(head, instrument) if ahead is None else _verbal(ahead, Stage.NEGOTIATE, "object")
    if top.dep_ in ("compound", "nmod", "amod") and head.lemma_.lower() in stages_of_nouns():
        return Frame(stages_of_nouns()[head.lemma_.lower()], head, assertion(head), "event noun")
    return None


def _as_subject(top: Token, verb: Token, instrument: Instrument) -> Frame | None:
    """What a verb says of the instrument that is its subject."""
    raised = _raised(verb)
    if raised != verb or is_passive(verb):
        return _verbal(raised, stage_of_verb(raised, instrument), "passive")
    return (
        _verbal(verb, subject_stage(verb), "subject")
        or _headline_passive(top, verb, instrument)
        or _elliptic(verb, instrument)
    )


def _further_verbs(verb: Token) -> Iterator[Token]:
    """Coordinated verbs that say more of the same subject: "was signed in May and expired in June"."""
    for child in verb.children:
        own = any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ not in ("which", "that") for c in child.children)
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX") and not own:
            yield child
            yield from _further_verbs(child)


def _headline_passive(top: Token, verb: Token, instrument: Instrument) -> Frame | None:
    """A participle that headlines leave without its auxiliary ("Peace deal signed in Oslo")."""
    is_bare = verb.tag_ in ("VBN", "VBD") and not any(
        c.dep_ in ("dobj", "aux", "ccomp", "xcomp") for c in verb.children
    )
    return _verbal(verb, stage_of_verb(verb, instrument), "passive") if is_bare else None


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
    verb = next((t for t in before if t.pos_ == "VERB" and stage_of_verb(t, instrument) is not None), None)
    return None if verb is None else _verbal(verb, stage_of_verb(verb, instrument), "passive")


def _verbal(verb: Token, stage: Stage | None, rule: str) -> Frame | None:
    return None if stage is None else Frame(stage, verb, assertion(verb), rule)


def _under_preposition(preposition: Token, instrument: Instrument) -> Frame | None:
    """The instrument after a preposition: "entered into X", "the signing of X", "talks on X"."""
    governor = preposition.head
    if preposition.lower_ == "including":
        return _included(preposition, instrument)
    if governor.lemma_ == "aim" and preposition.lower_ == "at" and governor.head.lemma_.lower() in stages_of_nouns():
        governor = governor.head  # "talks aimed at a ceasefire"
    if governor.pos_ in ("VERB", "AUX"):
        return parted_without(instrument.top) or _beside(preposition) or _verbal(
            governor, stages_of_verbs().get(f"{governor.lemma_.lower()} {preposition.lower_}"), "object"
        )
    if governor.pos_ not in ("NOUN", "PROPN"):
        return None
    stage = stages_of_nouns().get(governor.lemma_.lower())
    if governor.lemma_.lower() == "party" and (preposition.lower_ != "to" or governor.tag_ != "NN"):
        stage = None  # "the ruling party in", "both parties to"
    if stage is None or preposition.lower_ in ("in", "under", "by", "with", "at"):
        return None
    if instrument.grade is Grade.PAPER and governor.lemma_.lower() in load("agreement_verbs")["founding"]:
        return None
    left = stage_of_idiom(measured(governor)) if stage is Stage.NEGOTIATE else None
    if left is not None and left[0] in ("end", "reject"):
        return _verbal(left[1], Stage.REJECT, "object")  # "walked away from seven years of talks on"
    if stage is Stage.NEGOTIATE and governor.dep_ in ("dobj", "nsubjpass") and _finishes(governor.head):
        return _verbal(governor.head, Stage.CONCLUDE, "passive")
    return Frame(stage, governor, assertion(governor), "event noun")


def _included(preposition: Token, instrument: Instrument) -> Frame | None:
    """What befell the documents of which the instrument is one: "three documents were signed, including a pact"."""
    for verb in (t for t in preposition.ancestors if t.pos_ == "VERB"):
        if any(c.dep_ in ("dobj", "nsubjpass") for c in verb.children):
            return _verbal(verb, stage_of_verb(verb, instrument), "passive")
    return None


def _finishes(verb: Token) -> bool:
    return verb.lemma_.lower() in load("agreement_verbs")["finishing"]


def _beside(preposition: Token) -> Frame | None:
    """An event noun whose preposition the parse hung on the verb: "agreed to the accession of X to the pact"."""
    before = [c for c in preposition.head.children if c.dep_ == "prep" and c.i < preposition.i]
    for noun in (n for c in before for n in c.children if n.dep_ == "pobj"):
        stage = stages_of_nouns().get(noun.lemma_.lower())
        if stage is not None and preposition.lower_ in ("to", "from", "of"):
            return Frame(stage, noun, assertion(noun), "event noun")
    return None


def concluding_clause(noun: Token) -> Token | None:
    """The verb of "the pact signed by A and B", "that A and B signed"."""
    return next((frame.predicate for frame in _descriptions(noun) if frame.stage in MADE), None)


def _descriptions(noun: Token) -> Iterator[Frame]:
    """What participles and relative clauses say of the instrument: "the pact signed in May", "which they broke"."""
    clauses = [c for c in noun.children if c.dep_ in ("acl", "relcl") and c.pos_ in ("VERB", "AUX")]
    for clause in clauses or _astray(noun):
        for verb in (clause, *_further_verbs(clause)):
            told = _description(verb, clause)
            if told is not None:
                yield told


def _astray(noun: Token) -> Iterator[Token]:
    """Clauses hung on a word of what the instrument is about: "a pact on trade that the two signed in May"."""
    below = [w for p in noun.children if p.dep_ == "prep" and p.lower_ != "with" for w in p.subtree]
    clauses = [w for w in below if w.dep_ in ("acl", "relcl") and w.pos_ == "VERB"]
    for clause in clauses:
        if clause.lemma_.lower() in load("agreement_verbs")["signing"] and not is_instrument_word(clause.head):
            yield clause


def _description(verb: Token, clause: Token) -> Frame | None:
    """What a verb of a clause on the instrument says of it."""
    if verb != clause or any(c.dep_ == "nsubj" and c.lower_ in ("which", "that") for c in verb.children):
        stage = subject_stage(verb)
        if stage is not None:
            return Frame(stage, verb, assertion(verb), "subject")  # "which expired in May"
    other = any(c.dep_ == "nsubjpass" and c.lower_ not in ("which", "that") for c in verb.children)
    passive = not other and (any(c.dep_ == "auxpass" for c in verb.children) or verb.tag_ == "VBN")
    subject = any(c.dep_ == "nsubj" and c.lower_ not in ("which", "that") for c in verb.children)
    if passive or (clause.dep_ == "relcl" and subject):
        idiom = with_phrase(verb)
        if idiom is not None:
            return Frame(Stage(idiom[0]), verb, assertion(verb), "participle")  # "which they brought into force"
        particle = next((f" {c.lower_}" for c in verb.children if c.dep_ == "prt"), "")  # "hammered out"
        stage = stages_of_verbs().get(verb.lemma_.lower() + particle)
        if stage is not None and stage is not Stage.ANNOUNCE:
            return Frame(stage, verb, assertion(verb), "participle")
    return None


def headline_frame(instrument: Instrument) -> Frame | None:
    """The frame of a headline whose verb the parser took for a noun ("A, B seal trade deal")."""
    doc, verbs = instrument.head.doc, load("agreement_verbs")["headline_verbs"]
    found = [t for t in doc[: instrument.head.i] if t.lower_ in verbs and t.i > 0]
    if not found:
        return None
    stage = stage_of_verb(found[-1], instrument) or stages_of_verbs().get(found[-1].lower_) or Stage.CONCLUDE
    return Frame(stage, found[-1], Assertion(), "headline")
