"""Who the words that name a speaker stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.context import Context, Sentence
from flows.extract.speakers.tags import lexicon
from flows.model.report import Mention

if TYPE_CHECKING:
    from flows.extract.tree import Token

LOOSE = ("relcl", "acl", "appos", "punct", "advcl", "cc", "conj", "prep")
CLOSE_PREPOSITIONS = frozenset({"of", "for", "at"})  # "the head of Acme", "a spokesman for Acme"


def speaker_text(context: Context, sentence: Sentence, head: Token) -> str:
    """The words that name the speaker, without clauses that describe them."""
    start, end = _place(sentence, head)
    return context.document.raw_text[start:end]


def _place(sentence: Sentence, head: Token) -> tuple[int, int]:
    """Where the noun phrase of `head` stands, without what hangs loosely on it."""
    inner = [token for token in head.subtree if not _hangs_loose(token, head)]
    return sentence.place(min(inner, key=lambda token: token.i), max(inner, key=lambda token: token.i))


def _hangs_loose(token: Token, head: Token) -> bool:
    """Whether the token belongs to a clause, an apposition or another conjunct after the head."""
    here = token
    while here != head and here.head != here:
        is_close = here.dep_ == "prep" and here.lower_ in CLOSE_PREPOSITIONS
        if here.dep_ in LOOSE and here.head.i <= here.i and not is_close:
            return True
        here = here.head
    return False


def is_unnamed(head: Token) -> bool:
    """Whether the speaker is "reports", "sources" and the like, with nobody named as theirs ("a report in X")."""
    return head.lower_ in lexicon("unnamed") and owner(head) is None


def owner(head: Token) -> Token | None:
    """The name that "report" or "newspaper" is given: "in X", "by X", "of X", or the name set beside it."""
    for child in head.children:
        if child.dep_ in ("appos", "prep") and child.i > head.i:
            near = [child] if child.dep_ == "appos" else list(child.children)
            named = [token for token in near if token.pos_ == "PROPN"]
            if named:
                return named[0]
    return None


def speaker_key(context: Context, sentence: Sentence, head: Token) -> str | None:
    """The cast member who speaks, None for nobody known.

    By name, as the person that a title or pronoun stands for, or as the body that a spokesman speaks for.
    """
    head = (owner(head) if head.lower_ in lexicon("unnamed") else None) or head
    start, end = sentence.place(head, head)
    named = [mention for mention in context.cast.within(start, end) if mention.entity_key]
    if named:
        return max(named, key=_length).entity_key
    people = context.cast.people(sentence, head)
    if people:
        return people[0].entity_key if len(people) == 1 else None
    return _body(context, sentence, head)


def _length(mention: Mention) -> int:
    return mention.span.end - mention.span.start


def _body(context: Context, sentence: Sentence, head: Token) -> str | None:
    """Who "it" and "the company" are, or the one body named beside "spokesman", "ministry", "statement"."""
    if head.pos_ == "PRON" or head.lower_ in lexicon("mouthpieces"):
        parties = context.cast.parties(sentence, head)
        if parties:
            return parties[0].entity_key if len(parties) == 1 else None
    if head.lower_ not in lexicon("mouthpieces"):
        return None
    named = [mention for mention in context.cast.within(*_place(sentence, head)) if mention.entity_key]
    return named[0].entity_key if named else None
