"""What a cue may tell, with the sides that are likeliest, and what speaks for the whole being right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.extract.context import PartyRef
from flows.extract.deals.gleaning.article import Article
from flows.extract.deals.gleaning.cues import cues_of, things_of
from flows.extract.deals.gleaning.model import side_odds
from flows.extract.deals.gleaning.sides import Candidate, Look, candidates, named_in, type_name
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Goods
from flows.extract.deals.status import Standing, standing
from flows.extract.deals.value import is_other, may_be_value
from flows.model.report import Money

LIKELY = 0.5  # share of annotated parties like this one that stand on the side
STEPS = (0.5, 0.6, 0.75, 0.9)
# What of a party's own marks tells whether the reading is right.
TOLD = frozenset(
    {"subject", "object", "dative", "possessor", "modifier", "owner", "in_goods", "offstage", "headline", "taken_up"}
    | {"under_to", "under_from", "under_with", "under_for", "under_by", "under_of", "under_in"}
    | {"frame_supplier", "frame_recipient", "speaker", "other_subject", "other_owner", "other_of", "other_in"}
    | {"inside_subject", "inside_object", "company", "state", "lender", "other"}
    | {"supplied", "received", "supplied_last", "received_last"}
)
PARTY = frozenset(
    {"frame_supplier", "frame_recipient", "subject", "object", "dative", "under_to", "under_from", "under_with"}
    | {"under_for", "under_by", "possessor", "in_goods"}
)
PLACES = frozenset({"ROOT", "dobj", "pobj", "relcl", "acl", "advcl", "xcomp", "ccomp", "conj", "nsubj", "nsubjpass"})
MANY = 3
Odds = Callable[[frozenset[str]], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A party chosen for a side, with its marks and how likely it stands there."""

    ref: PartyRef
    marks: frozenset[str]
    odds: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A deal as one cue may tell it: at most one party a side, goods or money or both."""

    look: Look
    place: str
    money: Money | None
    how: Standing
    cast: tuple[Candidate, ...]
    beside: frozenset[str]

    @property
    def goods(self) -> Goods | None:
        """What changes hands."""
        return self.look.goods

    def sides(self, odds: Odds = side_odds) -> tuple[Chosen | None, Chosen | None]:
        """The likeliest supplier and recipient, two parties, None where nobody is likely."""
        told = [(c, odds(c.marks)) for c in self.cast]
        supplier = max(told, key=lambda pair: pair[1][0], default=None)
        recipient = max(told, key=lambda pair: pair[1][1], default=None)
        return _likely(supplier, 0), _likely(recipient, 1)


def _likely(best: tuple[Candidate, tuple[float, float]] | None, side: int) -> Chosen | None:
    if best is None or best[1][side] < LIKELY:  # over a half nobody stands on both sides
        return None
    return Chosen(best[0].ref, best[0].marks, best[1][side])


def readings_of(scene: Scene, article: Article) -> Iterator[Reading]:
    """What each cue of a sentence may tell, where there is a thing beside it or a sum that may be a value."""
    cues = cues_of(scene)
    sums = [m for m in scene.context.money_in(scene.sentence.start, scene.sentence.end) if _may_be_paid(scene, m)]
    things = [told for told in things_of(scene, cues, far=bool(sums)) if sums or told[2] == "near"]
    if not things:
        return
    named, threads = named_in(scene), article.without(scene.sentence)
    for cue, goods, place in things:
        look = Look(scene, cue, cue.clause, goods, threads)
        how = standing(cue.token, goods.kind if goods else None)
        beside = frozenset(c.group for c in cues if c is not cue)
        cast = tuple(candidates(look, named, article))
        yield Reading(look, place, sums[0] if sums else None, how, cast, beside)


def _may_be_paid(scene: Scene, money: Money) -> bool:
    return may_be_value(scene.context, scene.sentence, money) and not is_other(scene.context, scene.sentence, money)


def marks(reading: Reading, supplier: Chosen | None, recipient: Chosen | None) -> Iterator[str]:
    """Names in deal_gleaning.yml of what speaks for or against a reading with these sides."""
    yield from _of_cue(reading)
    yield from _of_cast(reading)
    yield from _of_deals(reading)
    yield from _of_side("supplier", supplier)
    yield from _of_side("recipient", recipient)
    if supplier is not None and recipient is not None:
        yield "both"


def _of_cue(reading: Reading) -> Iterator[str]:
    goods, cue = reading.goods, reading.look.cue
    yield f"cue_{cue.group}"
    yield f"thing_{'none' if goods is None else 'unlisted' if goods.kind is None else goods.kind.value}"
    yield f"thing_{reading.place}"
    yield f"status_{reading.how.status.value}"
    yield "valued" if reading.money is not None else "no_value"
    yield from (f"beside_{group}" for group in reading.beside)
    yield f"dep_{cue.token.dep_ if cue.token.dep_ in PLACES else 'other'}"


def _of_cast(reading: Reading) -> Iterator[str]:
    here = [c for c in reading.cast if c.here]
    yield f"parties_{min(len(here), MANY)}"
    yield from (f"has_{kind}" for kind in {type_name(reading.look.scene, c.ref) for c in here})
    found = {mark for c in here for mark in c.marks}
    yield from (f"party_{name}" for name in found & PARTY)


def _of_deals(reading: Reading) -> Iterator[str]:
    sentence, threads = reading.look.scene.sentence, reading.look.threads
    near = [abs(s.sentence.no - sentence.no) for t in threads for s in t.statements]
    keys = {c.ref.entity_key for c in reading.cast if c.here}
    yield f"deals_{min(len(threads), MANY)}"
    yield f"near_{min(min(near), MANY)}" if near else "near_none"
    if any(keys & set(t.suppliers) and keys & set(t.recipients) for t in threads):
        yield "pair_told"
    elif any(keys & {*t.suppliers, *t.recipients} for t in threads):
        yield "party_told"
    if sentence.paragraph < MANY:
        yield "lead"


def _of_side(name: str, chosen: Chosen | None) -> Iterator[str]:
    if chosen is None:
        yield f"{name}_none"
        return
    yield from (f"{name}_{mark}" for mark in chosen.marks & TOLD)
    yield from (f"{name}_over_{step}" for step in STEPS if chosen.odds >= step)
