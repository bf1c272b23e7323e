"""The cast of one document: who appears in it and who its words stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.cast.coreference import Discourse
from flows.extract.cast.phrases import PhraseReader
from flows.extract.cast.table import MentionTable
from flows.extract.context import PartyRef, Sentence
from flows.model.report import DocEntity, Mention
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token


class DocumentCast:
    """Cast members, mentions, and the reading of noun phrases. `home` is the state the article comes from."""

    def __init__(self, table: MentionTable, sentences: Sequence[Sentence], home: str | None) -> None:
        self._table = table
        self._starts = [m.span.start for m in table.mentions]
        self._longest = max((m.span.end - m.span.start for m in table.mentions), default=0)
        self._reader = PhraseReader(table, Discourse(table, sentences), home)
        self._read: dict[Token, tuple[PartyRef, ...]] = {}  # rules ask for the same phrase four times

    @property
    def entities(self) -> dict[str, DocEntity]:
        """Cast members by key."""
        return self._table.entities

    def members(self) -> tuple[DocEntity, ...]:
        """Cast members as they are handed on: office-holders with the state whose office the text gives them."""
        return tuple(self._with_state(key, entity) for key, entity in self.entities.items())

    def _with_state(self, key: str, entity: DocEntity) -> DocEntity:
        state = self._reader.state_of(key) if entity.entity_type is EntityType.PERSON else None
        return entity if state is None else replace(entity, country_code=state)

    @property
    def mentions(self) -> Sequence[Mention]:
        """All mentions in text order, those in dropped segments included."""
        return self._table.mentions

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """Mentions that overlap `[start, end)`, in text order."""
        low = bisect_left(self._starts, start - self._longest)
        high = bisect_left(self._starts, end)
        return [m for m in self._table.mentions[low:high] if m.span.end > start]

    def parties(self, sentence: Sentence, head: Token) -> tuple[PartyRef, ...]:
        """The parties that the noun phrase headed by `head` names, one per conjunct; empty where it names none.

        States stand for their organs, capitals, peoples and office-holders, companies for their executives.
        """
        if head not in self._read:
            self._read[head] = self._reader.parties(sentence, head)
        return self._read[head]

    def people(self, sentence: Sentence, head: Token) -> tuple[PartyRef, ...]:
        """The persons that the noun phrase names, one per conjunct, for signatories."""
        return self._reader.people(sentence, head)

    def nationality(self, token: Token) -> str | None:
        """ISO alpha-3 of the state whose adjective or possessive `token` is ("Israeli weapons"), else None."""
        return self._table.nationality(token)
