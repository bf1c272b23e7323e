"""Sides for accords only mentioned: the states that the same sentence names, or the one that a pact is with."""

from __future__ import annotations

from dataclasses import replace

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.instruments import Grade
from flows.extract.agreements.parties import Parties
from flows.extract.agreements.places import is_pair
from flows.extract.agreements.thread import Thread
from flows.lexicon import load
from flows.model.vocabulary.agreements import InstrumentType

OF_STATES = frozenset({Grade.FORMAL, Grade.PLAIN, Grade.PAPER})
OWN_SIDES = frozenset({InstrumentType.CEASEFIRE, InstrumentType.PEACE_ACCORD})  # who fights is not who else is near

MOST = 5  # states that a sentence may name as sides of one accord without saying so; more are a list of something else


def give_sides(thread: Thread, finder: PartyFinder) -> None:
    """Give an accord of fewer than two known parties the two states or more that a sentence names beside it."""
    if len(thread.parties.refs) > 1:
        return
    for number, member in enumerate(thread.members):
        if _may_be_of_states(member):
            found = _sides(member, finder)
            if found is not None and thread.parties.keys <= found.keys:
                thread.parties = found
                thread.members[number] = replace(member, parties=found)
                return


def _sides(member: Candidate, finder: PartyFinder) -> Parties | None:
    named = finder.dyads.named(member.sentence)
    single = len(member.stated.refs) == 1 and member.stated.sources == {"with"}
    if len(named.refs) > 2 and single:  # a treaty with one of those named is no treaty of them all
        return finder.dyads.protagonist(member.stated)
    if len(named.refs) > 1:
        return named if len(named.refs) <= MOST else None
    pair = finder.read(member.sentence, "pair", [token for token in member.sentence.parse if is_pair(token)])
    if len(pair.refs) > 1 and named.keys <= pair.keys:
        return pair
    if _is_invoked(member) and not member.stated.refs:
        return finder.dyads.around(member.sentence, member.stated)
    if single and named.keys <= member.stated.keys:
        return finder.dyads.protagonist(member.stated)
    return None


def _is_invoked(member: Candidate) -> bool:
    """Whether a treaty known by its year is what something is done under: "under the 1994 treaty, Peru sends"."""
    above = member.anchor.head
    return member.year is not None and member.anchor.dep_ == "pobj" and above.lower_ in load("agreement_verbs")["under"]


def _may_be_of_states(member: Candidate) -> bool:
    """Whether the words are those of an accord that exists or is sought, and not of a sale."""
    told = member.status is not None and member.grade in OF_STATES and member.type not in OWN_SIDES
    told = told and not _is_of_many(member)
    business = member.is_commercial or member.noun in ("deal", "contract")
    bare = not any(c.dep_ in ("det", "poss", "compound", "nummod") for c in member.anchor.children)  # "in accord with"
    bare = bare and not member.is_plural
    vague = (member.grade is Grade.PAPER or bare) and member.frame.stage is Stage.MENTION
    return told and not business and not vague


def _is_of_many(member: Candidate) -> bool:
    """Whether the words name an accord of many states, of which those beside it are no more its sides than others."""
    name = (member.name or "").rpartition(":")[2].replace("-", " ")
    return any(word in load("instruments")["of_many"] for word in name.split())
