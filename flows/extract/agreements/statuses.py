"""The status that a statement gives an instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.agreements.frame import Frame, Stage
from flows.extract.agreements.instruments import Instrument
from flows.extract.agreements.verbs import is_one_of_several
from flows.extract.assertion import OFF, Mode, Time
from flows.extract.clauses import is_passive
from flows.lexicon import load
from flows.model.vocabulary.agreements import AgreementStatus

if TYPE_CHECKING:
    from flows.extract.tree import Token

REACHED = {
    Stage.CONCLUDE: AgreementStatus.SIGNED,
    Stage.ANNOUNCE: AgreementStatus.SIGNED,
    Stage.INITIAL: AgreementStatus.INITIALLED,
    Stage.RATIFY: AgreementStatus.RATIFIED,
    Stage.FORCE: AgreementStatus.IN_FORCE,
    Stage.UPHOLD: AgreementStatus.IN_FORCE,
    Stage.RENEW: AgreementStatus.SIGNED,
    Stage.SUSPEND: AgreementStatus.SUSPENDED,
    Stage.VIOLATE: AgreementStatus.VIOLATED,
    Stage.END: AgreementStatus.TERMINATED,
    Stage.REJECT: AgreementStatus.REJECTED,
    Stage.NEGOTIATE: AgreementStatus.NEGOTIATING,
    Stage.PROPOSE: AgreementStatus.PROPOSED,
}
# Where the event is not stated as done: what the statement still says of a new accord.
OPEN = {
    Mode.AGREED: AgreementStatus.PLANNED,
    Mode.PLANNED: AgreementStatus.PLANNED,
    Mode.EXPECTED: AgreementStatus.PLANNED,
    Mode.NEGOTIATING: AgreementStatus.NEGOTIATING,
    Mode.OFFERED: AgreementStatus.PROPOSED,
    Mode.SOUGHT: AgreementStatus.PROPOSED,
    Mode.INTEREST: AgreementStatus.PROPOSED,
    Mode.POSSIBLE: AgreementStatus.PROPOSED,
    Mode.DENIED: AgreementStatus.REJECTED,
    Mode.CANCELLED: AgreementStatus.REJECTED,
}
INTENDED = frozenset({Mode.PLANNED, Mode.AGREED})
DONE_ONCE = frozenset({Stage.CONCLUDE, Stage.INITIAL, Stage.RATIFY, Stage.RENEW})
STANDING = frozenset({Stage.UPHOLD, Stage.SUSPEND, Stage.VIOLATE, Stage.END, Stage.RENEW, Stage.FORCE})


def status_of(frame: Frame, instrument: Instrument | None) -> AgreementStatus | None:
    """The status that a frame gives its instrument; None where it says nothing of an agreement."""
    if frame.stage is Stage.MENTION:
        return _mentioned(frame, instrument)
    if _is_outside(frame):
        return None
    if instrument is not None and _is_draft(frame, instrument):
        return AgreementStatus.PLANNED
    return _voted(frame) or _done_before(frame) or _acted(frame)


def _is_draft(frame: Frame, instrument: Instrument) -> bool:
    """Whether an organ only lets a text go ahead: "approved a draft agreement"."""
    if frame.stage is not Stage.CONCLUDE or not frame.assertion.stands:
        return False
    draft = any(c.lower_ in ("draft", "proposed") for n in (instrument.head, instrument.top) for c in n.children)
    draft = draft or instrument.top.lemma_ == "draft"
    consents = frame.predicate is not None and frame.predicate.lemma_ in load("agreement_verbs")["letting"]
    return draft and consents


def _voted(frame: Frame) -> AgreementStatus | None:
    """Where an organ decides: what it "voted to approve" it approves, what it lets others sign is planned."""
    said = frame.assertion
    if said.mode is Mode.PLANNED and not said.negated and "voted" in said.evidence:
        return REACHED[frame.stage]
    if frame.stage is Stage.CONCLUDE and (_is_errand(frame) or _is_mandated(frame)):
        return AgreementStatus.PLANNED
    return None


def _done_before(frame: Frame) -> AgreementStatus | None:
    """What something else is said to come after or by: "called off a strike after coming to terms on a pay accord"."""
    verb = frame.predicate
    if verb is None or verb.tag_ != "VBG" or verb.dep_ != "pcomp" or frame.assertion.negated:
        return None
    over = verb.head.lower_ in ("after", "by") and verb.head.head.tag_ in ("VBD", "VBN")
    return REACHED[frame.stage] if over and frame.stage in DONE_ONCE else None


def _acted(frame: Frame) -> AgreementStatus | None:
    said = frame.assertion
    if said.mode is Mode.PURPOSE and frame.predicate is not None and is_one_of_several(frame.predicate):
        return REACHED[frame.stage]
    expected = frame.rule == "subject" and frame.stage is Stage.NEGOTIATE  # "should be ready for signature"
    if said.mode in (Mode.HYPOTHETICAL, Mode.PURPOSE) or (frame.is_call and not expected):
        return None if frame.stage not in STANDING else AgreementStatus.IN_FORCE
    if frame.stage in STANDING and frame.stage is not Stage.RENEW:
        return _standing(frame)
    if frame.stage is Stage.RENEW and said.negated:  # whoever will not renew it lets it end; who cannot, not yet
        ended = said.mode in (Mode.ASSERTED, Mode.PLANNED)
        return AgreementStatus.TERMINATED if ended else AgreementStatus.IN_FORCE
    if frame.stage is Stage.REJECT and said.negated:
        return AgreementStatus.PROPOSED  # whoever does not rule it out leaves it open
    if frame.stage is Stage.RATIFY and said.mode not in OFF and not said.stands:
        return AgreementStatus.SIGNED  # what has still to be ratified is signed
    if frame.stage is Stage.CONCLUDE and said.negated and _failed(frame):
        return AgreementStatus.REJECTED
    if frame.stage is Stage.CONCLUDE and said.negated and said.mode is Mode.ASSERTED and _is_outstanding(frame):
        return AgreementStatus.NEGOTIATING
    if said.mode in OPEN:
        return _opened(frame, OPEN[said.mode])
    return AgreementStatus.NEGOTIATING if _is_under_way(frame) else REACHED[frame.stage]


def _is_under_way(frame: Frame) -> bool:
    """Whether an accord is only being made: "is putting together a pact", "setting up a free-trade area would help"."""
    verb = frame.predicate
    if (
        frame.stage is not Stage.CONCLUDE
        or verb is None
        or verb.tag_ != "VBG"
        or verb.lemma_ in load("agreement_verbs")["signing_alone"]
    ):
        return False
    return verb.dep_ == "csubj" or any(c.dep_ == "aux" and c.lemma_ == "be" for c in verb.children)


def _is_outside(frame: Frame) -> bool:
    """Whether someone is only said to be no party: "was not a party to the accord"."""
    verb = frame.predicate
    return verb is not None and frame.assertion.negated and verb.lemma_ in ("be", "become", "remain")


def _is_errand(frame: Frame) -> bool:
    """Whether people set out to conclude it: "will fly to Oslo to sign", "met to sign"."""
    if frame.assertion.mode is not Mode.PURPOSE or frame.predicate is None:
        return False
    return any(token.lemma_.lower() in load("agreement_verbs")["journeys"] for token in frame.predicate.ancestors)


def _is_mandated(frame: Frame) -> bool:
    """Whether an organ lets someone conclude it: "authorised the minister to sign", "approved the signing of"."""
    stems = tuple(load("agreement_verbs")["mandates"])
    predicate = frame.predicate
    if predicate is not None and predicate.pos_ == "NOUN" and frame.rule == "event noun":
        verbs = [token.lemma_.lower() for token in predicate.ancestors if token.pos_ == "VERB"]
        return bool(verbs) and verbs[0] in load("agreement_verbs")["consenting"]
    return frame.assertion.stands is False and any(w.lower().startswith(stems) for w in frame.assertion.evidence)


def _is_outstanding(frame: Frame) -> bool:
    """Whether it is only not yet done: "has not been finalised", "did not reach an accord", and not "never"."""
    verb = frame.predicate
    if verb is None or frame.rule == "event noun" or "never" in {word.lower() for word in frame.assertion.evidence}:
        return False
    perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
    yet = any(c.lower_ in ("yet", "still") for c in verb.children)
    if verb.lemma_ in load("agreement_verbs")["reaching"] and frame.assertion.time is not Time.FUTURE:
        return True
    return perfect and (yet or (is_passive(verb) and verb.lemma_ != "sign"))


def _failed(frame: Frame) -> bool:
    """Whether the sides tried and did not succeed: "failed to reach a pact"."""
    failing = load("assertion")["negative_implicative"]
    return frame.assertion.time is not Time.FUTURE and any(
        word.lower().startswith(tuple(failing)) for word in frame.assertion.evidence
    )


def _standing(frame: Frame) -> AgreementStatus:
    """An instrument that exists: what is not asserted of it leaves it in force."""
    said = frame.assertion
    done = said.stands and not said.hedged
    if (
        frame.stage is Stage.END
        and frame.rule == "event noun"
        and frame.predicate is not None
        and _is_imagined(frame.predicate)
    ):
        return AgreementStatus.IN_FORCE  # "its withdrawal would cost jobs"
    if frame.stage is Stage.END and said.mode in INTENDED and not said.negated and frame.rule != "subject":
        return AgreementStatus.TERMINATED  # an end announced
    if frame.stage is Stage.UPHOLD and frame.assertion.negated:
        idle = frame.predicate is not None and frame.predicate.lemma_ in load("agreement_verbs")["putting_to_work"]
        return AgreementStatus.IN_FORCE if idle else AgreementStatus.VIOLATED  # "has never been applied"
    if frame.stage is Stage.END and frame.predicate is not None and _is_let_go(frame.predicate):
        return AgreementStatus.IN_FORCE if frame.predicate.head.tag_ == "VB" else AgreementStatus.TERMINATED
    over = frame.predicate is not None and frame.predicate.lemma_ == "be" and said.time is not Time.FUTURE
    if frame.stage is Stage.END and frame.rule == "subject" and said.time is not Time.PAST and not over:
        return AgreementStatus.IN_FORCE  # "expires in December"
    if frame.stage is Stage.FORCE and said.negated and "longer" in {word.lower() for word in said.evidence}:
        return AgreementStatus.TERMINATED  # "no longer holds"
    if frame.stage is Stage.FORCE and said.negated and _gave_way(frame):
        return AgreementStatus.VIOLATED  # "did not hold", "has not survived the week"
    if frame.stage is Stage.FORCE and not done and frame.predicate is not None and frame.predicate.lemma_ == "have":
        return AgreementStatus.PROPOSED  # "an accord can be had"
    if frame.stage is Stage.FORCE and (not done or is_awaited(frame)):
        return AgreementStatus.SIGNED
    return REACHED[frame.stage] if done else AgreementStatus.IN_FORCE


def _is_let_go(verb: Token) -> bool:
    """Whether someone lets an accord end: "let the pact lapse", "allowed it to expire"."""
    return verb.head.lemma_ in load("agreement_verbs")["letting_go"]


def is_awaited(frame: Frame) -> bool:
    """Whether entry into force is tied to what has still to happen: "enters into force once both have ratified it"."""
    verb = frame.predicate
    if frame.stage is not Stage.FORCE or verb is None or verb.lemma_ == "be" or frame.assertion.time is Time.PAST:
        return False
    opening = load("agreement_verbs")["conditions"]
    clauses = [c for c in verb.children if c.dep_ == "advcl"]
    opened = [c.lower_ for clause in clauses for c in clause.children if c.dep_ in ("mark", "advmod")]
    under = [c.lower_ for c in verb.children if c.dep_ == "prep" and c.i > verb.i]
    told = any(word in opening["clauses"] for word in opened) or any(word in opening["prepositions"] for word in under)
    return told and verb.sent[-1].text == "."  # headlines tell the past in the present


def _gave_way(frame: Frame) -> bool:
    """Whether an accord is said not to have held, rather than not to have begun."""
    holds = frame.predicate is not None and frame.predicate.lemma_ in load("agreement_verbs")["lasting"]
    return holds and frame.rule == "subject" and frame.assertion.time is not Time.FUTURE


def _opened(frame: Frame, status: AgreementStatus) -> AgreementStatus:
    if frame.stage in (Stage.NEGOTIATE, Stage.PROPOSE, Stage.REJECT):
        return AgreementStatus.REJECTED if frame.assertion.mode in OFF else REACHED[frame.stage]
    return AgreementStatus.SIGNED if frame.stage is Stage.RENEW and frame.assertion.mode is Mode.AGREED else status


def _mentioned(frame: Frame, instrument: Instrument | None) -> AgreementStatus | None:
    said = frame.assertion
    if instrument is not None and not instrument.is_definite and (said.negated or _is_imagined(instrument.top)):
        return None
    if said.mode is Mode.ASSERTED and instrument is not None and not instrument.is_definite and _is_ahead(instrument):
        return AgreementStatus.PROPOSED
    if said.mode is Mode.ASSERTED:
        return AgreementStatus.IN_FORCE if instrument and instrument.is_definite else AgreementStatus.SIGNED
    if instrument is not None and instrument.is_definite and _has_year(instrument):
        return AgreementStatus.IN_FORCE  # "wants to revise its 1950 treaty"
    return OPEN.get(said.mode)


def _has_year(instrument: Instrument) -> bool:
    return any(c.text.isdecimal() and len(c.text) == len("1950") for c in instrument.head.children)


def _is_ahead(instrument: Instrument) -> bool:
    """Whether a new accord is only looked for: "hopes for an accord", "a treaty that would let pickers stay"."""
    top = instrument.top
    if top.dep_ == "pobj" and top.head.lower_ in load("agreement_verbs")["looking_ahead"]:
        return True
    helpers = [c for clause in instrument.head.children if clause.dep_ == "relcl" for c in clause.children]
    return any(c.lower_ in ("would", "could", "might") for c in helpers if c.dep_ == "aux")


def _is_imagined(noun: Token) -> bool:
    """Whether the noun is subject of what would or could be: "an agreement between them would help"."""
    modals = [c.lower_ for c in noun.head.children if c.tag_ == "MD"]
    return noun.dep_ == "nsubj" and any(modal in ("would", "could", "might", "may", "'d") for modal in modals)
