"""Noun phrases read as parties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.cast.coreference import Discourse
from flows.extract.cast.descriptions import Describer
from flows.extract.cast.profiles import Profiles
from flows.extract.cast.references import Referrer
from flows.extract.cast.table import MentionTable
from flows.extract.context import PartyRef, Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVES = frozenset({"which", "that", "who", "whom", "whose"})


class PhraseReader:
    """Reads noun phrases of one document as parties."""

    def __init__(self, table: MentionTable, discourse: Discourse, home: str | None) -> None:
        self._table = table
        profiles = Profiles(table, home)
        self._refer = Referrer(table, profiles, home)
        self._describe = Describer(table, profiles, self._refer, discourse, home)

    def parties(self, sentence: Sentence, head: Token) -> tuple[PartyRef, ...]:
        """The parties of the phrase, one per conjunct, each once."""
        found = [ref for h in conjuncts(head) for ref in self._read(sentence, h)]
        return tuple({ref.entity_key: ref for ref in reversed(found)}.values())[::-1]

    def people(self, sentence: Sentence, head: Token) -> tuple[PartyRef, ...]:
        """The persons that the phrase names, or whom "he" and "the president" stand for."""
        return tuple(ref for h in conjuncts(head) for ref in self._describe.people(sentence, h))

    def _read(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        held = self._table.at(head)
        if held is not None:
            return self._refer.by_name(sentence, held)
        if head.lower_ in RELATIVES and head.tag_ in ("WDT", "WP", "WP$", "IN", "DT"):
            noun = _relative_noun(head)
            return [] if noun is None else list(self.parties(sentence, noun))
        return self._describe.parties(sentence, head)


def _relative_noun(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun's clause describes."""
    here = pronoun
    for _ in range(4):
        if here.dep_ == "relcl":
            return here.head if here.head.i < pronoun.i else None
        here = here.head
    return None


def conjuncts(head: Token) -> Iterator[Token]:
    """`head` and the heads coordinated after it."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX"):
            yield from conjuncts(child)
