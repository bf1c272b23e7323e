"""Who "it", "its" and "they" stand for: whom grammar binds them to, else the most salient that fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flows.extract.cast.coreference import Discourse
from flows.extract.cast.grammar import co_arguments, is_expletive
from flows.extract.cast.kinds import COMPANIES, ORGANS, STATES, level_of, nouns
from flows.extract.cast.profiles import Profiles
from flows.extract.cast.references import Referrer
from flows.extract.cast.table import MentionTable
from flows.extract.context import PartyRef, Sentence
from flows.model.report import DocEntity
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

SINGULAR = frozenset({"it", "its"})
PLURAL = frozenset({"they", "their", "them", "both"})
FIRST, IDLE = 1.0, 0.25
RECENT = 4  # sentences back within which "it said" goes on with who spoke
BEARERS = COMPANIES | STATES | {EntityType.INTERGOVERNMENTAL, EntityType.POLITICAL_PARTY, EntityType.MILITARY}

Read = Callable[[Sentence, "Token"], list[PartyRef]]
Weigh = Callable[[DocEntity], float]


class Pronouns:
    """Resolves pronouns of bodies and states. `read` reads any other noun phrase."""

    def __init__(
        self, table: MentionTable, profiles: Profiles, refer: Referrer, discourse: Discourse, read: Read
    ) -> None:
        self._table = table
        self._profiles = profiles
        self._refer = refer
        self._discourse = discourse
        self._read = read

    def parties(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The body or state for "it"; those named together for "they"."""
        if is_expletive(head):
            return []
        weigh = self._weigher(head)
        if head.lower_ in PLURAL:
            size = 2 if head.lower_ == "both" else None
            chosen = self._discourse.group(sentence, head, weigh, view=self.as_state, size=size)
        else:
            bound = (
                self._speaker(sentence, head) if head.dep_ in ("nsubj", "nsubjpass") else self._binder(sentence, head)
            )
            bound = bound or self._last_speaker(sentence, head, weigh)
            chosen = (bound,) if bound is not None and weigh(bound) > 0 else ()
        chosen = chosen or tuple(self._discourse.ranked(sentence, head, weigh, view=self._as_whole)[:1])
        return [self._refer.phrase(sentence, head, e, PartyBasis.COREFERENCE, level_of(e)) for e in chosen]

    def as_state(self, entity: DocEntity) -> DocEntity | None:
        """An office-holder counts as the state, everyone else as who they are."""
        profile = self._profiles.of(entity.key)
        if entity.entity_type is EntityType.PERSON and profile.is_official and profile.nationality:
            return self._table.country(profile.nationality)
        return self._as_whole(entity)

    def _as_whole(self, entity: DocEntity) -> DocEntity:
        """A state's organ, or the capital that stands for it, counts as the state."""
        if entity.entity_type in ORGANS and entity.country_code:
            return self._table.country(entity.country_code)
        return entity

    def _weigher(self, head: Token) -> Weigh:
        barred = set() if head.dep_ == "poss" else co_arguments(self._table, head)
        owned = head.head.lemma_.lower() if head.dep_ == "poss" else ""
        types = BEARERS - STATES if owned in nouns("of_companies") else BEARERS
        types = types - COMPANIES if owned in nouns("of_states") else types

        def weigh(entity: DocEntity) -> float:
            if entity.entity_type not in types or entity.key in barred:
                return 0.0
            idle = entity.entity_type in COMPANIES and not self._profiles.of(entity.key).is_actor
            return IDLE if idle else FIRST

        return weigh

    def _speaker(self, sentence: Sentence, head: Token) -> DocEntity | None:
        """The subject of "said" for an "it" that is the subject of what is said ("Ostra said it bought ships")."""
        if head.dep_ not in ("nsubj", "nsubjpass") or head.head.dep_ != "ccomp":
            return None
        verb = head.head.head
        return next((e for c in verb.children if c.dep_ == "nsubj" and (e := self._meant(sentence, c, head))), None)

    def _last_speaker(self, sentence: Sentence, head: Token, weigh: Weigh) -> DocEntity | None:
        """Who spoke last, for "it said"."""
        if head.dep_ != "nsubj" or head.head.lemma_ not in nouns("speech_verbs"):
            return None
        for held in reversed(self._table.held):
            place = (held.sentence.no, held.first)
            if place >= (sentence.no, head.i) or held.sentence.no < sentence.no - RECENT:
                continue
            spoke = held.head.dep_ == "nsubj" and held.head.head.lemma_ in nouns("speech_verbs")
            if spoke and weigh(whole := self._as_whole(held.entity)) > 0:
                return whole
        return None

    def _binder(self, sentence: Sentence, head: Token) -> DocEntity | None:
        """The subject of the clause that a possessive or object stands in; for its owners and makers the object."""
        if head.dep_ != "poss":
            return None
        if head.head.lemma_.lower() in nouns("owners"):
            bought = next((c for v in head.ancestors for c in v.children if c.dep_ == "dobj" and c.i < head.i), None)
            meant = self._meant(sentence, bought, head) if bought is not None else None
            if meant is not None:
                return meant
        return next((e for subject in _subjects(head) if (e := self._meant(sentence, subject, head))), None)

    def _meant(self, sentence: Sentence, token: Token, before: Token) -> DocEntity | None:
        """Whom one phrase before a token means; None where it names no one or several."""
        if token.i >= before.i:
            return None
        refs = self._read(sentence, token)
        key = refs[0].entity_key if len(refs) == 1 else None
        return self._as_whole(self._table.entities[key]) if key is not None else None


def _subjects(head: Token) -> Iterator[Token]:
    """Subjects of the verbs above a token, the nearest first, or the noun that a relative clause describes."""
    for verb in head.ancestors:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.i < head.i and not child.is_ancestor(head):
                is_relative = child.lower_ in ("which", "that", "who") and verb.dep_ == "relcl"
                yield verb.head if is_relative else child
                return
