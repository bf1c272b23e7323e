"""Names in one sentence: each stretch of words claimed once, by the surest rule that knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flows.extract.context import Sentence
from flows.extract.names import companies, people, shapes
from flows.extract.names.gazetteer import Known, gazetteer, subdivision
from flows.model.vocabulary import EntityType, MentionKind

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
# How sure each finder is of the type it gives; names are typed by the sum over the document.
SURE, LIKELY, MODEL, GUESS = 3.0, 2.0, 1.0, 0.3


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
        """Name or demonym."""
        return self.known.kind if self.known else MentionKind.NAME

    @property
    def start(self) -> int:
        """Offset of the first character in the document."""
        return self.sentence.shift + self.sentence.parse.doc[self.first].idx

    @property
    def end(self) -> int:
        """Offset after the last character in the document."""
        token = self.sentence.parse.doc[self.last - 1]
        return self.sentence.shift + token.idx + len(token.text)


def find_names(sentence: Sentence) -> list[Found]:
    """Names of one sentence in text order; they may nest only where a body's name holds a state's."""
    doc = sentence.parse.doc
    taken = [False] * len(doc)
    found: list[Found] = []

    def claim(first: int, last: int, entity_type: EntityType, weight: float, known: Known | None = None) -> None:
        if first < last and not any(taken[first:last]):
            taken[first:last] = [True] * (last - first)
            found.append(Found(sentence, first, last, entity_type, weight, known))

    for first, last in companies.tickers(doc):
        taken[first:last] = [True] * (last - first)
    for first, last in companies.bracketed(doc):
        claim(first, last, EntityType.ORGANIZATION, SURE)
    for first, last in companies.with_legal_form(doc):
        claim(first, last, EntityType.ORGANIZATION, SURE)
    for finder in (_long_gazetteer, _headed, _gazetteer, _titled, _model, _leftover):
        finder(sentence, claim)
    return sorted(found, key=lambda f: f.first)


Claim = Callable[..., None]


def _long_gazetteer(sentence: Sentence, claim: Claim) -> None:
    """Names of two and more words are sure even inside a run ("World Bank")."""
    for first, last, known in _matches(sentence):
        if last - first > 1 and known.entity_type not in (EntityType.COUNTRY, EntityType.CITY, EntityType.REGION):
            claim(first, last, known.entity_type, SURE, known)


def _gazetteer(sentence: Sentence, claim: Claim) -> None:
    doc = sentence.parse.doc
    for first, last, known in _matches(sentence):
        if known.is_ambiguous and doc[first].ent_type_ not in ("GPE", "LOC", "NORP"):
            continue
        if _is_part_of_person(sentence, first, last):
            continue
        claim(first, last, known.entity_type, SURE, known)


def _is_part_of_person(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the model has the word as half of a person's name ("Jack London"), with no stop between."""
    doc = sentence.parse.doc
    entity = next((e for e in doc.ents if e.start <= first and last <= e.end), None)
    return entity is not None and entity.label_ == "PERSON" and first > entity.start and last - first == 1 and all(
        t.text.isalpha() and t.text.istitle() for t in entity
    ) and gazetteer().match([t.text for t in doc], entity.start) is None


def _matches(sentence: Sentence) -> Iterator[tuple[int, int, Known]]:
    texts = [t.text for t in sentence.parse.doc]
    at = 0
    while at < len(texts):
        match = gazetteer().match(texts, at)
        if match is None:
            at += 1
            continue
        yield at, at + match[0], match[1]
        at += match[0]


def _headed(sentence: Sentence, claim: Claim) -> None:
    for first, last, entity_type in companies.headed(sentence.parse.doc):
        claim(first, last, entity_type, LIKELY)


def _titled(sentence: Sentence, claim: Claim) -> None:
    for first, last in people.titled(sentence.parse.doc):
        claim(first, last, EntityType.PERSON, SURE)


def _model(sentence: Sentence, claim: Claim) -> None:
    """The model's names, without the titles, articles and possessives it takes in."""
    doc = sentence.parse.doc
    for entity in doc.ents:
        entity_type = MODEL_TYPES.get(entity.label_)
        if entity_type is None:
            continue
        first, last = people.trimmed(doc, entity.start, entity.end)
        if first >= last or not any(shapes.is_capital(t) for t in doc[first:last]):
            continue
        if all(shapes.is_month_or_day(t.text) or t.text in shapes.role_words() for t in doc[first:last]):
            continue
        name = doc[first:last].text
        state = subdivision(name) if entity.label_ == "GPE" else None
        known = Known(EntityType.REGION, country_code=state, name=name) if state else None
        claim(first, last, EntityType.REGION if state else entity_type, MODEL, known)


def _leftover(sentence: Sentence, claim: Claim) -> None:
    """Capitalised words inside a sentence that nothing has claimed: names of we know not what."""
    doc = sentence.parse.doc
    i = 0
    while i < len(doc):
        if not _may_start(doc, i):
            i += 1
            continue
        last = companies.run_end(doc, i)
        first, last = people.trimmed(doc, i, last)
        if first < last and not all(t.text in shapes.role_words() for t in doc[first:last]):
            claim(first, last, EntityType.ORGANIZATION, GUESS)
        i = max(last, i + 1)


def _may_start(doc, i: int) -> bool:  # type: ignore[no-untyped-def]
    token = doc[i]
    if not shapes.is_capital(token) or shapes.is_month_or_day(token.text) or len(token.text) < 2:
        return False
    if shapes.is_opener(token):
        return False
    return token.pos_ == "PROPN" or i > 0
