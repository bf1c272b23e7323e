"""Which threads of a document are agreements: accords of states and bodies, or lasting cooperation of companies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.instruments import Grade
from flows.extract.agreements.parties import is_labour, is_public, is_state, is_union
from flows.extract.agreements.thread import Thread
from flows.extract.agreements.verbs import is_one_of_several
from flows.extract.context import Context, PartyRef
from flows.lexicon import load
from flows.model.vocabulary.agreements import AgreementStatus, InstrumentType
from flows.model.vocabulary.entities import EntityType

ARMED = frozenset({InstrumentType.CEASEFIRE, InstrumentType.PEACE_ACCORD})  # no company signs these
LASTING = frozenset({Stage.END, Stage.RENEW, Stage.VIOLATE, Stage.SUSPEND, Stage.UPHOLD})
MOVEMENTS = frozenset({EntityType.MILITARY, EntityType.POLITICAL_PARTY, EntityType.PERSON_GROUP})
TREATIES = frozenset({InstrumentType.CONVENTION, InstrumentType.PROTOCOL})
SERIOUS = frozenset({Grade.FORMAL, Grade.PLAIN, Grade.PAPER})
PASSING = frozenset({Stage.MENTION, Stage.ANNOUNCE, Stage.PROPOSE, Stage.NEGOTIATE})

_STEM = re.compile(r"^.*\s|s$")  # all but the last word's stem


def agreements(context: Context, threads: Sequence[Thread]) -> list[Thread]:
    """The threads that are agreements, and those that tell of another accord of the same parties."""
    accepted = [thread for thread in threads if _is_agreement(context, thread)]
    taken = {key for thread in accepted for key in thread.parties.keys}
    single = [t for t in threads if len(t.parties.refs) == 1 and not t.parties.keys & taken]
    accepted += [thread for thread in single if _is_one_sided(thread)]
    pairs = {thread.parties.keys for thread in accepted}
    return [thread for thread in threads if thread in accepted or (_is_named(thread) and thread.parties.keys in pairs)]


def _is_agreement(context: Context, thread: Thread) -> bool:
    parties = thread.parties.refs
    if len(parties) == 1 and is_union(context, parties[0].entity_key) and any(map(_stands_with, thread.members)):
        return True
    if len(parties) == 1:
        return _joined_alone(context, thread) or _is_told_well(context, thread)
    if any(is_labour(context, ref) for ref in parties):
        return len(parties) > 1 and any(
            m.status is not None and m.frame.stage is not Stage.MENTION for m in thread.members
        )
    if not _is_named(thread):
        return False
    cooperative = any(member.is_cooperative for member in thread.members)
    if not cooperative and _is_deal_near(thread):
        return False
    known = [ref for ref in parties if ref.entity_key is not None]
    bodies = [ref for ref in known if not (ref.entity_key or "").startswith(f"{EntityType.PERSON}:")]
    known = bodies if len(bodies) > 1 else known  # beside two states a name taken for a person's tells nothing
    if thread.type in ARMED or (known and all(is_public(context, ref.entity_key) for ref in known)):
        return cooperative or not (_is_trade(context, thread) or _is_business(thread))
    public = any(is_public(context, ref.entity_key) for ref in known)  # whose memoranda are no contracts
    sold = any(m.is_commercial and not (public and m.type is InstrumentType.MOU) for m in thread.members)
    return any(_allies(member) for member in thread.members) and not sold


def _is_deal_near(thread: Thread) -> bool:
    """Whether two states are only near "the deal", which says neither with whom nor on what: firms made it.

    "Will train Peru's police under a deal" says whose it is.
    """
    near = "dyad" in thread.parties.sources and not {"with", "between", "under"} & thread.parties.sources
    return near and all(m.noun == "deal" and not m.subjects for m in thread.members)


def _is_named(thread: Thread) -> bool:
    """Whether the words name an accord of two or more, with something said of it."""
    members = thread.members
    if len(thread.parties.refs) < 2 or not any(says_something(m) and _is_told(m) for m in members):
        return False
    vague = {Grade.PAPER, Grade.JOINT}
    return not all(m.grade in vague and m.frame.stage is Stage.MENTION and not _is_tie_up(m) for m in members)


def _is_tie_up(member: Candidate) -> bool:
    """Whether a lasting cooperation or a convention is named with both sides: "a tie-up between A and B".

    Also one that somebody acts under: "under its code-share with A, B flies to".
    """
    if member.grade is Grade.PAPER:
        return member.type in TREATIES and _is_between(member)
    under = {"under", "with"} <= member.stated.sources and len(member.stated.refs) > 1
    new = member.grade is Grade.JOINT and not member.is_plural
    return new and (under or (not member.is_definite and _is_between(member)))


def _allies(member: Candidate) -> bool:
    """Whether a statement tells of cooperation without a price or a thing delivered."""
    solemn = member.grade is Grade.FORMAL and (member.frame.stage not in PASSING or _is_between(member))
    return (member.is_cooperative or solemn or _is_tie_up(member)) and not member.in_business and _is_told(member)


def _is_between(member: Candidate) -> bool:
    """Whether the words name both sides of an accord that they only mention: "last year's pact between A and B"."""
    return "between" in member.stated.sources and len(member.stated.refs) > 1


def _is_told(member: Candidate) -> bool:
    """Whether the words name an accord, and not only "its arms deals with" or a contract."""
    if member.grade is Grade.COMMERCIAL:
        return member.is_cooperative and member.frame.stage is not Stage.MENTION
    acted_on = member.frame.stage is not Stage.MENTION or "under" in member.parties.sources
    return acted_on or member.noun != "deal" or member.in_heading


def _joined_alone(context: Context, thread: Thread) -> bool:
    """Whether one state or body acts on an instrument that bears a name of its own and so has other parties."""
    acted = any(m.status is not None and m.frame.stage not in PASSING for m in thread.members)
    named = any(_is_known(m) or _is_multilateral(m) or _is_of_bloc(context, m) for m in thread.members)
    return acted and named and is_public(context, thread.parties.refs[0].entity_key)


def _is_told_well(context: Context, thread: Thread) -> bool:
    """Whether a public body concludes or leaves an instrument on something told, be the other side unnamed.

    A formal or written one that is made with somebody needs no more.
    """
    if any(_is_with(m) and m.is_cooperative and not m.in_business and not m.is_commercial for m in thread.members):
        return True
    if not is_public(context, thread.parties.refs[0].entity_key):
        return False
    if any(m.is_commercial or m.in_business or m.noun == "deal" for m in thread.members):
        return False
    return any(
        m.status is not None and m.frame.stage not in PASSING and m.grade in SERIOUS and bool(m.subjects)
        for m in thread.members
    )


def _is_one_sided(thread: Thread) -> bool:
    """Whether a solemn or lasting accord is made or left with one side known: "a strategic partnership with Tal AG"."""
    if any(m.is_commercial or m.in_business for m in thread.members):
        return False
    return any(_is_solemn(m) for m in thread.members)


def _is_solemn(member: Candidate) -> bool:
    """Whether somebody makes or leaves a lasting cooperation, or an accord that the words say with whom it is."""
    if member.status in (None, AgreementStatus.PROPOSED) or member.is_plural or not member.stated.refs:
        return False
    stage, with_whom = member.frame.stage, "with" in member.stated.sources
    if member.grade is Grade.JOINT:
        return stage not in PASSING or (with_whom and stage is Stage.ANNOUNCE)
    told = member.grade is Grade.FORMAL or (member.grade is Grade.PLAIN and member.noun != "deal" and member.subjects)
    return bool(told) and with_whom and stage not in PASSING


def _stands_with(member: Candidate) -> bool:
    """Whether something befalls the contract with the one side known: "its contract with the union expires"."""
    return member.status is not None and member.frame.stage in LASTING and "with" in member.stated.sources


def _is_with(member: Candidate) -> bool:
    """Whether somebody concludes an accord with the one side known: "its workers reached a settlement with Norair"."""
    made = member.frame.stage is Stage.CONCLUDE and member.frame.assertion.stands and member.status is not None
    return made and "with" in member.stated.sources and member.grade in (Grade.FORMAL, Grade.PAPER)


def _is_known(member: Candidate) -> bool:
    """Whether the words are those of a known instrument: a name of its own, or the year of a treaty."""
    return member.name is not None or (member.year is not None and member.grade is Grade.FORMAL)


def _is_of_bloc(context: Context, member: Candidate) -> bool:
    """Whether the members of a bloc conclude an accord among themselves: "OPEC ministers agreed on an accord"."""
    concluded = member.frame.stage is Stage.CONCLUDE and member.frame.assertion.stands and bool(member.subjects)
    entity = context.cast.entities.get(next((ref.entity_key or "" for ref in member.stated.refs), ""))
    bloc = entity is not None and entity.entity_type is EntityType.INTERGOVERNMENTAL
    plural = member.frame.predicate is not None and any(
        c.dep_ == "nsubj" and c.tag_ == "NNS" for c in member.frame.predicate.children
    )
    return concluded and bloc and plural and not member.is_commercial


def _is_multilateral(member: Candidate) -> bool:
    """Whether one side joins or leaves what has many parties: "acceded to the convention on road transport"."""
    told = bool(member.subjects) and member.is_definite and member.grade in (Grade.FORMAL, Grade.PAPER)
    predicate = member.frame.predicate
    if predicate is not None and is_one_of_several(predicate):
        return True
    joins = predicate is not None and predicate.lemma_.lower() in load("agreement_verbs")["joining"]
    return told and (joins or member.frame.stage in (Stage.END, Stage.RATIFY))


def _is_trade(context: Context, thread: Thread) -> bool:
    """Whether a body that is no state sells, lends or buys: a loan of the World Bank, say.

    Rebels and parties do not: with these "an agreement on land rights" is an accord.
    """
    states = all(is_state(context, r.entity_key) or _is_movement(context, r) for r in thread.parties.refs)
    formal = any(member.grade is Grade.FORMAL for member in thread.members)
    return not states and not formal and any(member.is_commercial for member in thread.members)


def _is_movement(context: Context, ref: PartyRef) -> bool:
    """Whether a side is a political party, people or force, be it without a name of its own: "the guerrillas"."""
    entity = context.cast.entities.get(ref.entity_key or "")
    band = ref.entity_key is None and _STEM.sub("", ref.span.text.lower()) in load("agreement_verbs")["bands"]
    return band or (entity is not None and entity.entity_type in MOVEMENTS)


def _is_business(thread: Thread) -> bool:
    """Whether states only trade: a sale or contract that no one calls an accord and no person of state signs."""
    if any(member.grade is Grade.COMMERCIAL for member in thread.members):
        return True
    if not any(member.is_commercial for member in thread.members):
        return False
    named = any(member.grade is Grade.FORMAL or member.noun != "deal" for member in thread.members)
    return not named and not any(member.parties.people for member in thread.members)


def says_something(member: Candidate) -> bool:
    """Whether a statement gives a status: something is done, both parties are named, or a headline says so."""
    if member.grade is Grade.JOINT and member.is_plural and member.frame.stage is Stage.MENTION:
        return False  # "room for more partnerships"
    return member.status is not None and (
        member.frame.stage is not Stage.MENTION or len(member.parties.refs) > 1 or member.in_heading
    )
