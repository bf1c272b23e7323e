"""Places where a relation of trade names its sides: copula, share of a trade, need, arrival, leave to sell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, obliques_of
from flows.extract.deals import frames
from flows.extract.deals.carried import carrier
from flows.extract.deals.thanks import THANKS
from flows.lexicon import words

if TYPE_CHECKING:
    from flows.extract.tree import Token

DEEP = 4  # nouns between a verb and the trade of which it tells a share


def bearer(clause: Clause) -> Iterator[Token]:
    """Who is called a supplier or buyer ("A is the supplier", "the buyer is A", "A, one of the buyers of gas")."""
    noun = _counted(clause.predicate)
    above = noun.head
    if noun.dep_ in ("attr", "oprd", "acomp"):
        yield from (c for c in above.children if c.dep_ == "nsubj")
        yield from clause.subjects
    elif noun.dep_ == "nsubj" and above.lemma_ == "be":
        yield from (c for c in above.children if c.dep_ == "attr")
    elif noun.dep_ == "appos":
        yield above
    elif noun.dep_ == "pobj" and above.lower_ == "among" and above.head.lemma_ == "be":
        yield from (c for c in above.head.children if c.dep_ == "nsubj")
    elif noun.dep_ == "pobj" and above.lower_ == "as" and above.head.pos_ == "VERB":
        named = clause_of(above.head)
        yield from named.objects or named.subjects
    yield from (c for c in noun.children if c.dep_ == "appos")


def _counted(noun: Token) -> Token:
    """The word that stands for the noun in its sentence ("one" of "one of the suppliers")."""
    is_part = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.pos_ in ("NUM", "PRON")
    return noun.head.head if is_part else noun


def teller(clause: Clause) -> Iterator[Token]:
    """Who tells of his own customer ("the buyer is Thailand, A said": A)."""
    for verb in clause.governors:
        if verb.lemma_.lower() in frames.carriers("speech"):
            yield from (c for c in verb.children if c.dep_ == "nsubj")


def _under_shares(clause: Clause) -> Iterator[Token]:
    """The objects and what they are shares of ("a third of Italy's demand": third, demand)."""
    for thing in clause.objects:
        yield thing
        for inner in obliques_of(thing).get("of", ()):
            yield inner
            yield from obliques_of(inner).get("of", ())


def needer(clause: Clause) -> Iterator[Token]:
    """Whose need is met, or whose goods are supplied in part ("supplies a third of Italy's gas")."""
    for number, noun in enumerate(_under_shares(clause)):
        if number or noun.lemma_.lower() in frames.carriers("needing"):
            yield from (c for c in noun.children if c.dep_ in ("poss", "amod", "compound"))
        if noun.lemma_.lower() in frames.carriers("needing"):
            yield from obliques_of(noun).get("of", ())


def need(clause: Clause) -> Iterator[Token]:
    """What is needed ("Italy's demand for gas", "its gas needs": gas)."""
    for noun in _under_shares(clause):
        if noun.lemma_.lower() in frames.carriers("needing"):
            yield from obliques_of(noun).get("for", ())
            yield from obliques_of(noun).get("of", ())
            yield from (c for c in noun.children if c.dep_ in ("compound", "nmod"))


def _share_verb(noun: Token) -> Token | None:
    """The verb that makes its subject a share of a trade ("accounts for a tenth of its imports")."""
    here = noun
    for _ in range(DEEP):
        if here.dep_ == "pobj":
            here = here.head.head
        elif here.dep_ in ("dobj", "attr"):
            share, here = here, here.head
            if here.lemma_ == "be":  # "is a large part of its imports"
                return here if share != noun and share.lemma_.lower() in words("deal_status", "parts") else None
        else:
            return None
        if here.pos_ == "VERB":
            return here if here.lemma_.lower() in frames.carriers("accounting") else None
    return None


def accounted(clause: Clause) -> Iterator[Token]:
    """Goods that make up a share of a trade ("Iraqi oil makes up a fifth of its imports": oil)."""
    verb = _share_verb(clause.predicate)
    if verb is not None:
        told = [c for c in verb.children if c.dep_ == "nsubj"]
        relative = verb.dep_ == "relcl"
        yield from (verb.head if relative and c.lower_ in ("which", "that") else c for c in told)


def accountant(clause: Clause) -> Iterator[Token]:
    """Who makes up a share of a trade, by name or nationality."""
    for subject in accounted(clause):
        yield subject
        yield from (c for c in subject.children if c.dep_ in ("amod", "compound", "poss"))


def reached(clause: Clause) -> Iterator[Token]:
    """Where a lot arrives ("a first batch reached Poland", "the shipment was sent to Chad")."""
    noun, verb = clause.predicate, clause.predicate.head
    if noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_.lower() in frames.carriers("arriving"):
        told = clause_of(verb)
        yield from told.objects if noun.dep_ == "nsubj" else ()
        yield from told.under("to", "in", "at", "into")


def approver(clause: Clause) -> Iterator[Token]:
    """Who lets arms be sold abroad ("Washington cleared the sale of jets to Chad")."""
    verb = carrier(clause.predicate)
    if verb is not None and verb.lemma_.lower() in frames.carriers("approving"):
        yield from clause.subjects


def demonym(clause: Clause) -> Iterator[Token]:
    """A nationality before the noun ("Israeli arms supplies")."""
    yield from (m for m in clause.modifiers if m.dep_ == "amod")


def keeper(clause: Clause) -> Iterator[Token]:
    """Who has the things that were had from another ("A flies jets leased from B": A)."""
    here = clause.predicate.head
    if clause.predicate.dep_ != "acl" or not clause.under("from"):
        return
    for _ in range(DEEP):
        if here.dep_ not in ("dobj", "pobj", "prep", "conj", "appos") or here.head == here:
            return
        here = here.head
        if here.pos_ == "VERB":
            yield from clause_of(here).subjects
            return


def object_owner(clause: Clause) -> Iterator[Token]:
    """Whose things are fitted out ("Qatar's fighters", "Moroccan schools")."""
    for thing in clause.objects:
        yield from (c for c in thing.children if c.dep_ in ("poss", "amod", "compound"))


def object_place(clause: Clause) -> Iterator[Token]:
    """Where what is paid for stands ("invests in a plant in Hungary")."""
    for thing in (*clause.objects, *clause.under("in", "into", "on")):
        yield from (t for t in obliques_of(thing).get("in", ()) if t.ent_type_ == "GPE")


def owner_for(clause: Clause) -> Iterator[Token]:
    """Whose thing something is for ("turbines for A's park", "$5 million for Chad's grid")."""
    for thing in clause.under("for"):
        if thing.pos_ == "NOUN":
            yield from (c for c in thing.children if c.dep_ == "poss")


def is_lot(clause: Clause) -> bool:
    """Whether what arrives is brought: a lot or goods that do not move by themselves."""
    lemmas = {t.lemma_.lower() for t in clause.subjects}
    return bool(lemmas & frames.carriers("lots")) or not lemmas & words("goods", "movers")


def is_licensed(clause: Clause) -> bool:
    """Whether something is made under another's licence."""
    return any(t.lemma_.lower() in ("licence", "license") for t in clause.under("under"))


# Sources of heads by the name that the lists give them.
RELATIONS: dict[str, Callable[[Clause], Iterator[Token]]] = {
    "bearer": bearer,
    "teller": teller,
    "needer": needer,
    "need": need,
    "accounted": accounted,
    "accountant": accountant,
    "reached": reached,
    "approver": approver,
    "demonym": demonym,
    **THANKS,
    "keeper": keeper,
    "object_owner": object_owner,
    "object_place": object_place,
    "owner_for": owner_for,
}
