"""Who a pronoun or description stands for: the most salient fitting cast member named before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from flows.extract.cast.table import Held, MentionTable
from flows.extract.context import Sentence
from flows.model.report import DocEntity
from flows.model.vocabulary import MentionKind, Zone

if TYPE_CHECKING:
    from spacy.tokens import Token

# Weights of grammatical roles and their decay follow Lappin and Leass 1994 (subject over object over rest, halved
# with each sentence).
SUBJECT, OBJECT, OTHER, HEADLINE = 4.0, 2.0, 1.0, 0.5
DECAY = 0.5
REACH = 12  # sentences looked back over

Fits = Callable[[DocEntity], bool]


class Discourse:
    """Names in the order they were read, with what they weigh."""

    def __init__(self, table: MentionTable, sentences: Sequence[Sentence]) -> None:
        self._by_sentence: dict[int, list[Held]] = {}
        for held in table.held:
            self._by_sentence.setdefault(held.sentence.no, []).append(held)
        self._headlines = {s.no for s in sentences if s.zone in (Zone.HEADLINE, Zone.SUBHEADLINE)}

    def salient(self, sentence: Sentence, before: Token, fits: Fits, *, but: Iterable[str] = ()) -> DocEntity | None:
        """The fitting cast member that weighs most before `before`, other than those of `but`."""
        ranked = self.ranked(sentence, before, fits)
        return next((e for e in ranked if e.key not in set(but)), None)

    def ranked(self, sentence: Sentence, before: Token, fits: Fits) -> list[DocEntity]:
        """Fitting cast members named before `before`, heaviest first."""
        weights: dict[str, float] = {}
        entities: dict[str, DocEntity] = {}
        for held, weight in self._weighed(sentence, before):
            if held.kind is not MentionKind.DEMONYM and fits(held.entity):
                weights[held.entity.key] = weights.get(held.entity.key, 0.0) + weight
                entities[held.entity.key] = held.entity
        return [entities[k] for k in sorted(weights, key=lambda k: (-weights[k], k))]

    def _weighed(self, sentence: Sentence, before: Token) -> Iterable[tuple[Held, float]]:
        for no in range(max(0, sentence.no - REACH), sentence.no + 1):
            decay = HEADLINE * DECAY if no in self._headlines else DECAY ** (sentence.no - no)
            for held in self._by_sentence.get(no, ()):
                if no < sentence.no or held.last <= before.i:
                    yield held, decay * role_weight(held.head)
        for no in self._headlines:
            if no < sentence.no - REACH:
                yield from ((held, HEADLINE * DECAY * role_weight(held.head)) for held in self._by_sentence.get(no, ()))


def role_weight(token: Token) -> float:
    """How much a name weighs by its place in the clause; conjuncts share the place of the first."""
    here = token
    while here.dep_ in ("conj", "appos") and here.head is not here:
        here = here.head
    if here.dep_ in ("nsubj", "nsubjpass", "csubj"):
        return SUBJECT
    return OBJECT if here.dep_ in ("dobj", "attr", "agent", "dative") else OTHER
