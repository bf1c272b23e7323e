"""What is told in the words of a deal and is none: retail, wage talks, exchanges of prisoners."""

from __future__ import annotations

from flows.extract.clauses import obliques_of
from flows.extract.deals.statement import Statement
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind


def without_lookalikes(statements: list[Statement]) -> list[Statement]:
    """The statements that tell of an exchange between parties."""
    return [s for s in statements if not (_is_retail(s) or _is_of_wages(s) or _is_of_captives(s))]


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
