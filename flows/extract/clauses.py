"""Predicate–argument structure over spaCy parses: who does what to whom, through passive, control and relatives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
RELATIVE_PRONOUNS = frozenset({"which", "that", "who", "whom"})
# Verbs whose object, not subject, does what the infinitive says ("asked Shell to supply"): Huddleston & Pullum
# 2002, The Cambridge Grammar of the English Language, ch. 14 (catenatives with intervening NP).
OBJECT_CONTROL = frozenset(
    "allow appoint ask authorise authorize bar call choose commission compel contract direct enable encourage expect "
    "force get help hire instruct invite let nominate oblige order permit persuade press prompt require select "
    "sell send tap tell tempt urge want".split()
)
GIVING = frozenset(["award", "give", "grant", "hand"])  # what they give is then had by another than their subject
LONGEST_CHAIN = 12  # governors followed upward; longer chains are parse errors


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
    """The clause that a verb heads, or the arguments of a noun of action."""
    return _verb_clause(predicate) if predicate.pos_ in ("VERB", "AUX") else _noun_clause(predicate)


def with_conjuncts(head: Token) -> tuple[Token, ...]:
    """`head` and the heads coordinated after it, in text order."""
    found = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ != "VERB":
            found.extend(with_conjuncts(child))
    return tuple(found)


def governors(token: Token) -> tuple[Token, ...]:
    """Words that `token` depends on, innermost first, prepositions and auxiliaries left out."""
    chain: list[Token] = []
    here = token
    while here.head != here and len(chain) < LONGEST_CHAIN:
        here = here.head
        if here.pos_ in ("VERB", "AUX", "NOUN", "PROPN", "ADJ"):
            chain.append(here)
    return tuple(chain)


def is_nominal(token: Token) -> bool:
    """Whether a token stands where only a noun can, whatever its tag ("signed a deal" is often tagged a verb)."""
    return token.pos_ in ("NOUN", "PROPN", "NUM", "SYM") or token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass")


def is_infinitive(verb: Token) -> bool:
    """Whether the verb bears "to"."""
    return any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participial clause headed by `verb` describes."""
    return verb.head if verb.dep_ in ("relcl", "acl") and verb.head != verb else None


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, be it with an auxiliary or as a reduced relative ("arms supplied by X")."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children):
        return True
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(c.dep_ == "aux" for c in verb.children)


def obliques_of(head: Token) -> dict[str, tuple[Token, ...]]:
    """Prepositions on `head` with the heads they govern; chains as in "because of X" stand under each word."""
    found: dict[str, tuple[Token, ...]] = {}
    for word in head.children:
        if word.dep_ in ("prep", "agent", "dative") and word.pos_ in ("ADP", "SCONJ", "PART", "VERB"):
            _add(found, word, word)
    return found


def _add(found: dict[str, tuple[Token, ...]], word: Token, name: Token) -> None:
    for child in word.children:
        if child.dep_ in ("pobj", "pcomp"):
            key = name.lower_
            found[key] = found.get(key, ()) + with_conjuncts(child)
        elif child.dep_ in ("prep", "conj") and child.pos_ in ("ADP", "SCONJ", "PART"):
            _add(found, child, child)


def _verb_clause(verb: Token) -> Clause:
    passive = is_passive(verb)
    surface = tuple(_surface_subjects(verb))
    objects = tuple(_surface_objects(verb))
    obliques = obliques_of(verb)
    datives = tuple(t for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP" for t in with_conjuncts(c))
    if passive and objects:  # "A was awarded a contract": the subject is who receives
        datives += surface
    elif passive:
        objects = surface
    if passive:
        surface = obliques.get("by", ())
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
    own = [c for c in verb.children if c.dep_ in SUBJECTS + PASSIVE_SUBJECTS]
    if own:
        for subject in own:
            yield from _resolved(subject, verb)
        return
    yield from _understood_subjects(verb)


def _resolved(head: Token, verb: Token) -> Iterator[Token]:
    """The heads themselves, or the noun that a relative pronoun stands for."""
    if head.lower_ in RELATIVE_PRONOUNS and head.tag_ in ("WDT", "WP", "IN", "DT"):
        noun = _relative_noun(verb)
        if noun is not None:
            yield noun
        return
    yield from with_conjuncts(head)


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
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
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
    if verb.dep_ == "xcomp" and head.lemma_.lower() in OBJECT_CONTROL and objects and not is_passive(head):
        yield from objects
    else:
        yield from _surface_subjects(head)


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
    if here.dep_ in ("dobj", "nsubjpass") and verb.lemma_.lower() in GIVING:
        yield from _given_to(verb)
    elif here.dep_ in ("dobj", "attr", "oprd", "nsubjpass") and verb.pos_ in ("VERB", "AUX"):
        yield from (_agents(verb) if here.dep_ == "nsubjpass" else _surface_subjects(verb))
    elif here.dep_ == "pobj" and verb.dep_ == "prep":
        if verb.head.pos_ in ("VERB", "AUX"):
            yield from _surface_subjects(verb.head)
        elif is_nominal(verb.head):  # "signed a letter of intent"
            yield from carrier_subjects(verb.head)


def _given_to(verb: Token) -> tuple[Token, ...]:
    """Who has what the verb gives away ("A awarded B a contract": B)."""
    clause = _verb_clause(verb)
    return clause.datives + clause.under("to")


def _agents(verb: Token) -> tuple[Token, ...]:
    return obliques_of(verb).get("by", ())


def _described(verb: Token) -> Iterator[Token]:
    """The noun before a participle, or the holder of the noun before an infinitive ("a contract to build")."""
    noun = verb.head
    if verb.tag_ in ("VBG", "VBN") or (verb.dep_ == "relcl" and not is_infinitive(verb)):
        if not _gap_is_object(verb):
            yield from _equated(noun) or with_conjuncts(noun)[:1]
        return
    found = list(holders(noun))
    yield from found or (() if noun.dep_ in ("dobj", "nsubjpass", "pobj") else (noun,))


def _equated(noun: Token) -> tuple[Token, ...]:
    """The subject that "be" equates a noun with ("A is a partner, buying ..."): A."""
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return ()
    return tuple(_surface_subjects(noun.head)) if noun.head.dep_ != "relcl" else ()


def _gap_is_object(verb: Token) -> bool:
    """Whether the noun that a relative clause describes is its object ("the jets that Boeing makes")."""
    if verb.dep_ != "relcl" or is_infinitive(verb):
        return False
    pronouns = [c for c in verb.children if c.lower_ in RELATIVE_PRONOUNS]
    if any(c.dep_ in ("dobj", "pobj") for c in pronouns):
        return True
    has_subject = any(c.dep_ in SUBJECTS + PASSIVE_SUBJECTS and c not in pronouns for c in verb.children)
    return has_subject and not any(c.dep_ == "dobj" for c in verb.children)


def _through_preposition(preposition: Token) -> Iterator[Token]:
    """Who does the gerund after a preposition ("interested in acquiring", "aims at selling")."""
    head = preposition.head
    if head.pos_ in ("VERB", "AUX"):
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
    if _gap_is_object(verb):
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
