"""Sides that bear no name: rebels, an opposition and those who only lead them; lenders of a state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.clauses import clause_of, with_conjuncts
from flows.extract.context import Context, PartyRef, Sentence
from flows.lexicon import load
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

OPPOSITION = "opposition"
LEADING = frozenset({"leader", "chief", "commander", "boss", "chairman", "negotiator"})
BEFORE = frozenset({"amod", "compound", "nmod", "conj"})


def opponents(context: Context, sentence: Sentence, head: Token) -> list[PartyRef]:
    """The sides that a phrase names by what they are: "army and rebel forces", "opposition leader Ana Ruiz"."""
    named = [c for c in head.children if c.dep_ == "appos"]  # "president A and rebel leader B"
    tokens = dict.fromkeys(t for h in (head, *named) for t in with_conjuncts(h))
    stretches = [s for token in tokens for s in _stretches(token)]
    spans = [context.span(*sentence.place(first, last)) for first, last in stretches]
    return [PartyRef(None, span, PartyBasis.STATED, None, None) for span in spans]


def creditors(context: Context, sentence: Sentence, verb: Token) -> list[PartyRef]:
    """The lenders without a name that a verb has for its subject: "Western creditor governments", "banks"."""
    found = [t for t in clause_of(verb).subjects if t.tag_ == "NNS" and _lends(t)]
    first = [min([t, *(c for c in t.lefts if c.dep_ in BEFORE)], key=lambda w: w.i) for t in found]
    spans = [context.span(*sentence.place(*pair)) for pair in zip(first, found, strict=True)]
    return [PartyRef(None, span, PartyBasis.STATED, None, None) for span in spans]


def _lends(noun: Token) -> bool:
    lenders = load("agreement_verbs")["lenders"]
    return any(t.lemma_.lower() in lenders for t in (noun, *noun.lefts))


def _stretches(token: Token) -> Iterator[tuple[Token, Token]]:
    """First and last word of the side that one noun or name stands for."""
    words = load("agreement_verbs")
    if token.lower_ == OPPOSITION and token.conjuncts:
        yield token, token
    if token.lemma_.lower() in words["armed_groups"] and token.is_lower:
        kinds = [t for t in token.lefts if t.dep_ in BEFORE for t in t.subtree if t.lemma_.lower() in words["bands"]]
        yield from ((kind, token) for kind in kinds[:1])
    if token.pos_ == "PROPN":
        titles = [c for c in token.lefts if c.lemma_.lower() in LEADING]
        kinds = [c for t in titles for c in t.lefts if c.lemma_.lower() in (*words["bands"], OPPOSITION)]
        yield from ((kind, kind) for kind in kinds[:1])
