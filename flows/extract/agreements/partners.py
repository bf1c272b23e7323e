"""Accords of one with several, each an accord of its own: "signed pacts with Peru, Chile and Cuba"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import FAR, PartyFinder
from flows.extract.agreements.instruments import Instrument
from flows.extract.agreements.parties import Parties
from flows.extract.agreements.places import counted, holders, near, prepositions
from flows.extract.context import PartyRef, Sentence
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

if TYPE_CHECKING:
    from flows.extract.tree import Token

BODIES = frozenset({EntityType.COUNTRY, EntityType.GOVERNMENT, EntityType.INTERGOVERNMENTAL, EntityType.ORGANIZATION})
AHEAD = 3  # sentences after "with nine countries" that may name the nine
# What may stand between two names of one list: commas, brackets, "and", an article.
_JOINT = re.compile(r"[\s,()&]*(?:(?:and|the|also|both|as well as)\b[\s,()&]*)*")


def each_partner(finder: PartyFinder, instrument: Instrument, told: Candidate) -> Iterator[Candidate]:
    """The statement once for each of several partners, where a plural is made by one side with each of them."""
    partners = _partners(finder, instrument, told) if instrument.is_plural and not told.in_heading else []
    keys = {ref.entity_key for ref in partners}
    own = _other_side(finder, told, partners, keys) if len(partners) > 1 else []
    if len(own) != 1 or told.count not in (None, len(partners)):
        yield told
        return
    for partner in partners:
        sides = Parties((*own, partner), told.parties.people, frozenset({"subject", "with"}))
        yield replace(told, parties=sides, stated=sides)


def _other_side(
    finder: PartyFinder, told: Candidate, partners: list[PartyRef], keys: set[str | None]
) -> list[PartyRef]:
    """Who makes them with the partners: the one side told besides, else the state that the document is about."""
    own = [ref for ref in told.parties.refs if ref.entity_key not in keys]
    if own or any(ref.country_code is None for ref in partners):
        return own
    whole = finder.dyads.protagonist(Parties(tuple(partners)))
    return [ref for ref in whole.refs if ref.entity_key not in keys] if whole is not None else []


def _partners(finder: PartyFinder, instrument: Instrument, told: Candidate) -> list[PartyRef]:
    held = prepositions(holders(instrument, told.frame), "with") or list(near(instrument, "with", FAR))
    for preposition in held:
        listed = _listed(finder, told.sentence, preposition)
        heads = [c for c in preposition.children if c.dep_ == "pobj"]
        listed = listed or [ref for head in heads for ref in _counted(finder, told, head)]
        if len(listed) > 1:
            return listed
    return []


def _listed(finder: PartyFinder, sentence: Sentence, preposition: Token) -> list[PartyRef]:
    """The states and bodies of a list that a preposition opens, each once, by the words alone."""
    place = sentence.place(preposition, preposition)[1]
    raw, cast = finder.context.document.raw_text, finder.context.cast
    refs: dict[str, PartyRef] = {}
    for mention in cast.within(place, sentence.end):
        entity = cast.entities.get(mention.entity_key or "")
        if mention.span.start < place:
            continue
        if entity is None or _JOINT.fullmatch(raw, place, mention.span.start) is None:
            break
        if entity.entity_type not in BODIES or mention.kind is MentionKind.DEMONYM:
            return []
        state = entity.entity_type is EntityType.COUNTRY
        code, level = (entity.country_code, PartyLevel.STATE) if state else (None, None)
        refs.setdefault(entity.key, PartyRef(entity.key, mention.span, PartyBasis.STATED, code, level))
        place = mention.span.end
    return list(refs.values())


def _counted(finder: PartyFinder, told: Candidate, head: Token) -> list[PartyRef]:
    """The states that "nine countries" are, where this sentence or one soon after names just so many others."""
    number = counted(head)
    if number is None:
        return []
    last = min(told.sentence.no + AHEAD, len(finder.context.sentences) - 1)
    for no in range(told.sentence.no, last + 1):
        named = finder.dyads.named(finder.context.sentences[no]).refs
        others = [ref for ref in named if ref.entity_key not in told.parties.keys]
        if len(others) == number:
            return [replace(ref, basis=PartyBasis.COREFERENCE) for ref in others]
    return []
