"""What a frame may ask of a clause besides filled slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, obliques_of
from flows.extract.deals import frames
from flows.extract.deals.idioms import ASKED
from flows.extract.deals.relations import is_licensed, is_lot
from flows.extract.deals.sources import REACH, infinitives, roles
from flows.lexicon import words

if TYPE_CHECKING:
    from flows.extract.tree import Token

# How what is up for sale is said to be ("on the block").
SALES = frozenset(
    {("for", "sale"), ("for", "auction"), ("to", "auction"), ("on", "market"), ("on", "block"), ("under", "hammer")}
)


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


def are_makes(clause: Clause) -> bool:
    """Whether the object is a number of things called by their make ("four Hurkus")."""
    return any(o.pos_ == "PROPN" and any(c.dep_ == "nummod" for c in o.children) for o in clause.objects)


def is_measured(clause: Clause) -> bool:
    """Whether the object is a number of things or so much of one ("5 million tonnes of pellets")."""
    return any(c.dep_ == "nummod" for o in clause.objects for c in o.children)


def is_lone(clause: Clause) -> bool:
    """Whether a loan is told of as one, not lending as a trade ("a plea to reschedule its loans")."""
    noun = clause.predicate
    is_lent = noun.lemma_.lower() in words("goods", "lent") and noun.tag_ in ("NN", "NNP")
    return is_lent and any(c.dep_ in ("det", "poss") for c in noun.children)


def is_sought(clause: Clause) -> bool:
    """Whether a buyer is looked for ("find a buyer for the unit")."""
    noun = clause.predicate
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    return above.lemma_.lower() in ("find", "seek", "want", "look", "need", "search", "hunt")


def is_debt(clause: Clause) -> bool:
    """Whether the object is what someone owes."""
    owed = [t for o in clause.objects for t in (o, *obliques_of(o).get("of", ()))]
    return any(t.lemma_.lower() in frames.carriers("owed") for t in owed)


def is_offered(clause: Clause) -> bool:
    """Whether the object is put up for sale, on the market, under the hammer."""
    near = (t for t in clause.predicate.subtree if t.i < clause.predicate.i + REACH and t.dep_ == "pobj")
    return any((t.head.lower_, t.lower_) in SALES for t in near)


def is_available(clause: Clause) -> bool:
    """Whether something is made available."""
    return bool(_available(clause))


def _available(clause: Clause) -> list[Token]:
    inside = (*clause.predicate.children, *(c for o in clause.objects for c in o.children))
    return [t for t in inside if t.lower_ == "available"]


def made_available(clause: Clause) -> Iterator[Token]:
    """What is made available: the object, or the subject that the parser gave the adjective."""
    yield from clause.objects
    yield from (c for t in _available(clause) for c in t.children if c.dep_ == "nsubj")


def is_whole(clause: Clause) -> bool:
    """Whether a whole thing changes hands, no shares of it on an exchange."""
    return not any(t.lemma_.lower() in frames.goods_group("stake") for t in clause.subjects)


def is_held(clause: Clause) -> bool:
    """Whether somebody gets hold or possession of a thing."""
    return any(o.lemma_.lower() in ("hold", "possession", "ownership") for o in clause.objects)


def is_works(clause: Clause) -> bool:
    """Whether the object is work to be done ("works on the road were given to A")."""
    return any(o.lemma_.lower() in ("work", "works", "construction", "contract") for o in clause.objects)


def is_reactor(clause: Clause) -> bool:
    """Whether the object is a nuclear plant, which is built for a state."""
    return any(t.lemma_.lower() in ("reactor", "nuclear") for o in clause.objects for t in o.subtree if t.i <= o.i)


def is_costed(clause: Clause) -> bool:
    """Whether the object has its cost with it ("a $500m factory", "a mill at a cost of $2 billion")."""
    before = any(t.is_currency for o in clause.objects for t in o.subtree if t.i < o.i)
    after = [t for t in clause.predicate.subtree if t.i > clause.predicate.i]
    told = any(t.lower_ in ("cost", "costing", "worth") for t in after)
    return before or (told and any(t.is_currency for t in after))


def is_new_holding(clause: Clause) -> bool:
    """Whether a company's holding is told as new or to come ("now owns", "will hold")."""
    return not any(t.lemma_.lower() in words("goods", "organs") for t in clause.subjects) and any(
        c.lower_ == "now" or (c.dep_ == "aux" and c.lower_ in ("will", "would")) for c in clause.predicate.children
    )


def is_for_bid(clause: Clause) -> bool:
    """Whether shares are handed in for a bid ("in response to its offer")."""
    return any(t.lemma_.lower() in ("offer", "bid") for t in clause.predicate.subtree if t.i > clause.predicate.i)


def bid_makers(clause: Clause) -> tuple[Token, ...]:
    """Whose bid shares are handed in for ("were tendered in response to A's offer")."""
    bids = [t for t in clause.predicate.subtree if t.lemma_.lower() in ("offer", "bid")]
    return tuple(c for bid in bids for c in (*clause_of(bid).possessors, *obliques_of(bid).get("by", ())))


def is_private(clause: Clause) -> bool:
    """Whether a company is taken private."""
    return any(
        t.lower_ == "private" and t.i > clause.predicate.i and t.head.i >= clause.predicate.i and t.dep_ != "amod"
        for t in clause.predicate.subtree
    )


def kept_private(clause: Clause) -> tuple[Token, ...]:
    """The company that is taken private, where the parser has made it the subject of the adjective."""
    taken = [c for t in clause.predicate.subtree if t.lower_ == "private" for c in t.lefts]
    glued = [c for c in taken if c.dep_ == "compound" and c.pos_ == "PROPN" and c.head.dep_ == "dobj"]
    return tuple(c for c in taken if c.dep_ == "nsubj") or tuple(glued[-1:])


def is_equity(clause: Clause) -> bool:
    """Whether an investment buys shares ("an equity investment")."""
    return any(m.lower_ in ("equity", "minority", "majority") for m in clause.predicate.lefts)


def priced_heads(clause: Clause, where: str) -> tuple[Token, ...]:
    """Words of which one must be of an amount: the objects, what stands under "for", the noun's own, or any."""
    if where == "object":
        paid = [o for o in clause.objects if o.lemma_.lower() in frames.carriers("payments")]
        return (*clause.objects, *(t for o in paid for t in obliques_of(o).get("of", ())))
    if where == "subject":
        return clause.subjects
    if where == "available":
        return tuple(made_available(clause))
    if where in ("for", "with", "on"):
        named = clause.under(where)
        return (*named, *(t for n in named for t in obliques_of(n).get("of", ())))
    return tuple(clause.predicate.subtree if where == "own" else clause.predicate.sent)


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
    "available": is_available,
    "whole": is_whole,
    "held": is_held,
    "newly": is_new_holding,
    "bid_for": is_for_bid,
    "equity": is_equity,
    "private": is_private,
    "lot": is_lot,
    "measured": is_measured,
    "makes": are_makes,
    "lone": is_lone,
    "sought": is_sought,
    "licensed": is_licensed,
    **ASKED,
}
