"""Thanks for what was had: they tell that it took place ("is grateful to A for deliveries of radars").

Thanks for an offer or for readiness tell no more than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, governors, obliques_of
from flows.extract.deals import frames
from flows.extract.syntax import TIMES

if TYPE_CHECKING:
    from flows.extract.tree import Token



def _thanks(clause: Clause) -> tuple[Token, ...]:
    """The words of thanks over what a clause tells, or the clause's own."""
    chain = (clause.predicate, *governors(clause.predicate))
    return tuple(t for t in chain if t.lemma_.lower() in frames.carriers("thanking") | frames.carriers("gratitude"))


def thanked(clause: Clause) -> Iterator[Token]:
    """Whom somebody thanks: "thanks A", "grateful to A", "its gratitude to A", "owes A thanks"."""
    for word in _thanks(clause):
        told = clause if word == clause.predicate else clause_of(word)
        yield from told.objects if word.lemma_.lower() in frames.carriers("thanking") else told.obliques.get("to", ())
        if word.pos_ == "NOUN" and word.dep_ == "dobj":
            over = clause_of(word.head)
            yield from (*over.datives, *over.under("to"))


def thanker(clause: Clause) -> Iterator[Token]:
    """Who thanks, or the state for which he does ("Chad's president")."""
    for word in _thanks(clause):
        told = clause if word == clause.predicate else clause_of(word)
        subjects = told.subjects
        if word.pos_ == "ADJ" and word.dep_ == "acomp":
            subjects = clause_of(word.head).subjects
        for subject in (*told.possessors, *subjects):
            whose = [c for c in subject.children if c.dep_ == "poss"] + list(obliques_of(subject).get("of", ()))
            yield from whose or (subject,)


def _reasons(clause: Clause) -> tuple[Token, ...]:
    """For what somebody is thanked, told on the words of thanks or on the verb that carries them."""
    noun = clause.predicate
    far = clause_of(noun.head).under("for") if noun.pos_ == "NOUN" and noun.dep_ == "dobj" else ()
    return clause.under("for") or far


def _supplies(clause: Clause) -> Iterator[Token]:
    yield from (t for t in _reasons(clause) if t.lemma_.lower() in frames.carriers("supplies"))


def supplied(clause: Clause) -> Iterator[Token]:
    """What a supply for which somebody is thanked is of ("for arms supply", "for deliveries of gas")."""
    for noun in _supplies(clause):
        yield from (t for t in obliques_of(noun).get("of", ()) if t.ent_type_ not in TIMES)
        yield from (c for c in noun.children if c.dep_ in ("compound", "nmod"))


def supply_owner(clause: Clause) -> Iterator[Token]:
    """Whose supply it is ("for Israeli arms supply")."""
    for noun in _supplies(clause):
        yield from (c for c in noun.children if c.dep_ in ("amod", "poss"))


def helped_with(clause: Clause) -> Iterator[Token]:
    """With what somebody helped ("for support with weapons", "for its help with air defences")."""
    for noun in _reasons(clause):
        if noun.lemma_.lower() in frames.carriers("support_with"):
            yield from obliques_of(noun).get("with", ())


# Sources of heads by the name that the lists give them.
THANKS: dict[str, Callable[[Clause], Iterator[Token]]] = {
    "thanked": thanked,
    "thanker": thanker,
    "supplied": supplied,
    "supply_owner": supply_owner,
    "helped_with": helped_with,
}
