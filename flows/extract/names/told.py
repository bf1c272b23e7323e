"""Names that the words around them tell to be companies': "lender X", "a stake in X", "X, a Turkish airline"."""

from __future__ import annotations

from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from flows.extract.names import companies, people, shapes
from flows.extract.names.claims import TOLD, Claims
from flows.extract.names.gazetteer import gazetteer, subdivision
from flows.lexicon import load, words
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token, Words

LONGEST_APPOSITION = 9  # words between a name's comma and the noun that says what it is


def told(claims: Claims) -> None:
    """Capitalised runs beside a noun for a company, held shares or parts, or the state that a company is of."""
    doc, i = claims.doc, 0
    while i < len(doc):
        if not shapes.is_capital(doc[i]) or shapes.is_opener(doc[i]):
            i += 1
            continue
        end = companies.run_end(doc, i, claims.wording)
        for first, last in claims.free(i, end):
            if (first, last) == (i, end) and _may_be_company(claims, first, last) and _is_told(doc, first, last):
                claims.claim(first, last, EntityType.ORGANIZATION, TOLD)
        i = end


def _may_be_company(claims: Claims, first: int, last: int) -> bool:
    """Whether a run is neither title, place, person of a known first name, nor a word at the sentence's beginning."""
    doc = claims.doc
    if people.trimmed(doc, first, last) != (first, last) or doc[first].text in shapes.given_names():
        return False
    if any(_is_no_company_word(t) for t in doc[first:last]):
        return False
    if last < len(doc) and doc[last].text == "-":
        return False  # "Oslo-based"
    if last - first == 1 and (shapes.is_head(doc[first].text) or claims.wording.is_lowered(doc[first].text)):
        return False
    name = doc[first:last].text
    return gazetteer().get(name) is None and subdivision(name) is None and not _is_thing(doc, first, last)


def _is_no_company_word(token: Token) -> bool:
    """Whether a word is of a title, a time, a faith, or a person's initial ("G.")."""
    if token.text in shapes.role_words() or token.text in shapes.nameless() or shapes.is_month_or_day(token.text):
        return True
    return len(token.text) == len("G.") and token.text.endswith(".")


def _is_thing(doc: Words, first: int, last: int) -> bool:
    ends = doc[last - 1].text
    return ends in shapes.event_heads() | shapes.document_heads() | shapes.facility_heads() or doc[first].like_num


def _is_told(doc: Words, first: int, last: int) -> bool:
    introduced = _is_introduced(doc, first) or _is_apposed(doc, first, last)
    return introduced or _is_held(doc, first) or _is_described(doc, last)


def _is_introduced(doc: Words, first: int) -> bool:
    """Whether a noun for a company stands right before: "the lender Ostra"."""
    if first > 1 and doc[first - 1].text == "major":  # "the Spanish major Ostra", "the oil major Ostra"
        return people.is_demonym(doc[first - 2].text) or doc[first - 2].lemma_ in words("nominals", "lines")
    return first > 0 and doc[first - 1].text in company_nouns()


def _is_apposed(doc: Words, first: int, last: int) -> bool:
    """Whether a company is named after it is told what it is: "another Turkish company, Ostra,"."""
    closed = last < len(doc) and doc[last].text in (",", ".", ";", ")")
    return closed and first > 1 and doc[first - 1].text == "," and doc[first - 2].text in company_nouns()


def _is_held(doc: Words, first: int) -> bool:
    """Whether shares in it or a part of it are spoken of: "a stake in Ostra", "a unit of Ostra"."""
    if first < 2:
        return False
    noun, preposition = doc[first - 2].lemma_, doc[first - 1].text
    return (preposition == "in" and noun in words("nominals", "shareholdings")) or (
        preposition == "of" and noun in words("nominals", "part")
    )


def _is_described(doc: Words, last: int) -> bool:
    """Whether an apposition says that it is a company: ", a Norwegian shipyard,"."""
    if last + 2 >= len(doc) or doc[last].text != ",":
        return False
    owned = shapes.is_capital(doc[last + 1]) and doc[last + 2].text == "'s"  # ", Norway's largest shipyard,"
    if doc[last + 1].lower_ not in ("a", "an", "the", "its", "their") and not owned:
        return False
    phrase = list(takewhile(_is_inside, doc[last + 2 : last + 2 + LONGEST_APPOSITION]))
    if not phrase or phrase[-1].text not in company_nouns() or doc[last - 1].pos_ != "PROPN":
        return False
    return phrase[-1].i + 1 < len(doc) and doc[phrase[-1].i + 1].text in (",", ".", ";", "based", "in", "of")


def _is_inside(token: Token) -> bool:
    """Whether a word may stand inside the noun phrase of an apposition."""
    return token.pos_ in ("ADJ", "NOUN", "PROPN", "NUM", "ADV", "PART") or token.text in ("-", "and")


def acts_as_company(tokens: Words) -> bool:
    """Whether a name that the model takes for a place is the subject of what companies and states do, or "by" it."""
    head = tokens.root
    here = head
    while here.dep_ in ("conj", "appos"):
        here = here.head
    if here.dep_ == "pobj":
        return here.head.dep_ == "agent"
    if here.dep_ == "dobj":
        return here.head.lemma_ in ("hire", "pay", "contract", "commission")
    verbs = words("nominals", "agent_verbs") - words("nominals", "speech_verbs")
    return here.dep_ in ("nsubj", "nsubjpass") and here.head.lemma_ in verbs


def is_dealt_with(tokens: Words) -> bool:
    """Whether a name is whom a deal is with: "a contract with X", "bought from X", "sell crude to X"."""
    here = tokens.root
    if here.dep_ != "pobj":
        return False
    verb = here.head.head
    is_deal = verb.lemma_ in words("nominals", "agent_verbs") or verb.lemma_ in words("metonyms", "dealings")
    return here.head.lower_ in ("with", "from", "to", "between") and is_deal


@cache
def company_nouns() -> frozenset[str]:
    """Nouns before a name that make it a company's; not those for persons too ("rival", "developer")."""
    data = load("nominals")
    trades = {noun for entry in data["trades"].values() for noun in entry["nouns"]}
    return frozenset((trades | set(data["company"]) | set(data["introducing"])) - set(data["human"]))
