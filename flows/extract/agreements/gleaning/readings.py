"""What a statement may tell, with the sides that are likeliest, and what speaks for the whole being right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.classes import subject_class
from flows.extract.agreements.gleaning.article import Article
from flows.extract.agreements.gleaning.model import side_odds
from flows.extract.agreements.gleaning.sides import Side, kind_of, sides_of
from flows.extract.agreements.thread import Thread

LIKELY, SECOND = 0.5, 0.25  # how likely a side must be: any, and one of the two likeliest
LONE = 0.15  # one of the two likeliest, where the article tells nothing else
MANY = 3
BUSINESS = ("commercial", "cooperative", "business")
STEPS = (0.4, 0.6, 0.8, 0.9)
Odds = Callable[[frozenset[str]], float]


@dataclass(frozen=True, slots=True)
class Reading:
    """An accord as one statement may tell it, with all who may be sides; `told` are the article's other accords."""

    article: Article
    candidate: Candidate
    cast: tuple[Side, ...]
    told: tuple[Thread, ...]

    def sides(self, odds: Odds = side_odds) -> tuple[Side, ...]:
        """Those who are likely sides, the likeliest first."""
        second = LONE if self.is_lone else SECOND
        ranked = sorted((replace(s, odds=odds(s.marks)) for s in self.cast), key=lambda s: -s.odds)
        return tuple(s for n, s in enumerate(ranked) if s.odds >= (second if n < 2 else LIKELY))

    @property
    def is_lone(self) -> bool:
        """Whether it opens an article of which nothing is read."""
        return self.article.is_lone(self.candidate)


def readings_of(article: Article, candidates: Sequence[Candidate]) -> Iterator[Reading]:
    """What the statements of one sentence may tell."""
    named = list(article.finder.each_named(candidates[0].sentence)) if candidates else []
    for candidate in candidates:
        cast = tuple(sides_of(article, candidate, named))
        yield Reading(article, candidate, cast, tuple(article.without(candidate)))


def marks(reading: Reading, sides: Sequence[Side]) -> Iterator[str]:
    """Names in agreement_gleaning.yml of what speaks for or against a reading with these sides."""
    yield from _of_words(reading.candidate)
    yield from _of_statement(reading.candidate)
    yield from _of_matter(reading.candidate)
    yield from _of_sentence(reading)
    yield from _of_told(reading, sides)
    yield from _of_sides(reading, sides)


def _of_words(candidate: Candidate) -> Iterator[str]:
    yield f"grade_{candidate.grade.value}"
    yield f"word_{candidate.noun}"
    yield f"type_{candidate.type.value}"
    yield f"{candidate.grade.value}-{candidate.frame.stage.value}"
    predicate = candidate.frame.predicate
    if predicate is not None and predicate != candidate.anchor:
        yield f"verb_{predicate.lemma_.lower()}"


def _of_matter(candidate: Candidate) -> Iterator[str]:
    """What the accord is about."""
    for subject in candidate.subjects[:1]:
        yield f"class_{subject_class(subject.text).value}"


def _of_statement(candidate: Candidate) -> Iterator[str]:
    frame = candidate.frame
    yield f"stage_{frame.stage.value}"
    yield f"rule_{frame.rule}"
    yield f"status_{candidate.status.value if candidate.status is not None else 'none'}"
    yield f"mode_{frame.assertion.mode.value}"
    yield f"time_{frame.assertion.time.value}"
    yield from (f"source_{source}" for source in candidate.stated.sources)
    yield from (name for name, holds in _traits(candidate).items() if holds)


def _traits(candidate: Candidate) -> dict[str, bool]:
    return {
        "negated": candidate.frame.assertion.negated,
        "definite": candidate.is_definite,
        "plural": candidate.is_plural,
        "counted": candidate.count is not None,
        "commercial": candidate.is_commercial,
        "cooperative": candidate.is_cooperative,
        "business": candidate.in_business,
        "further": candidate.is_further,
        "named": candidate.name is not None,
        "dated": candidate.year is not None,
        "about": bool(candidate.subjects),
        "own_name": candidate.anchor.text[:1].isupper() and candidate.anchor.i > 0,
        f"dep_{candidate.anchor.dep_}": True,
    }


def _of_sentence(reading: Reading) -> Iterator[str]:
    article, sentence = reading.article, reading.candidate.sentence
    here = [s for s in reading.cast if s.here]
    kinds = [kind_of(article.finder.context, s.ref) for s in here]
    yield f"bodies_{min(len(here), MANY)}"
    yield f"states_{min(kinds.count('state'), MANY)}"
    yield from (f"has_{kind}" for kind in set(kinds))
    deals = article.deals_in(sentence)
    if deals:
        yield "deal"
        yield from (f"deal_{deal.kind.value}" for deal in deals)
        sides = {frozenset(p.entity_key for p in deal.parties) for deal in deals}
        if any(len(keys & {s.ref.entity_key for s in reading.cast if s.here}) > 1 for keys in sides):
            yield "deal_pair"
    yield f"deals_{min(len(article.deals), MANY)}"
    if article.finder.context.money_in(sentence.start, sentence.end):
        yield "money"
    if sentence.paragraph < MANY:
        yield "lead"


def _of_told(reading: Reading, sides: Sequence[Side]) -> Iterator[str]:
    sentence, told = reading.candidate.sentence, reading.told
    near = [abs(m.sentence.no - sentence.no) for t in told for m in t.members]
    keys = {s.ref.entity_key for s in sides}
    yield f"accords_{min(len(told), MANY)}"
    yield f"near_{min(min(near), MANY)}" if near else "near_none"
    if any(len(keys & t.parties.keys) > 1 for t in told):
        yield "pair_told"
    elif any(keys & t.parties.keys for t in told):
        yield "party_told"
    if any(m.noun == reading.candidate.noun for t in told for m in t.members):
        yield "noun_told"
    thread = reading.article.thread_of(reading.candidate)
    yield f"thread_{min(len(thread.parties.refs), MANY)}" if thread is not None else "thread_none"
    if thread is not None and len(thread.members) > 1:
        yield "thread_long"


def _of_sides(reading: Reading, sides: Sequence[Side]) -> Iterator[str]:
    yield f"sides_{min(len(sides), MANY)}"
    kinds = sorted(kind_of(reading.article.finder.context, s.ref) for s in sides[:2])
    pair = "pair_" + "_".join(kinds)
    yield pair
    yield f"{pair}-{reading.candidate.grade.value}"
    yield from (f"{pair}-{name}" for name in BUSINESS if _traits(reading.candidate)[name])
    keys = {s.ref.entity_key for s in sides}
    shared = [len(keys & {p.entity_key for p in deal.parties}) for deal in reading.article.deals]
    yield f"deal_of_{min(max(shared, default=0), 2)}"
    for name, side in zip(("first", "second"), sides, strict=False):
        yield from (f"{name}_over_{step}" for step in STEPS if side.odds >= step)
        yield from (f"{name}_{mark}" for mark in side.marks if "-" not in mark)
