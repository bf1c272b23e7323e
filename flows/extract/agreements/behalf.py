"""Who signed for whom, where a sentence of its own tells it: "Ana Ruiz signed for Peru and Luis Paz for Chile"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.frame import Frame, Stage
from flows.extract.agreements.parties import Parties
from flows.extract.agreements.thread import Thread
from flows.extract.assertion import Assertion, Time
from flows.extract.context import PartyRef, Sentence
from flows.model.vocabulary.agreements import AgreementStatus
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token

BACK = 2  # sentences back in which what they signed is told


def give_signers(threads: Sequence[Thread], finder: PartyFinder) -> None:
    """Add to each agreement signed just before the persons who signed for its sides."""
    for sentence in finder.context.sentences:
        verb = _signs_for(sentence)
        told = [t for t in threads if any(_is_signed_before(m.sentence.no, m.status, sentence) for m in t.members)]
        if verb is None or not told:
            continue
        signers = list(_signers(sentence, verb, finder))
        for thread in told:
            _add(thread, sentence, verb, [p for p, side in signers if side is None or side in thread.parties.keys])


def _is_signed_before(number: int, status: AgreementStatus | None, sentence: Sentence) -> bool:
    return status is AgreementStatus.SIGNED and 0 < sentence.no - number <= BACK


def _signs_for(sentence: Sentence) -> Token | None:
    """The verb of "X signed for Y", which has no object."""
    for token in sentence.parse:
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        if token.lower_ == "signed" and after is not None and after.lower_ == "for":
            return token
    return None


def _signers(sentence: Sentence, verb: Token, finder: PartyFinder) -> Iterator[tuple[PartyRef, str | None]]:
    """Persons and the key of the side that each signed for, None where the side has no key of its own."""
    words = list(sentence.parse)
    marks = [t for t in words if t.i > verb.i and t.lower_ == "for"]
    for number, mark in enumerate(marks):
        before = marks[number - 1] if number else None
        stretch = [t for t in words if (before.i if before else -1) < t.i < (mark.i if before else verb.i)]
        person = next(
            (p for t in (stretch if not before else reversed(stretch)) for p in _person(t, sentence, finder)), None
        )
        end = marks[number + 1].i if number + 1 < len(marks) else mark.i + 8
        sides = [r for t in words if mark.i < t.i < end for r in _side(t, sentence, finder)]
        if person is not None:
            yield person, sides[0].entity_key if sides else None


def _person(token: Token, sentence: Sentence, finder: PartyFinder) -> list[PartyRef]:
    """The person that a name names."""
    return list(finder.context.cast.people(sentence, token)) if token.pos_ == "PROPN" else []


def _side(token: Token, sentence: Sentence, finder: PartyFinder) -> list[PartyRef]:
    found = finder.context.cast.parties(sentence, token) if token.pos_ in ("PROPN", "NOUN") else ()
    return [r for r in found if not (r.entity_key or "").startswith(f"{EntityType.PERSON}:")]


def _add(thread: Thread, sentence: Sentence, verb: Token, people: list[PartyRef]) -> None:
    """A statement of its own, with the persons alone: the sides are the agreement's."""
    if not people or len(thread.parties.refs) < 2:
        return
    first = thread.members[0]
    frame = Frame(Stage.CONCLUDE, verb, Assertion(Time.PAST), "signed for")
    thread.members.append(
        replace(
            first,
            sentence=sentence,
            anchor=verb,
            frame=frame,
            status=AgreementStatus.SIGNED,
            parties=Parties((), tuple(people)),
            stated=Parties(),
            subjects=(),
            count=None,
        )
    )
