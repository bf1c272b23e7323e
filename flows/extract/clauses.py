"""Predicate–argument structure over spaCy parses: who does what to whom, through passive, control and relatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.extract.syntax import (
    PASSIVE_SUBJECTS,
    RELATIVE_PRONOUNS,
    SUBJECTS,
    agent_below,
    antecedent,
    contact_clause,
    far_agent,
    far_receiver,
    fronted,
    gap_is_object,
    given_noun,
    governors,
    is_infinitive,
    is_nominal,
    is_passive,
    named_by_for,
    obliques_of,
    two_objects,
    under_particle,
    with_conjuncts,
)
from flows.lexicon import words

if TYPE_CHECKING:
    from flows.extract.tree import Token

__all__ = [
    "Clause",
    "antecedent",
    "carrier_subjects",
    "clause_of",
    "governors",
    "holders",
    "is_infinitive",
    "is_nominal",
    "is_passive",
    "obliques_of",
    "with_conjuncts",
]


@dataclass(frozen=True, slots=True)
class Clause:
    """What a verb or a noun of action says: head tokens of its arguments, conjuncts included.

    `subjects` and `objects` are deep: the doer and the thing done to, whatever the voice. For a noun, `subjects` are
    those of the verb that carries it ("A signed a contract"). `obliques` maps a lower-case preposition to the heads
    it governs; `object_obliques` holds those that the parser hung on an object instead. `governors` are the verbs,
    adjectives and nouns that the predicate depends on, innermost first ("said it agreed to sell": agree, say).
    """

    predicate: Token
    subjects: tuple[Token, ...] = ()
    objects: tuple[Token, ...] = ()
    datives: tuple[Token, ...] = ()
    possessors: tuple[Token, ...] = ()
    modifiers: tuple[Token, ...] = ()
    obliques: Mapping[str, tuple[Token, ...]] = field(default_factory=dict)
    object_obliques: Mapping[str, tuple[Token, ...]] = field(default_factory=dict)
    governors: tuple[Token, ...] = ()
    is_passive: bool = False

    def under(self, *prepositions: str) -> tuple[Token, ...]:
        """Heads under any of the prepositions, those on the predicate before those on its objects."""
        own = [t for p in prepositions for t in self.obliques.get(p, ())]
        far = [t for p in prepositions for t in self.object_obliques.get(p, ())]
        return tuple(dict.fromkeys(own + far))


def clause_of(predicate: Token) -> Clause:
    """The clause that a verb heads, or the arguments of a noun of action, whatever its tag ("with a $5m bid")."""
    is_noun = predicate.dep_ in ("dobj", "pobj", "nsubj") and predicate.tag_ != "VBG"
    return _noun_clause(predicate) if predicate.pos_ not in ("VERB", "AUX") or is_noun else _verb_clause(predicate)


def _verb_clause(verb: Token) -> Clause:
    passive = is_passive(verb)
    surface, objects = tuple(_surface_subjects(verb)), tuple(_surface_objects(verb))
    obliques = obliques_of(verb)
    datives = tuple(t for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP" for t in with_conjuncts(c))
    if not datives and (pair := two_objects(verb)) is not None:
        datives, objects = with_conjuncts(pair[0]), (pair[1],)
    if not objects and (pair := contact_clause(verb)) is not None:
        surface, objects = (pair[0],), (pair[1],)
    if (given := given_noun(verb)) is not None:  # "the loan that the bank granted Chad"
        datives += objects
        objects = (given,)
    if not datives and len(objects) > 1 and objects[0].i < verb.i < objects[-1].i and verb.dep_ == "relcl":
        datives, objects = objects[1:], objects[:1]  # "a loan that A granted B"
    if passive:  # "A was awarded a contract": the subject is who receives
        datives, objects = (datives + surface, objects) if objects else (datives, surface)
        far = (_object_obliques(objects, verb).get("by", ()) or far_agent(objects)) if datives else ()
        surface = obliques.get("by", ()) or far or agent_below(obliques)
    return Clause(
        verb,
        subjects=surface,
        objects=objects,
        datives=datives,
        obliques=obliques,
        object_obliques=_object_obliques(objects, verb),
        governors=governors(verb),
        is_passive=passive,
    )


def _object_obliques(objects: tuple[Token, ...], verb: Token) -> dict[str, tuple[Token, ...]]:
    """Prepositions on the objects and on the nouns below them, wherever the parser hung them after the verb."""
    found: dict[str, tuple[Token, ...]] = {}
    queue = [o for o in objects if o.i > verb.i or o.dep_ != "nsubj"]
    queue = queue[:1] + [o for o in queue[1:] if o.dep_ != "conj" or not obliques_of(o)]
    while queue:
        head = queue.pop(0)
        for name, heads in obliques_of(head).items():
            found[name] = found.get(name, ()) + heads
            queue.extend(h for h in heads if h.pos_ in ("NOUN", "PROPN", "NUM", "SYM"))
    return found


def _surface_subjects(verb: Token) -> Iterator[Token]:
    """Heads of the grammatical subject, found through coordination, control and relatives."""
    if own := [c for c in verb.children if c.dep_ in SUBJECTS + PASSIVE_SUBJECTS]:
        for subject in own:
            yield from _resolved(subject, verb)
        return
    yield from _understood_subjects(verb)


def _resolved(head: Token, verb: Token) -> Iterator[Token]:
    """The heads themselves, or the noun that a relative pronoun stands for."""
    if head.lower_ in RELATIVE_PRONOUNS and head.tag_ in ("WDT", "WP", "IN", "DT"):
        noun = _relative_noun(verb) or _just_before(head)
        if noun is not None:
            yield noun
        return
    yield from with_conjuncts(fronted(head, verb) or head)


def _just_before(pronoun: Token) -> Token | None:
    """The noun before "that" where the parser took its clause for a complement ("the jets that A has sold")."""
    before = pronoun.nbor(-1) if pronoun.dep_ == "dobj" and pronoun.i > pronoun.sent.start else None
    return before if before is not None and before.pos_ in ("NOUN", "PROPN") and before.dep_ == "dobj" else None


def _relative_noun(verb: Token) -> Token | None:
    here = verb
    while here.dep_ in ("conj", "xcomp", "ccomp", "advcl") and here.head != here:
        here = here.head
    return antecedent(here)


def _understood_subjects(verb: Token) -> Iterator[Token]:
    """Subject of a verb that has none of its own."""
    head = verb.head
    if head == verb:
        return
    if (doers := named_by_for(verb)) is not None:
        yield from doers
    elif verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        if is_passive(head) == is_passive(verb) or any(c.dep_ in SUBJECTS + PASSIVE_SUBJECTS for c in head.children):
            yield from _surface_subjects(head)
    elif verb.dep_ in ("xcomp", "advcl", "ccomp", "dep", "oprd"):
        yield from _controllers(head, verb)
    elif verb.dep_ in ("acl", "relcl"):
        yield from _described(verb)
    elif verb.dep_ == "pcomp":
        yield from _through_preposition(head)


def _controllers(head: Token, verb: Token) -> Iterator[Token]:
    """Who does the infinitive or participle that depends on `head`."""
    if head.pos_ not in ("VERB", "AUX") or is_nominal(head):
        yield from _bearers(head)
        return
    objects = list(_surface_objects(head))
    complement = verb.dep_ == "xcomp" or (is_infinitive(verb) and bool(objects) and head.i < objects[-1].i < verb.i)
    if complement and head.lemma_.lower() in words("control", "object_control") and objects and not is_passive(head):
        yield from objects
    else:
        yield from under_particle(head, verb) or _surface_subjects(head)


def _bearers(head: Token) -> Iterator[Token]:
    """Who has the property or thing that an adjective or noun names ("A is ready to sell")."""
    if head.pos_ == "ADJ" and head.head.pos_ in ("VERB", "AUX"):
        yield from _surface_subjects(head.head)
    elif is_nominal(head):
        yield from holders(head)


def holders(noun: Token) -> Iterator[Token]:
    """Who holds a noun of action: its possessor, "by" phrase, or the subject of the verb that carries it."""
    for child in noun.children:
        if child.dep_ == "poss":
            yield from with_conjuncts(child)
    yield from obliques_of(noun).get("by", ())
    yield from carrier_subjects(noun)


def carrier_subjects(noun: Token) -> Iterator[Token]:
    """Subjects of the verb whose object or complement the noun is ("A has signed a contract")."""
    here = noun
    while here.dep_ in ("conj", "appos") and here.head.pos_ in ("NOUN", "PROPN"):
        here = here.head
    verb = here.head
    if here.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in words("control", "giving"):
        yield from _given_to(verb)
    elif here.dep_ in ("dobj", "attr", "oprd", "nsubjpass") and verb.pos_ in ("VERB", "AUX"):
        yield from (obliques_of(verb).get("by", ()) if here.dep_ == "nsubjpass" else _surface_subjects(verb))
    elif here.dep_ == "pobj" and verb.dep_ == "prep":
        above = verb.head
        while above.pos_ in ("ADP", "ADV", "SCONJ") and above.head != above:  # "walked away from talks"
            above = above.head
        if above.pos_ in ("VERB", "AUX"):
            yield from _surface_subjects(above)
        elif is_nominal(above):  # "signed a letter of intent"
            yield from carrier_subjects(above)


def _given_to(verb: Token) -> tuple[Token, ...]:
    """Who has what the verb gives away ("A awarded B a contract": B)."""
    clause = _verb_clause(verb)
    return clause.datives + clause.under("to") or far_receiver(verb)


def _described(verb: Token) -> Iterator[Token]:
    """The noun before a participle, or the holder of the noun before an infinitive ("a contract to build")."""
    noun = verb.head
    if verb.tag_ in ("VBG", "VBN") or (verb.dep_ == "relcl" and not is_infinitive(verb)):
        if not gap_is_object(verb):
            yield from _equated(noun) or with_conjuncts(noun)[:1]
        return
    found = list(holders(noun))
    yield from found or (() if noun.dep_ in ("dobj", "nsubjpass", "pobj") else (noun,))


def _equated(noun: Token) -> tuple[Token, ...]:
    """The subject that "be" equates a noun with ("A is a partner, buying ..."): A."""
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return ()
    return tuple(_surface_subjects(noun.head)) if noun.head.dep_ != "relcl" else ()


def _through_preposition(preposition: Token) -> Iterator[Token]:
    """Who does the gerund after a preposition ("interested in acquiring", "aims at selling")."""
    head = preposition.head
    if head.lemma_.lower() in words("control", "hindering") and preposition.lower_ == "from":
        yield from _surface_objects(head)
    elif head.pos_ in ("VERB", "AUX"):
        yield from _surface_subjects(head)
    else:
        yield from _bearers(head)


def _surface_objects(verb: Token) -> Iterator[Token]:
    found = False
    for child in verb.children:
        if child.dep_ in ("dobj", "oprd", "attr"):
            found = True
            yield from _resolved(child, verb)
    if found:
        return
    if gap_is_object(verb):
        yield verb.head
    else:
        yield from _shared_objects(verb)


def _shared_objects(verb: Token) -> Iterator[Token]:
    """The object after the last of several verbs is the object of all ("buy and refit 20 tanks")."""
    siblings = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        siblings.append(verb.head)
    for sibling in siblings:
        for child in sibling.children:
            if child.dep_ == "dobj" and child.i > max(verb.i, sibling.i):
                yield from with_conjuncts(child)


def _noun_clause(noun: Token) -> Clause:
    obliques = obliques_of(noun)
    inner = [t for heads in obliques.values() for t in heads if t.pos_ in ("NOUN", "PROPN", "NUM", "SYM")]
    return Clause(
        noun,
        subjects=tuple(dict.fromkeys(carrier_subjects(noun))),
        possessors=tuple(t for c in noun.children if c.dep_ == "poss" for t in with_conjuncts(c)),
        modifiers=tuple(c for c in noun.children if c.dep_ in ("compound", "nmod", "amod", "nummod")),
        obliques=obliques,
        object_obliques=_object_obliques(tuple(inner), noun),
        governors=governors(noun),
    )
