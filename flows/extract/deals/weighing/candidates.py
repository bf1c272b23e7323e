"""Who may stand on the side that a deal leaves empty, with what speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.clauses import clause_of
from flows.extract.context import Context, PartyRef
from flows.extract.deals import frames
from flows.extract.deals.gleaning.article import Article
from flows.extract.deals.gleaning.cues import OPEN, Cue, cue_of
from flows.extract.deals.gleaning.sides import Candidate, Look, Named, candidates, named_in, type_name
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Statement
from flows.extract.deals.thread import Thread, targets_of
from flows.extract.syntax import coordination
from flows.model.vocabulary.deals import DealRole
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    pass

TOLD = 3  # statements of a deal whose words are looked at, the body's first
STAGE = 5  # members of the cast that the article is most about
MANY = 4
PLACED = frozenset({"in", "at"})
PLACES_TOO = frozenset({PartyBasis.DEMONYM, PartyBasis.METONYM})  # "Kenyan", "Accra": the land as often as the state
NO_SIDES = frozenset({EntityType.REGION, EntityType.CITY})
OWNING = frozenset({"poss", "amod", "compound", "nmod"})


@dataclass(slots=True)
class Found:
    """What is found of one candidate; `here` says that a sentence of the deal names it."""

    ref: PartyRef
    marks: set[str]
    here: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A deal of which one side is empty: those on the other, and the parties of each sentence that tells it."""

    context: Context
    thread: Thread
    empty: DealRole
    others: dict[str | None, PartyRef]
    named: dict[int, Named]

    @property
    def told(self) -> list[Statement]:
        """The statements that are looked at."""
        ordered = sorted(self.thread.statements, key=lambda s: (s.is_title, s.definite))[:TOLD]
        return [s for s in ordered if not s.is_title] or ordered

    def scene(self, statement: Statement) -> Scene:
        """The sentence of a statement."""
        return Scene(self.context, statement.sentence)

    def parties(self, statement: Statement) -> Named:
        """The parties of its sentence with the words that name them."""
        number = statement.sentence.no
        if number not in self.named:
            self.named[number] = named_in(self.scene(statement))
        return self.named[number]


def may_fill(gap: Gap, article: Article) -> list[Candidate]:
    """The parties that may stand on the empty side, each once, with the marks of all that tells the deal."""
    found: dict[str | None, Found] = {}
    for statement in gap.told:
        for seen in _of_statement(gap, article, statement):
            _note(found, seen)
    first = gap.told[0]
    for rank, (ref, _) in enumerate(article.on_stage(first.sentence, ())[:STAGE]):
        offstage = {"offstage", type_name(gap.scene(first), ref)}
        found.setdefault(ref.entity_key, Found(ref, offstage)).marks.add(f"stage_{rank}")
    for statement in gap.told:
        for key, mark in _beside(gap, gap.parties(statement)):
            if key in found:
                found[key].marks.add(mark)
    out = targets_of(gap.thread) | set(gap.others) | _told_beside(gap, article)
    out |= _only_places(gap) | _names_of_things(gap)
    left = {key: one for key, one in found.items() if key not in out and not _is_mere_owner(gap, one)}
    for key, one in left.items():
        one.marks -= {"offstage"} if one.here else set()
        one.marks |= {*_near(article, first.sentence.no, key), *_elsewhere(gap, article, key)}
    _compare(gap, left)
    return [Candidate(f.ref, frozenset(f.marks | set(_of_deal(gap, f))), f.here) for f in left.values()]


def _note(found: dict[str | None, Found], one: Candidate) -> None:
    known = found.setdefault(one.ref.entity_key, Found(one.ref, set()))
    known.marks |= one.marks
    known.here = known.here or one.here


def _told_beside(gap: Gap, article: Article) -> set[str | None]:
    """Parties to another deal that the same sentence tells: this one would have named them again."""
    here = {s.sentence.no for s in gap.told}
    others = [t for t in article.threads if t is not gap.thread and any(s.sentence.no in here for s in t.statements)]
    return {key for t in others for key in (*t.suppliers, *t.recipients)}


def _only_places(gap: Gap) -> set[str | None]:
    """Who is named only as where something is ("its plant in Thailand")."""
    named = [(ref.entity_key, token) for s in gap.told for ref, token in gap.parties(s)]
    elsewhere = {key for key, token in named if token.head.lower_ not in PLACED}
    return {key for key, _ in named} - elsewhere


def _names_of_things(gap: Gap) -> set[str | None]:
    """Names that stand beside the thing that bears them ("a frigate, the Normandie")."""
    named = [(ref.entity_key, token) for s in gap.told for ref, token in gap.parties(s)]
    return {key for key, t in named if t.dep_ == "appos" and t.head.lemma_.lower() in frames.goods_kinds()}


def _is_mere_owner(gap: Gap, one: Found) -> bool:
    """Whether a name only says whose or whence something is: "Ukraine's X", "the Kenyan dam", "X jets", a region."""
    if one.ref.basis in PLACES_TOO or one.marks & {"owns_other", "in_goods"}:
        return True
    return gap.scene(gap.told[0]).type_of(one.ref.entity_key) in NO_SIDES


def _of_statement(gap: Gap, article: Article, statement: Statement) -> list[Candidate]:
    """The candidates that a second look would see for the word that tells the deal."""
    scene = gap.scene(statement)
    cue = cue_of(scene, statement.trigger) or Cue(statement.trigger, OPEN, "rule")
    others = tuple(t for t in article.threads if t is not gap.thread)
    look = Look(scene, cue, clause_of(statement.trigger), statement.goods, others)
    return candidates(look, gap.parties(statement), article)


def _beside(gap: Gap, named: Named) -> Iterator[tuple[str | None, str]]:
    """Who is named in one breath with a party of the other side, whose it is called, who is called its."""
    placed = [token for ref, token in named if ref.entity_key in gap.others]
    for ref, token in named:
        for other in placed:
            if coordination(other) == coordination(token):
                yield ref.entity_key, "joined"
            if token.head == other and token.dep_ in OWNING:
                yield ref.entity_key, "owns_other"
            if other.head == token and other.dep_ in OWNING:
                yield ref.entity_key, "owned_by_other"


def _near(article: Article, number: int, key: str | None) -> Iterator[str]:
    """Whether the sentences around name a party."""
    numbers = {no for no, _, mention in article.named if mention.entity_key == key}
    if number - 1 in numbers:
        yield "sentence_before"
    if number + 1 in numbers:
        yield "sentence_after"


def _elsewhere(gap: Gap, article: Article, key: str | None) -> Iterator[str]:
    """How other deals of the article join a party with those of the other side."""
    for thread in article.threads:
        if thread is gap.thread:
            continue
        gives, gets = set(thread.suppliers), set(thread.recipients)
        if key in gives:
            yield from ("supplies_other",) * bool(gets & set(gap.others))
            yield from ("supplies_with_other",) * bool(gives & set(gap.others))
        if key in gets:
            yield from ("receives_from_other",) * bool(gives & set(gap.others))
            yield from ("receives_with_other",) * bool(gets & set(gap.others))


def _compare(gap: Gap, found: dict[str | None, Found]) -> None:
    """Mark how many candidates there are, and who is the only one of its kind."""
    scene = gap.scene(gap.told[0])
    kinds = {key: type_name(scene, one.ref) for key, one in found.items()}
    here = Counter(kinds[key] for key, one in found.items() if one.here)
    for key, one in found.items():
        kind = kinds[key]
        one.marks.add(f"here_{min(sum(here.values()), MANY)}" if one.here else f"away_{min(sum(here.values()), MANY)}")
        if one.here and here[kind] == 1:
            one.marks.add(f"only_{kind}")
        if not one.here and not here[kind]:
            one.marks.add(f"away_no_{kind}")


def _of_deal(gap: Gap, one: Found) -> Iterator[str]:
    """What the deal is and who is on the other side, with the kind of party that a candidate is."""
    thread, scene = gap.thread, gap.scene(gap.told[0])
    party = type_name(scene, one.ref)
    kind = thread.kind.value if thread.kind else "nothing"
    yield from (f"{party}-with-{type_name(scene, ref)}" for ref in gap.others.values())
    yield f"rule-{thread.statements[0].rule}"
    yield f"{party}-in-{kind}"
    yield f"{one.ref.basis.value}"
    yield f"status-{thread.statements[0].status.value}"
    yield f"form-{thread.statements[0].form.value}"
    yield f"others-{min(len(gap.others), 2)}"
    if thread.money:
        yield "valued"
    if one.ref.entity_key in {p.entity_key for g in thread.goods for p in g.owners}:
        yield "owns_goods"
    if one.ref.country_code in {p.country_code for p in gap.others.values()} - {None}:
        yield "of_other's_country"
    titled = [s for s in thread.statements if s.is_title]
    if any(one.ref.entity_key in {p.entity_key for p in s.parties} for s in titled):
        yield "in_title"
