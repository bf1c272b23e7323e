"""Names that the model, or only their capitals, suggest, freed of its regular errors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.extract import engine
from flows.extract.names import companies, people, shapes
from flows.extract.names.claims import GUESS, LIKELY, MODEL, THINGS, Claims
from flows.extract.names.gazetteer import Known, gazetteer, subdivision
from flows.extract.names.told import acts_as_company, is_dealt_with
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token, Words

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
PORTFOLIO_HOLDERS = frozenset({"Minister", "Ministers", "Undersecretary", "Commissioner"})
LINKS = frozenset({",", "and", "of", "for", "the"})  # between the words of a portfolio
ARTICLES = frozenset({"the", "a", "an", "this", "its", "their"})

ENGLISH_SPEAKING = frozenset({"USA", "GBR", "CAN", "AUS", "IRL", "NZL"})  # whose places persons are called after

_CODE = re.compile(r"[A-Z][A-Za-z]*-?\d[\dA-Z-]+s?|[A-Z]+-\d+s?")  # products and the like: "A350s", "COVID-19"


def of_model(claims: Claims) -> None:
    """The model's names, without the titles, articles and possessives it takes in."""
    for entity in claims.doc.ents:
        if entity.label_ in MODEL_TYPES:
            for first, last in claims.free(entity.start, entity.end):
                _one_of_model(claims, entity, *_widened(claims, *people.trimmed(claims.doc, first, last)))


def _widened(claims: Claims, first: int, last: int) -> tuple[int, int]:
    """The model's name with the name words beside it that belong to no other: it often takes half a name."""
    while first > 0 and _belongs(claims, first - 1) and first < last:
        first -= 1
    while last < len(claims.doc) and _belongs(claims, last) and first < last:
        last += 1
    return first, last


def _belongs(claims: Claims, i: int) -> bool:
    token = claims.doc[i]
    if token.ent_type_ or not shapes.is_capital(token) or shapes.is_opener(token) or not token.is_alpha:
        return False
    nameless = token.text in shapes.role_words() or token.text in shapes.nameless()
    return not nameless and any(claims.free(i, i + 1)) and not (_begins(claims.doc, token) and token.pos_ != "PROPN")


def _one_of_model(claims: Claims, entity: Words, first: int, last: int) -> None:
    kind = MODEL_TYPES[entity.label_]
    tokens = claims.doc[first:last]
    if not any(shapes.is_capital(t) for t in tokens) or _names_nothing(claims, tokens):
        return
    if kind in THINGS and all(claims.wording.is_common(t.text) for t in tokens):
        return
    ends = tokens[-1].text
    is_named_after = kind is EntityType.PERSON and len(tokens) > 1 and shapes.is_thing(ends)  # "Abraham Accords"
    if kind is EntityType.ORGANIZATION or ends in shapes.facility_heads() or is_named_after:
        kind = companies.body_type(claims.doc, first, last)
    if _CODE.fullmatch(tokens.text):
        kind = EntityType.WORK
    name = tokens.text
    state = subdivision(name) if entity.label_ == "GPE" else None
    known = Known(EntityType.REGION, country_code=state, name=name) if state else None
    if state is None and _is_company_after_all(claims.doc[first:last], kind):
        claims.claim(first, last, EntityType.ORGANIZATION, LIKELY)
    claims.claim(first, last, EntityType.REGION if state else kind, MODEL, known)


def _is_company_after_all(tokens: Words, kind: EntityType) -> bool:
    """Whether what the model takes for a person or place is a company by its words and the verb."""
    if kind in (EntityType.PERSON, EntityType.CITY) and len(tokens) > 1 and _begins_with_province(tokens):
        return True
    if kind is EntityType.PERSON:
        return tokens[0].text not in shapes.given_names() and _is_of_state(tokens.doc, tokens.start, tokens.end)
    if kind is not EntityType.CITY:
        return False
    is_owned = tokens.start > 1 and tokens.doc[tokens.start - 1].text == "'s"
    return acts_as_company(tokens) or (is_owned and is_dealt_with(tokens))


def _begins_with_province(tokens: Words) -> bool:
    """Whether a longer name begins with a province's, as names of Chinese companies do; no one is called so."""
    first = tokens[0].text
    state = None if first in shapes.given_names() or subdivision(tokens.text) else subdivision(first)
    return state is not None and state not in ENGLISH_SPEAKING and not shapes.is_vague(first)


def _is_of_state(doc: Words, first: int, last: int) -> bool:
    """Whether a state's possessive stands before a name or the state after it: "Brazil's Vale", "Maersk of Denmark"."""
    if first > 1 and doc[first - 1].text == "'s" and gazetteer().get(doc[first - 2].text) is not None:
        return True
    if last + 1 >= len(doc) or doc[last].text != "of":
        return False
    found = gazetteer().match([t.text for t in doc[last + 1 : last + 4]], 0)
    return found is not None and found[1].entity_type is EntityType.COUNTRY


def leftover(claims: Claims) -> None:
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
                kind = (
                    EntityType.WORK if _CODE.fullmatch(doc[first:last].text) else companies.body_type(doc, first, last)
                )
                claims.claim(first, last, kind, GUESS)
        i = end


def _is_name_like(claims: Claims, tokens: Words) -> bool:
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


def _names_nothing(claims: Claims, tokens: Words) -> bool:
    """Whether all words are times, titles, numbers, faiths or other capitalised words that name no one."""
    if len(tokens) == 1 and _is_bare_head(claims.doc, tokens[0]):
        return True
    if _is_portfolio(tokens):
        return True
    if claims.wording.is_amount(*claims.sentence.place(tokens[0], tokens[-1])):
        return True
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


def _is_portfolio(tokens: Words) -> bool:
    """Whether ordinary words in capitals tell what a minister is for: "Minister for Tourism and Heritage"."""
    if not all(t.is_lower or engine.is_word(t.lower_) for t in tokens):
        return False
    doc, i = tokens.doc, tokens.start - 1
    while i >= 0 and (doc[i].text in LINKS or shapes.is_capital(doc[i])):
        if doc[i].text.title() in PORTFOLIO_HOLDERS:
            return doc[i + 1].text in ("of", "for")
        i -= 1
    return i >= 0 and doc[i].text.title() in PORTFOLIO_HOLDERS and doc[i + 1].text in ("of", "for")


def _is_bare_head(doc: Words, token: Token) -> bool:
    """Whether a single word is a description in capitals: "the Corporation", "War"."""
    if token.text in shapes.event_heads() or token.text in shapes.document_heads():
        return True
    described = token.i == 0 or doc[token.i - 1].lower_ in ARTICLES
    return described and (shapes.is_head(token.text) or shapes.is_legal(token.text))


def _begins(doc: Words, token: Token) -> bool:
    """Whether a capital may only mark the beginning of a sentence or quotation."""
    return token.i == 0 or doc[token.i - 1].is_punct


def _is_word(claims: Claims, token: Token) -> bool:
    return claims.wording.is_lowered(token.text) or token.pos_ != "PROPN"
