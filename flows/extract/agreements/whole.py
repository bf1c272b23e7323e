"""What the statements of one agreement say once all are read: a signing still ahead, a treaty not yet in force."""

from __future__ import annotations

from dataclasses import replace

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.frame import Stage
from flows.extract.assertion import Mode
from flows.lexicon import load
from flows.model.vocabulary.agreements import AgreementStatus


def settled(members: list[Candidate]) -> list[Candidate]:
    """The statements with statuses that another statement of the same agreement corrects."""
    first = next((m.sentence.no for m in members if _is_signing_ahead(m)), None)
    waits = any(m.stage_awaited for m in members)
    signed = any(m.frame.stage is Stage.CONCLUDE and m.status is AgreementStatus.SIGNED for m in members)
    members = [replace(m, status=None) if signed and _is_foreseen(m) else m for m in members]
    told = [
        _unsigned(m) if first is not None and _is_only_reached(m) and m.sentence.no <= first else m for m in members
    ]
    return [replace(m, status=AgreementStatus.SIGNED) if waits and _is_of_content(m) else m for m in told]


def _is_signing_ahead(member: Candidate) -> bool:
    """Whether the day of signing is still to come: "will be signed on Sunday"."""
    verb = member.frame.predicate
    signs = verb is not None and verb.lemma_.lower() in load("agreement_verbs")["signing_alone"]
    said = member.frame.assertion
    return signs and member.status is AgreementStatus.PLANNED and not said.negated and member.is_definite


def _is_only_reached(member: Candidate) -> bool:
    """Whether an accord is said to be made by a verb that leaves open whether it is signed: "reached a deal"."""
    verb = member.frame.predicate
    signs = verb is not None and verb.lemma_.lower() in load("agreement_verbs")["signing_alone"]
    return member.frame.stage is Stage.CONCLUDE and member.status is AgreementStatus.SIGNED and not signs


def _is_foreseen(member: Candidate) -> bool:
    """Whether it is only to be kept or watched over in time: "a panel is to monitor the accord" signed that day."""
    upheld = member.frame.stage is Stage.UPHOLD and member.status is AgreementStatus.IN_FORCE
    return upheld and member.frame.assertion.mode in (Mode.PLANNED, Mode.HYPOTHETICAL)


def _unsigned(member: Candidate) -> Candidate:
    return replace(member, status=AgreementStatus.PLANNED, is_unsigned=True)


def _is_of_content(member: Candidate) -> bool:
    """Whether it is only said what the accord lays down: "obliges both sides to report"."""
    verb = member.frame.predicate
    binds = verb is not None and verb.lemma_.lower() in load("agreement_verbs")["binding"]
    return binds and member.status is AgreementStatus.IN_FORCE
