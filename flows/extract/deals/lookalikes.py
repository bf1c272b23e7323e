"""What is told in the words of a deal and is none: retail, wage talks, exchanges of prisoners."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from flows.extract.clauses import is_infinitive, obliques_of
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Statement
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind, DealStatus

# Kinds of what is given to somebody that he may do something with it.
AIMED = frozenset({DealKind.FINANCE, DealKind.LICENCE})


def without_lookalikes(scene: Scene, statements: list[Statement]) -> list[Statement]:
    """The statements that tell of an exchange between parties."""
    none = (_is_retail, _is_of_wages, _is_of_captives)
    told = [s for s in statements if not any(test(s) for test in none) and not _is_of_works(scene, s)]
    return [s for s in told if not any(_is_aim_of(s, other) for other in told)]


def _is_aim_of(statement: Statement, whole: Statement) -> bool:
    """Whether it only tells what the money or the leave of another deal is for ("a licence to sell its pumps").

    A loan to buy from somebody named is told of two deals.
    """
    aim = statement.trigger
    while aim.dep_ == "conj" and aim.pos_ == "VERB":
        aim = aim.head
    alike = whole.kind is DealKind.LICENCE or statement.kind is DealKind.FINANCE
    if whole is statement or whole.kind not in AIMED or (statement.explicit > 1 and not alike):
        return False
    under_for = aim.dep_ in ("pobj", "pcomp") and aim.head.lower_ == "for"
    hangs = aim.dep_ in ("acl", "relcl", "xcomp", "advcl") and is_infinitive(aim)
    above = aim.head.head if under_for else aim.head
    if not (hangs or under_for) or above.i not in whole.consumed:
        return False
    return alike or not statement.explicit


def _is_of_works(scene: Scene, statement: Statement) -> bool:
    """Whether who goes on supplying is no party but a plant ("the power station at A": "A supplies a third of ...")."""
    if statement.status is not DealStatus.ONGOING or len(statement.suppliers) != 1:
        return False
    supplier = statement.suppliers[0]
    named = supplier.span.text in _works(scene.context.document.raw_text)
    return named and not scene.is_state(supplier.entity_key)


@lru_cache(maxsize=8)
def _works(text: str) -> frozenset[str]:
    """Names by which a text calls plants: "the station at A", "A, a nuclear power plant"."""
    return frozenset(found[1] for pattern in _calling() for found in pattern.finditer(text))


@cache
def _calling() -> tuple[re.Pattern[str], ...]:
    """What calls a name that of a plant; words are bounded, so that time grows with the text and no faster."""
    nouns = "|".join(sorted(words("deal_carriers", "sites")))
    name = r"\b([A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30})?)"
    return (
        re.compile(rf"\b(?:{nouns})s? (?:at|near|outside) {name}"),
        re.compile(rf"{name}, (?:an?|the) (?:[\w-]{{1,30}} ){{0,4}}(?:{nouns})\b"),
    )


def _is_retail(statement: Statement) -> bool:
    """Whether somebody sells wares to the public of a country ("began to sell phones in India")."""
    verb = statement.trigger
    if statement.rule not in words("deal_status", "retailing") or verb.pos_ != "VERB" or statement.recipients:
        return False
    wares = [c for c in verb.children if c.dep_ == "dobj" and c.tag_ == "NNS"]
    bare = any(not any(c.dep_ in ("det", "nummod") for c in w.children) for w in wares)
    places = [t for head in (verb, *wares) for t in obliques_of(head).get("in", ())]
    return bare and statement.money is None and any(t.ent_type_ == "GPE" for t in places)


def _is_of_wages(statement: Statement) -> bool:
    """Whether money is offered to those who work for whoever offers it."""
    offered = statement.kind is DealKind.FINANCE and statement.rule in ("offer", "bid", "propose", "pay", "give")
    return offered and _says(statement, "labour")


def _is_of_captives(statement: Statement) -> bool:
    """Whether people go for people ("a prisoner swap")."""
    heads = {statement.rule} | ({statement.goods.head} if statement.goods is not None else set())
    return "swap" in heads and _says(statement, "captives")


def _says(statement: Statement, group: str) -> bool:
    return any(t.lemma_.lower() in words("goods", group) for t in statement.sentence.parse)
