"""Accords that end a quarrel: "A has settled its dispute with B"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.frame import Frame, Stage
from flows.extract.agreements.instruments import Grade, Instrument, is_instrument_word
from flows.extract.agreements.told import clausal
from flows.extract.assertion import assertion
from flows.extract.clauses import clause_of
from flows.extract.context import Context, Sentence
from flows.lexicon import load
from flows.model.report import Span
from flows.model.vocabulary.agreements import InstrumentType

if TYPE_CHECKING:
    from flows.extract.tree import Token


def settlement(finder: PartyFinder, sentence: Sentence, verb: Token) -> Iterator[Candidate]:
    """The accord that ends a quarrel: "A has settled its dispute with B"."""
    quarrels = load("agreement_verbs")["quarrels"]
    if (_peacefully(verb) and not assertion(verb).stands) or _is_aside(verb) or _is_by_accord(verb):
        return
    ends = verb.lemma_ not in ("settle", "resolve")
    for noun in _ended(verb):
        if noun.lemma_.lower() in (load("agreement_verbs")["lawsuits"] if ends else quarrels):
            frame = Frame(Stage.CONCLUDE, verb, assertion(verb), "settlement")
            instrument = Instrument(noun, noun, InstrumentType.AGREEMENT, Grade.PLAIN, False, False, None, noun)
            parties = finder.of_instrument(sentence, instrument, frame)
            if len(parties.refs) > 1:
                subject = _quarrel_span(finder.context, sentence, noun)
                settled = clausal(sentence, verb, parties, subject, InstrumentType.AGREEMENT, "settlement")
                yield replace(settled, is_cooperative=True)


def _is_aside(verb: Token) -> bool:
    """Whether it only tells what an accord in the same clause does: "signed a pact, settling their differences"."""
    told = verb.tag_ == "VBG" and verb.dep_ in ("advcl", "acl")
    return told and any(is_instrument_word(c) for c in (verb.head, *verb.head.children))


def _is_by_accord(verb: Token) -> bool:
    """Whether the accord that ends a quarrel is named beside it: "settled their row with a pact", "by signing one"."""
    under = [n for p in verb.children if p.lower_ in ("by", "with", "through") for n in p.children]
    taken = [c for n in under for c in (n, *n.children) if c.dep_ in ("pobj", "dobj")]
    return any(is_instrument_word(n) for n in taken)


def _ended(verb: Token) -> list[Token]:
    """What a verb ends: its objects, or what stands under its own noun: "put an end to the quarrel"."""
    objects = clause_of(verb).objects
    stops = [p for o in objects if o.lower_ in ("end", "stop") for p in (*o.children, *verb.children)]
    stops = [p for p in stops if p.lower_ == "to"]
    aside = any(c.lower_ == "aside" for c in verb.children)
    under = [n for p in stops for n in p.children if n.dep_ == "pobj"]
    lasting = [o for o in objects if o.lemma_ in load("agreement_verbs")["periods"]]  # "ended years of wrangling"
    of = [p for o in lasting for p in o.children if p.lower_ == "of"]
    borne = [n for p in of for n in p.children if n.dep_ in ("pobj", "pcomp")]
    return under if verb.lemma_ == "put" and not aside else borne or list(objects)


def _peacefully(verb: Token) -> bool:
    """Whether words beside a verb say by what way a quarrel is to be settled, and so that it is not."""
    under_ = [n for p in verb.children if p.lower_ in ("through", "by", "via") for n in p.children]
    ways = any(n.lemma_.lower() in load("agreement_verbs")["peaceful_ways"] for n in under_)
    return ways or any(c.lower_ in ("peacefully", "amicably") for c in verb.children)


def _quarrel_span(context: Context, sentence: Sentence, noun: Token) -> Span:
    first = noun
    for token in reversed(list(noun.doc[noun.left_edge.i : noun.i])):
        if token.dep_ not in ("compound", "amod") or token.head != noun:
            break
        if token.dep_ == "compound":
            first = token
    over = [c.right_edge for c in noun.children if c.dep_ == "prep" and c.lower_ in ("over", "on", "about")]
    return context.span(*sentence.place(first, over[0] if over else noun))
