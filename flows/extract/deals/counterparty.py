"""The side of an exchange that stands with the contract or talks over its trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, governors, is_infinitive, is_nominal, obliques_of
from flows.extract.context import PartyRef
from flows.extract.deals import frames
from flows.extract.deals.carried import carrier
from flows.extract.deals.filled import Filled
from flows.extract.deals.scene import Scene
from flows.extract.deals.status import deal_noun, deal_with_terms, talks_noun
from flows.lexicon import words

if TYPE_CHECKING:
    from flows.extract.tree import Token


BEFORE = frozenset({"compound", "amod", "nmod", "poss"})  # words before a contract that name who gives it


def counterparty(scene: Scene, clause: Clause, filled: Filled) -> tuple[tuple[PartyRef, ...], tuple[PartyRef, ...]]:
    """Both sides, the missing one taken from "with Y" on the contract or verb that governs the trigger."""
    suppliers, recipients = filled.suppliers, filled.recipients
    owners = tuple(p for g in filled.goods for p in g.owners)
    if suppliers and recipients and suppliers == owners:
        suppliers = ()  # whoever the deal is with goes before the maker
    elif suppliers and recipients and recipients == owners:
        recipients = ()  # and before the owner of what is worked on
    elif bool(suppliers) == bool(recipients):
        return suppliers, recipients
    other = _with(scene, clause.predicate)
    known = {p.entity_key for p in suppliers + recipients} | {g.target for g in filled.goods}
    other = tuple(p for p in other if p.entity_key not in known)
    return (suppliers, other or filled.recipients) if suppliers else (other or filled.suppliers, recipients)


def _with(scene: Scene, trigger: Token) -> tuple[PartyRef, ...]:
    """Parties under "with" or "from" on the deal noun that the trigger explains, or on the verb that carries it."""
    noun = deal_noun(trigger) or talks_noun(trigger) or _instrument_above(trigger) or _instrument_under(trigger)
    if noun is None and trigger.dep_ == "pobj" and trigger.head.head.lemma_.lower() in words("deal_status", "talks"):
        noun = trigger.head.head
    if noun is None and trigger.pos_ == "NOUN" and (above := carrier(trigger)) is not None:
        return scene.parties(clause_of(above).under("with"))
    if noun is None:
        return scene.parties(_choosers(trigger)) or scene.parties(_agreed_with(trigger))
    verb = carrier(noun)
    if noun == deal_with_terms(trigger):
        signers = clause_of(verb).subjects if verb is not None else ()
        return scene.parties((*_partners(noun), *(_partners(verb) if verb is not None else ()), *signers))
    for place in (noun, verb):
        found = scene.parties(_partners(place)) if place is not None else ()
        if found:
            return found
    handed = verb is not None and verb.lemma_.lower() in frames.carriers("awarding")
    if verb is not None and handed and (givers := scene.parties(clause_of(verb).subjects)):
        return givers
    won = verb is not None and verb.lemma_.lower() in frames.carriers("winning")
    return scene.parties(c for c in noun.children if c.dep_ in BEFORE) if handed or won else ()


def _partners(place: Token) -> list[Token]:
    """Whom a deal is with, by its own words or those of a participle on it ("a deal signed with A")."""
    signed = [c for c in place.children if c.dep_ == "acl"]
    return [t for p in (place, *signed) for t in clause_of(p).under("with", "from", "between")]


def _instrument_above(trigger: Token) -> Token | None:
    """The deal noun over an exchange noun ("an agreement with Y on the sale of X")."""
    above = next(iter(governors(trigger)), None)
    is_deal = above is not None and is_nominal(above) and above.lemma_.lower() in frames.instruments()
    return above if is_deal and trigger.pos_ == "NOUN" else None


def _instrument_under(trigger: Token) -> Token | None:
    """The contract under or in which something is done ("is building the mill under a contract with Y")."""
    found = clause_of(trigger).obliques if trigger.pos_ == "VERB" else {}
    nouns = (*found.get("under", ()), *found.get("in", ()))
    return next((t for t in nouns if t.lemma_.lower() in frames.instruments()), None) or deal_with_terms(trigger)


def _agreed_with(trigger: Token) -> tuple[Token, ...]:
    """With whom somebody agreed on what an infinitive tells ("agreed with Y to buy X")."""
    verb = trigger.head
    agreed = trigger.dep_ == "xcomp" and is_infinitive(trigger) and verb.lemma_.lower() in ("agree", "arrange")
    return tuple(t for t in obliques_of(verb).get("with", ()) if t.i < trigger.i) if agreed else ()


def _choosers(trigger: Token) -> tuple[Token, ...]:
    """Who chose the doer of an infinitive ("Oman chose X to supply")."""
    verb = trigger.head
    if trigger.dep_ not in ("xcomp", "ccomp", "advcl") or verb.lemma_.lower() not in words("deal_status", "choosing"):
        return ()
    return clause_of(verb).subjects
