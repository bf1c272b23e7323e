"""Names in a document's sentences: each stretch of words claimed once, by the surest rule that knows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from flows.extract.context import Sentence
from flows.extract.names import companies, people, shapes
from flows.extract.names.claims import HEADINGS, LIKELY, MODEL, SURE, THINGS, TOLD, Claims, Found
from flows.extract.names.gazetteer import gazetteer
from flows.extract.names.guesses import leftover, of_model
from flows.extract.names.known import (
    bracketed,
    branches,
    designations,
    forces,
    inside,
    long_gazetteer,
    single_names,
    small_headed,
)
from flows.extract.names.told import company_nouns, told
from flows.extract.names.wording import Wording
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Words

LONGEST_LEARNED = 6  # words
LEAST_VOTES = 10  # for a single word: one name from the model


def find_names(sentences: Sequence[Sentence], wording: Wording) -> list[Found]:
    """Names of the sentences in text order, none inside another; a name found once is known in all of them."""
    drafts = [Claims(sentence, wording) for sentence in sentences]
    for finders in (
        (_shaped,),
        (forces, small_headed, _headed),
        (single_names, designations, bracketed, _titled, told, of_model),
        (leftover,),
    ):
        for claims in drafts:
            for finder in finders:
                finder(claims)
        known = _learned(drafts)
        starts = {name[0] for name in known}
        bodies = {n[0]: kind for n, kind in known.items() if len(n) > 1 and kind is EntityType.ORGANIZATION}
        for claims in drafts:
            _again(claims, known, starts)
            _nicknames(claims, bodies)
    ordered = [found for claims in drafts for found in sorted(claims.found, key=lambda f: f.first)]
    return [name for found in ordered for name in (found, *inside(found))]


def _shaped(claims: Claims) -> None:
    """Names in newswire's brackets, names with a legal form, and known names of several words."""
    for first, last in claims.wording.bracketed(claims.sentence):
        claims.claim(first, last, companies.body_type(claims.doc, first, last), SURE)
    for first, last in companies.with_legal_form(claims.doc, claims.wording):
        claims.claim(first, last, EntityType.ORGANIZATION, SURE)
    branches(claims)
    long_gazetteer(claims)


def _learned(drafts: Sequence[Claims]) -> dict[tuple[str, ...], EntityType]:
    """Names of bodies and persons that the sentences hold, by their words."""
    votes: dict[tuple[str, ...], Counter[EntityType]] = {}
    for claims in drafts:
        if claims.sentence.zone in HEADINGS:
            continue  # capitals there say little
        for found in claims.found:
            if found.known is None and found.entity_type not in THINGS:
                name = tuple(t.text for t in claims.doc[found.first : found.last])
                for form in companies.short_forms(name, is_body=found.entity_type is not EntityType.PERSON):
                    votes.setdefault(form, Counter())[found.entity_type] += int(10 * found.weight)
    known = {n: c.most_common(1)[0][0] for n, c in votes.items() if len(n) > 1 or c.total() >= LEAST_VOTES}
    first_words = {(word,): EntityType.ORGANIZATION for claims in drafts for word in _first_words(claims)}
    known = first_words | known
    bodies = {word for n, kind in known.items() if kind is not EntityType.PERSON for word in n}
    return {n: k for n, k in known.items() if len(n) > 1 or k is not EntityType.PERSON or n[0] not in bodies}


def _first_words(claims: Claims) -> Iterator[str]:
    """First words of companies' full names that are told from common words: news repeats them alone."""
    for found in claims.found:
        word = claims.doc[found.first].text
        is_full = found.weight >= SURE and found.entity_type is EntityType.ORGANIZATION and found.last - found.first > 1
        is_telling = word.istitle() and len(word) > 3 and not shapes.is_head(word) and not shapes.is_vague(word)
        is_other = word in shapes.given_names() or word in shapes.role_words() or gazetteer().get(word) is not None
        if is_full and is_telling and not is_other and not claims.wording.is_lowered(word):
            yield word


def _again(claims: Claims, known: Mapping[tuple[str, ...], EntityType], starts: Set[str]) -> None:
    """Learned names, whose first words are `starts`, where no rule saw them."""
    doc, texts = claims.doc, [t.text for t in claims.doc]
    for i, text in enumerate(texts):
        if text not in starts:
            continue
        for length in range(min(LONGEST_LEARNED, len(texts) - i), 0, -1):
            kind = known.get(tuple(texts[i : i + length]))
            if kind is not None and not _goes_on(doc, i, i + length):
                claims.claim(i, i + length, kind, MODEL)
                break


def _nicknames(claims: Claims, bodies: Mapping[str, EntityType]) -> None:
    """A nationality used as a noun is the body whose name begins with it: "American's jets" of American Airlines."""
    for token in claims.doc:
        kind = bodies.get(token.text)
        is_noun = token.dep_ in ("nsubj", "nsubjpass", "poss", "pobj", "dobj") and token.tag_ == "NNP"
        if kind is not None and is_noun and people.is_demonym(token.text):
            claims.claim(token.i, token.i + 1, kind, LIKELY)


def _goes_on(doc: Words, first: int, last: int) -> bool:
    """Whether learned words are only part of a longer name: a single one in a run, others before what ends a name."""
    if last < len(doc) and shapes.is_head(doc[last].text) and last - first > 1:
        return not shapes.is_legal(doc[last].text) and doc[last].text not in shapes.role_words()
    before = first > 0 and shapes.is_capital(doc[first - 1]) and not shapes.is_opener(doc[first - 1])
    return last - first == 1 and (before or (last < len(doc) and shapes.is_capital(doc[last])))


def _headed(claims: Claims) -> None:
    for first, last, kind in companies.headed(claims.doc, claims.wording):
        claims.claim(first, last, kind, LIKELY)


def _titled(claims: Claims) -> None:
    for first, last in people.titled(claims.doc):
        claims.claim(first, last, EntityType.PERSON, SURE)
    for token in claims.doc:
        claims.block(token.i, people.portfolio_end(claims.doc, token.i) if token.i else 0)
    for first, last in people.with_given_name(claims.doc):
        is_firm = first > 0 and claims.doc[first - 1].text in company_nouns()  # "the retailer John Lewis"
        kind, weight = (EntityType.ORGANIZATION, TOLD) if is_firm else (EntityType.PERSON, LIKELY)
        claims.claim(first, last, kind, weight)
