"""What the whole article tells, for a sentence that is looked at again: its deals, its headline, who is on stage."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from flows.extract.context import Context, PartyRef, Sentence
from flows.extract.deals.scene import COMPANY_TYPES
from flows.extract.deals.thread import Thread
from flows.model.report import Mention
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

HEADLINE, LEAD, BEFORE, EACH = 3.0, 1.5, 1.5, 0.3  # what a mention counts, by where it stands
TOP = 3  # sentences that make the lead
STAGE = 3  # members of the cast, not named in a sentence, that are thought of
BODIES = COMPANY_TYPES | {EntityType.COUNTRY, EntityType.INTERGOVERNMENTAL}


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its deals; `named` lists who is named by name, with the number of the sentence and its weight."""

    context: Context
    threads: tuple[Thread, ...]
    named: tuple[tuple[int, float, Mention], ...]
    titled: frozenset[str]

    def without(self, sentence: Sentence) -> tuple[Thread, ...]:
        """The deals that a sentence has no part in."""
        return tuple(t for t in self.threads if all(s.sentence.no != sentence.no for s in t.statements))

    def offstage(self, sentence: Sentence, known: Collection[str | None]) -> list[PartyRef]:
        """The companies and states that the article is most about before a sentence, those in `known` left out."""
        return [ref for ref, _ in self.on_stage(sentence, known)][:STAGE]

    def on_stage(self, sentence: Sentence, known: Collection[str | None]) -> list[tuple[PartyRef, float]]:
        """All companies and states that stand so, with how much the article is about each."""
        weights: dict[str, float] = {}
        last: dict[str, Mention] = {}
        for number, weight, mention in self.named:
            key = mention.entity_key
            if key is not None and key not in known and (number < sentence.no or weight >= HEADLINE):
                more = BEFORE if number == sentence.no - 1 else 0.0
                weights[key] = weights.get(key, 0.0) + weight + more
                last[key] = mention
        ranked = sorted(weights, key=lambda k: (-weights[k], k))
        refs = ((self._as_party(key, last[key]), weights[key]) for key in ranked)
        return [(ref, weight) for ref, weight in refs if ref is not None]

    def _as_party(self, key: str, mention: Mention) -> PartyRef | None:
        entity = self.context.cast.entities.get(key)
        if entity is None or entity.entity_type not in BODIES:
            return None
        level = PartyLevel.STATE if entity.entity_type is EntityType.COUNTRY else PartyLevel.COMPANY
        return PartyRef(key, mention.span, PartyBasis.COREFERENCE, entity.country_code, level)


def article_of(context: Context, threads: Collection[Thread]) -> Article:
    """The article as it stands once its deals are read."""
    named: list[tuple[int, float, Mention]] = []
    titled: set[str] = set()
    for sentence in context.sentences:
        is_title = sentence.zone is Zone.HEADLINE
        weight = EACH + (HEADLINE if is_title else LEAD if sentence.no < TOP else 0.0)
        for mention in context.cast.within(sentence.start, sentence.end):
            if mention.entity_key is not None and is_title:
                titled.add(mention.entity_key)
            if mention.entity_key is not None and mention.kind in (MentionKind.NAME, MentionKind.DEMONYM):
                named.append((sentence.no, weight, mention))
    return Article(context, tuple(threads), tuple(named), frozenset(titled))
