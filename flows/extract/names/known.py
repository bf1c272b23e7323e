"""Names that a gazetteer or a fixed pattern knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract.names import companies, people, shapes
from flows.extract.names.claims import LIKELY, PLACES, SURE, Claims, Found
from flows.extract.names.gazetteer import Known, gazetteer
from flows.lexicon import words
from flows.model.vocabulary import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

PLACE_LABELS = frozenset({"GPE", "LOC", "NORP"})
THING_LABELS = frozenset({"PRODUCT", "FAC", "ORG", "WORK_OF_ART"})


def long_gazetteer(claims: Claims) -> None:
    """Names of two and more words are sure even inside a run, places only where no longer name goes on."""
    for first, last, known in matches(claims.doc):
        if last - first > 1 and not (known.entity_type in PLACES and companies.goes_on(claims.doc, first, last)):
            claims.claim(first, last, known.entity_type, SURE, known)


def single_names(claims: Claims) -> None:
    """Known names of any length; words that are more often something else only where the model agrees."""
    for first, last, known in matches(claims.doc):
        labels = PLACE_LABELS if known.entity_type in PLACES else THING_LABELS
        if known.is_ambiguous and claims.doc[first].ent_type_ not in labels:
            continue
        if not _is_part_of_person(claims.doc, first, last):
            claims.claim(first, last, known.entity_type, SURE, known)


def _is_part_of_person(doc: Doc, first: int, last: int) -> bool:
    """Whether the model has the word as half of a person's name ("Jack London")."""
    entity = next((e for e in doc.ents if e.start <= first and last <= e.end), None)
    if entity is None or entity.label_ != "PERSON" or first == entity.start or last - first > 1:
        return False
    texts = [t.text for t in doc]
    return all(t.text.isalpha() and t.text.istitle() for t in entity) and gazetteer().match(texts, entity.start) is None


def matches(doc: Doc | Span) -> Iterator[tuple[int, int, Known]]:
    """Token places `[first, last)` and meanings of the gazetteer's names, longest first, none overlapping."""
    texts = [t.text for t in doc]
    at = 0
    while at < len(texts):
        match = gazetteer().match(texts, at)
        if match is None:
            at += 1
            continue
        yield at, at + match[0], match[1]
        at += match[0]


def designations(claims: Claims) -> None:
    """Weapons by designation: "F-16", "Su-30"."""
    doc = claims.doc
    for token in doc:
        letters, dash, number = token.text.partition("-")
        if dash and letters in shapes.designations() and number[:1].isdigit():
            claims.claim(token.i, token.i + 1, EntityType.WEAPON_SYSTEM, LIKELY)


def forces(claims: Claims) -> None:
    """Armed forces with a small head: "Armenian forces"."""
    doc = claims.doc
    for token in doc[:-1]:
        after = doc[token.i + 1]
        if after.text in words("organisations", "small_forces") and people.is_demonym(token.text):
            claims.claim(token.i, token.i + 2, EntityType.MILITARY, LIKELY)


def inside(found: Found) -> Iterator[Found]:
    """The state's name or adjective inside the name of its organ: "Iraqi" in "Iraqi Ministry of Finance"."""
    if found.entity_type in companies.ORGANS and found.last - found.first > 1:
        for first, last, known in matches(found.sentence.parse.doc[found.first : found.last]):
            if known.entity_type is EntityType.COUNTRY:
                yield Found(found.sentence, found.first + first, found.first + last, known.entity_type, SURE, known)
