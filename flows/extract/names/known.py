"""Names that a gazetteer or a fixed pattern knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flows.extract import engine
from flows.extract.names import companies, people, shapes
from flows.extract.names.claims import LIKELY, PLACES, SURE, Claims, Found
from flows.extract.names.gazetteer import Known, gazetteer, spoken_names, subdivision
from flows.lexicon import load, words
from flows.model.vocabulary.entities import EntityType, MentionKind

if TYPE_CHECKING:
    from flows.extract.tree import Token, Words

SHORTEST_RAISED = 4  # letters of a name in capitals; shorter ones are mostly acronyms
NEAR = 3  # words after a name that tell what it is
LONGEST_SMALL = 2  # words written small between a name and its last word
PLACE_LABELS = frozenset({"GPE", "LOC", "NORP"})
THING_LABELS = frozenset({"PRODUCT", "FAC", "ORG", "WORK_OF_ART"})


def long_gazetteer(claims: Claims) -> None:
    """Names of two and more words are sure even inside a run, places only where no longer name goes on."""
    for first, last, known in _listed(claims):
        if last - first < 2 or (known.entity_type in PLACES and companies.goes_on(claims.doc, first, last)):
            continue
        end = _foreign_end(claims.doc, last, known)
        if known.entity_type in companies.ORGANS and _is_foreign(claims.doc, first, known):
            claims.claim(first - 1, last, known.entity_type, SURE)  # "Sudan People's Liberation Army"
        elif known.entity_type in companies.ORGANS and end > last:
            claims.claim(first, end, companies.body_type(claims.doc, first, last), SURE)  # "Eximbank of China"
        else:
            claims.claim(first, last, known.entity_type, SURE, known)


def _foreign_end(doc: Words, last: int, known: Known) -> int:
    """Place after "of" and another state's name behind the name of one state's body; else `last`."""
    match = (
        gazetteer().match([t.text for t in doc[last + 1 : last + 4]], 0) if doc[last : last + 1].text == "of" else None
    )
    if match is None or match[1].entity_type is not EntityType.COUNTRY or match[1].country_code == known.country_code:
        return last
    return last + 1 + match[0]


def _is_foreign(doc: Words, first: int, known: Known) -> bool:
    """Whether another state's name stands right before the name of one state's body."""
    owner = gazetteer().get(doc[first - 1].text) if first else None
    return owner is not None and owner.entity_type is EntityType.COUNTRY and owner.country_code != known.country_code


def single_names(claims: Claims) -> None:
    """Known names of any length; words that are more often something else only where the model agrees."""
    for first, last, known in _listed(claims):
        if known.is_ambiguous and not _is_meant(claims.doc, first, last, known):
            continue
        if not _is_part_of_person(claims.doc, first, last):
            claims.claim(first, last, known.entity_type, SURE, known)


def _is_meant(doc: Words, first: int, last: int, known: Known) -> bool:
    """Whether a name that is oftener something else is the place or weapon here, by the model or the words after it."""
    if known.entity_type in PLACES:
        return doc[first].ent_type_ in PLACE_LABELS or _is_beside_place(doc, first, last)
    if _is_counted(doc, first):  # "four used Typhoons": firms and teams are not counted
        return True
    after = {t.lemma_ for t in doc[last : last + NEAR]}
    labels = THING_LABELS if doc[first:last].text == known.name else {"PRODUCT"}  # "Patriots" are also a team
    return doc[first].ent_type_ in labels or not after.isdisjoint(words("weapons", "nouns"))


def _is_beside_place(doc: Words, first: int, last: int) -> bool:
    """Whether a name is joined to a place ("Chad and Sudan")."""
    before = doc[first - 2] if first > 1 and doc[first - 1].lower_ == "and" else None
    after = doc[last + 1] if last + 1 < len(doc) and doc[last].lower_ == "and" else None
    return any(t is not None and t.ent_type_ in PLACE_LABELS for t in (before, after))


def _is_counted(doc: Words, first: int) -> bool:
    """Whether a number stands before a name, nothing but adjectives between."""
    before = first - 1
    while before > 0 and doc[before].pos_ == "ADJ" and first - before <= NEAR:
        before -= 1
    return before >= 0 and doc[before].tag_ == "CD"


def _is_part_of_person(doc: Words, first: int, last: int) -> bool:
    """Whether the model has the word as half of a person's name ("Jack London")."""
    entity = next((e for e in doc.ents if e.start <= first and last <= e.end), None)
    if entity is None or entity.label_ != "PERSON" or first == entity.start or last - first > 1:
        return False
    texts = [t.text for t in doc]
    return all(t.text.isalpha() and t.text.istitle() for t in entity) and gazetteer().match(texts, entity.start) is None


def _listed(claims: Claims) -> list[tuple[int, int, Known]]:
    """The matches of a sentence, which several rules ask for."""
    if claims.listed is None:
        claims.listed = list(matches(claims.doc))
    return claims.listed


def matches(doc: Words) -> Iterator[tuple[int, int, Known]]:
    """Token places `[first, last)` and meanings of the gazetteer's names, longest first, none overlapping."""
    texts = [_small(t.text) for t in doc]
    at = 0
    while at < len(texts):
        match = gazetteer().match(texts, at)
        if match is None:
            at += 1
            continue
        yield at, at + match[0], match[1]
        at += match[0]


def _small(word: str) -> str:
    """A state's or city's name written in capitals, as first words of an article are, in its usual spelling."""
    if len(word) < SHORTEST_RAISED or not word.isupper():
        return word
    return word.title() if word.lower() in spoken_names() else word


def designations(claims: Claims) -> None:
    """Weapons by designation: "F-16", "Su-30"."""
    doc = claims.doc
    for token in doc:
        letters, dash, number = token.text.partition("-")
        if dash and letters in shapes.designations() and number[:1].isdigit():
            claims.claim(token.i, token.i + 1, EntityType.WEAPON_SYSTEM, LIKELY)


def bracketed(claims: Claims) -> None:
    """Acronyms in brackets after the words they stand for: "Lund Port Authority (LuPA)"."""
    doc = claims.doc
    for token in doc[1:-1]:
        if token.nbor(-1).text != "(" or token.nbor().text != ")" or not token.is_alpha:
            continue
        letters = [c for c in token.text if c.isupper()]
        initials = [t.text[0] for t in doc[max(0, token.i - 2 * len(token)) : token.i - 1] if shapes.is_capital(t)]
        if len(letters) > 1 and letters == initials[-len(letters) :]:
            claims.claim(token.i, token.i + 1, EntityType.ORGANIZATION, LIKELY)


def forces(claims: Claims) -> None:
    """Armed forces with a small head: "Armenian forces"."""
    doc = claims.doc
    for token in doc[:-1]:
        after = doc[token.i + 1]
        if after.text in words("organisations", "small_forces") and people.is_demonym(token.text):
            claims.claim(token.i, token.i + 2, EntityType.MILITARY, LIKELY)


def branches(claims: Claims) -> None:
    """Companies named with the place they work in: "Ostra North America"."""
    doc = claims.doc
    for first, last, known in _listed(claims):
        is_place = known.entity_type in (EntityType.COUNTRY, EntityType.REGION) and known.kind is MentionKind.NAME
        start = first
        while start > 0 and _is_company_word(doc, start - 1):
            start -= 1
        if is_place and start < first and not (last < len(doc) and shapes.is_capital(doc[last])):
            claims.claim(start, last, EntityType.ORGANIZATION, LIKELY)


def _is_company_word(doc: Words, i: int) -> bool:
    """Whether a name word before a place can be a company's: no title, first name, place, day or opener."""
    token = doc[i]
    if not shapes.is_capital(token) or shapes.is_opener(token) or shapes.is_month_or_day(token.text):
        return False
    if token.pos_ != "PROPN" or token.ent_type_ == "PERSON" or token.text in shapes.given_names():
        return False
    if token.text in shapes.role_words() or token.text in shapes.nameless():
        return False
    if (i == 0 or doc[i - 1].is_punct) and engine.is_word(token.lower_) and not shapes.is_head(token.text):
        return False
    is_place = gazetteer().get(token.text) is not None or subdivision(token.text) is not None
    return not is_place and token.text not in shapes.compass()


def small_headed(claims: Claims) -> None:
    """Names whose last word is written small: "the Sunrise party", "the Lund presidential palace"."""
    doc, heads = claims.doc, load("organisations")["small_heads"]
    for token in doc:
        if token.text not in heads:
            continue
        first = token.i
        while first > 0 and token.i - first < LONGEST_SMALL and _is_inner(doc[first - 1]):
            first -= 1
        start = first
        while start > 0 and shapes.is_capital(doc[start - 1]) and not shapes.is_opener(doc[start - 1]):
            start -= 1
        is_state = gazetteer().get(doc[start:first].text) is not None
        if start < first and not is_state and start > 0 and doc[start - 1].lower_ == "the":
            claims.claim(start, token.i + 1, EntityType(heads[token.text]), LIKELY)


def _is_inner(token: Token) -> bool:
    return token.is_lower and token.pos_ in ("ADJ", "NOUN")


def inside(found: Found) -> Iterator[Found]:
    """The state's name or adjective inside the name of its organ: "Iraqi" in "Iraqi Ministry of Finance"."""
    if found.entity_type in companies.ORGANS and found.last - found.first > 1:
        for first, last, known in matches(found.sentence.parse.doc[found.first : found.last]):
            if known.entity_type is EntityType.COUNTRY:
                yield Found(found.sentence, found.first + first, found.first + last, known.entity_type, SURE, known)
