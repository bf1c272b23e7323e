"""Who a pronoun or description stands for: the most salient fitting cast member named before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.cast.kinds import nouns
from flows.extract.cast.table import Held, MentionTable
from flows.extract.context import Sentence
from flows.extract.names.claims import PLACES
from flows.extract.syntax import coordination, first_conjunct, upward
from flows.model.report import DocEntity
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.entities import MentionKind

if TYPE_CHECKING:
    from flows.extract.tree import Token

# Weights by place in the clause, halved with each sentence back, summed over mentions: Lappin and Leass 1994, "An
# algorithm for pronominal anaphora resolution".
SUBJECT, OBJECT, OTHER, DEMONYM, HEADLINE = 4.0, 2.0, 1.0, 0.5, 0.5
DECAY = 0.5
PARALLEL = 1.5  # a subject goes on with the subject before it: their "grammatical role parallelism"
MOST_PAIRED = 30  # names of a sentence looked at for pairs; sentences with more are lists
REACH = 12  # sentences looked back over

Weigh = Callable[[DocEntity], float]
View = Callable[[DocEntity], DocEntity | None]


@dataclass(frozen=True, slots=True)
class Group:
    """Cast members named together: coordinated, or on the two sides of one verb."""

    sentence_no: int
    last: int  # token after which the group is complete
    members: tuple[DocEntity, ...]


class Discourse:
    """Names in the order they were read, with what they weigh."""

    def __init__(self, table: MentionTable, sentences: Sequence[Sentence]) -> None:
        self._by_sentence: dict[int, list[Held]] = {}
        self._weights: dict[int, float] = {}
        for held in table.held:
            self._by_sentence.setdefault(held.sentence.no, []).append(held)
            self._weights[id(held)] = role_weight(held)
        self._headlines = {s.no for s in sentences if s.zone in (Zone.HEADLINE, Zone.SUBHEADLINE)}
        self._groups = [g for no in sorted(self._by_sentence) for g in _groups(self._by_sentence[no])]

    def ranked(
        self, sentence: Sentence, before: Token, weigh: Weigh, *, view: View | None = None, demonyms: bool = False
    ) -> list[DocEntity]:
        """Cast members named before `before` to which `weigh` gives more than 0, heaviest first.

        `view` says as whom a cast member counts: an office-holder as the state, say.
        """
        weights: dict[str, float] = {}
        entities: dict[str, DocEntity] = {}
        for held, weight in self._weighed(sentence, before):
            entity = view(held.entity) if view else held.entity
            if held.kind is MentionKind.DEMONYM:
                weight = min(weight, DEMONYM) if demonyms else 0.0
            if weight > 0 and entity is not None:
                weights[entity.key] = weights.get(entity.key, 0.0) + weight * min(1.0, held.certainty)
                entities[entity.key] = entity
        total = {key: weight * weigh(entities[key]) for key, weight in weights.items()}
        return [entities[k] for k in sorted(total, key=lambda k: (-total[k], k)) if total[k] > 0]

    def group(
        self,
        sentence: Sentence,
        before: Token,
        weigh: Weigh,
        *,
        view: View | None = None,
        size: int | None = None,
        mixed: bool = False,
    ) -> tuple[DocEntity, ...]:
        """The nearest members named together that all fit, `size` of them (None: two or more).

        Those of whom all weigh at least 1 go before nearer ones that do not, those of one kind before others, which
        are asked for by `mixed`.
        """
        fitting = [g for floor in (1.0, 0.0) for g in self._fitting(sentence, before, weigh, view, size, floor)]
        of_one = next((g for g in fitting if len({m.entity_type for m in g}) == 1), ())
        return of_one or (fitting[0] if mixed and fitting else ())

    def group_with(self, sentence: Sentence, before: Token, key: str) -> tuple[DocEntity, ...]:
        """The nearest two of one kind named together of whom one is the cast member `key`."""
        for group in reversed(self._groups):
            if (group.sentence_no, group.last) > (sentence.no, before.i) or sentence.no - group.sentence_no > REACH:
                continue
            members = {m.key: m.entity_type for m in group.members}
            if key in members and len(members) == 2 and len(set(members.values())) == 1:
                return group.members
        return ()

    def _fitting(
        self, sentence: Sentence, before: Token, weigh: Weigh, view: View | None, size: int | None, floor: float
    ) -> Iterator[tuple[DocEntity, ...]]:
        for group in reversed(self._groups):
            if (group.sentence_no, group.last) > (sentence.no, before.i) or sentence.no - group.sentence_no > REACH:
                continue
            seen = [view(m) if view else m for m in group.members]
            members = {m.key: m for m in seen if m is not None and weigh(m) > 0 and weigh(m) >= floor}
            if len(members) < len(group.members):
                continue
            if len(members) == size or (size is None and len(members) > 1):
                yield tuple(members.values())

    def _weighed(self, sentence: Sentence, before: Token) -> Iterator[tuple[Held, float]]:
        for no in range(max(0, sentence.no - REACH), sentence.no + 1):
            decay = HEADLINE * DECAY if no in self._headlines else DECAY ** (sentence.no - no)
            for held in self._by_sentence.get(no, ()):
                if no < sentence.no or held.last <= before.i:
                    weight = self._weights[id(held)]
                    goes_on = no == sentence.no - 1 and weight == SUBJECT and before.dep_ in ("nsubj", "nsubjpass")
                    yield held, decay * weight * (PARALLEL if goes_on else 1.0)
        for no in self._headlines:
            if no < sentence.no - REACH:
                yield from ((h, HEADLINE * DECAY * self._weights[id(h)]) for h in self._by_sentence.get(no, ()))


def role_weight(held: Held) -> float:
    """How much a name weighs by its place in the clause; conjuncts and appositions share the place of the first.

    "The Smith group" weighs as the group does; a state before a noun is a mere adjective.
    """
    head = held.head
    if held.entity.entity_type in PLACES and head.dep_ in ("compound", "nmod", "amod"):
        return DEMONYM
    here = upward(head, ("compound", "nmod", "conj", "appos"))
    if here.dep_ in ("nsubj", "nsubjpass", "csubj"):
        return SUBJECT
    return OBJECT if here.dep_ in ("dobj", "attr", "agent", "dative") else OTHER


def _groups(helds: Sequence[Held]) -> Iterator[Group]:
    """Coordinations of names in one sentence, and pairs of a verb's subject with its object or partner."""
    lists: dict[int, dict[str, Held]] = {}
    named = [h for h in helds if h.kind is not MentionKind.DEMONYM]
    for held in named:
        lists.setdefault(coordination(_as_government(held.head)).i, {}).setdefault(held.entity.key, held)
    together = [tuple(members.values()) for members in lists.values() if len(members) > 1]
    for members in (*_pairs(named[:MOST_PAIRED]), *together):
        entities = tuple(h.entity for h in members)
        if len({e.key for e in entities}) > 1:
            yield Group(members[0].sentence.no, max(h.last for h in members), entities)


def _as_government(head: Token) -> Token:
    """The government that a state's name owns, which stands beside others as the state ("Mali's government and B")."""
    is_owner = head.dep_ == "poss" and head.head.lemma_.lower() in nouns("government")
    return head.head if is_owner else head


def _pairs(named: Sequence[Held]) -> Iterator[tuple[Held, Held]]:
    """Names of which one is a verb's subject, the other its object or "with" partner, or that of its object."""
    firsts = [(held, first_conjunct(held.head)) for held in named]
    for one, subject in firsts:
        if subject.dep_ in ("nsubj", "nsubjpass"):
            yield from (
                (one, other) for other, partner in firsts if one.first < other.first and _deals(subject, partner)
            )


def _deals(subject: Token, partner: Token) -> bool:
    """Whether `partner` hangs below the verb of `subject`, through objects and prepositions."""
    here = partner
    if here.dep_ == "pobj" and here.head.lower_ in ("with", "from", "by", "to", "for", "of"):
        here = here.head.head if here.head.head != subject.head else here.head
    while here.dep_ in _WITHIN and here != subject.head:
        here = here.head
    return bool(here == subject.head or here.head == subject.head)


_WITHIN = frozenset({"dobj", "attr", "prep", "agent", "xcomp", "ccomp", "pobj", "compound", "poss"})
