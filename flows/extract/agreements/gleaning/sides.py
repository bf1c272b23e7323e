"""Who may be a side of the accord that a statement tells: the bodies of its sentence and those on stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.agreements.candidate import Candidate
from flows.extract.agreements.gleaning.article import Article
from flows.extract.agreements.parties import is_public, is_union
from flows.extract.agreements.thread import Thread
from flows.extract.clauses import clause_of, with_conjuncts
from flows.extract.context import Context, PartyRef
from flows.lexicon import words
from flows.model.vocabulary.entities import EntityType
from flows.model.vocabulary.statements import PartyBasis

if TYPE_CHECKING:
    from flows.extract.tree import Token

Named = Sequence[tuple[PartyRef, int]]  # bodies that a sentence names, with the number of the word
CLIMB = 6  # words between a body and the place in the statement that it stands in
PREPOSITIONS = frozenset("with between among by for of in to from on at against under".split())
KINDS = {
    EntityType.COUNTRY: "state",
    EntityType.GOVERNMENT: "government",
    EntityType.INTERGOVERNMENTAL: "bloc",
    EntityType.REGION: "region",
    EntityType.CITY: "region",
    EntityType.MILITARY: "group",
    EntityType.POLITICAL_PARTY: "group",
    EntityType.PERSON_GROUP: "group",
    EntityType.PERSON: "person",
}


@dataclass(frozen=True, slots=True)
class Side:
    """A body with what speaks for its being a side, as names in agreement_gleaning.yml."""

    ref: PartyRef
    marks: frozenset[str]
    odds: float = 0.0

    @property
    def here(self) -> bool:
        """Whether its sentence names it."""
        return "offstage" not in self.marks


def kind_of(context: Context, ref: PartyRef) -> str:
    """What kind of body it is."""
    entity = context.cast.entities.get(ref.entity_key or "")
    if entity is None:
        return "unknown"
    if is_union(context, ref.entity_key):
        return "union"
    kind = KINDS.get(entity.entity_type)
    return kind or ("public" if is_public(context, ref.entity_key) else "company")


def sides_of(article: Article, candidate: Candidate, named: Named) -> list[Side]:
    """The bodies that may be sides, each once: those of the sentence, those that rules chose, those on stage."""
    sentence = candidate.sentence
    thread = article.thread_of(candidate)
    found: dict[str, tuple[PartyRef, set[str]]] = {}
    places = _places(candidate)
    for ref, number in named:
        own = found.setdefault(_key(ref), (ref, set()))[1]
        own.update(_stands(candidate, places, sentence.parse[number]))
    for ref in candidate.parties.refs:
        found.setdefault(_key(ref), (ref, {"unnamed"}))[1].add("by_rule")
    for ref in thread.parties.refs if thread is not None else ():
        found.setdefault(_key(ref), (ref, {"elsewhere"}))[1].add("in_thread")
    for ref in article.offstage(sentence, found):
        found[_key(ref)] = (ref, {"offstage"})
    told = article.without(candidate)
    return [Side(ref, frozenset(_marks(article, candidate, told, ref, own))) for ref, own in found.values()]


def _key(ref: PartyRef) -> str:
    return ref.entity_key or ref.span.text


def _marks(
    article: Article, candidate: Candidate, told: Iterable[Thread], ref: PartyRef, places: Iterable[str]
) -> Iterator[str]:
    kind, grade = kind_of(article.finder.context, ref), candidate.grade.value
    yield kind
    for place in places:
        yield place
        yield f"{kind}-{place}"
        yield f"{grade}-{place}"
    if ref.basis is PartyBasis.COREFERENCE:
        yield "taken_up"
    if ref.entity_key in article.titled:
        yield "headline"
    if _key(ref) in {key for thread in told for key in thread.parties.keys}:
        yield "told"
    if any(ref.entity_key == r.entity_key for r in candidate.stated.refs):
        yield "stated"


def _places(candidate: Candidate) -> dict[int, str]:
    """Where in the statement each word stands that may head a side, by the word's number."""
    found: dict[int, str] = {}
    noun, verb = candidate.anchor, candidate.frame.predicate or _verb_over(candidate.anchor)
    for word, place in (*_on_noun(noun), *(_on_verb(verb, "") if verb is not None else ())):
        if word.i not in found:  # else its conjuncts are there too
            found |= {one.i: place for one in with_conjuncts(word) if one.i not in found}
    return found


def _verb_over(noun: Token) -> Token | None:
    return next((t for t in noun.ancestors if t.pos_ == "VERB"), None)


def _on_noun(noun: Token) -> Iterator[tuple[Token, str]]:
    if noun.pos_ == "VERB":
        return
    for child in noun.children:
        if child.dep_ == "prep":
            yield from _under(child, "noun")
        elif child.dep_ in ("poss", "compound", "amod", "nmod"):
            yield child, "possessor" if child.dep_ == "poss" else "modifier"
        elif child.dep_ in ("acl", "relcl") and child.pos_ == "VERB":
            yield from _on_verb(child, "maker_")


def _under(preposition: Token, holder: str) -> Iterator[tuple[Token, str]]:
    name = preposition.lower_ if preposition.lower_ in PREPOSITIONS else "other"
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield child, f"{holder}_{name}"
            for below in child.children:
                if below.dep_ == "prep" and below.lower_ in ("with", "between", "and"):
                    yield from _under(below, holder)


def _on_verb(verb: Token, prefix: str) -> Iterator[tuple[Token, str]]:
    clause = clause_of(verb)
    yield from ((t, f"{prefix}subject") for t in clause.subjects)
    yield from ((t, f"{prefix}object") for t in clause.objects)
    yield from ((t, f"{prefix}dative") for t in clause.datives)
    for obliques in (clause.obliques, clause.object_obliques):
        for name, heads in obliques.items():
            yield from ((t, f"{prefix}verb_{name if name in PREPOSITIONS else 'other'}") for t in heads)


def _stands(candidate: Candidate, places: dict[int, str], token: Token) -> Iterator[str]:
    """Where a word stands in the statement, or elsewhere in the sentence."""
    here = token
    for depth in range(CLIMB):
        while here.dep_ in ("conj", "appos") and here.i not in places and here.head is not here:
            here = here.head
        place = places.get(here.i)
        if place is not None:
            yield place if depth == 0 else f"inside_{place}"
            return
        if here.head is here or here.i == candidate.anchor.i:
            break
        here = here.head
    yield from _elsewhere(candidate, token)


def _elsewhere(candidate: Candidate, token: Token) -> Iterator[str]:
    above = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        yield "speaker" if above.lemma_.lower() in words("deal_carriers", "speech") else "other_subject"
    elif token.dep_ == "pobj":
        yield f"other_{above.lower_ if above.lower_ in PREPOSITIONS else 'place'}"
    elif token.dep_ in ("poss", "amod", "compound", "nmod"):
        yield "other_owner"
    else:
        yield "other_place"
    yield "before" if token.i < candidate.anchor.i else "after"
