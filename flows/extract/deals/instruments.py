"""Deals named by a noun that does not say what is exchanged: contract, deal, order, "a $4bn deal with Y for X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, obliques_of
from flows.extract.context import PartyRef
from flows.extract.deals import frames
from flows.extract.deals.carried import carrier, holder
from flows.extract.deals.contents import contents
from flows.extract.deals.goods import read_goods
from flows.extract.deals.origins import makes
from flows.extract.deals.scene import Scene, names_class
from flows.extract.deals.sources import stray
from flows.extract.deals.statement import Goods, Statement, is_cumulative
from flows.extract.deals.status import standing
from flows.extract.syntax import far_receiver
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind, DealRole
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both", "its", "their"})
# Kinds that states buy of companies, not companies of states.
BOUGHT = frozenset({DealKind.ARMS, DealKind.GOODS})
STATES = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.MILITARY})
# Kinds that a noun before "deal" or "contract" tells; "partnership deal", "service contract" name no goods.
BEFORE = frozenset({DealKind.ARMS, DealKind.ENERGY, DealKind.GOODS, DealKind.LICENCE, DealKind.FINANCE})
# Words before "contract" or "agreement" that make it a right to oil and gas (shared guidelines, settled cases).
RIGHTS = frozenset({"sharing", "exploration"})
# Nouns over "of" a contract on which the parser hangs what it is for ("the value of A's contract with B for jets").
MEASURED = frozenset({"value", "price", "cost", "size", "part", "phase", "term", "signing", "award"})
Sides = tuple[tuple[PartyRef, ...], tuple[PartyRef, ...], tuple[PartyRef, ...]]


def read_instrument(scene: Scene, noun: Token) -> Statement | None:
    """The deal that a deal noun states with its own goods or value, or takes up from elsewhere; else None."""
    instrument = frames.instruments()[noun.lemma_.lower()]
    clause = clause_of(noun)
    verb = carrier(noun)
    awarded = verb is not None and verb.lemma_.lower() in frames.carriers("awarding") | frames.carriers("winning")
    if instrument.won and (not awarded or noun.tag_ == "NNS") and _goer(noun) is None:
        return None
    own = _own_goods(scene, clause, instrument, awarded)
    definite = any(c.lower_ in DEFINITE for c in noun.children)
    held = contents(scene, noun) if own is None and definite else None
    goods = own or held
    suppliers, recipients, sides = _sides(scene, clause, instrument, own)
    priced = _priced(scene, clause)
    similar = any(m.lower_ in ("similar", "identical", "comparable") for m in clause.modifiers)
    told = goods or priced or definite or len(sides) > 1 or (suppliers and recipients)
    if not told or (goods is None and _tells_how(noun)):
        return None
    kind = (goods.kind if goods else None) or _told_kind(clause) or (None if goods else instrument.kind)
    how = standing(noun, kind, None if awarded else instrument.status)
    return Statement(
        scene.sentence,
        noun,
        noun.lemma_.lower(),
        how.status,
        suppliers=suppliers,
        recipients=recipients,
        sides=sides,
        goods=goods,
        kind=kind if held is None else None,
        verb_text=None if verb is None else scene.words(verb, verb).text,
        definite=own is None and (definite or (priced and not (suppliers or recipients or sides))),
        like_last=similar and goods is None,
        stated=how.stated,
        negated=how.negated,
        hypothetical=how.hypothetical,
        explicit=bool(suppliers) + bool(recipients),
        cumulative=is_cumulative(scene.sentence),
        consumed=frozenset({noun.i}),
    )


def is_trade(noun: Token) -> bool:
    """Whether a deal noun names a trade though nothing tells of what: "a contract", "a supply agreement".

    Whoever it is with has a name: of "a contract with its chairman from Chad", Chad is no party.
    """
    clause, verb = clause_of(noun), carrier(noun)
    places = (clause,) if verb is None else (clause, clause_of(verb))
    if any(w.under("with") for w in places) and any(w.under("from") for w in places):
        return False
    told = any(t.lemma_.lower() in frames.carriers("trades") for t in _before(clause))
    return told or noun.lemma_.lower() in frames.carriers("contracts")


def _tells_how(noun: Token) -> bool:
    """Whether a noun only says by what a verb of exchange is done ("will buy the mill in a $4m transaction")."""
    over = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or over.pos_ != "VERB":
        return False
    if over.lemma_.lower() not in frames.verbs():
        return False
    own = obliques_of(noun)
    return any(c.lower_ in ("a", "an") for c in noun.lefts) and not any(p in own for p in ("with", "from", "between"))


def _own_goods(scene: Scene, clause: Clause, instrument: frames.Instrument, awarded: bool) -> Goods | None:
    """What the deal noun itself is said to be for; a thing of no known kind counts with nouns that are always deals."""
    goods = _goods(scene, clause, instrument)
    vague = instrument.weak and goods is not None and goods.kind is None and not awarded
    return (None if vague else goods) or _right(scene, clause)


def _right(scene: Scene, clause: Clause) -> Goods | None:
    """The right that a contract itself gives ("a production sharing agreement", "an exploration contract")."""
    told = [m for m in _before(clause) if m.lower_ in RIGHTS or m.lower_ in words("goods", "rights")]
    if not told:
        return None
    first = min(told, key=lambda t: t.i)
    first = next((c for c in first.lefts if c.dep_ == "compound"), first)
    lemmas = frozenset(t.lemma_.lower() for t in first.doc[first.i : clause.predicate.i + 1])
    kind = DealKind.ENERGY if lemmas & RIGHTS else DealKind.LICENCE
    return Goods(scene.words(first, clause.predicate), clause.predicate.lemma_.lower(), kind, words=lemmas)


def _told_kind(clause: Clause) -> DealKind | None:
    """The kind that an adjective before the noun tells ("military contracts", "a gas deal")."""
    kinds = (frames.goods_modifiers().get(m.lower_) for m in clause.modifiers)
    return next((k for k in kinds if k is not None), None)


def _priced(scene: Scene, clause: Clause) -> bool:
    """Whether an amount modifies the noun ("a $4bn deal", "a contract worth $4bn", "signed a deal for $4bn")."""
    noun = clause.predicate
    after = noun.doc[noun.i + 1 : noun.i + 7]
    near = any(scene.has_money(t) for t in noun.subtree if abs(t.i - noun.i) < 8)
    near = near or (
        len(after) > 1 and after[0].lower_ in ("worth", "valued", "totalling") and any(map(scene.has_money, after))
    )
    return near or any(scene.has_money(t) for t in _under(clause, "for"))


def _goods(scene: Scene, clause: Clause, instrument: frames.Instrument) -> Goods | None:
    for source in instrument.goods:
        heads = _before(clause) if source == "modifier" else _under(clause, source)
        for head in heads:
            if source == "modifier" and (head.dep_ == "nummod" or head.lower_ == "good" or scene.parties([head])):
                continue
            goods = read_goods(scene, head)
            if goods is not None and goods.target and not goods.is_share and clause.predicate.lemma_.lower() != "deal":
                continue  # "an agreement for X to buy": X is no goods
            if goods is not None and (source != "modifier" or goods.kind in BEFORE):
                return goods
    return None


def _before(clause: Clause) -> list[Token]:
    """Words before the noun, nearest first, then those before them ("gas export contract": export, gas)."""
    own = list(reversed(clause.modifiers))
    return own + [c for m in own for c in m.lefts if c.dep_ in ("compound", "amod")]


def _under(clause: Clause, preposition: str) -> tuple[Token, ...]:
    """Heads under a preposition on the noun or, for goods, on the verb that carries it or on its last complement."""
    own = clause.obliques.get(preposition, ())
    verb = carrier(clause.predicate)
    above = clause.predicate.head.head
    if not own and clause.predicate.dep_ == "pobj" and above.lemma_.lower() in MEASURED:
        own = tuple(t for t in obliques_of(above).get(preposition, ()) if t.i > clause.predicate.i)
    if own or verb is None or preposition != "for" or clause.predicate.dep_ not in ("dobj", "nsubjpass"):
        return own
    later = clause_of(verb).obliques.get(preposition, ()) or clause.object_obliques.get(preposition, ())
    return tuple(t for t in later if t.i > clause.predicate.i)


def _sides(scene: Scene, clause: Clause, instrument: frames.Instrument, goods: Goods | None) -> Sides:
    named_firm = [t for t in clause.obliques.get("of", ()) if t.pos_ == "PROPN"]
    held = scene.parties([*named_firm, *clause.possessors] or holder(clause)) or scene.parties(holder(clause))
    named = scene.parties(m for m in clause.modifiers if m.pos_ in ("PROPN", "ADJ"))
    named = tuple(p for p in named if not names_class(scene.context, p))
    verb = carrier(clause.predicate) or _goer(clause.predicate)
    lemma = verb.lemma_.lower() if verb is not None else ""
    above = clause_of(verb) if verb is not None else None
    other = scene.parties(clause.under("with", "from", "between")) or (
        scene.parties(above.under("with", "from", "between")) if above else ()
    )
    other = _without_origin(scene, other, goods) or scene.parties(stray(clause, "with")) or (named if held else ())
    if not held and not named and goods is not None:
        first = max(clause.predicate.left_edge.i - 1, 0)
        held = scene.parties(t for t in clause.predicate.doc[first : clause.predicate.i] if t.pos_ == "PROPN")
    held = held or named
    if lemma in frames.carriers("awarding") and above is not None:
        given = scene.parties(above.datives + above.under("to")) or scene.parties(stray(above, "to"))
        given = given or scene.parties(far_receiver(above.predicate)) or scene.parties(above.objects)
        givers = scene.parties(above.subjects) or other or scene.parties(_behind(above.subjects))
        return _rights(clause, goods, given, tuple(p for p in givers if p not in given))
    if lemma in frames.carriers("going") and above is not None:
        return scene.parties(above.under("to")), held, ()
    if lemma in frames.carriers("winning") or (lemma == "take" and clause.predicate.lemma_.lower() == "order"):
        return _rights(clause, goods, held, other or scene.parties(stray(clause, "from")))
    if (handed_out := _handed_out(scene, clause, held)) is not None:
        return _rights(clause, goods, *handed_out)
    if lemma == "have" and clause.predicate.tag_ == "NNS" and not other:  # a maker has orders too
        return (), (), held
    sellers = scene.parties(clause.under("from")) or (scene.parties(above.under("from")) if above else ())
    sellers = _without_origin(scene, sellers, goods)
    if sellers and held:
        return sellers, held, ()
    if instrument.holder is DealRole.RECIPIENT:
        return other or (goods.owners if goods else ()), held, ()
    if goods is not None and goods.owners and not other:
        return goods.owners, held, ()
    return _by_order(scene, clause, held, other, goods) or _by_kind(scene, held, other, goods)


def _handed_out(
    scene: Scene, clause: Clause, held: tuple[PartyRef, ...]
) -> tuple[tuple[PartyRef, ...], tuple[PartyRef, ...]] | None:
    """Who got a contract that a participle on it says was given, and who gave it ("scrapped a deal awarded to A")."""
    given = [c for c in clause.predicate.children if c.dep_ == "acl" and c.tag_ == "VBN"]
    given = [c for c in given if c.lemma_.lower() in frames.carriers("awarding")]
    winners = scene.parties(t for c in given for t in (*clause_of(c).datives, *clause_of(c).under("to")))
    if not winners:
        return None
    givers = scene.parties(t for c in given for t in obliques_of(c).get("by", ())) or held
    return winners, tuple(p for p in givers if p not in winners)


def _without_origin(scene: Scene, parties: tuple[PartyRef, ...], goods: Goods | None) -> tuple[PartyRef, ...]:
    """The parties less the regions that oil and gas come from, and with which nobody deals ("gas from Siberia")."""
    if goods is None or goods.kind is not DealKind.ENERGY:
        return parties
    return tuple(p for p in parties if scene.type_of(p.entity_key) is not EntityType.REGION)


def _by_order(
    scene: Scene, clause: Clause, held: tuple[PartyRef, ...], other: tuple[PartyRef, ...], goods: Goods | None
) -> Sides | None:
    """Sides of "a supply contract between A and B", and of a firm's contract with a public body; else None."""
    if not held and len(other) > 1 and any(m.lemma_.lower() in frames.carriers("selling") for m in clause.modifiers):
        return other[:1], other[1:], ()
    sides = held + other
    if goods is not None and not held and len(other) == 1 and scene.is_company(other[0].entity_key):
        return other, (), ()  # whoever a contract for goods was signed with, by someone unnamed
    states = tuple(p for p in sides if scene.type_of(p.entity_key) in STATES)
    if goods is not None and goods.head == clause.predicate.lemma_.lower() and len(states) in range(1, len(sides)):
        return states, tuple(p for p in sides if p not in states), ()
    if goods is not None and goods.kind in BOUGHT | {DealKind.SERVICES} and len(sides) == 2 and len(states) == 1:
        return tuple(p for p in sides if p not in states), states, ()
    if goods is None and held and _is_public(scene, other) and not _is_public(scene, held):
        return held, other, ()
    return None


def _is_public(scene: Scene, parties: tuple[PartyRef, ...]) -> bool:
    """Whether all of some parties are states or public bodies, for which a firm with a contract works."""
    return bool(parties) and all(
        scene.type_of(p.entity_key) in STATES or p.span.text.split()[-1] in words("nominals", "public") for p in parties
    )


def _behind(subjects: tuple[Token, ...]) -> list[Token]:
    """Whose deed a subject is ("Norway's choice")."""
    return [c for s in subjects if s.pos_ == "NOUN" for c in s.children if c.dep_ in ("poss", "amod")]


def _goer(noun: Token) -> Token | None:
    """The verb of which the noun is the subject, where it says to whom a contract went."""
    verb = noun.head
    return verb if noun.dep_ == "nsubj" and verb.lemma_.lower() in frames.carriers("going") else None


def _rights(clause: Clause, goods: Goods | None, winner: tuple[PartyRef, ...], giver: tuple[PartyRef, ...]) -> Sides:
    """Who wins a contract does the work; who wins a right to explore or produce gets it (guidelines, settled cases)."""
    named = {t.lower_ for t in clause.predicate.subtree if t.i < clause.predicate.i}
    rights = bool((named | (goods.words if goods is not None else frozenset())) & words("goods", "rights"))
    return (giver, winner, ()) if rights else (winner, giver, ())


def _by_kind(scene: Scene, held: tuple[PartyRef, ...], other: tuple[PartyRef, ...], goods: Goods | None) -> Sides:
    """Sides of a "deal for X with Y": whoever has a deal for work does it, unless a state; a deal for goods buys."""
    if goods is None or goods.kind is None or not held or (len(held) > 1 and not other):
        return (), (), held + other
    if other and any(makes(p, [goods]) for p in held) and not any(makes(p, [goods]) for p in other):
        return held, other, ()
    states = any(scene.type_of(p.entity_key) in STATES for p in held)
    if other and not states and goods.kind in BOUGHT and all(scene.type_of(p.entity_key) in STATES for p in other):
        return held, other, ()
    if goods.kind in (DealKind.SERVICES, DealKind.LICENCE) and not states:
        return held, other, ()
    return other, held, ()
