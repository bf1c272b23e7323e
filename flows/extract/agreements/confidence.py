"""How likely a reading of an agreement is right: a prior for the frame, then what speaks for or against it."""

from __future__ import annotations

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.instruments import Grade
from flows.extract.agreements.thread import Thread
from flows.model.vocabulary.statements import PartyLevel

# By rule: how often the frame alone is right, set on articles of our own writing and checked against annotated ones.
PRIORS = {
    "object": 0.85,
    "passive": 0.85,
    "event noun": 0.8,
    "settlement": 0.8,
    "participle": 0.75,
    "headline": 0.75,
    "relative": 0.8,
    "signed for": 0.8,
    "subject": 0.7,
    "agreed to": 0.6,
    "told": 0.5,
    "mention": 0.55,
    "listed": 0.75,
    "talks": 0.5,
    "second look": 0.5,
}
BOTTOM, TOP = 0.05, 0.97


def confidence_of(candidate: Candidate, thread: Thread) -> float:
    """A probability from 0.05 to 0.97 that parties, status and agreement are as read."""
    value = PRIORS[candidate.frame.rule]
    sources = candidate.parties.sources or thread.parties.sources
    value += 0.08 if candidate.grade is Grade.FORMAL else 0.0
    value += 0.05 if candidate.subjects else -0.05
    value += 0.05 if "between" in sources or len(candidate.parties.refs) > 1 else -0.15
    value -= 0.2 if {"dyad", "beside"} & sources else 0.0
    value -= 0.03 if candidate.is_commercial else 0.0
    value -= 0.1 if any(ref.level is PartyLevel.COMPANY for ref in thread.parties.refs) else 0.0
    value -= 0.1 if not candidate.frame.assertion.stands and candidate.frame.stage is Stage.CONCLUDE else 0.0
    return round(min(TOP, max(BOTTOM, value)), 2)
