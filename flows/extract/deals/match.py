"""A frame's pattern laid over a clause: which words fill supplier, recipient and goods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, is_infinitive, obliques_of
from flows.extract.context import PartyRef
from flows.extract.deals import frames, needs
from flows.extract.deals.carried import bidder, carrier, holder
from flows.extract.deals.conditions import bid_makers, kept_private
from flows.extract.deals.filled import Filled
from flows.extract.deals.frames import Pattern
from flows.extract.deals.goods import money_goods, read_goods
from flows.extract.deals.idioms import IDIOMS, PERSONS, person_goods
from flows.extract.deals.relations import RELATIONS
from flows.extract.deals.scene import Scene
from flows.extract.deals.sources import (
    SOURCES,
    after_agent,
    far_possessor,
    favour_goods,
    glued,
    mistaken_verb,
    past_relative,
    stray,
)
from flows.extract.deals.statement import Goods
from flows.extract.deals.targets import is_asked, party_goods
from flows.extract.syntax import TIMES
from flows.lexicon import load
from flows.model.vocabulary.deals import DealKind
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

# Sources that are the subject of a carrying verb of one group of deal_carriers.yml.
CARRIED = {
    "raiser": "raising",
    "reducer": "reducing",
    "answerer": "answering",
    "giver": "lending",
    "getter": "borrowing",
    "refuser": "refusing",
}
# Sources that name a party which may itself be what is acquired.
PARTY_SOURCES = frozenset({"possessor", "holder", "answerer", "subject"})


def match(scene: Scene, clause: Clause, pattern: Pattern) -> Filled | None:
    """The pattern's slots filled from the clause, or None where a need is not met."""
    heads, goods = _goods(scene, clause, pattern)
    taken_up = not goods and any(_is_anaphor(t) for source in pattern.goods[:1] for t in _tokens(clause, source))
    suppliers = side(scene, clause, pattern.supplier, goods)
    recipients = side(scene, clause, pattern.recipient, goods)
    if {p.entity_key for p in recipients} >= {p.entity_key for g in goods for p in g.owners}:
        suppliers = side(scene, clause, pattern.supplier, ())  # nobody buys from himself: "its" means another
    spare = _spare(scene, clause, pattern) if taken_up else None
    if recipients and not suppliers and {p.entity_key for p in recipients} == {g.target for g in goods}:
        if not is_asked(clause.predicate):
            return None  # shares bought back
        recipients = ()
    filled = _apart(Filled(pattern, suppliers, recipients, goods, heads, taken_up, spare))
    return filled if needs.are_met(scene, clause, filled) else None


def _spare(scene: Scene, clause: Clause, pattern: Pattern) -> Goods | None:
    """What "the plant" names by itself, for the case that nothing told before is meant by it."""
    heads = [t for source in pattern.goods[:1] for t in _tokens(clause, source) if t.pos_ in ("NOUN", "PROPN")]
    return next((g for t in heads if (g := read_goods(scene, t)) is not None), None)


def _is_anaphor(token: Token) -> bool:
    """Whether goods are only taken up: "it", "the stake"."""
    if token.lower_ in ("it", "them", "these"):
        return True
    return is_bare(token) and frames.goods_kinds().get(token.lemma_.lower()) is DealKind.ACQUISITION


def is_bare(head: Token) -> bool:
    """Whether a noun phrase is only "the X": it takes up what was named before."""
    lefts = list(head.lefts)
    definite = any(c.lower_ in ("the", "these", "those", "both") for c in lefts)
    measured = head.lemma_.lower() in frames.goods_group("stake")
    return definite and all(
        c.dep_ in ("det", "predet") or (measured and c.dep_ in ("nummod", "compound")) for c in lefts
    )


def _apart(filled: Filled) -> Filled:
    """A party stands on one side only, and what is sold is no party to its sale."""
    targets = {g.target for g in filled.goods if g.target}
    suppliers = tuple(p for p in filled.suppliers if p.entity_key not in targets)
    clients = {p.entity_key for p in filled.recipients}
    clients |= {body for region in clients for body in load("places")["unions"].get(region, ())}
    if len(suppliers) > 1:  # "A and B agreed on the sale of X to B"
        suppliers = tuple(p for p in suppliers if p.entity_key not in clients)
    keys = {p.entity_key for p in suppliers}
    recipients = tuple(p for p in filled.recipients if p.entity_key not in keys | targets)
    return replace(filled, suppliers=suppliers, recipients=recipients)


def _goods(scene: Scene, clause: Clause, pattern: Pattern) -> tuple[tuple[Token, ...], tuple[Goods, ...]]:
    for source in pattern.goods:
        heads = tuple(t for h in _tokens(clause, source) for t in (money_goods(h) if scene.has_money(h) else (h,)))
        if not heads and source == "of":
            heads = tuple(stray(clause, "of"))
        heads = tuple(h for h in heads if source != "of" or not (_is_of_doer(clause, h) or h.ent_type_ in TIMES))
        read = [(h, read_goods(scene, h)) for h in heads]
        if source in PERSONS:
            read = [(h, person_goods(scene, h)) for h in heads]
        if source == "exchange" or "favour" in pattern.needs:
            read = [(h, favour_goods(scene, h) or g) for h, g in read]
        if pattern.forced is DealKind.ACQUISITION or pattern.kind is DealKind.ACQUISITION:
            read = [
                (h, _as_company(scene, h, g, source) if h.tag_ in ("PRP", "PRP$") or source in PARTY_SOURCES else g)
                for h, g in read
            ]
        read = [(h, None if _is_no_thing(h, pattern) else g) for h, g in read]
        found = [(h, g) for h, g in read if g is not None and (g.target is not None or not _is_anaphor(h))]
        if found:
            companies = [(h, g) for h, g in found if g.target is not None]
            kept = companies if companies and len(companies) == len(found) else found[:1]
            return tuple(h for h, _ in kept), tuple(g for _, g in kept)
    return (), ()


def _is_of_doer(clause: Clause, head: Token) -> bool:
    """Whether "of" tells more of an unnamed doer than of what is done: "the acquisition by a firm of that trade"."""
    doer = next((t for t in reversed(clause.under("by")) if t.i < head.i), None)
    indefinite = doer is not None and any(c.lower_ in ("a", "an", "any") for c in doer.children if c.dep_ == "det")
    return indefinite and head.pos_ == "NOUN"


def _is_no_thing(head: Token, pattern: Pattern) -> bool:
    """Whether a word that may name goods is none here: power that is not traded, a right to do what is no use."""
    if head.lemma_.lower() == "power":
        return pattern.name not in frames.carriers("trading")
    does = [c for c in head.children if c.dep_ in ("acl", "relcl") and is_infinitive(c)]
    return head.lemma_.lower() == "right" and any(v.lemma_.lower() not in frames.carriers("using") for v in does)


def _as_company(scene: Scene, head: Token, goods: Goods | None, source: str) -> Goods | None:
    """The company that words stand for: where they name nothing, or answer for one ("shareholders in A": A)."""
    if goods is not None and (goods.target is not None or source != "answerer"):
        return goods
    return party_goods(scene, head) or goods


def _tokens(clause: Clause, source: str) -> Iterator[Token]:
    """Head tokens at one source of a clause."""
    if source in PLAIN:
        yield from PLAIN[source](clause)
    elif source in SOURCES:
        yield from SOURCES[source](clause)
    elif source in RELATIONS:
        yield from RELATIONS[source](clause)
    elif source in IDIOMS:
        yield from IDIOMS[source](clause)
    elif source.endswith((".first", ".second")):
        both = tuple(_tokens(clause, source.partition(".")[0]))
        yield from (both[:1] if source.endswith(".first") else both[1:2]) if len(both) > 1 else ()
    elif source in CARRIED:
        verb = carrier(clause.predicate)
        if verb is not None and verb.lemma_.lower() in frames.carriers(CARRIED[source]):
            yield from clause.subjects
    elif "." in source:
        place, _, preposition = source.partition(".")
        yield from (t for head in _placed(clause, place) for t in obliques_of(head).get(preposition, ()))
    else:
        yield from _under(clause, source)


def _placed(clause: Clause, place: str) -> tuple[Token, ...]:
    """Heads on which a preposition is looked for: subjects, objects, or what another preposition governs."""
    if place in ("object", "delivery"):
        return clause.objects
    return clause.subjects if place == "subject" else clause.under(place)


def _under(clause: Clause, preposition: str) -> tuple[Token, ...]:
    """Heads under a preposition; "for" goods of a deal noun may hang on the verb that carries it."""
    found = clause.under(preposition)
    if found or preposition != "for" or clause.predicate.pos_ != "NOUN":
        return found
    verb = carrier(clause.predicate)
    return () if verb is None else tuple(t for t in clause_of(verb).under("for") if t.i > clause.predicate.i)


def _is_means(clause: Clause, modifier: Token) -> bool:
    """Whether a word before a noun of supply tells how the goods come ("pipeline deliveries")."""
    how = modifier.lemma_.lower() in frames.carriers("means")
    return how and clause.predicate.lemma_.lower() in frames.carriers("supplies") - {"sale"}


# Sources that are a plain part of the clause.
PLAIN: dict[str, Callable[[Clause], Iterable[Token]]] = {
    "object": lambda clause: clause.objects,
    "subject": lambda clause: clause.subjects,
    "with.subject": lambda clause: clause.subjects,
    "dative": lambda clause: clause.datives or tuple(glued(clause)),
    "possessor": lambda clause: clause.possessors or tuple(far_possessor(clause.predicate)),
    "modifier": lambda clause: [
        m
        for m in reversed(clause.modifiers)
        if (m.dep_ in ("compound", "nmod") or (m.dep_ == "amod" and m.lower_ in frames.goods_kinds()))
        and not _is_means(clause, m)
    ],
    "holder": holder,
    "bidder": bidder,
    "self": lambda clause: (clause.predicate,),
    "bid_maker": bid_makers,
    "kept_private": kept_private,
}


def side(scene: Scene, clause: Clause, sources: tuple[str, ...], goods: tuple[Goods, ...] = ()) -> tuple[PartyRef, ...]:
    """The parties at the first source of a clause that names any."""
    for source in sources:
        if source == "goods_owner" or (source == "maker_alone" and not clause.subjects):
            found = tuple(p for g in goods for p in g.owners)
        elif source == "firm_teller":
            found = tuple(p for p in scene.parties(RELATIONS["teller"](clause)) if scene.is_company(p.entity_key))
        elif source == "thanked":  # "thanks Lee for Korean arms": whose they are
            told = scene.parties(_tokens(clause, source))
            found = tuple(p for p in told if not (scene.is_person(p.entity_key) or p.basis is PartyBasis.INFERRED_TEXT))
        elif source in ("lender", "borrower"):
            found = _by_nature(scene, clause, lends=source == "lender")
        else:
            found = scene.parties(_tokens(clause, source), known=source in ("in", "object_place", "reached"))
            if not found and source == "subject" and clause.is_passive:
                found = scene.parties(stray(clause, "by"))
            if not found and source in ("to", "into", "from", "by", "with"):
                sold = {g.target for g in goods}  # "the purchase of A, after approval by A's holders"
                found = tuple(p for p in scene.parties(stray(clause, source)) if p.entity_key not in sold or not sold)
            if not found and source in ("to", "for", "in"):
                found = _misplaced(scene, clause, source)
        if found:
            return found
    return ()


def _misplaced(scene: Scene, clause: Clause, source: str) -> tuple[PartyRef, ...]:
    """The parties under a preposition that the parser hung on the doer of a passive, or read as something else."""
    if source == "to":
        return scene.parties(mistaken_verb(clause)) or scene.parties(past_relative(clause), known=True)
    return scene.parties(after_agent(clause, source), known=source == "in") if clause.is_passive else ()


def _by_nature(scene: Scene, clause: Clause, *, lends: bool) -> tuple[PartyRef, ...]:
    """Of the parties to a loan agreement or to talks on a loan, those that lend, or the rest if some do."""
    parties = scene.parties([*clause.subjects, *clause.possessors, *clause.under("between", "with")])
    lenders = tuple(p for p in parties if scene.is_lender(p))
    if not lenders or len(lenders) == len(parties):
        return ()
    return lenders if lends else tuple(p for p in parties if p not in lenders)
