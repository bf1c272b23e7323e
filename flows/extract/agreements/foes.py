"""Sides of a truce or peace: those between whom the text tells of fighting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.likeness import ARMED
from flows.extract.agreements.parties import Parties, is_public
from flows.extract.agreements.thread import Thread
from flows.extract.clauses import clause_of
from flows.extract.context import PartyRef, Sentence
from flows.lexicon import load

if TYPE_CHECKING:
    from flows.extract.tree import Token

LOOK_BACK = 3  # sentences before a truce that may tell who fought
NEAR = 8  # words between "fighting" and its "between"


def give_foes(thread: Thread, finder: PartyFinder) -> None:
    """Give a truce or peace of fewer than two known sides those between whom there was fighting."""
    if len(thread.parties.refs) > 1 or not any(member.type in ARMED for member in thread.members):
        return
    for number, member in enumerate(thread.members):
        first = max(-1, member.sentence.no - 1 - LOOK_BACK)
        for no in range(member.sentence.no, first, -1):
            told = finder.context.sentences[no]
            found = _foes(finder, told)
            if len(found.refs) < 2 and no < member.sentence.no:
                found = _adversaries(finder, told)
            if len(found.refs) == 2 and thread.parties.keys <= found.keys:
                thread.parties = found
                thread.members[number] = replace(member, parties=found)
                return


def _foes(finder: PartyFinder, sentence: Sentence) -> Parties:
    heads: list[Token] = []
    for noun in sentence.parse:
        if noun.lemma_.lower() in load("agreement_verbs")["fighting"]:
            near = noun.doc[noun.i + 1 : noun.i + NEAR]
            between = next((t for t in near if t.lower_ == "between"), None)
            heads += [c for c in between.children if c.dep_ == "pobj"] if between is not None else []
    return finder.read(sentence, "between", heads)


def _fights(finder: PartyFinder, ref: PartyRef) -> bool:
    """Whether a side is a band under arms without a name of its own, or a public body, and no firm."""
    band = ref.span.text.split()[-1].lower().removesuffix("s") in load("agreement_verbs")["bands"]
    return band if ref.entity_key is None else is_public(finder.context, ref.entity_key)


def _adversaries(finder: PartyFinder, sentence: Sentence) -> Parties:
    """The two subjects of a sentence of which one is no state: "the government and Hutu rebels agreed to stop"."""
    found = finder.read(sentence, "subject", clause_of(sentence.parse.root).subjects)
    irregular = [ref for ref in found.refs if ref.country_code is None and _fights(finder, ref)]
    return found if len(found.refs) == 2 and irregular else Parties()
