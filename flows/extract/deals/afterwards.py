"""Values that a later sentence gives a deal told without one ("The work, worth $4bn, ...", "It paid $4bn")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.clauses import obliques_of
from flows.extract.context import Context
from flows.extract.deals import frames
from flows.extract.deals.goods_kinds import one_class
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Statement
from flows.extract.deals.thread import Thread, targets_of
from flows.extract.deals.value import is_measured, is_other, is_sum, root_of, subject_of, value_statement, verb_over
from flows.extract.governing import is_none
from flows.lexicon import words
from flows.model.report import Money

if TYPE_CHECKING:
    from flows.extract.tree import Token

REACH = 2  # sentences after the last that tells the deal


def add_later_values(context: Context, threads: list[Thread]) -> list[Thread]:
    """The deals, those without a value given the first amount after them that is said to be theirs."""
    used = {m.span.start for t in threads for m in t.money}
    for thread in threads:
        if any(m.amount is not None or m.lower is not None for m in thread.money):
            continue
        found = next(_later(context, thread, used), None)
        if found is not None:
            thread.statements.append(found)
            used |= {found.money.span.start} if found.money is not None else set()
    return threads


def _later(context: Context, thread: Thread, used: set[int]) -> Iterator[Statement]:
    told = [s.sentence.no for s in thread.statements if not s.is_title]
    if not told:
        return
    for sentence in context.sentences:
        if not told[0] <= sentence.no <= told[-1] + REACH:
            continue
        scene = Scene(context, sentence)
        for money in context.money_in(sentence.start, sentence.end):
            if money.span.start not in used and money.amount is not None and is_sum(money):
                yield from (value_statement(scene, money),) if _is_its(scene, money, thread) else ()


def _is_its(scene: Scene, money: Money, thread: Thread) -> bool:
    """Whether the clause of an amount says that it is paid for the deal or is what the deal is worth."""
    root = root_of(scene, money)
    verb = None if root is None else verb_over(root)
    if root is None or verb is None or any(c.dep_ == "neg" or is_none(c) for c in verb.children):
        return False
    lemma, subject = verb.lemma_.lower(), subject_of(verb)
    if lemma == "cover":  # "covers $4bn of debt"
        return subject is not None and subject.lemma_.lower() in frames.instruments() and _is_definite(subject)
    if is_other(scene.context, scene.sentence, money):
        return False
    if lemma in words("deal_values", "valuing") and _is_target(scene, verb, thread):
        return True
    if subject is None:
        return False
    if lemma in words("deal_values", "paying"):
        return _are(scene, subject, thread, supplier=False) and _for_it(verb, thread)
    if lemma in words("deal_values", "charging"):
        return _are(scene, subject, thread, supplier=True) and _for_it(verb, thread)
    return is_measured(root, verb) and _means_deal(subject, thread)


def _is_target(scene: Scene, verb: Token, thread: Thread) -> bool:
    """Whether a clause says what a company that changes hands as a whole is worth ("values it at $4bn")."""
    if any(g.stake is not None or g.is_share for g in thread.goods):
        return False
    valued = {p.entity_key for p in scene.parties(c for c in verb.subtree if c.dep_ in ("dobj", "nsubj"))}
    return bool(valued & targets_of(thread))


def _are(scene: Scene, subject: Token, thread: Thread, *, supplier: bool) -> bool:
    """Whether the subject is a party on that side of the deal and no other party."""
    keys = {p.entity_key for p in scene.parties([subject])}
    return bool(keys) and keys <= set(thread.suppliers if supplier else thread.recipients)


def _for_it(verb: Token, thread: Thread) -> bool:
    """Whether what is paid for, where it is told, may be what the deal is about."""
    things = obliques_of(verb).get("for", ())
    heads = {w for g in thread.goods for w in (*g.words, g.head)}
    return all(t.lemma_.lower() in heads or _is_definite(t) for t in things)


def _is_definite(noun: Token) -> bool:
    told = ("the", "this", "these", "those", "both")
    return noun.tag_ == "PRP" or any(c.dep_ == "poss" or c.lower_ in told for c in noun.lefts)


def _means_deal(subject: Token, thread: Thread) -> bool:
    """Whether a noun takes up the deal or its goods ("the contract", "the two reactors")."""
    if not _is_definite(subject) or subject.tag_ == "PRP":
        return False
    lemma = subject.lemma_.lower()
    if lemma in frames.instruments() or lemma in frames.nouns() or lemma in words("deal_values", "undertakings"):
        return True
    return any(lemma == g.head or lemma in g.words or one_class(lemma, g) for g in thread.goods)
