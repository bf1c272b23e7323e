"""Which amount is the value of which deal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.clauses import governors
from flows.extract.context import Context, Sentence
from flows.extract.deals import frames
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Statement
from flows.lexicon import load, words
from flows.model.report import Money
from flows.model.vocabulary.deals import DealKind, DealStatus

if TYPE_CHECKING:
    from flows.extract.tree import Token

SMALLEST = 1000  # major units; smaller sums in news of deals are unit prices
CLIMB = 5  # words between an amount and the verb of its clause
FARTHEST = 100  # words from a sum at which nothing is its deal
WINDOW = 90  # characters looked at on each side of an amount


def attach_values(scene: Scene, statements: list[Statement]) -> list[Statement]:
    """The sentence's statements, each with its value.

    An amount that speaks of a deal told elsewhere is added as a statement of its own.
    """
    added: list[Statement] = []
    for money in scene.context.money_in(scene.sentence.start, scene.sentence.end):
        told = (
            _listed_with(money, statements)
            or _object_of(scene, money, statements)
            or _measured_by(scene, money, statements)
        )
        if told is not None and is_sum(money) and not is_other(scene.context, scene.sentence, money):
            told.money = _better(told.money, money)
            continue
        if not may_be_value(scene.context, scene.sentence, money) or _sizes_party(scene, money, statements):
            continue
        best = _best(scene, money, statements)
        if best is not None:
            best.money = _better(best.money, money)
        elif _stands_alone(scene, money) and not statements:
            added.append(value_statement(scene, money))
    return sorted(statements + added, key=lambda s: s.start)


def _listed_with(money: Money, statements: Iterable[Statement]) -> Statement | None:
    """The statement in whose part of a list the amount stands."""
    reaches = ((s, s.reach) for s in statements if s.reach is not None)
    return next((s for s, (start, end) in reaches if start <= money.span.start < end), None)


def may_be_value(context: Context, sentence: Sentence, money: Money) -> bool:
    """Whether an amount is a whole sum large enough to be paid for a deal, told as one."""
    return is_sum(money) and is_value(context, sentence, money)


def is_sum(money: Money) -> bool:
    """Whether an amount is no rate, no restatement in another currency, and large enough to be paid for a deal."""
    if money.is_rate or money.equivalent_of is not None:
        return False
    return money.amount is None or money.amount >= SMALLEST


def is_other(context: Context, sentence: Sentence, money: Money) -> bool:
    """Whether the words around an amount say that it measures something else than a deal."""
    before, after = _around(context, sentence, money)
    if _any("price_before", before):  # "sold its assets for $4bn"
        return False
    return _any("other_before", before) or _any("other_after", after)


def _object_of(scene: Scene, money: Money, statements: Iterable[Statement]) -> Statement | None:
    """The statement whose trigger has the amount as its object ("lent Y $4bn", "paid $4bn for X")."""
    root = root_of(scene, money)
    if root is None:
        return None
    stated = (s for s in statements if s.trigger.i == root.head.i and root.dep_ in ("dobj", "nsubjpass", "dative"))
    return next(stated, None) or _told_of_alone(root, statements)


def _told_of_alone(root: Token, statements: Iterable[Statement]) -> Statement | None:
    """The statement of money and of no thing in whose clause a sum stands ("$90 million will come from A")."""
    alone = {s.trigger.i: s for s in statements if s.kind is DealKind.FINANCE and s.goods is None and s.money is None}
    here = root
    for _ in range(CLIMB if alone else 0):
        here = here.head
        if here.i in alone or here.pos_ == "VERB":
            return alone.get(here.i)
    return None


def is_value(context: Context, sentence: Sentence, money: Money) -> bool:
    """Whether the words around an amount let it be the value of a deal."""
    before, after = _around(context, sentence, money)
    if is_sharpening(context, sentence):
        return True
    if money.amount is None and money.lower is None:
        return True
    if is_other(context, sentence, money):
        return False
    return _any("value_before", before) or _any("value_after", after)


def is_sharpening(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence gives the precise figure for one told before ("To be more precise, $4.85 billion")."""
    return _any("sharpening", " ".join(context.document.raw_text[sentence.start : sentence.end].lower().split()))


def _around(context: Context, sentence: Sentence, money: Money) -> tuple[str, str]:
    raw = context.document.raw_text
    before = raw[max(sentence.start, money.span.start - WINDOW) : money.span.start]
    after = raw[money.span.end : min(sentence.end, money.span.end + WINDOW)]
    return " ".join(before.lower().split()) + " ", " ".join(after.lower().split()) if after[
        :1
    ].strip() else " " + " ".join(after.lower().split())


def _any(group: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns(group))


@cache
def _patterns(group: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in load("deal_values")[group])


def _better(old: Money | None, new: Money) -> Money:
    """The first amount of a statement; a number goes before "undisclosed"."""
    if old is None or (old.amount is None and old.lower is None):
        return new
    return old


def _best(scene: Scene, money: Money, statements: Iterable[Statement]) -> Statement | None:
    """The statement that an amount belongs to: that of the noun it modifies, else the nearest before it."""
    root = root_of(scene, money)
    if root is None:
        return None
    statements = [s for s in statements if not _in_next_clause(root, s.trigger)]
    above = {t.i for t in governors(root)[:3]}
    ranked = sorted(statements, key=lambda s: _distance(s, root, above))
    return ranked[0] if ranked and _distance(ranked[0], root, above) < FARTHEST else None


def _distance(statement: Statement, root: Token, above: set[int]) -> int:
    trigger = statement.trigger
    near = abs(trigger.i - root.i)
    if statement.rule == "option" and trigger.i > root.i:
        return FARTHEST  # "for $4bn, with an option on ten more"
    if trigger.i in above:
        return near // 4
    if any(g.i in above for g in governors(trigger)[:2] if g.lemma_.lower() in frames.instruments()):
        return near // 2
    return near if trigger.i < root.i else near + 15


def _measured_by(scene: Scene, money: Money, statements: Iterable[Statement]) -> Statement | None:
    """The statement of the noun that a clause says to be worth an amount ("helicopters, which could cost $4m")."""
    root = root_of(scene, money)
    verb = None if root is None else verb_over(root)
    subject = subject_of(verb) if root is not None and verb is not None and is_measured(root, verb) else None
    if verb is None or subject is None:
        return None
    inside = [
        s for s in statements if verb.dep_ == "relcl" and s.trigger.pos_ == "NOUN" and s.trigger.is_ancestor(subject)
    ]
    return next((s for s in statements if s.trigger == subject or subject.i in s.consumed), next(iter(inside), None))


def _sizes_party(scene: Scene, money: Money, statements: Iterable[Statement]) -> bool:
    """Whether an amount is what a party is worth, not what changes hands ("X, valued at $4bn, has bought Y")."""
    root = root_of(scene, money)
    verb = None if root is None else verb_over(root)
    if verb is None or verb.lemma_.lower() not in words("deal_values", "valuing") or verb.dep_ not in ("acl", "advcl"):
        return False
    valued = [c for c in verb.children if c.dep_ == "dobj"] or [s for s in (subject_of(verb),) if s is not None]
    keys = {p.entity_key for p in scene.parties(valued)}
    return bool(keys) and not keys & {s.goods.target for s in statements if s.goods is not None}


def is_measured(root: Token, verb: Token) -> bool:
    """Whether a verb over an amount says what something costs or is worth."""
    if verb.lemma_ == "be":
        return any(t.lower_ in ("worth", "valued", "priced", "estimated") for t in root.doc[verb.i + 1 : root.i])
    return verb.lemma_.lower() in words("deal_values", "costing")


def verb_over(root: Token) -> Token | None:
    """The verb in whose clause an amount stands."""
    here = root
    for _ in range(CLIMB):
        if here.head == here or here.dep_ in ("nsubj", "nsubjpass", "relcl", "conj"):
            return None
        here = here.head
        if here.pos_ in ("VERB", "AUX"):
            return here
    return None


def subject_of(verb: Token) -> Token | None:
    """The noun that a clause is about, the antecedent where it is "which"."""
    for _ in range(CLIMB):
        found = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if found is not None:
            return verb.head if found.lower_ in ("which", "that", "who") and verb.dep_ == "relcl" else found
        if verb.dep_ == "acl":
            return verb.head
        if verb.dep_ not in ("xcomp", "conj", "advcl"):
            return None
        verb = verb.head
    return None


def _in_next_clause(root: Token, trigger: Token) -> bool:
    """Whether an amount stands with another verb and its own object ("ordered X, and sold its unit for $4m")."""
    verb = verb_over(root)
    if verb is None or verb.dep_ != "conj" or verb == trigger or trigger in verb.subtree:
        return False
    return trigger.i < verb.i and any(c.dep_ == "dobj" and c.pos_ in ("NOUN", "PROPN") for c in verb.children)


def root_of(scene: Scene, money: Money) -> Token | None:
    """The token of an amount that hangs on something outside it."""
    inside = [t for t in scene.sentence.parse if _overlaps(scene, t, money)]
    ids = {t.i for t in inside}
    return next((t for t in inside if t.head.i not in ids or t.head == t), inside[0] if inside else None)


def _overlaps(scene: Scene, token: Token, money: Money) -> bool:
    start, end = scene.sentence.place(token, token)
    return start < money.span.end and money.span.start < end


def _stands_alone(scene: Scene, money: Money) -> bool:
    text = " ".join(scene.context.document.raw_text[scene.sentence.start : scene.sentence.end].lower().split())
    return _any("value_alone", text) or _any("value_due", _around(scene.context, scene.sentence, money)[1])


def value_statement(scene: Scene, money: Money) -> Statement:
    """A statement that only gives the value of a deal told elsewhere."""
    root = root_of(scene, money)
    assert root is not None
    return Statement(scene.sentence, root, "value", DealStatus.RUMOURED, money=money, definite=True)
