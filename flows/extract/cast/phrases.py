"""Noun phrases read as parties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.cast.coreference import Discourse
from flows.extract.cast.descriptions import REFLEXIVE, Describer
from flows.extract.cast.grammar import is_definite
from flows.extract.cast.kinds import COMPANIES, level_of
from flows.extract.cast.profiles import Profiles
from flows.extract.cast.references import Referrer
from flows.extract.cast.table import Held, MentionTable
from flows.extract.context import PartyRef, Sentence
from flows.extract.syntax import LONGEST_LIST
from flows.model.report import DocEntity
from flows.model.vocabulary.entities import MentionKind
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

DEEPEST = 3  # pronouns followed one to the next; more is a misparse
RELATIVES = frozenset({"which", "that", "who", "whom", "whose"})


class PhraseReader:
    """Reads noun phrases of one document as parties."""

    def __init__(self, table: MentionTable, discourse: Discourse, home: str | None) -> None:
        self._table = table
        self._discourse = discourse
        self._profiles = Profiles(table, home)
        self._refer = Referrer(table, self._profiles, home)
        self._describe = Describer(table, self._profiles, self._refer, discourse, home)

    def state_of(self, key: str) -> str | None:
        """The state whose office the text gives a person, None where it gives none."""
        return self._profiles.of(key).state

    def parties(self, sentence: Sentence, head: Token) -> tuple[PartyRef, ...]:
        """The parties of the phrase, one per conjunct, each once."""
        found = [ref for h in conjuncts(head) for ref in self._read(sentence, h)]
        return tuple({ref.entity_key: ref for ref in reversed(found)}.values())[::-1]

    def people(self, sentence: Sentence, head: Token) -> tuple[PartyRef, ...]:
        """The persons that the phrase names, or whom "he" and "the president" stand for."""
        return tuple(ref for h in conjuncts(head) for ref in self._describe.people(sentence, h))

    def _read(self, sentence: Sentence, head: Token, depth: int = 0) -> list[PartyRef]:
        held = self._table.at(head)
        if held is not None:
            return self._nationals(sentence, head, held) or self._refer.by_name(sentence, held)
        if head.lower_ in RELATIVES and head.tag_ in ("WDT", "WP", "WP$", "IN", "DT"):
            noun = _relative_noun(head)
            return self._instead(sentence, noun, depth)
        if head.lower_ in REFLEXIVE:
            return self._instead(sentence, _clause_subject(head), depth)
        return self._describe.parties(sentence, head)

    def _nationals(self, sentence: Sentence, head: Token, held: Held) -> list[PartyRef]:
        """The company of a state just named that its people stand for: "the Romanians" after "Romania's Uzin SA"."""
        code = held.entity.country_code
        if held.kind is not MentionKind.DEMONYM or head.tag_ not in ("NNPS", "NNS") or not is_definite(head):
            return []

        def weigh(entity: DocEntity) -> float:
            return float(entity.entity_type in COMPANIES and self._profiles.of(entity.key).nationality == code)

        ranked = self._discourse.ranked(sentence, head, weigh)
        return [self._refer.phrase(sentence, head, e, PartyBasis.COREFERENCE, level_of(e)) for e in ranked[:1]]

    def _instead(self, sentence: Sentence, head: Token | None, depth: int) -> list[PartyRef]:
        """The parties of the phrase that a relative or reflexive pronoun stands for."""
        if head is None or depth >= DEEPEST:
            return []
        return [ref for h in conjuncts(head) for ref in self._read(sentence, h, depth + 1)]


def _relative_noun(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun's clause describes."""
    here = pronoun
    for _ in range(4):
        if here.dep_ == "relcl":
            return here.head if here.head.i < pronoun.i else None
        here = here.head
    return None


def _clause_subject(reflexive: Token) -> Token | None:
    """The subject of the nearest verb above a reflexive pronoun that has one."""
    for verb in reflexive.ancestors:
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            return subject
    return None


def conjuncts(head: Token) -> list[Token]:
    """`head` and the heads coordinated after it, at most `LONGEST_LIST`."""
    found = [head]
    for token in found:
        found.extend(c for c in token.children if c.dep_ == "conj" and c.pos_ not in ("VERB", "AUX"))
        if len(found) > LONGEST_LIST:
            break
    return sorted(found[:LONGEST_LIST], key=lambda t: t.i)
