"""Parties, goods and tests of set phrases: "into the hands of X", "at a cost to X", "asked X to quote for Y"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, is_infinitive, obliques_of
from flows.extract.deals import frames
from flows.extract.deals.scene import Scene
from flows.extract.deals.sources import infinitives
from flows.extract.deals.statement import Goods
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind
from flows.model.vocabulary.entities import EntityType, MentionKind

if TYPE_CHECKING:
    from flows.extract.tree import Token

# Sources at which a person changes clubs.
PERSONS = frozenset({"person", "person_for", "person_of"})


def task_giver(clause: Clause) -> Iterator[Token]:
    """Who has somebody do the work ("the port hired A to inspect its cranes": port)."""
    verb = clause.predicate
    above = verb.head
    told = words("deal_status", "choosing") | frames.carriers("tasking")
    is_task = verb.dep_ in ("xcomp", "ccomp", "advcl", "acl") and is_infinitive(verb)
    if is_task and above.pos_ == "VERB" and above.lemma_.lower() in told:
        yield from clause_of(above).subjects


def payer(clause: Clause) -> Iterator[Token]:
    """At whose cost work is done ("at a cost to A of $5m", "at A's expense", "paid for by A")."""
    for noun in clause.under("at"):
        if noun.lemma_.lower() in frames.carriers("costs"):
            yield from obliques_of(noun).get("to", ())
            yield from (c for c in noun.children if c.dep_ == "poss")
            yield from (t for s in obliques_of(noun).get("of", ()) for t in obliques_of(s).get("to", ()))


def quoted(clause: Clause) -> Iterator[Token]:
    """What somebody is asked to name a price for ("asked A to quote for six radars": radars)."""
    for verb in infinitives(clause):
        if verb.lemma_.lower() in frames.carriers("tendering"):
            yield from clause_of(verb).under("for")


def hands(clause: Clause) -> Iterator[Token]:
    """Into whose hands something comes."""
    for noun in clause.under("into", "in", "to"):
        if noun.lemma_.lower() in frames.carriers("hands"):
            yield from (c for c in noun.children if c.dep_ == "poss")
            yield from obliques_of(noun).get("of", ())


def hands_off(clause: Clause) -> Iterator[Token]:
    """Off whose hands something is taken."""
    for noun in clause.under("off"):
        if noun.lemma_.lower() in frames.carriers("hands"):
            yield from (c for c in noun.children if c.dep_ == "poss")


def subject_owner(clause: Clause) -> Iterator[Token]:
    """For whom a subject speaks ("Chad's president")."""
    yield from (c for s in clause.subjects for c in s.children if c.dep_ in ("poss", "amod"))


def award_over(verb: Token) -> Token | None:
    """The verb that hands out the work an infinitive tells ("has awarded a project to build nine clinics")."""
    above = verb.head.head if verb.dep_ in ("acl", "relcl") else verb.head
    handed = is_infinitive(verb) and above.pos_ == "VERB" and above.lemma_.lower() in frames.carriers("awarding")
    return above if handed and verb.dep_ in ("acl", "relcl", "advcl", "xcomp", "ccomp") else None


def awarder(clause: Clause) -> Iterator[Token]:
    """Who hands out the work."""
    above = award_over(clause.predicate)
    yield from clause_of(above).subjects if above is not None else ()


def awardee(clause: Clause) -> Iterator[Token]:
    """Who is handed the work."""
    above = award_over(clause.predicate)
    if above is not None:
        given = clause_of(above)
        yield from given.datives or given.under("to")


def is_awarded(clause: Clause) -> bool:
    """Whether somebody hands out the work, himself not doing it."""
    above = award_over(clause.predicate)
    return above is not None and any(c.dep_ == "dobj" for c in above.children)


def person(clause: Clause) -> Iterator[Token]:
    """Who changes clubs."""
    yield from (t for o in clause.objects for t in (o, *(c for c in o.children if c.dep_ == "appos")))


def person_for(clause: Clause) -> Iterator[Token]:
    """Who changes clubs for the sum."""
    yield from clause.under("for")


def person_of(clause: Clause) -> Iterator[Token]:
    """Whose change of clubs a noun tells of ("the signing of A")."""
    yield from (t for o in clause.under("of") for t in (o, *(c for c in o.children if c.dep_ == "appos")))


def person_goods(scene: Scene, head: Token) -> Goods | None:
    """A person named as what changes hands; None for any other word."""
    mention = scene.mention_of(head)
    if mention is None or mention.kind is not MentionKind.NAME:
        return None
    if scene.type_of(mention.entity_key) is not EntityType.PERSON:
        return None
    told = frozenset(mention.span.text.lower().split())
    return Goods(mention.span, mention.span.text.lower(), DealKind.OTHER, words=told)


def is_to_come(clause: Clause) -> bool:
    """Whether work is told as set or under way ("will", "is to", "is doing")."""
    verb = clause.predicate
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return is_infinitive(verb) or bool(helpers & {"will", "shall", "is", "are", "being"})


def _objects_are(group: str) -> Callable[[Clause], bool]:
    def told(clause: Clause) -> bool:
        return any(o.lemma_.lower() in frames.carriers(group) for o in clause.objects)

    return told


def _counted_under(preposition: str) -> Callable[[Clause], bool]:
    def told(clause: Clause) -> bool:
        return any(t.tag_ == "NNS" and any(c.dep_ == "nummod" for c in t.children) for t in clause.under(preposition))

    return told


def is_objectless(clause: Clause) -> bool:
    """Whether a verb has no object."""
    return not clause.objects


def is_subjectless(clause: Clause) -> bool:
    """Whether what changes hands is itself the grammatical subject."""
    return clause.is_passive or clause.predicate.lemma_.lower() == "go"


def is_given_over(clause: Clause) -> bool:
    """Whether a verb of giving has the particle that makes it one ("passed on", "signed over")."""
    verb = clause.predicate
    particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod", "prep")}
    shared = verb.lemma_.lower() in frames.carriers("sharing_out")
    return shared or bool(particles & {"out", "on", "over", "away", "back"})


def is_fresh(clause: Clause) -> bool:
    """Whether an owner or customer is told as a new one."""
    return any(m.lower_ in ("new", "latest", "newest", "next", "future", "sole", "first") for m in clause.modifiers)


# Sources of heads by the name that the lists give them.
IDIOMS: dict[str, Callable[[Clause], Iterator[Token]]] = {
    "task_giver": task_giver,
    "payer": payer,
    "quoted": quoted,
    "hands": hands,
    "hands_off": hands_off,
    "subject_owner": subject_owner,
    "person": person,
    "person_for": person_for,
    "person_of": person_of,
    "awarder": awarder,
    "awardee": awardee,
}
# Needs that ask for a set phrase.
ASKED: dict[str, Callable[[Clause], bool]] = {
    "to_come": is_to_come,
    "awarded": is_awarded,
    "gaze": _objects_are("gazes"),
    "tenders": _objects_are("tenders"),
    "belonging": _objects_are("belongings"),
    "owning": _objects_are("owning"),
    "bill": _objects_are("bills"),
    "bare": is_objectless,
    "fresh": is_fresh,
    "subjectless": is_subjectless,
    "given_over": is_given_over,
    "counted_for": _counted_under("for"),
    "counted_with": _counted_under("with"),
}
