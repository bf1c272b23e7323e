"""When and where an agreement is signed, as the clause that tells it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.relative import signed_before
from flows.extract.assertion import assertion
from flows.extract.context import Context
from flows.model.report import Mention, TimeExpression
from flows.model.vocabulary.entities import EntityType, MentionKind

if TYPE_CHECKING:
    from flows.extract.tree import Token

PLACES = frozenset({EntityType.CITY, EntityType.COUNTRY, EntityType.FACILITY, EntityType.REGION})
OWN_DAY = frozenset({"relative", "signed for"})  # frames whose day and place no clause around tells
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
CLAUSES = frozenset({"relcl", "ccomp", "advcl", "parataxis", "conj"})


def date_of(context: Context, candidate: Candidate) -> TimeExpression | None:
    """The time expression of the clause, else of the clause or announcement around it; None where none is stated."""
    for words in _clauses(candidate):
        found = _times(context, candidate, words)
        if found:
            start = candidate.sentence.place(words[0], words[0])[0]
            return min(found, key=lambda time: abs(time.span.start - start))
    return _carried_over(context, candidate)


def _carried_over(context: Context, candidate: Candidate) -> TimeExpression | None:
    """The one day of the sentence before, where a pronoun carries its story on: "He flies out on Friday. He will …"."""
    sentence, predicate = candidate.sentence, candidate.frame.predicate
    if predicate is None or sentence.no == 0 or candidate.frame.rule in OWN_DAY or not _goes_on(predicate):
        return None
    before = context.sentences[sentence.no - 1]
    times = [time for time in context.times_in(before.start, before.end) if time.date is not None]
    root = before.parse.root
    same_time = root.pos_ in ("VERB", "AUX") and assertion(root).time == candidate.frame.assertion.time
    return times[0] if len(times) == 1 and same_time else None


def _goes_on(predicate: Token) -> bool:
    """Whether the clause or the one around it has a personal pronoun for subject."""
    verbs = [predicate, *(token for token in predicate.ancestors if token.pos_ in ("VERB", "AUX"))]
    return any(c.tag_ == "PRP" and c.lower_ != "it" for verb in verbs for c in verb.children if c.dep_ in SUBJECTS)


def place_of(context: Context, candidate: Candidate) -> Mention | None:
    """The place under "in" or "at" in the clause, or what "where" stands for; else that of the clause around."""
    where = _where(candidate)
    if where is not None:
        return _place_at(context, candidate, where)
    for words in _clauses(candidate):
        found = _places(context, candidate, words)
        if found is not None:
            return found
    return None


def _clauses(candidate: Candidate) -> Iterator[list[Token]]:
    """Words of the clause of the predicate, predicate first, then of the clause that it is part of."""
    predicate = candidate.frame.predicate
    if predicate is None:
        return
    aside = _set_aside(candidate, predicate)
    own = [word for word in _clause_words(predicate) if word not in aside]
    yield own
    if candidate.frame.rule in OWN_DAY:
        return
    if predicate.dep_ in ("acl", "relcl") and predicate.head == candidate.anchor:
        return  # "the pact signed in 1980 was broken in May": May is not its day
    if predicate.dep_ == "conj" and candidate.frame.stage is Stage.FORCE:
        return  # "was signed in Rome and took effect in May": not in Rome
    around = next((token for token in predicate.ancestors if token.pos_ in ("VERB", "AUX")), None)
    if around is not None:
        yield [word for word in _clause_words(around) if word not in own]


def _set_aside(candidate: Candidate, predicate: Token) -> set[Token]:
    """Words of a relative clause that tells of the signing, where another verb is read: its day is that of signing."""
    tail = next((t for t in candidate.anchor.doc[candidate.anchor.i + 1 :] if t.text == "," or t.dep_ != "prep"), None)
    signed = signed_before(tail.nbor(-1)) if tail is not None else None
    own = signed is None or signed.predicate is None or signed.predicate == predicate
    return set() if own or signed is None or signed.predicate is None else set(signed.predicate.subtree) - {predicate}


def _clause_words(predicate: Token) -> list[Token]:
    """Words below a predicate that belong to no other clause, the predicate first."""
    words: list[Token] = []
    queue = [predicate]
    while queue:
        token = queue.pop(0)
        words.append(token)
        queue += [c for c in token.children if c.pos_ != "VERB" or c.dep_ not in CLAUSES]
    return words


def _times(context: Context, candidate: Candidate, words: list[Token]) -> list[TimeExpression]:
    starts = {candidate.sentence.place(word, word)[0] for word in words}
    times = context.times_in(candidate.sentence.start, candidate.sentence.end)
    return [t for t in times if t.date is not None and starts & set(range(t.span.start, t.span.end))]


def _where(candidate: Candidate) -> Token | None:
    """The noun that "where" stands for, if the predicate heads such a clause."""
    predicate = candidate.frame.predicate
    if predicate is None or predicate.dep_ != "relcl" or not any(c.lower_ == "where" for c in predicate.children):
        return None
    return predicate.head


def _places(context: Context, candidate: Candidate, words: list[Token]) -> Mention | None:
    for word in words:
        if word.lower_ in ("in", "at") and word.dep_ == "prep":
            for noun in word.children:
                found = _place_at(context, candidate, noun)
                if found is not None:
                    return found
    return None


def _place_at(context: Context, candidate: Candidate, noun: Token) -> Mention | None:
    start, end = candidate.sentence.place(noun, noun)
    for mention in context.cast.within(start, end):
        entity = context.cast.entities.get(mention.entity_key or "")
        if entity is not None and entity.entity_type in PLACES and mention.kind is not MentionKind.DEMONYM:
            return mention
    return None
