"""What a frame may ask of a clause besides filled slots."""

from __future__ import annotations

from collections.abc import Callable

from flows.extract.clauses import Clause, obliques_of
from flows.extract.deals import frames
from flows.extract.deals.sources import REACH, infinitives, roles


def is_work(clause: Clause) -> bool:
    """Whether work is paid for."""
    return any(v.lemma_.lower() in frames.carriers("working") for v in infinitives(clause))


def has_role(clause: Clause) -> bool:
    """Whether someone is named bidder, contractor or the like."""
    return any(t.lemma_.lower() in frames.carriers("chosen") for t in roles(clause))


def is_leased(clause: Clause) -> bool:
    """Whether what is taken is hired ("on operating leases from X")."""
    return any(t.lemma_.lower() in frames.carriers("leasing") for t in clause.under("on", "under"))


def is_favour(clause: Clause) -> bool:
    """Whether leave to use is given."""
    return any(o.lemma_.lower() in frames.carriers("favours") for o in clause.objects)


def is_counted(clause: Clause) -> bool:
    """Whether the object is a number of things ("40 scanners")."""
    return any(o.tag_ == "NNS" and any(c.dep_ == "nummod" for c in o.children) for o in clause.objects)


def is_debt(clause: Clause) -> bool:
    """Whether the object is what someone owes."""
    owed = [t for o in clause.objects for t in (o, *obliques_of(o).get("of", ()))]
    return any(t.lemma_.lower() in frames.carriers("owed") for t in owed)


def is_offered(clause: Clause) -> bool:
    """Whether the object is put up for sale."""
    return any(
        t.lower_ == "sale" and t.head.lower_ == "for" and t.i < clause.predicate.i + REACH
        for t in clause.predicate.subtree
    )


def is_works(clause: Clause) -> bool:
    """Whether the object is work to be done ("works on the road were given to A")."""
    return any(o.lemma_.lower() in ("work", "works", "construction", "contract") for o in clause.objects)


def is_reactor(clause: Clause) -> bool:
    """Whether the object is a nuclear plant, which is built for a state."""
    return any(t.lemma_.lower() in ("reactor", "nuclear") for o in clause.objects for t in o.subtree if t.i <= o.i)


def is_costed(clause: Clause) -> bool:
    """Whether the object has its cost before it ("a $500m factory")."""
    return any(t.is_currency for o in clause.objects for t in o.subtree if t.i < o.i)


# Needs that ask for a place of the clause rather than for a filled slot.
TESTS: dict[str, Callable[[Clause], bool]] = {
    "leased": is_leased,
    "favour": is_favour,
    "chosen": has_role,
    "work": is_work,
    "counted": is_counted,
    "debt": is_debt,
    "reactor": is_reactor,
    "costed": is_costed,
    "offered": is_offered,
    "works": is_works,
}
