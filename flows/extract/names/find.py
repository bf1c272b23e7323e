"""Names in one sentence: each stretch of words claimed once, by the surest rule that knows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.extract.context import Sentence
from flows.extract.names import companies, people, shapes
from flows.extract.names.gazetteer import Known, gazetteer, subdivision
from flows.extract.names.wording import Wording
from flows.lexicon import words
from flows.model.vocabulary import EntityType, MentionKind, Zone

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

MODEL_TYPES = {
    "PERSON": EntityType.PERSON,
    "ORG": EntityType.ORGANIZATION,
    "GPE": EntityType.CITY,
    "LOC": EntityType.REGION,
    "FAC": EntityType.FACILITY,
    "EVENT": EntityType.EVENT,
    "LAW": EntityType.DOCUMENT,
    "PRODUCT": EntityType.WORK,
    "WORK_OF_ART": EntityType.WORK,
}
PLACES = frozenset({EntityType.COUNTRY, EntityType.CITY, EntityType.REGION})
HEADINGS = frozenset({Zone.HEADLINE, Zone.SUBHEADLINE, Zone.SECTION_HEADING})
THINGS = frozenset({EntityType.EVENT, EntityType.DOCUMENT, EntityType.WORK})
# How sure each finder is of the type it gives; a name's type is that with the greatest sum over the document.
LONGEST_LEARNED = 6  # words
SURE, LIKELY, MODEL, GUESS = 20.0, 2.0, 1.0, 0.3


_CODE = re.compile(r"[A-Z][A-Za-z]*-?\d[\dA-Z-]+s?|[A-Z]+-\d+s?")  # products and the like: "A350s", "COVID-19"


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a sentence: tokens `[first, last)` of its parse, and what the finder takes it for."""

    sentence: Sentence
    first: int
    last: int
    entity_type: EntityType
    weight: float
    known: Known | None = None

    @property
    def kind(self) -> MentionKind:
        """Name or demonym; an abbreviated state before a noun ("US officials") is used as an adjective."""
        kind = self.known.kind if self.known else MentionKind.NAME
        if kind is MentionKind.NAME and self.entity_type is EntityType.COUNTRY:
            token = self.sentence.parse.doc[self.last - 1]
            is_short = token.text.isupper() and self.last - self.first == 1
            if is_short and token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i:
                return MentionKind.DEMONYM
        return kind

    @property
    def start(self) -> int:
        """Offset of the first character in the document."""
        return self.sentence.shift + int(self.sentence.parse.doc[self.first].idx)

    @property
    def end(self) -> int:
        """Offset after the last character in the document."""
        token = self.sentence.parse.doc[self.last - 1]
        return self.sentence.shift + int(token.idx) + len(token.text)


class _Claims:
    """The names of a sentence as they are claimed, no token twice."""

    def __init__(self, sentence: Sentence, wording: Wording) -> None:
        self.sentence = sentence
        self.doc: Doc = sentence.parse.doc
        self.wording = wording
        self.found: list[Found] = []
        self._taken = [False] * len(self.doc)

    def block(self, first: int, last: int) -> None:
        """Leaves tokens out of all names."""
        for i in range(first, last):
            self._taken[i] = True

    def claim(self, first: int, last: int, kind: EntityType, weight: float, known: Known | None = None) -> None:
        """Makes the tokens a name, unless one of them belongs to a surer one."""
        if first < last and not any(self._taken[first:last]):
            self.block(first, last)
            self.found.append(Found(self.sentence, first, last, kind, weight, known))

    def free(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Stretches of `[first, last)` that no name holds."""
        start = first
        for i in range(first, last + 1):
            if i == last or self._taken[i]:
                if start < i:
                    yield start, i
                start = i + 1


def find_names(sentences: Sequence[Sentence], wording: Wording) -> list[Found]:
    """Names of the sentences in text order, none inside another; a name found once is known in all of them."""
    drafts = [_Claims(sentence, wording) for sentence in sentences]
    for finders in ((_shaped,), (_forces, _headed), (_gazetteer, _designations, _titled, _model), (_leftover,)):
        for claims in drafts:
            for finder in finders:
                finder(claims)
        known = _learned(drafts)
        for claims in drafts:
            _again(claims, known)
    return [f for claims in drafts for found in sorted(claims.found, key=lambda f: f.first) for f in (found, *_inside(found))]


def _shaped(claims: _Claims) -> None:
    """Names in newswire's brackets, names with a legal form, and known names of several words."""
    for first, last in claims.wording.bracketed(claims.sentence):
        claims.claim(first, last, companies.body_type(claims.doc, first, last), SURE)
    for first, last in companies.with_legal_form(claims.doc, claims.wording):
        claims.claim(first, last, EntityType.ORGANIZATION, SURE)
    _long_gazetteer(claims)


def _learned(drafts: Sequence[_Claims]) -> dict[tuple[str, ...], EntityType]:
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
    return {n: c.most_common(1)[0][0] for n, c in votes.items() if len(n) > 1 or c.total() >= 10}


def _again(claims: _Claims, known: Mapping[tuple[str, ...], EntityType]) -> None:
    """Learned names where no rule saw them."""
    doc = claims.doc
    for i in range(len(doc)):
        if not shapes.is_capital(doc[i]):
            continue
        for length in range(min(LONGEST_LEARNED, len(doc) - i), 0, -1):
            kind = known.get(tuple(t.text for t in doc[i : i + length]))
            if kind is not None and not _goes_on(doc, i, i + length):
                claims.claim(i, i + length, kind, MODEL)
                break


def _goes_on(doc: Doc, first: int, last: int) -> bool:
    """Whether a single learned word is only part of a longer run of name words."""
    before = first > 0 and shapes.is_capital(doc[first - 1]) and not shapes.is_opener(doc[first - 1])
    return last - first == 1 and (before or (last < len(doc) and shapes.is_capital(doc[last])))


def _long_gazetteer(claims: _Claims) -> None:
    """Names of two and more words are sure even inside a run, places only where no longer name goes on."""
    for first, last, known in _matches(claims.doc):
        if last - first > 1 and not (known.entity_type in PLACES and companies.goes_on(claims.doc, first, last)):
            claims.claim(first, last, known.entity_type, SURE, known)


def _gazetteer(claims: _Claims) -> None:
    for first, last, known in _matches(claims.doc):
        label = claims.doc[first].ent_type_
        if known.is_ambiguous and label not in ("GPE", "LOC", "NORP") and known.entity_type in PLACES:
            continue
        if known.is_ambiguous and known.entity_type not in PLACES and label not in ("PRODUCT", "FAC", "ORG", "WORK_OF_ART"):
            continue
        if not _is_part_of_person(claims.doc, first, last):
            claims.claim(first, last, known.entity_type, SURE, known)


def _is_part_of_person(doc: Doc, first: int, last: int) -> bool:
    """Whether the model has the word as half of a person's name ("Jack London")."""
    entity = next((e for e in doc.ents if e.start <= first and last <= e.end), None)
    if entity is None or entity.label_ != "PERSON" or first == entity.start or last - first > 1:
        return False
    words = [t.text for t in doc]
    return all(t.text.isalpha() and t.text.istitle() for t in entity) and gazetteer().match(words, entity.start) is None


def _matches(doc: Doc | Span) -> Iterator[tuple[int, int, Known]]:
    texts = [t.text for t in doc]
    at = 0
    while at < len(texts):
        match = gazetteer().match(texts, at)
        if match is None:
            at += 1
            continue
        yield at, at + match[0], match[1]
        at += match[0]


def _headed(claims: _Claims) -> None:
    for first, last, kind in companies.headed(claims.doc, claims.wording):
        claims.claim(first, last, kind, LIKELY)


def _designations(claims: _Claims) -> None:
    """Weapons by designation: "F-16", "Su-30"."""
    doc = claims.doc
    for token in doc:
        letters, dash, number = token.text.partition("-")
        if dash and letters in shapes.designations() and number[:1].isdigit():
            claims.claim(token.i, token.i + 1, EntityType.WEAPON_SYSTEM, LIKELY)


def _titled(claims: _Claims) -> None:
    for first, last in people.titled(claims.doc):
        claims.claim(first, last, EntityType.PERSON, SURE)
    for first, last in people.with_given_name(claims.doc):
        claims.claim(first, last, EntityType.PERSON, LIKELY)


def _model(claims: _Claims) -> None:
    """The model's names, without the titles, articles and possessives it takes in."""
    for entity in claims.doc.ents:
        if entity.label_ in MODEL_TYPES:
            for first, last in claims.free(entity.start, entity.end):
                _one_of_model(claims, entity, *people.trimmed(claims.doc, first, last))


def _one_of_model(claims: _Claims, entity: Span, first: int, last: int) -> None:
    kind = MODEL_TYPES[entity.label_]
    tokens = claims.doc[first:last]
    if not any(shapes.is_capital(t) for t in tokens) or _names_nothing(claims, tokens):
        return
    if kind in THINGS and all(claims.wording.is_common(t.text) for t in tokens):
        return
    if kind is EntityType.ORGANIZATION or tokens[-1].text in shapes.facility_heads():
        kind = companies.body_type(claims.doc, first, last)
    if _CODE.fullmatch(tokens.text):
        kind = EntityType.WORK
    if kind is EntityType.PERSON and len(tokens) == 1 and _is_owned_by_state(claims.doc, first):
        kind = EntityType.ORGANIZATION
    name = tokens.text
    state = subdivision(name) if entity.label_ == "GPE" else None
    known = Known(EntityType.REGION, country_code=state, name=name) if state else None
    claims.claim(first, last, EntityType.REGION if state else kind, MODEL, known)


def _is_owned_by_state(doc: Doc, first: int) -> bool:
    """Whether a single word follows a state's possessive: "Brazil's Petrobras" is no person."""
    return first > 1 and doc[first - 1].text == "'s" and gazetteer().get(doc[first - 2].text) is not None


def _forces(claims: _Claims) -> None:
    """Armed forces with a small head: "Armenian forces"."""
    doc = claims.doc
    for token in doc[:-1]:
        after = doc[token.i + 1]
        if after.text in words("organisations", "small_forces") and people.is_demonym(token.text):
            claims.claim(token.i, token.i + 2, EntityType.MILITARY, LIKELY)


def _inside(found: Found) -> Iterator[Found]:
    """The state's name or adjective inside the name of its organ: "Iraqi" in "Iraqi Ministry of Finance"."""
    if found.entity_type in companies.ORGANS and found.last - found.first > 1:
        for first, last, known in _matches(found.sentence.parse.doc[found.first : found.last]):
            if known.entity_type is EntityType.COUNTRY:
                yield Found(found.sentence, found.first + first, found.first + last, known.entity_type, SURE, known)


def _names_nothing(claims: _Claims, tokens: Span) -> bool:
    """Whether all words are times, titles, numbers, faiths or other capitalised words that name no one."""
    if len(tokens) == 1 and tokens[0].i > 0 and claims.doc[tokens[0].i - 1].lower_ in ("the", "a", "this", "its"):
        if shapes.is_head(tokens.text) or shapes.is_legal(tokens.text):
            return True  # "the Corporation" is a description
    return all(
        not shapes.is_capital(t)
        or shapes.is_month_or_day(t.text)
        or t.text in shapes.role_words()
        or t.text in shapes.nameless()
        or t.pos_ == "NUM"
        or t.lower_ in shapes.function_words()
        or (_begins(claims.doc, t) and claims.wording.is_common(t.text) and _is_word(claims, t))
        for t in tokens
    )


def _begins(doc: Doc, token: Token) -> bool:
    """Whether a capital may only mark the beginning of a sentence or quotation."""
    return token.i == 0 or doc[token.i - 1].is_punct


def _is_word(claims: _Claims, token: Token) -> bool:
    return claims.wording.is_lowered(token.text) or token.pos_ != "PROPN"


def _leftover(claims: _Claims) -> None:
    """Capitalised words inside a sentence that nothing has claimed: names of we know not what."""
    doc = claims.doc
    i = 0
    while i < len(doc):
        if not shapes.is_capital(doc[i]) or shapes.is_opener(doc[i]):
            i += 1
            continue
        end = companies.run_end(doc, i, claims.wording)
        for first, last in claims.free(i, end):
            first, last = people.trimmed(doc, first, last)
            if first < last and _is_name_like(claims, doc[first:last]):
                kind = EntityType.WORK if _CODE.fullmatch(doc[first:last].text) else companies.body_type(doc, first, last)
                claims.claim(first, last, kind, GUESS)
        i = end


def _is_name_like(claims: _Claims, tokens: Span) -> bool:
    first: Token = tokens[0]
    if tokens[-1].text in shapes.role_words():
        return False
    if _names_nothing(claims, tokens) or not shapes.is_capital(first) or tokens.text.endswith("$"):
        return False
    if len(tokens) > 1:
        return True
    if len(first.text) < 2 or claims.wording.is_lowered(first.text):
        return False
    return not (_begins(claims.doc, first) and claims.wording.is_common(first.text))
