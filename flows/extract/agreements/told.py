"""A statement that a verb makes of an accord without naming an instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.frame import Frame, Stage
from flows.extract.agreements.instruments import Grade
from flows.extract.agreements.parties import Parties
from flows.extract.agreements.statuses import status_of
from flows.extract.assertion import assertion
from flows.extract.context import Sentence
from flows.model.report import Span
from flows.model.vocabulary.agreements import InstrumentType

if TYPE_CHECKING:
    from flows.extract.tree import Token


def clausal(
    sentence: Sentence, verb: Token, parties: Parties, subject: Span | None, type_: InstrumentType, rule: str
) -> Candidate:
    """An accord that a verb tells without naming an instrument, as what it says stands."""
    frame = Frame(Stage.CONCLUDE, verb, assertion(verb), rule)
    return Candidate(
        sentence,
        verb,
        type_,
        Grade.PLAIN,
        frame,
        status_of(frame, None),
        parties,
        parties,
        (subject,) if subject is not None else (),
        is_definite=False,
        is_plural=False,
        count=None,
        is_commercial=False,
        is_cooperative=False,
        in_business=False,
        is_further=False,
        is_alike=False,
        noun=verb.lemma_,
        name=None,
        year=None,
    )
