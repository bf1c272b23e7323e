"""Sides that a description names: who acts for whom ("Peru's envoys"), societies of people ("Hull's merchants")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flows.extract.clauses import with_conjuncts
from flows.extract.context import Context, PartyRef, Sentence
from flows.lexicon import load
from flows.model.report import Mention
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

OWNING = ("of", "from", "for", "at")
LEFT = ("compound", "poss", "nmod", "amod")
NO_BODY = frozenset({EntityType.FACILITY, EntityType.EVENT, EntityType.WORK, EntityType.WEAPON_SYSTEM})


def described(context: Context, sentence: Sentence, token: Token, known: Sequence[PartyRef]) -> list[PartyRef]:
    """Whom a common noun means by the names beside it; none where `known` already holds them."""
    start, end = sentence.place(token.left_edge, token)
    lemma = noun_of(token)
    if token.pos_ not in ("NOUN", "PROPN") or any(ref.span.start < end and start < ref.span.end for ref in known):
        return []
    if lemma in load("agreement_verbs")["bearers"]:  # the names of those who act for a side are not the side
        return [ref for name in _names(token) for ref in _named(context, sentence, name)]
    if token.tag_ == "NNS" and (beside := _beside(context, sentence, token)):
        return beside
    if lemma in load("agreement_verbs")["societies"]:
        called = [c for c in token.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i == token.i + 1]
        return [ref for c in called for ref in _named(context, sentence, c)] or _society(context, sentence, token)
    return []


def noun_of(token: Token) -> str:
    """The noun that a word is a form of, be it capitalised at the start of a sentence: "Rebels of the …"."""
    lemma = token.lemma_.lower()
    return lemma.removesuffix("s") if token.tag_ == "NNPS" or (token.tag_ == "NNP" and token.is_sent_start) else lemma


def _beside(context: Context, sentence: Sentence, token: Token) -> list[PartyRef]:
    """The names in apposition to a plural: "the ferry lines Alpha and Beta"."""
    heads = [token, *(c for c in token.children if c.dep_ == "appos" and c.tag_ == "NNS")]
    names = [n for h in heads for c in h.children if c.dep_ == "appos" and c.pos_ == "PROPN" for n in with_conjuncts(c)]
    refs = [ref for name in dict.fromkeys(names) for ref in _named(context, sentence, name)]
    return refs if len(refs) > 1 else []


def _names(token: Token) -> Iterator[Token]:
    """The names that say for whom somebody acts, before the noun or under "of" and "from"."""
    before = [c for c in token.children if c.dep_ in LEFT and c.i < token.i and c.text[0].isupper()]
    behind = [n for c in token.children if c.lower_ in OWNING for n in c.children if n.dep_ == "pobj"]
    yield from before or [n for p in behind for n in with_conjuncts(p) if n.pos_ == "PROPN"]


def _named(context: Context, sentence: Sentence, name: Token) -> list[PartyRef]:
    refs = [ref for ref in context.cast.parties(sentence, name) if ref.country_code is not None]
    mention = _mention(context, sentence, name)
    if refs or mention is None:
        return refs[:1]
    entity = context.cast.entities.get(mention.entity_key or "")
    if entity is not None and entity.entity_type in NO_BODY:
        return []
    return [PartyRef(mention.entity_key, mention.span, PartyBasis.STATED, None, None)]


def _mention(context: Context, sentence: Sentence, name: Token) -> Mention | None:
    return next(iter(context.cast.within(*sentence.place(name, name))), None)


def _society(context: Context, sentence: Sentence, token: Token) -> list[PartyRef]:
    """A body or trade by its whole description, a place or name in it: "the trawler owners of Ardmore"."""
    before = [c for c in token.children if c.dep_ in LEFT and c.i < token.i]
    behind = [n for c in token.children if c.lower_ in ("of", "at") for n in c.children if n.dep_ == "pobj"]
    mentions = {n: _mention(context, sentence, n) for n in (*before, *behind) if n.text[0].isupper()}
    raised = [n for n, m in mentions.items() if m is None or m.kind is not MentionKind.DEMONYM]
    if not raised:
        return []
    first = min([token, *(t for c in before for t in c.subtree)], key=lambda t: t.i)
    last = max([token, *(t for n in behind if n in raised for t in n.subtree if t.pos_ == "PROPN")], key=lambda t: t.i)
    start, end = sentence.place(first, last)
    named = [m for m in context.cast.within(start, end) if (m.entity_key or "").startswith("organization:")]
    place, _ = sentence.place(token, token)
    whole = next((m.entity_key for m in named if m.span.start <= place < m.span.end), None)
    return [PartyRef(whole, context.span(start, end), PartyBasis.STATED, None, None)]
