"""When and where an agreement is signed, as the clause that tells it says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flows.extract.agreements.candidates import Candidate
from flows.extract.context import Context
from flows.model.report import Mention, TimeExpression
from flows.model.vocabulary import EntityType, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Token

PLACES = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.FACILITY, EntityType.REGION})
TELLING = frozenset({"say", "announce", "tell", "report", "declare", "confirm", "state", "disclose", "reveal"})


def date_of(context: Context, candidate: Candidate) -> TimeExpression | None:
    """The time expression of the clause, else that of the announcement around it; None where none is stated."""
    predicate = candidate.frame.predicate
    if predicate is None:
        return None
    own = _times(context, candidate, _clause_words(predicate))
    if not own and predicate.head.lemma_ in TELLING:
        own = _times(context, candidate, _clause_words(predicate.head))
    return min(own, key=lambda time: abs(time.span.start - _start(candidate, predicate)), default=None)


def _start(candidate: Candidate, token: Token) -> int:
    return candidate.sentence.place(token, token)[0]


def _times(context: Context, candidate: Candidate, words: Iterable[Token]) -> list[TimeExpression]:
    starts = {_start(candidate, word) for word in words}
    times = context.times_in(candidate.sentence.start, candidate.sentence.end)
    return [time for time in times if time.date is not None and starts & set(range(time.span.start, time.span.end))]


def _clause_words(predicate: Token) -> list[Token]:
    """Words below a predicate that belong to no other clause."""
    words: list[Token] = []
    queue = [predicate]
    while queue:
        token = queue.pop()
        words.append(token)
        queue += [
            c
            for c in token.children
            if c.dep_ not in ("relcl", "ccomp", "advcl", "parataxis", "conj") or c.pos_ != "VERB"
        ]
    return words


def place_of(context: Context, candidate: Candidate) -> Mention | None:
    """The place under "in" or "at" on the predicate or on what it concludes."""
    predicate = candidate.frame.predicate
    if predicate is None:
        return None
    holders = [predicate, *(c for c in predicate.children if c.dep_ in ("dobj", "nsubjpass", "prep", "agent", "pobj"))]
    for holder in [*holders, candidate.anchor]:
        for preposition in holder.children:
            if preposition.lower_ in ("in", "at") and preposition.dep_ == "prep":
                found = _place_under(context, candidate, preposition)
                if found is not None:
                    return found
    return None


def _place_under(context: Context, candidate: Candidate, preposition: Token) -> Mention | None:
    for noun in preposition.children:
        start, end = candidate.sentence.place(noun, noun)
        for mention in context.cast.within(start, end):
            entity = context.cast.entities.get(mention.entity_key or "")
            if entity is not None and entity.entity_type in PLACES and mention.kind is not MentionKind.DEMONYM:
                return mention
    return None
