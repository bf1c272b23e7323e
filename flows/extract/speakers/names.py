"""Who the words that name a speaker stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.context import Context, Sentence
from flows.extract.speakers.tags import lexicon
from flows.model.report import Mention
from flows.model.vocabulary import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Token

LOOK_BACK = 3  # sentences in which "he" or "she" may find a person
PERSONAL = frozenset({"he", "she"})
LOOSE = ("relcl", "acl", "appos", "punct", "advcl", "cc", "conj")


def speaker_text(context: Context, sentence: Sentence, head: Token) -> str:
    """The words that name the speaker, without clauses that describe them."""
    inner = [token for token in head.subtree if not _hangs_loose(token, head)]
    first = min(inner, key=lambda token: token.i)
    last = max((token for token in inner if token.i >= head.i), key=lambda token: token.i)
    start, _ = sentence.place(first, first)
    _, end = sentence.place(last, last)
    return context.document.raw_text[start:end]


def _hangs_loose(token: Token, head: Token) -> bool:
    """Whether the token belongs to a relative clause, an apposition or a coordination after the head."""
    here = token
    while here != head and here.head != here:
        if here.dep_ in LOOSE and here.head.i <= here.i:
            return True
        here = here.head
    return False


def is_unnamed(head: Token) -> bool:
    """Whether the speaker is "reports", "sources" and the like, whatever is written before it."""
    return head.lower_ in lexicon("unnamed")


def speaker_key(context: Context, sentence: Sentence, head: Token) -> str | None:
    """The cast member who speaks; None for nobody known."""
    if head.lower_ in PERSONAL:
        return _person_before(context, sentence, head)
    start, end = sentence.place(head, head)
    named = [mention for mention in context.cast.within(start, end) if mention.entity_key]
    if named:
        return max(named, key=lambda mention: mention.span.end - mention.span.start).entity_key
    if head.pos_ == "PRON":
        parties = context.cast.parties(sentence, head)
        return parties[0].entity_key if len(parties) == 1 else None
    return _beside(context, sentence, head)


def _beside(context: Context, sentence: Sentence, head: Token) -> str | None:
    """A person set beside a title ("the minister, Ann Lee"), or the body a spokesman speaks for."""
    first, last = min(head.subtree, key=lambda token: token.i), max(head.subtree, key=lambda token: token.i)
    start, end = sentence.place(first, last)
    named = [mention for mention in context.cast.within(start, end) if mention.entity_key]
    people = [mention for mention in named if _is_person(context, mention)]
    if people:
        return people[0].entity_key
    return named[0].entity_key if named and head.lower_ in lexicon("mouthpieces") else None


def _is_person(context: Context, mention: Mention) -> bool:
    entity = context.cast.entities.get(mention.entity_key or "")
    return entity is not None and entity.entity_type is EntityType.PERSON


def _person_before(context: Context, sentence: Sentence, head: Token) -> str | None:
    """The person whom "he" or "she" most likely is: the last one named as a subject, else the last one named."""
    at, _ = sentence.place(head, head)
    near = [other for other in context.sentences if sentence.no - LOOK_BACK <= other.no <= sentence.no]
    for other in reversed(near):
        people = [
            mention
            for mention in context.cast.within(other.start, min(other.end, at))
            if mention.span.start < at and _is_person(context, mention)
        ]
        if people:
            subjects = [mention for mention in people if _is_subject(other, mention)]
            return (subjects or people)[0 if subjects else -1].entity_key
    return None


def _is_subject(sentence: Sentence, mention: Mention) -> bool:
    return any(
        token.dep_ in ("nsubj", "nsubjpass") and mention.span.start <= token.idx + sentence.shift < mention.span.end
        for token in sentence.parse
    )
