"""The clause of a trigger with those in its places who are meant: whoever an agent acts for, an offer is made by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, is_infinitive
from flows.extract.deals import frames
from flows.extract.deals.carried import carrier, holder
from flows.extract.deals.relations import teller
from flows.extract.deals.scene import Scene
from flows.extract.deals.status import deal_noun
from flows.lexicon import words

if TYPE_CHECKING:
    from flows.extract.tree import Token


def as_meant(scene: Scene, clause: Clause) -> Clause:
    """The clause with who does it, for whom, and what stands on its deal noun."""
    return supported(_worker_clause(scene, _offered(scene, _on_behalf(scene, clause))))


def supported(clause: Clause) -> Clause:
    """The clause of an exchange noun with what stands on its deal noun ("a merger agreement with Y")."""
    noun, above = clause.predicate, clause.predicate.head
    going = noun.dep_ == "nsubj" and above.lemma_.lower() in frames.carriers("going")
    if going or noun.dep_ == "acomp":  # "most of its exports go to China", "is reliant on Russia"
        return replace(clause, obliques={**clause_of(above).obliques, **clause.obliques})
    if noun.dep_ == "pobj" and above.lower_ in ("over", "on", "about", "regarding", "concerning"):
        above = above.head
    elif noun.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_.lower() in frames.carriers("packages"):
        above = above.head  # "a line of credit to A"
    elif noun.dep_ not in ("compound", "nmod", "amod"):
        return clause
    if above.lemma_.lower() not in frames.carriers("support") | frames.carriers("packages"):
        return clause
    whole = clause_of(above)
    return replace(
        clause,
        subjects=holder(whole) or clause.subjects,
        possessors=clause.possessors + whole.possessors,
        modifiers=clause.modifiers + tuple(m for m in whole.modifiers if m.i < noun.i),
        obliques={**whole.obliques, **clause.obliques},
    )


def _offered(scene: Scene, clause: Clause) -> Clause:
    """The clause of what an offer or plan is to do, done by whoever makes it ("a Chinese offer to sell it")."""
    noun = clause.predicate.head
    if clause.predicate.dep_ not in ("acl", "relcl") or not is_infinitive(clause.predicate):
        return clause
    makers = tuple(c for c in noun.lefts if c.dep_ in ("amod", "poss", "nmod") and c.pos_ in ("ADJ", "PROPN"))
    makers = makers if noun.lemma_.lower() in words("deal_status", "proposals") and scene.parties(makers) else ()
    return replace(clause, subjects=makers) if makers else clause


def _on_behalf(scene: Scene, clause: Clause) -> Clause:
    """The clause of what an agent does, done by whoever it is done for ("the bank bought shares on A's behalf": A)."""
    behalf = [t for t in clause.under("on") if t.lower_ == "behalf"]
    whose = tuple(w for t in behalf for w in (*(c for c in t.children if c.dep_ == "poss"), *clause_of(t).under("of")))
    if {p.entity_key for p in scene.parties(whose)} <= {p.entity_key for p in scene.parties(clause.subjects)}:
        whose = tuple(teller(clause)) if whose else ()  # "A said B had bought shares on its behalf": A's
    return replace(clause, subjects=whose) if whose and scene.parties(whose) else clause


def _worker_clause(scene: Scene, clause: Clause) -> Clause:
    """The clause with doer and client changed round where unnamed firms work ("signed with two firms to build")."""
    noun = deal_noun(clause.predicate)
    if noun is None:
        return clause
    places = [p for p in (noun, carrier(noun)) if p is not None]
    partners = tuple(t for p in places for t in clause_of(p).under("with"))
    if not _are_firms(scene, partners) and not (_is_client(scene, clause) and partners):
        return clause
    obliques = {**clause.obliques, "for": clause.subjects}
    return replace(clause, subjects=partners, obliques=obliques)


def _are_firms(scene: Scene, partners: tuple[Token, ...]) -> bool:
    """Whether unnamed firms are among those with whom something is signed."""
    firms = words("goods", "firms") - {"group"}
    return any(t.lemma_.lower() in firms and not scene.is_named(t) for t in partners)


def _is_client(scene: Scene, clause: Clause) -> bool:
    """Whether a state signs for work: whoever it signs with does it."""
    doers = scene.parties(clause.subjects)
    works = clause.predicate.lemma_.lower() in frames.carriers("working")
    return works and bool(doers) and all(scene.is_state(p.entity_key) for p in doers)
