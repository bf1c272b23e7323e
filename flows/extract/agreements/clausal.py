"""Accords told by a clause without an instrument's name: joint acts agreed on, quarrels settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.business import in_business
from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.instruments import is_instrument_word
from flows.extract.agreements.opponents import creditors
from flows.extract.agreements.parties import Parties, is_public, join
from flows.extract.agreements.places import under
from flows.extract.agreements.pledges import answered_matter, are_sides, feat_of, is_due, pledged_act, shared_act
from flows.extract.agreements.settlements import settlement
from flows.extract.agreements.subjects import clause_subject, phrase_subject
from flows.extract.agreements.talks import is_out_of_reach
from flows.extract.agreements.told import clausal
from flows.extract.assertion import Mode, assertion
from flows.extract.clauses import clause_of
from flows.extract.context import Sentence
from flows.extract.syntax import TIMES
from flows.lexicon import load
from flows.model.vocabulary.agreements import AgreementStatus, InstrumentType

if TYPE_CHECKING:
    from flows.extract.tree import Token

TOLD = "told"  # the rule of accords that no noun or verb of agreeing names


def from_verb(finder: PartyFinder, sentence: Sentence, token: Token) -> Iterator[Candidate]:
    """The accord that a verb tells by itself, if it does."""
    if token.pos_ != "VERB":
        return
    told = list(_named_by_verb(finder, sentence, token))
    yield from told or _told_by_predicate(finder, sentence, token)


def _told_by_predicate(finder: PartyFinder, sentence: Sentence, verb: Token) -> Iterator[Candidate]:
    """The accord of a pledge to each other, a common answer, peace made or ways parted, things to be shared."""
    act, matter, feat = pledged_act(verb), answered_matter(verb), feat_of(verb)
    again = any(t.tag_ == "PRP" for t in clause_of(verb).subjects)  # "they will also share": told of before
    shares = act is None and matter is None and feat is None and not again and shared_act(verb)
    about = act or matter or (feat[2] if feat is not None else None) or (verb if shares else None)
    vague = about is not None and feat is None and about.lemma_.lower() in _verbs("vague_objects")
    if about is None or is_instrument_word(about) or vague:
        return
    parties = finder.of_clause(sentence, verb)
    if feat is not None and len(parties.refs) < 2:  # "restored its ties with Peru"
        parties = join([parties, finder.read(sentence, "with", under([feat[2]], "with"))])
    apart = feat is not None and feat[1] is AgreementStatus.TERMINATED
    if len(parties.refs) < 2 or not (are_sides(finder.context, parties) or act or shares or apart):
        return
    span = clause_subject if about.pos_ == "VERB" else phrase_subject
    subject = span(finder.context, sentence, about)
    type_ = feat[0] if feat is not None else InstrumentType.AGREEMENT
    told = clausal(sentence, verb, parties, subject, type_, TOLD)
    coming = feat is not None and feat[0] is not InstrumentType.PEACE_ACCORD and is_due(verb)
    done = feat is None or coming or told.status is AgreementStatus.SIGNED
    if told.frame.assertion.negated or not done:
        return
    status = feat[1] if feat is not None else told.status
    status = AgreementStatus.SIGNED if shares else status  # who are to share it have agreed on it
    business = in_business(finder.context, sentence, verb)
    yield replace(told, status=status, is_cooperative=True, in_business=business)


def _named_by_verb(finder: PartyFinder, sentence: Sentence, token: Token) -> Iterator[Candidate]:
    if token.lemma_ == "agree" or _binds_itself(token):
        yield from _joint_act(finder, sentence, token)
        yield from _joint_matter(finder, sentence, token)
        yield from _agreed_course(finder, sentence, token)
        yield from _agreed_thing(finder, sentence, token)
    elif _phrase_of(token) in _verbs("coming_to_terms") or _settles_with(token):
        yield from _terms(finder, sentence, token)
    elif _allies(token) or _will_jointly(token):
        yield from _alliance(finder, sentence, token)
    elif _with_particle(token) in load("agreement_verbs")["settling_verbs"]:
        yield from settlement(finder, sentence, token)


def _binds_itself(verb: Token) -> bool:
    """Whether some commit themselves to what follows: "bound themselves to pull back their troops"."""
    own = any(c.dep_ == "dobj" and c.lower_ in ("themselves", "itself") for c in verb.children)
    return own and verb.lemma_ in _verbs("self_binding")


def _with_particle(verb: Token) -> str:
    """A verb with its particle: "call off"."""
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else verb  # "pull back", whatever the parse calls it
    return f"{verb.lemma_} {after.lower_}" if after.tag_ in ("RP", "RB") and after.head == verb else verb.lemma_


def _phrase_of(verb: Token) -> str:
    """A verb with its bare object, or with what stands under "to": "shake hands", "come to terms"."""
    bare = next((f" {c.lower_}" for c in verb.children if c.dep_ == "dobj"), "")
    under_to = [n.lower_ for p in verb.children if p.lower_ == "to" for n in p.children if n.dep_ == "pobj"]
    return f"{verb.lemma_} to {under_to[0]}" if under_to and not bare else verb.lemma_ + bare


def _settles_with(verb: Token) -> bool:
    """Whether somebody "settled with" another, "over" or "on" a matter or without one, and not for less."""
    taken = any(c.dep_ in ("dobj", "xcomp", "ccomp", "prt") for c in verb.children)
    return verb.lemma_ == "settle" and not taken and bool(under([verb], "with"))


def _terms(finder: PartyFinder, sentence: Sentence, verb: Token) -> Iterator[Candidate]:
    """The accord of "A and B have come to terms over water"."""
    holders = [verb, *(n for c in verb.children if c.dep_ in ("dobj", "prep") for n in (c, *c.children))]
    under_ = [n for h in holders for p in h.children if p.lower_ in ("over", "on") for n in p.children]
    told_of = [n for n in under_ if n.dep_ in ("pobj", "pcomp") and n.ent_type_ not in TIMES]
    matter = next(iter(told_of), None)
    parties = finder.of_clause(sentence, verb)
    alone = not told_of and verb.lemma_ != "shake"  # "came to terms after a year"; hands one only shakes
    if len(parties.refs) > 1 and (matter is not None or alone) and not any(is_instrument_word(n) for n in told_of):
        subject = phrase_subject(finder.context, sentence, matter) if matter is not None else None
        told = clausal(sentence, verb, parties, subject, InstrumentType.AGREEMENT, "agreed to")
        yield replace(told, is_cooperative=True, in_business=in_business(finder.context, sentence, verb))


def _joint_act(finder: PartyFinder, sentence: Sentence, agree: Token) -> Iterator[Candidate]:
    """An accord, as in "A and B agreed to create X", where both sides do one concrete thing."""
    labels = ("xcomp", "ccomp") if agree.lemma_ == "agree" else ("xcomp", "ccomp", "advcl", "acl")
    act = next((c for c in agree.children if c.dep_ in labels and c.tag_ == "VB"), None)
    matters = (_matters(act) or _deeds(act)) if act is not None else []
    if act is None or not matters or any(_is_vague(act, matter) for matter in matters):
        return
    parties = finder.of_clause(sentence, agree)
    if not _matters(act) and not are_sides(finder.context, parties):
        return
    debtors = [n for m in matters for n in _debtors(m)] if len(parties.refs) < 2 else []
    if debtors:
        lenders = Parties(tuple(creditors(finder.context, sentence, agree)))
        parties = join([parties, lenders, finder.read(sentence, "debtor", debtors)])
    if len(parties.refs) > 1:
        subject = clause_subject(finder.context, sentence, act)
        kind = InstrumentType.CEASEFIRE if _rests(act, matters) else InstrumentType.AGREEMENT
        told = clausal(sentence, agree, parties, subject, kind, "agreed to")
        words = {t.lemma_.lower() for m in matters for t in m.subtree} | {act.lemma_}
        lasting = set(load("instruments")["cooperative"]) | _verbs("quarrels")
        cooperative = bool(words & lasting) or act.lemma_ in _verbs("acts_in_field")
        yield replace(told, is_cooperative=cooperative or _jointly(act))


def _debtors(matter: Token) -> list[Token]:
    """Whose debts they are: "agreed to reschedule Peru's debt", "to stretch out repayment of sums owed by Peru"."""
    if matter.lemma_.lower() not in _verbs("debts"):
        return []
    owed = [t for t in matter.subtree if t.lemma_ == "owe"]
    debtors = [n for verb in owed for p in verb.children if p.dep_ == "agent" for n in p.children if n.dep_ == "pobj"]
    own = [c for c in matter.children if c.dep_ == "poss" or (c.dep_ == "amod" and c.text[0].isupper())]
    of = [n for p in matter.children if p.lower_ == "of" for n in p.children if n.dep_ == "pobj" and n.pos_ == "PROPN"]
    return debtors or own or of


def _is_vague(act: Token, matter: Token) -> bool:
    """Whether what is to be done is goodwill: "deepen ties", not "restore diplomatic ties"."""
    return matter.lemma_.lower() in _verbs("vague_objects") and not _restores(act, matter)


def _restores(act: Token, noun: Token) -> bool:
    """Whether two change how they stand to each other."""
    return act.lemma_ in _verbs("restoring") and noun.lemma_.lower() in ("tie", "relation", "relationship", "contact")


def _matters(act: Token) -> list[Token]:
    """What a concluding act bears on: its objects, or for cooperation the field under "in" or "on"."""
    if act.lemma_ in _verbs("acts_in_field") or (act.lemma_ == "work" and _jointly(act)):
        return [n for p in act.children if p.lower_ in ("in", "on") for n in p.children if n.dep_ == "pobj"]
    if _to_each_other(act):
        return list(clause_of(act).objects) or [n for c in act.children if c.dep_ == "ccomp" for n in c.children][:1]
    stopped = [c for c in act.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VBG"]
    if _rests(act, stopped):
        return stopped
    joint = act.lemma_ in _verbs("joint_acts") or _with_particle(act) in _verbs("joint_phrases") or _jointly(act)
    return list(clause_of(act).objects) if joint else []


def _deeds(act: Token) -> list[Token]:
    """What public bodies bring about by any act that is no mere goodwill: "agreed to turn the base into a museum"."""
    loose = act.lemma_ in _verbs("goods_of_opinion") or act.lemma_ in _verbs("loose_acts")
    return [] if loose else [n for n in clause_of(act).objects if n.pos_ == "NOUN" and not is_instrument_word(n)]


def _to_each_other(act: Token) -> bool:
    """Whether both sides do it to each other: "recognise each other's degrees", "let each other's citizens stay"."""
    return any(
        t.lower_ in ("other", "another") and t.i > act.i and t.nbor(-1).lower_ in ("each", "one") for t in act.subtree
    )


def _rests(act: Token, matters: list[Token]) -> bool:
    """Whether fighting is to stop: "stop shooting", "lay down their arms"."""
    return act.lemma_ in _verbs("ceasing") and any(m.lemma_.lower() in _verbs("fire") for m in matters)


def _jointly(act: Token) -> bool:
    """Whether both sides do it with each other: "jointly patrol", "patrol together"."""
    return any(c.dep_ == "advmod" and c.lower_ in ("jointly", "together") for c in act.children)


def _joint_matter(finder: PartyFinder, sentence: Sentence, agree: Token) -> Iterator[Candidate]:
    """An accord of public bodies told by what they agree on: "agreed on voluntary restraints on steel"."""
    if is_out_of_reach(agree):
        return
    under = [n for p in agree.children if p.lower_ in ("on", "upon") for n in p.children if n.dep_ == "pobj"]
    terms = [c for c in agree.children if c.dep_ == "dobj"]  # "agreed fishing quotas"
    for noun in (*under, *terms):
        if noun.lemma_.lower() not in _verbs("settled_matters") or is_instrument_word(noun):
            continue
        parties = finder.of_clause(sentence, agree)
        if len(parties.refs) > 1 and all(is_public(finder.context, ref.entity_key) for ref in parties.refs):
            subject = phrase_subject(finder.context, sentence, noun)
            yield clausal(sentence, agree, parties, subject, InstrumentType.AGREEMENT, "agreed to")


def _agreed_course(finder: PartyFinder, sentence: Sentence, agree: Token) -> Iterator[Candidate]:
    """The accord of states that agree that something shall be so, or how: "agreed that the lease will run for a year".

    What they only think alike of ("agreed that trade would help both") is none.
    """
    course = next((c for c in agree.children if c.dep_ == "ccomp" and c.i > agree.i), None)
    opened = {c.lower_ for c in course.children} if course is not None else set()
    if course is None or not opened & {"will", "shall", "would", "may", "where", "how", "when"}:
        return
    about = next((c for c in course.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    vague = about is None or about.pos_ == "PRON" or about.lemma_.lower() in _verbs("vague_objects")
    opinion = course.lemma_ in _verbs("goods_of_opinion") and not opened & {"where", "how", "when"}
    if about is None or vague or is_instrument_word(about) or opinion:
        return
    between = finder.read(sentence, "between", under([agree], "between"))  # "it was agreed between A and B that"
    parties = between if len(between.refs) > 1 else finder.of_clause(sentence, agree)
    if len(parties.refs) > 1 and all(is_public(finder.context, ref.entity_key) for ref in parties.refs):
        subject = phrase_subject(finder.context, sentence, about)
        yield clausal(sentence, agree, parties, subject, InstrumentType.AGREEMENT, "agreed to")


def _agreed_thing(finder: PartyFinder, sentence: Sentence, agreed: Token) -> Iterator[Candidate]:
    """The accord of "a scheme to barter tea, agreed between the two governments": a thing that two agreed."""
    between = under([agreed], "between")
    subject_ = next((c for c in agreed.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    noun = agreed.head if agreed.dep_ == "acl" else subject_ if between else None
    if noun is None or noun.pos_ != "NOUN" or is_instrument_word(noun) or agreed.tag_ not in ("VBN", "VBD"):
        return
    if noun.lemma_.lower() in _verbs("vague_objects"):
        return
    heads = [*between, *under([agreed], "by"), *under([agreed], "with")]
    parties = finder.read(sentence, "between", heads)
    if len(parties.refs) > 1 and all(is_public(finder.context, ref.entity_key) for ref in parties.refs):
        subject = phrase_subject(finder.context, sentence, noun)
        yield clausal(sentence, agreed, parties, subject, InstrumentType.AGREEMENT, "agreed to")


@cache
def _verbs(section: str) -> frozenset[str]:
    return frozenset(load("agreement_verbs")[section])


def _allies(verb: Token) -> bool:
    """Whether a verb with its particle or object means that two work together: "teamed up", "joined forces"."""
    beside = {c.lower_ for c in verb.children if c.dep_ in ("prt", "dobj")}
    alone = verb.lemma_ in _verbs("allying") and (verb.tag_ != "VBN" or bool(under([verb], "with")))
    return alone or any(f"{verb.lemma_} {word}" in _verbs("allying") for word in beside)


def _will_jointly(verb: Token) -> bool:
    """Whether two are to do something with each other: "will jointly develop drugs"."""
    if verb.lemma_ not in _verbs("ventures") or not _jointly(verb) or any(c.lower_ == "would" for c in verb.children):
        return False
    coming = assertion(verb).mode in (Mode.PLANNED, Mode.AGREED) and any(c.dep_ == "dobj" for c in verb.children)
    return coming and verb.head.lemma_ != "agree"


def _alliance(finder: PartyFinder, sentence: Sentence, verb: Token) -> Iterator[Candidate]:
    """The alliance of "A and B have joined forces to V", "A teamed up with B"."""
    parties = finder.of_clause(sentence, verb)
    act = next((c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.tag_ == "VB" and c.i > verb.i), None)
    if len(parties.refs) > 1:
        act = verb if act is None and _jointly(verb) else act
        subject = clause_subject(finder.context, sentence, act) if act is not None else None
        told = clausal(sentence, verb, parties, subject, InstrumentType.AGREEMENT, "agreed to")
        said = _will_jointly(verb) and verb.dep_ == "ccomp" and verb.head.lemma_ in ("say", "announce", "confirm")
        status = AgreementStatus.SIGNED if said else told.status  # who say that they will have agreed on it
        business = in_business(finder.context, sentence, verb)
        yield replace(told, status=status, is_cooperative=True, in_business=business)
