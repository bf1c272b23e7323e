"""Who may stand on which side of what a cue tells: the parties of its sentence and those the article is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.clauses import Clause
from flows.extract.context import PartyRef
from flows.extract.deals import frames
from flows.extract.deals.gleaning.article import Article
from flows.extract.deals.gleaning.cues import Cue
from flows.extract.deals.match import side
from flows.extract.deals.scene import COMPANY_TYPES, Scene
from flows.extract.deals.statement import Goods
from flows.extract.deals.thread import Thread
from flows.extract.syntax import first_conjunct
from flows.lexicon import words
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

PLACES = frozenset({"to", "from", "with", "by", "for", "of", "in", "at", "between", "on"})
CLIMB = 6  # words between a party and the place of the cue's clause that it stands in
PATTERNS = 2  # of a cue's frames, how many are asked whom they would take
Named = Sequence[tuple[PartyRef, "Token"]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party with what speaks for its side, as names in deal_gleaning.yml; `here` says that its sentence names it."""

    ref: PartyRef
    marks: frozenset[str]
    here: bool = True


@dataclass(frozen=True, slots=True)
class Look:
    """One cue looked at: its sentence, what it may be about, and the deals that other sentences tell."""

    scene: Scene
    cue: Cue
    clause: Clause
    goods: Goods | None
    threads: tuple[Thread, ...]


def named_in(scene: Scene) -> Named:
    """Parties of the sentence with the words that name them."""
    found: list[tuple[PartyRef, Token]] = []
    for token in scene.sentence.parse:
        if token.pos_ not in ("NOUN", "PROPN", "PRON", "ADJ") or scene.has_money(token):
            continue
        if token.pos_ == "ADJ" and scene.mention_of(token) is None:
            continue
        start, end = scene.sentence.place(token, token)
        refs = scene.parties([token])
        own = [r for r in refs if r.span.start < end and start < r.span.end]
        found += [(ref, token) for ref in own or refs]
    return found


def candidates(look: Look, named: Named, article: Article) -> list[Candidate]:
    """The parties that may stand on a side of what the cue tells, each once; what changes hands is none."""
    target = look.goods.target if look.goods is not None else None
    found: dict[str, tuple[PartyRef, set[str]]] = {}
    for ref, head in named:
        if ref.entity_key is not None and ref.entity_key != target:
            found.setdefault(ref.entity_key, (ref, set()))[1].update(_places(look, head))
    offstage = article.offstage(look.scene.sentence, {*found, target})
    framed = _framed(look)
    return [_candidate(look, article, framed, ref, places) for ref, places in found.values()] + [
        _candidate(look, article, framed, ref, {"offstage"}) for ref in offstage
    ]


def type_name(scene: Scene, ref: PartyRef) -> str:
    """What kind of party it is: lender, company, state, or another."""
    kind = scene.type_of(ref.entity_key)
    if scene.is_lender(ref):
        return "lender"
    if kind in COMPANY_TYPES:
        return "company"
    return "state" if kind is EntityType.COUNTRY else "other"


def _candidate(
    look: Look, article: Article, framed: dict[str, set[str | None]], ref: PartyRef, places: set[str]
) -> Candidate:
    marks = set(_marks(look, ref, places)) | set(_in_deals(look, ref.entity_key))
    marks |= {mark for mark, keys in framed.items() if ref.entity_key in keys}
    marks |= {"headline"} if ref.entity_key in article.titled else set()
    return Candidate(ref, frozenset(marks), here="offstage" not in places)


def _marks(look: Look, ref: PartyRef, places: set[str]) -> Iterator[str]:
    kind = type_name(look.scene, ref)
    thing = look.goods.kind.value if look.goods is not None and look.goods.kind is not None else "nothing"
    family = "frame" if look.cue.group.startswith("frame") else look.cue.group
    yield from places
    yield from (f"{look.cue.way}-{p}" for p in places)
    yield from (f"{family}-{p}" for p in places)
    yield from (kind, f"{kind}-{thing}")
    if "offstage" in places:
        yield f"offstage-{kind}"
    if ref.basis is PartyBasis.COREFERENCE:
        yield "taken_up"


def _places(look: Look, token: Token) -> Iterator[str]:
    """Where a word stands in the cue's clause, in its goods, or elsewhere in the sentence."""
    here = first_conjunct(token)
    start = look.scene.sentence.place(token, token)[0]
    if look.goods is not None and look.goods.span.start <= start < look.goods.span.end:
        yield "in_goods"
    for depth in range(CLIMB):
        place = _place(look.clause, here)
        if place is not None:
            yield place if depth == 0 else f"inside_{place}"
            if depth and token.dep_ in ("poss", "amod", "compound", "nmod"):
                yield "owner"
            return
        if here.head == here or here == look.cue.token:
            break
        here = here.head
    yield from _elsewhere(look.cue, token)


def _place(clause: Clause, token: Token) -> str | None:
    slots = {
        "subject": clause.subjects,
        "object": clause.objects,
        "dative": clause.datives,
        "possessor": clause.possessors,
        "modifier": clause.modifiers,
    }
    found = next((name for name, heads in slots.items() if token in heads), None)
    obliques = (item for group in (clause.obliques, clause.object_obliques) for item in group.items())
    under = (f"under_{name if name in PLACES else 'other'}" for name, heads in obliques if token in heads)
    return found or next(under, None)


def _elsewhere(cue: Cue, token: Token) -> Iterator[str]:
    above = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        yield "speaker" if above.lemma_.lower() in words("deal_carriers", "speech") else "other_subject"
    elif token.dep_ == "pobj":
        yield f"other_{above.lower_ if above.lower_ in PLACES else 'place'}"
    elif token.dep_ in ("poss", "amod", "compound"):
        yield "other_owner"
    yield "before" if token.i < cue.token.i else "after"


def _framed(look: Look) -> dict[str, set[str | None]]:
    """Whom the cue's frames would take on each side if their needs were met."""
    cue = look.cue
    table = frames.verbs() if cue.token.pos_ == "VERB" else frames.nouns()
    found: dict[str, set[str | None]] = {"frame_supplier": set(), "frame_recipient": set()}
    for pattern in table.get(cue.token.lemma_.lower(), ())[:PATTERNS]:
        found["frame_supplier"] |= {p.entity_key for p in side(look.scene, look.clause, pattern.supplier)}
        found["frame_recipient"] |= {p.entity_key for p in side(look.scene, look.clause, pattern.recipient)}
    return found


def _in_deals(look: Look, key: str | None) -> Iterator[str]:
    """The sides on which the article's other deals have the party, that told last before and any."""
    before = [t for t in look.threads if t.statements[0].sentence.no < look.scene.sentence.no]
    if before and key in before[-1].suppliers:
        yield "supplied_last"
    if before and key in before[-1].recipients:
        yield "received_last"
    if any(key in t.suppliers for t in look.threads):
        yield "supplied"
    if any(key in t.recipients for t in look.threads):
        yield "received"
