"""What the whole article tells, for a statement that is looked at again: its accords, its headline, who is on stage."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.instruments import Grade
from flows.extract.agreements.thread import Thread
from flows.extract.context import PartyRef, Sentence
from flows.model.report import DealReport, Mention
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

HEADLINE, LEAD, BEFORE, EACH = 3.0, 1.5, 1.5, 0.3  # what a mention counts, by where it stands
TOP = 3  # sentences that make the lead
STAGE = 3  # bodies not named in a sentence that are thought of
Place = tuple[int, int]
CALLED = (MentionKind.NAME, MentionKind.DEMONYM)
BODIES = frozenset(
    {
        EntityType.COUNTRY,
        EntityType.GOVERNMENT,
        EntityType.INTERGOVERNMENTAL,
        EntityType.MILITARY,
        EntityType.POLITICAL_PARTY,
        EntityType.PERSON_GROUP,
        EntityType.ORGANIZATION,
    }
)


def place_of(candidate: Candidate) -> Place:
    """Where a statement stands: its sentence and the word of its accord."""
    return candidate.sentence.no, candidate.anchor.i


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its accords, and the threads that were taken for none.

    `homes` and `others` give the accord and the other thread that a statement stands in, by its place; `mentioned`
    lists the bodies called by name, with the number of the sentence and what a mention there counts.
    """

    finder: PartyFinder
    accords: tuple[Thread, ...]
    homes: Mapping[Place, Thread]
    others: Mapping[Place, Thread]
    mentioned: tuple[tuple[int, float, Mention], ...]
    titled: frozenset[str | None]
    deals: tuple[DealReport, ...] = ()

    def accord_of(self, candidate: Candidate) -> Thread | None:
        """The accord that a statement tells."""
        return self.homes.get(place_of(candidate))

    def thread_of(self, candidate: Candidate) -> Thread | None:
        """The thread that a statement was put in, be it an accord or not."""
        return self.accord_of(candidate) or self.others.get(place_of(candidate))

    def without(self, candidate: Candidate) -> list[Thread]:
        """The accords that a statement has no part in."""
        own = self.accord_of(candidate)
        return [thread for thread in self.accords if thread is not own]

    def is_lone(self, candidate: Candidate) -> bool:
        """Whether a statement at the top of an article of which nothing is read brings up an accord.

        By saying what becomes of it, or that there is one: "the accord" only mentioned was brought up elsewhere.
        """
        told = candidate.frame.stage is not Stage.MENTION or not candidate.is_definite
        top = candidate.sentence.no < TOP and candidate.grade is not Grade.JOINT
        return told and top and not self.accords and not self.deals

    def deals_in(self, sentence: Sentence) -> list[DealReport]:
        """The deals that a sentence tells."""
        return [d for d in self.deals if d.sentence_no == sentence.no]

    def offstage(self, sentence: Sentence, known: Collection[str]) -> list[PartyRef]:
        """The bodies that the article is most about before a sentence, those in `known` left out."""
        weights: dict[str, float] = {}
        last: dict[str, Mention] = {}
        for number, weight, mention in self.mentioned:
            key = mention.entity_key
            if key is not None and key not in known and (number < sentence.no or weight >= HEADLINE):
                more = BEFORE if number == sentence.no - 1 else 0.0
                weights[key] = weights.get(key, 0.0) + weight + more
                last[key] = mention
        ranked = sorted(weights, key=lambda key: (-weights[key], key))[:STAGE]
        return [self._as_party(last[key]) for key in ranked]

    def _as_party(self, mention: Mention) -> PartyRef:
        entity = self.finder.context.cast.entities[mention.entity_key or ""]
        level = PartyLevel.STATE if entity.entity_type is EntityType.COUNTRY else PartyLevel.COMPANY
        return PartyRef(entity.key, mention.span, PartyBasis.COREFERENCE, entity.country_code, level)


def article_of(
    finder: PartyFinder, accords: Sequence[Thread], others: Sequence[Thread], deals: Sequence[DealReport]
) -> Article:
    """The article as it stands once its accords are read."""
    cast = finder.context.cast
    mentioned: list[tuple[int, float, Mention]] = []
    for sentence in finder.context.sentences:
        is_title = sentence.zone is Zone.HEADLINE
        weight = EACH + (HEADLINE if is_title else LEAD if sentence.no < TOP else 0.0)
        for mention in cast.within(sentence.start, sentence.end):
            entity = cast.entities.get(mention.entity_key or "")
            if entity is not None and entity.entity_type in BODIES and mention.kind in CALLED:
                mentioned.append((sentence.no, weight, mention))
    titled = frozenset(m.entity_key for _, weight, m in mentioned if weight >= HEADLINE)
    return Article(finder, tuple(accords), _homes(accords), _homes(others), tuple(mentioned), titled, tuple(deals))


def _homes(threads: Sequence[Thread]) -> dict[Place, Thread]:
    return {place_of(member): thread for thread in reversed(threads) for member in thread.members}
