"""Sides of a truce or peace: those between whom the text tells of fighting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.likeness import ARMED
from flows.extract.agreements.parties import Parties
from flows.extract.agreements.thread import Thread
from flows.extract.context import Sentence
from flows.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Token

LOOK_BACK = 3  # sentences before a truce that may tell who fought
NEAR = 8  # words between "fighting" and its "between"


def give_foes(thread: Thread, finder: PartyFinder) -> None:
    """Give a truce or peace of fewer than two known sides those between whom there was fighting."""
    if len(thread.parties.refs) > 1 or not any(member.type in ARMED for member in thread.members):
        return
    for member in thread.members:
        first = max(-1, member.sentence.no - 1 - LOOK_BACK)
        for no in range(member.sentence.no, first, -1):
            found = _foes(finder, finder.context.sentences[no])
            if len(found.refs) == 2 and thread.parties.keys <= found.keys:
                thread.parties = found
                return


def _foes(finder: PartyFinder, sentence: Sentence) -> Parties:
    heads: list[Token] = []
    for noun in sentence.parse:
        if noun.lemma_.lower() in load("agreement_verbs")["fighting"]:
            near = noun.doc[noun.i + 1 : noun.i + NEAR]
            between = next((t for t in near if t.lower_ == "between"), None)
            heads += [c for c in between.children if c.dep_ == "pobj"] if between is not None else []
    return finder.read(sentence, "between", heads)
