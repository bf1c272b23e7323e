"""Words by which a sentence may state a deal, and what they may be about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause, clause_of, is_nominal
from flows.extract.deals import frames
from flows.extract.deals.goods import money_goods, read_goods
from flows.extract.deals.scene import Scene
from flows.extract.deals.statement import Goods
from flows.lexicon import load

if TYPE_CHECKING:
    from flows.extract.tree import Token

GIVES, GETS, OPEN = "gives", "gets", "open"
VERB_GROUPS = ("gives", "gets", "pays", "passes")
NOUN_GROUPS = ("rights", "talks", "contests", "works", "sums", "counterparts")
THINGS_UNDER = ("for", "of", "on", "over", "to", "with", "in")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of exchange: the side of its doer, and the list that it is in."""

    token: Token
    way: str
    group: str

    @property
    def clause(self) -> Clause:
        """What it says."""
        return clause_of(self.token)


def cues_of(scene: Scene) -> list[Cue]:
    """The cues of a sentence, in text order."""
    return [cue for token in scene.sentence.parse if (cue := cue_of(scene, token)) is not None]


def cue_of(scene: Scene, token: Token) -> Cue | None:
    """What a word of exchange tells; None where the word is none."""
    if token.pos_ not in ("VERB", "NOUN"):
        return None
    lemma = token.lemma_.lower()
    found = (_verbs() if token.pos_ == "VERB" else _nouns()).get(lemma)
    if found is None and is_nominal(token):
        found = _nouns().get(lemma)
    return None if found is None or scene.is_named(token) else Cue(token, found[1], found[0])


@cache
def _verbs() -> dict[str, tuple[str, str]]:
    """Group and way by verb: those of the cue list, and over them those that are frames."""
    listed = load("deal_cues")
    found = {str(w): (f"{g}_verb", g if g in (GIVES, GETS) else OPEN) for g in VERB_GROUPS for w in listed[g]}
    for lemma, patterns in frames.verbs().items():
        way = GIVES if any("subject" in p.supplier for p in patterns[:1]) else OPEN
        way = GETS if any("subject" in p.recipient for p in patterns[:1]) else way
        found[lemma] = (f"frame_verb_{way}", way)
    return found


@cache
def _nouns() -> dict[str, tuple[str, str]]:
    listed = load("deal_cues")
    found = {str(w): (g, OPEN) for g in NOUN_GROUPS for w in listed[g]}
    for lemma, patterns in frames.nouns().items():
        holds = ("possessor", "holder", "by")
        way = GIVES if any(s in holds for p in patterns[:1] for s in p.supplier) else OPEN
        way = GETS if any(s in holds for p in patterns[:1] for s in p.recipient) else way
        found[lemma] = (f"frame_noun_{way}", way)
    return found | {lemma: ("instrument", OPEN) for lemma in frames.instruments()}


def things_of(scene: Scene, cues: Iterable[Cue], *, far: bool) -> Iterator[tuple[Cue, Goods | None, str]]:
    """What each cue may be about, and where that stands: with the cue, elsewhere in the sentence, or nowhere.

    With `far` unset the rest of the sentence is not looked at.
    """
    read = cache(partial(read_goods, scene))  # of two thousand accords in a row each has the same things under it
    for cue in cues:
        yield cue, *_thing_of(scene, cue, read, far=far)


def _thing_of(scene: Scene, cue: Cue, read: Callable[[Token], Goods | None], *, far: bool) -> tuple[Goods | None, str]:
    near = [g for head in _heads(scene, cue) if (g := read(head)) is not None]
    known = next((g for g in near if g.kind is not None), None)
    if known is not None:
        return known, "near"
    rest = _known(scene, cue) if far else []
    other = next((g for head in rest if (g := read(head)) is not None and g.kind), None)
    if other is not None:
        return other, "far"
    return (near[0], "unlisted") if near else (None, "none")


def _heads(scene: Scene, cue: Cue) -> Iterator[Token]:
    """Where goods stand by the cue's grammar, the likeliest first."""
    clause = cue.clause
    places = [*clause.objects]
    places += [t for p in THINGS_UNDER for t in clause.under(p)] + list(reversed(clause.modifiers))
    if cue.way == OPEN:
        places += clause.subjects
    for head in places:
        if scene.has_money(head):
            yield from money_goods(head)
        elif head.pos_ in ("NOUN", "PROPN", "NUM"):
            yield head


def _known(scene: Scene, cue: Cue) -> list[Token]:
    """Nouns of listed goods, the nearest to the cue first, those after it before those before it."""
    listed = [
        t
        for t in scene.sentence.parse
        if t.pos_ == "NOUN" and t.i != cue.token.i and t.dep_ != "compound" and t.lemma_.lower() in frames.goods_kinds()
    ]
    return sorted(listed, key=lambda t: (t.i < cue.token.i, abs(t.i - cue.token.i)))
