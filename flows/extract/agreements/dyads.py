"""The evident pair of states around a statement that names fewer than two parties."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from flows.extract.agreements.parties import Parties, join
from flows.extract.context import Context, PartyRef, Sentence
from flows.model.report import Mention
from flows.model.vocabulary import EntityType, PartyBasis, PartyLevel, Zone

LOOK_BACK = 2  # sentences before the statement that may name the other party


class Dyads:
    """States in view of each sentence, persons read as the states they act for."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def around(self, sentence: Sentence, known: Parties) -> Parties | None:
        """`known` completed to two states, or None where the text shows no single pair.

        The sentence itself is looked at first, then those just before it, then the headline; the first of these
        that holds a pair decides, and one that holds more than two states decides against any.
        """
        if len(known.refs) == 1 and known.refs[0].country_code is None:
            return None
        for no in self._tiers(sentence):
            states = {ref.entity_key: ref for ref in known.refs}
            for ref in self._by_sentence.get(no, ()):
                states.setdefault(ref.entity_key, ref)
            if len(states) == 2:
                return join(Parties(tuple(states.values()), known.people, known.sources | {"dyad"}))
            if len(states) > 2:
                return None
        return None

    def _tiers(self, sentence: Sentence) -> Iterator[int]:
        yield sentence.no
        yield from range(sentence.no - 1, max(-1, sentence.no - 1 - LOOK_BACK), -1)
        yield from (s.no for s in self._context.sentences if s.zone is Zone.HEADLINE)

    @cached_property
    def _by_sentence(self) -> dict[int, list[PartyRef]]:
        states: dict[int, list[PartyRef]] = {}
        for mention in self._context.cast.mentions:
            ref = None if mention.in_dropped_segment else self._state(mention)
            if ref is not None:
                states.setdefault(mention.sentence_no, []).append(ref)
        return states

    def _state(self, mention: Mention) -> PartyRef | None:
        entity = self._context.cast.entities.get(mention.entity_key or "")
        if entity is None or mention.zone is Zone.DATELINE:
            return None
        if entity.entity_type is EntityType.COUNTRY:
            return PartyRef(entity.key, mention.span, PartyBasis.INFERRED_TEXT, entity.country_code, PartyLevel.STATE)
        code = self._states_of_people.get(entity.key)
        if code is None:
            return None
        return PartyRef(f"country:{code}", mention.span, PartyBasis.INFERRED_TEXT, code, PartyLevel.STATE)

    @cached_property
    def _states_of_people(self) -> dict[str, str]:
        """ISO code of the state that a person acts for, as titles anywhere in the document say."""
        return states_of_people(self._context)


def states_of_people(context: Context) -> dict[str, str]:
    """ISO code by person's key, from "President X of Y", "Y's minister X" and the like anywhere in the document."""
    by_no = {sentence.no: sentence for sentence in context.sentences}
    found: dict[str, str] = {}
    for mention in context.cast.mentions:
        entity = context.cast.entities.get(mention.entity_key or "")
        sentence = by_no.get(mention.sentence_no)
        if entity is None or sentence is None or mention.in_dropped_segment or entity.entity_type is not EntityType.PERSON:
            continue
        span = sentence.parse.doc.char_span(
            mention.span.start - sentence.shift, mention.span.end - sentence.shift, alignment_mode="expand"
        )
        refs = context.cast.parties(sentence, span.root) if span is not None else ()
        code = next((ref.country_code for ref in refs if ref.country_code), entity.country_code)
        if code is not None:
            found.setdefault(entity.key, code)
    return found
