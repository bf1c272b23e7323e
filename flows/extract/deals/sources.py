"""Places of a clause where parties or goods stand besides subject, object and preposition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, is_infinitive, obliques_of
from flows.extract.deals import frames
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Goods
from flows.lexicon import words
from flows.model.vocabulary.deals import DealKind

if TYPE_CHECKING:
    from flows.extract.tree import Token


NEAR = 12  # tokens before a noun in which a possessor may still be its own
REACH = 30  # tokens after the trigger in which a stray "to X" or "from X" may still belong to it


def purpose(clause: Clause) -> Iterator[Token]:
    """What work is paid for ("pays X to supervise the works": works)."""
    for verb in infinitives(clause):
        if verb.lemma_.lower() in frames.carriers("working"):
            yield from clause_of(verb).objects[:1]


def use(clause: Clause) -> Iterator[Token]:
    """What someone is let do with another's resources ("licensed X to fish": fish)."""
    yield from (v for v in infinitives(clause) if v.lemma_.lower() in frames.carriers("using"))


def user(clause: Clause) -> Iterator[Token]:
    """Who is let do so: the object, or the subject that the parser gave the infinitive."""
    yield from clause.objects
    for verb in infinitives(clause):
        yield from (c for c in verb.children if c.dep_ == "nsubj")


def infinitives(clause: Clause) -> Iterator[Token]:
    """Infinitives after the predicate, its own or on its objects."""
    verb = clause.predicate
    after = [c for c in verb.children if c.dep_ in ("advcl", "xcomp", "ccomp", "acl") and c.i > verb.i]
    after += [c for o in clause.objects for c in o.children if c.dep_ in ("acl", "relcl")]
    yield from (c for c in after if is_infinitive(c))


def exchange(clause: Clause) -> Iterator[Token]:
    """What stands under "in exchange for" or "in return for"."""
    for noun in clause.under("in"):
        if noun.lemma_.lower() in ("exchange", "return"):
            yield from obliques_of(noun).get("for", ())


def goes(clause: Clause) -> Iterator[Token]:
    """Whom goods reach ("40 per cent of its exports go to China": China)."""
    verb = _subject_of(clause.predicate)
    if verb is not None and verb.lemma_.lower() in frames.carriers("reaching"):
        yield from clause_of(verb).under("to")


def comes(clause: Clause) -> Iterator[Token]:
    """Where goods are had from ("most of its imports come from Norway": Norway)."""
    verb = _subject_of(clause.predicate)
    if verb is not None and verb.lemma_.lower() in frames.carriers("coming"):
        yield from clause_of(verb).under("from")


def _subject_of(noun: Token) -> Token | None:
    """The verb whose subject a noun is, or a share of which it is ("half of its exports")."""
    here = noun
    if here.dep_ == "pobj" and here.head.lower_ == "of":
        here = here.head.head
    return here.head if here.dep_ == "nsubj" and here.head.pos_ == "VERB" else None


def arranger(clause: Clause) -> Iterator[Token]:
    """Who arranges, guarantees or provides a loan ("a credit guaranteed by X")."""
    for verb in clause.predicate.children:
        if verb.dep_ == "acl" and verb.lemma_.lower() in frames.carriers("arranging"):
            yield from obliques_of(verb).get("by", ())


def glued(clause: Clause) -> Iterator[Token]:
    """A state that the parser took into the goods after it ("gave Laos 40 fire engines": Laos)."""
    for goods in clause.objects:
        for name in (c for c in goods.subtree if c.dep_ in ("nmod", "compound", "poss")):
            near = name.pos_ == "PROPN" and name.left_edge.i == clause.predicate.i + 1
            state = name.ent_type_ == "GPE" and clause.predicate.i < name.i <= clause.predicate.i + 3
            if (near or state) and name.nbor().tag_ in ("CD", "DT", "$"):
                yield name
    yield from _before_the_sum(clause)


def _before_the_sum(clause: Clause) -> Iterator[Token]:
    """Whoever gets a sum, where the parser makes objects of both ("lends Laos up to $10 million": Laos)."""
    verb = clause.predicate
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    sums = objects[1:] + [c for o in objects[:1] for c in o.children if c.dep_ == "appos"]
    if objects and objects[0].tag_ != "CD" and any(s.tag_ == "CD" for s in sums):
        yield objects[0]


def apposed(clause: Clause) -> Iterator[Token]:
    """What is called a gift ("the hospital, a gift from China", "the jets are a gift")."""
    noun = clause.predicate
    if noun.dep_ == "appos":
        yield noun.head
    elif noun.dep_ == "attr":
        yield from (c for c in noun.head.children if c.dep_ == "nsubj")


def site(clause: Clause) -> Iterator[Token]:
    """Whose premises money is spent on ("on a new furnace at X")."""
    yield from (t for place in clause.under("on") for t in obliques_of(place).get("at", ()))


def chosen(clause: Clause) -> Iterator[Token]:
    """Who is named for work ("named X preferred bidder": X), where the parser makes one phrase of both."""
    for role in (o for o in clause.objects if o.lemma_.lower() in frames.carriers("chosen")):
        yield from (c for c in role.children if c.dep_ in ("nmod", "compound") and c.pos_ == "PROPN")
    if any(t.lemma_.lower() in frames.carriers("chosen") for t in roles(clause)):
        yield from clause.objects


def roles(clause: Clause) -> tuple[Token, ...]:
    """What someone is named: object, complement or under "as"."""
    return (*clause.objects, *clause.under("as"), *(c for c in clause.predicate.children if c.dep_ == "oprd"))


def chosen_for(clause: Clause) -> Iterator[Token]:
    """What someone is named bidder or contractor for."""
    yield from clause.under("for")
    for role in roles(clause):
        if role.lemma_.lower() in frames.carriers("chosen"):
            yield from obliques_of(role).get("for", ())


def favour_goods(scene: Scene, head: Token) -> Goods | None:
    """Leave to use as goods ("access to its waters"), to be asked for only where a price or grant is told."""
    things = [t for p in ("to", "of") for t in obliques_of(head).get(p, ())]
    if head.lemma_.lower() not in frames.carriers("favours") or not things:
        return None
    span = scene.words(head, things[0])
    told = frozenset(w for w in span.text.lower().split() if w not in words("goods", "untelling"))
    owners = scene.parties(c for c in things[0].children if c.dep_ in ("amod", "poss", "compound"))
    return Goods(span, head.lemma_.lower(), DealKind.LICENCE, owners=owners, words=told)


def far_possessor(noun: Token) -> Iterator[Token]:
    """A possessor cut off from its noun by a price per share ("A's 32 dlr per share cash offer")."""
    priced = False
    for token in reversed(noun.doc[max(noun.sent.start, noun.i - NEAR) : noun.i]):
        priced = priced or token.lower_ == "per"
        if token.dep_ == "poss" or token.pos_ == "AUX":
            yield from (token,) if priced and token.dep_ == "poss" else ()
            return


def stray(clause: Clause, preposition: str) -> Iterator[Token]:
    """Heads under a preposition after the trigger that the parser hung elsewhere, before the next clause."""
    doc = clause.predicate.doc
    for token in doc[clause.predicate.i + 1 : clause.predicate.i + 1 + REACH]:
        is_verb = token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "acl", "prep")
        if is_verb or token.lower_ in (";", "which", "who"):
            return
        led = token.dep_ == "agent" and token.head.dep_ == "acl" and token.head != clause.predicate
        if token.lower_ == preposition and token.dep_ in ("prep", "dative", "agent") and not led:
            yield from (c for c in token.children if c.dep_ == "pobj")


def after_agent(clause: Clause, preposition: str) -> Iterator[Token]:
    """Heads under a preposition that the parser gave the doer of a passive ("was built by A for B": B)."""
    named = [t for s in clause.subjects for t in (s, *(c for c in s.children if c.dep_ == "appos"))]
    yield from (t for n in named for t in obliques_of(n).get(preposition, ()) if t.i > clause.predicate.i)


def past_relative(clause: Clause) -> Iterator[Token]:
    """Heads under "to" that the parser gave a clause on the goods ("sold units that served mills to A")."""
    goods = [t for o in (*clause.objects, *clause.under("of")) for t in o.subtree if t.i > clause.predicate.i]
    for verb in (t for t in goods if t.dep_ == "relcl" and t.lemma_.lower() not in frames.verbs()):
        yield from (t for t in obliques_of(verb).get("to", ()) if t.pos_ == "PROPN")


def launcher(clause: Clause) -> Iterator[Token]:
    """Who makes a bid, by a participle on it ("an offer launched this morning by A")."""
    for verb in clause.predicate.children:
        if verb.dep_ in ("acl", "relcl") and verb.lemma_.lower() in frames.carriers("launching"):
            yield from obliques_of(verb).get("by", ())


def thing(clause: Clause) -> Iterator[Token]:
    """A subject that is itself what changes hands, not a party's name for it."""
    yield from clause.subjects


def return_owner(clause: Clause) -> Iterator[Token]:
    """Whose goods come in return ("barters oil for Sri Lankan tea": Sri Lankan)."""
    for goods in clause.under("for"):
        yield from (c for c in goods.children if c.dep_ in ("poss", "amod", "compound", "nmod"))


def control(clause: Clause) -> Iterator[Token]:
    """What a subject is control or ownership of."""
    for subject in clause.subjects:
        if subject.lemma_.lower() in ("control", "ownership"):
            yield from obliques_of(subject).get("of", ())


def owed_by(clause: Clause) -> Iterator[Token]:
    """Who owes the sum that is let go ("90 million euros owed by Chad")."""
    for sum_owed in clause.objects:
        for verb in (c for c in sum_owed.children if c.dep_ == "acl" and c.lemma_ == "owe"):
            yield from obliques_of(verb).get("by", ())
        for debt in obliques_of(sum_owed).get("of", ()):
            yield from (c for c in debt.children if c.dep_ == "poss")


def helped(clause: Clause) -> Iterator[Token]:
    """Whom a loan helps as the subject of its verb ("the credit will help Chad repair its grid")."""
    verb = _subject_of(clause.predicate)
    if verb is not None and verb.lemma_.lower() in frames.carriers("helping"):
        yield from (c for c in verb.children if c.dep_ == "dobj")
        yield from (s for c in verb.children if c.dep_ in ("ccomp", "xcomp") for s in c.children if s.dep_ == "nsubj")


def beyond(clause: Clause) -> Iterator[Token]:
    """Where those are who get something, if they bear no name ("to a project in Kenya", "for Kenyan farmers")."""
    for head in clause.under("to", "for"):
        if head.pos_ == "NOUN":
            yield from (t for t in head.subtree if t.dep_ == "pobj" and t.ent_type_ == "GPE" and t.head.lower_ == "in")
        if head.lemma_.lower() in frames.carriers("clients"):
            yield from (c for c in head.children if c.dep_ in ("amod", "compound", "poss"))


def aim(clause: Clause) -> Iterator[Token]:
    """Where help is for, by its aim ("pledged $20 million to help rebuild schools in Chad")."""
    for verb in infinitives(clause):
        yield from (t for t in verb.subtree if t.dep_ == "pobj" and t.ent_type_ == "GPE" and t.head.lower_ == "in")


def investment_round(clause: Clause) -> Iterator[Token]:
    """Whose funding round or capital increase is joined."""
    inner = tuple(t for sum_paid in clause.under("with") for t in obliques_of(sum_paid).get("in", ()))
    for head in (*clause.objects, *clause.under("in"), *inner):
        if head.lemma_.lower() in frames.carriers("rounds"):
            yield from (t for p in ("of", "for", "by", "at") for t in obliques_of(head).get(p, ()))
            yield from (c for c in head.children if c.dep_ == "poss")


def mistaken_verb(clause: Clause) -> Iterator[Token]:
    """A name after "to" that the tagger took for a verb ("sold to Halden Partners")."""
    for to in clause.predicate.doc[clause.predicate.i + 1 : clause.predicate.sent.end - 1]:
        if to.lower_ == "to" and to.dep_ == "aux" and to.nbor().is_title:
            yield to.nbor()


def rights_ground(clause: Clause) -> Iterator[Token]:
    """The state in whose ground or waters a right is held ("the right to explore off Chad")."""
    for right in clause.objects:
        if right.lemma_.lower() in words("goods", "rights"):
            yield from (
                t for t in right.subtree if t.dep_ == "pobj" and t.ent_type_ == "GPE" and t.head.lower_ in ("in", "off")
            )


def worked_for(clause: Clause) -> Iterator[Token]:
    """Whose property is worked on ("a deal to maintain Chad's signals")."""
    yield from (c for o in clause.objects for c in o.children if c.dep_ == "poss")
    for whole in (t for o in clause.objects for t in obliques_of(o).get("of", ())):
        yield from (whole,) if whole.ent_type_ == "GPE" else (c for c in whole.children if c.dep_ == "poss")


# Sources of heads by the name that the lists give them.
SOURCES: dict[str, Callable[[Clause], Iterator[Token]]] = {
    "purpose": purpose,
    "use": use,
    "exchange": exchange,
    "goes": goes,
    "comes": comes,
    "arranger": arranger,
    "chosen": chosen,
    "chosen_for": chosen_for,
    "user": user,
    "apposed": apposed,
    "site": site,
    "return_owner": return_owner,
    "control": control,
    "owed_by": owed_by,
    "helped": helped,
    "beyond": beyond,
    "thing": thing,
    "aim": aim,
    "launcher": launcher,
    "ground": rights_ground,
    "worked_for": worked_for,
    "round": investment_round,
}
