"""Small questions put to a parse: coordination, voice, prepositions, what a word depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.lexicon import words

if TYPE_CHECKING:
    from flows.extract.tree import Token

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
TIMES = ("DATE", "TIME")  # kinds of names that are days and hours
RELATIVE_PRONOUNS = frozenset({"which", "that", "who", "whom"})
LONGEST_CHAIN = 12  # governors followed upward; longer chains are parse errors
LONGEST_LIST = 40  # coordinated words; a longer list is a table


def with_conjuncts(head: Token) -> tuple[Token, ...]:
    """`head` and the heads coordinated after it, in text order."""
    found = [head]
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ != "VERB":
            found.extend(with_conjuncts(child))
    return tuple(found)


def first_conjunct(token: Token) -> Token:
    """The head of the coordination or apposition that `token` belongs to."""
    return upward(token, ("conj", "appos"))


def coordination(token: Token) -> Token:
    """The head of the coordination that `token` belongs to."""
    return upward(token, ("conj",))


def upward(token: Token, labels: tuple[str, ...]) -> Token:
    """The token reached upward over arcs of `labels`, at most `LONGEST_LIST` of them."""
    here = token
    for _ in range(LONGEST_LIST):
        if here.dep_ not in labels:
            break
        here = here.head
    return here


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


# What an active verb beside a passive one has, and a second passive one has not.
OF_ITS_OWN = frozenset({"dobj", "xcomp", "ccomp", "nsubj", "aux", "attr", "oprd", "dative"})


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, be it with an auxiliary or as a reduced relative ("arms supplied by X")."""
    if any(c.dep_ in ("auxpass", "nsubjpass", "agent") for c in verb.children):
        return True
    second = verb.dep_ == "conj" and verb.tag_ in ("VBN", "VBD") and verb.lemma_.lower() in words("control", "passing")
    if second and any(c.dep_ == "nsubjpass" for c in verb.head.children):
        return not any(c.dep_ in OF_ITS_OWN for c in verb.children)  # "was bought by A and sold to B"
    return verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(c.dep_ == "aux" for c in verb.children)


# First words of prepositions whose second says nothing of where things go: "according to the ministry".
OF_TWO_WORDS = frozenset({"according", "due", "owing", "thanks", "prior", "contrary"})


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
            _add(found, child, name if name.lower_ in OF_TWO_WORDS else child)


def fronted(head: Token, verb: Token) -> Token | None:
    """Who a description at the head of a sentence is of ("A state with ties to A, the largely Muslim B sells ...": B).

    Parsers hang the name on the one before it. "A firm in Austin, Texas" names nobody.
    """
    last = head.right_edge
    if head.tag_ != "NN" or head.left_edge.i != verb.sent.start or head.left_edge.lower_ not in ("a", "an"):
        return None
    if last.pos_ != "PROPN" or last == head or not head.i < last.i < verb.i:
        return None
    start = last.i
    while start > head.i and last.doc[start - 1].pos_ in ("PROPN", "ADJ", "ADV", "DET", "NOUN"):
        start -= 1
    before = last.doc[start - 1]
    if before.text != "," or (last.doc[start].pos_ != "DET" and before.nbor(-1).pos_ == "PROPN"):
        return None
    return last


def gap_is_object(verb: Token) -> bool:
    """Whether the noun that a relative clause describes is its object ("the jets that Boeing makes")."""
    if verb.dep_ != "relcl" or is_infinitive(verb):
        return False
    pronouns = [c for c in verb.children if c.lower_ in RELATIVE_PRONOUNS]
    if any(c.dep_ in ("dobj", "pobj") for c in pronouns):
        return True
    has_subject = any(c.dep_ in SUBJECTS + PASSIVE_SUBJECTS and c not in pronouns for c in verb.children)
    return has_subject and not any(c.dep_ == "dobj" for c in verb.children)


def named_by_for(verb: Token) -> tuple[Token, ...] | None:
    """Who does an infinitive, where "for" and a name stand just before it ("an accord for A to acquire B")."""
    to = next((c for c in verb.children if c.lower_ == "to" and c.dep_ == "aux"), None)
    before = to.nbor(-1) if to is not None and to.i > verb.sent.start else None
    while before is not None and before.dep_ == "conj":
        before = before.head
    if before is None or before.dep_ != "pobj" or before.head.lower_ != "for" or before.pos_ != "PROPN":
        return None
    return with_conjuncts(before)


def far_agent(objects: tuple[Token, ...]) -> tuple[Token, ...]:
    """Who stands under "by" on an infinitive that tells of the object ("was granted leave to run a port by A")."""
    clauses = [c for o in objects for c in o.children if c.dep_ in ("acl", "relcl") and is_infinitive(c)]
    return tuple(t for c in clauses for t in obliques_of(c).get("by", ()) if t.pos_ == "PROPN")


def agent_below(obliques: dict[str, tuple[Token, ...]]) -> tuple[Token, ...]:
    """A named agent that the parser hung on another complement ("was supplied with ships by A")."""
    below = [t for name in ("with", "to", "for") for t in obliques.get(name, ())]
    return tuple(t for head in below for t in obliques_of(head).get("by", ()) if t.pos_ == "PROPN")


def two_objects(verb: Token) -> tuple[Token, Token] | None:
    """Receiver and thing of a verb with two bare objects ("handed A a contract"), however the parser labelled them."""
    after = [c for c in verb.children if c.i > verb.i]
    objects = [c for c in after if c.dep_ == "dobj"]
    if len(objects) == 2 and objects[0].pos_ == "PROPN" and objects[1].pos_ == "NOUN":
        return objects[0], objects[1]
    for thing in (c for c in after if c.dep_ in ("ccomp", "dobj") and c.pos_ == "NOUN"):
        receiver = next((c for c in thing.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"), None)
        if receiver is not None:
            return receiver, thing
    return None


def contact_clause(verb: Token) -> tuple[Token, Token] | None:
    """Subject and object of a relative clause without pronoun, taken for an apposition ("the jets Peru ordered")."""
    if verb.dep_ not in ("ccomp", "csubj", "csubjpass", "dep") or is_passive(verb):
        return None
    noun = next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ == "NOUN"), None)
    name = next((c for c in noun.children if c.dep_ == "appos"), None) if noun is not None else None
    if noun is None or name is None or name.pos_ != "PROPN" or name.left_edge.i != noun.i + 1:
        return None
    return name, noun


def given_noun(verb: Token) -> Token | None:
    """The noun that a relative clause describes, where the parser took its pronoun for the receiver."""
    if verb.dep_ != "relcl" or not any(c.dep_ == "dative" and c.lower_ in RELATIVE_PRONOUNS for c in verb.children):
        return None
    return verb.head if any(c.dep_ == "dobj" for c in verb.children) else None


def under_particle(head: Token, verb: Token) -> tuple[Token, ...]:
    """Who does the infinitive, where a preposition stands between ("called in A to inspect", "turned to A to sort")."""
    if head.lemma_.lower() not in words("control", "prepositional_control") or not is_infinitive(verb):
        return ()
    if any(c.dep_ == "dobj" for c in head.children):
        return ()  # "signed a contract on Wednesday to supply"
    led = obliques_of(head) | obliques_of(next((c for c in head.children if c.dep_ == "prt"), head))
    before = [t for p in ("in", "on", "upon", "to") for t in led.get(p, ()) if head.i < t.i < verb.i]
    return tuple(t for t in before if t.pos_ in ("PROPN", "NOUN") and t.ent_type_ not in TIMES)


def far_receiver(verb: Token) -> tuple[Token, ...]:
    """The last name under "to", where what is given is told before it ("awarded a contract to run a port to A")."""
    after = (t for t in verb.subtree if t.i > verb.i and t.dep_ == "pobj" and t.pos_ == "PROPN")
    return tuple(t for t in after if t.head.lower_ == "to")[-1:]
