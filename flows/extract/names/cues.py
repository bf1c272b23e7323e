"""What the words around a name say it is: "shares of X", "X, the Russian envoy", "in X, Switzerland"."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from flows.extract import engine
from flows.extract.names import shapes
from flows.extract.names.claims import LIKELY, MODEL, PLACES, TOLD
from flows.extract.names.gazetteer import gazetteer
from flows.extract.names.told import acts_as_company, company_nouns
from flows.lexicon import load, words
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token, Words

OPEN = frozenset(
    {
        EntityType.PERSON,
        EntityType.ORGANIZATION,
        EntityType.CITY,
        EntityType.REGION,
        EntityType.FACILITY,
        EntityType.WORK,
    }
)  # kinds that finders mistake for one another
LONGEST_ROLE = 7  # words between a name's comma and the noun that says what office its bearer holds


def cues(name: Words, kind: EntityType) -> Counter[EntityType]:
    """How much the words in and around one appearance of a name, found as `kind`, speak for each kind."""
    found: Counter[EntityType] = Counter()
    if kind not in OPEN:
        return found
    if _is_person(name) or (kind is EntityType.CITY and _is_of_kin(name)):
        found[EntityType.PERSON] += int(TOLD)
    elif _is_company(name) or _is_listed(name) or (kind is EntityType.CITY and _is_among_companies(name)):
        found[EntityType.ORGANIZATION] += int(LIKELY)
    elif _is_place(name):
        found[EntityType.CITY] += int(LIKELY)
    elif kind is EntityType.PERSON and any(t.lower_ == "the" for t in name.root.children):
        found[EntityType.REGION] += int(LIKELY)  # "the Danube": no one is called so
    if kind not in PLACES and _has_trade(name):
        found[EntityType.ORGANIZATION] += int(LIKELY)
    if acts_as_company(name):
        found[EntityType.ORGANIZATION] += int(MODEL)
    return found


def _is_person(name: Words) -> bool:
    """Whether a noun for a person stands right before, an office follows in apposition, or "who" does."""
    doc, last = name.doc, name.end
    before = doc[name.start - 1] if name.start else None
    if before is not None and before.lower_ in person_nouns() and before.is_lower:
        return True
    if last + 1 >= len(doc) or doc[last].text != ",":
        return False
    return doc[last + 1].lower_ == "who" or _is_office(doc, last + 1)


def _is_of_kin(name: Words) -> bool:
    """Whether a noun for kindred follows: "the Koskela brothers"."""
    after = name.doc[name.end : name.end + 1]
    return any(t.is_lower and t.lemma_ in _group("kin") for t in after)


def _is_office(doc: Words, first: int) -> bool:
    """Whether the phrase at `first` is an office: ", the Russian foreign minister,", ", chief executive of"."""
    phrase = list(takewhile(_is_inside, doc[first : first + LONGEST_ROLE]))
    if not phrase or any(t.lower_ in ("said", "told") for t in phrase):
        return False
    after = doc[phrase[-1].i + 1].text if phrase[-1].i + 1 < len(doc) else "."
    is_name = any(t.pos_ == "PROPN" and t.ent_type_ == "PERSON" for t in phrase)
    return (
        phrase[-1].lower_ in person_nouns() and not is_name and after in (",", ".", "of", "for", "at", "in", ";", "-")
    )


def _is_inside(token: Token) -> bool:
    return token.pos_ in ("ADJ", "NOUN", "PROPN", "ADV", "PART", "DET") or token.text in ("-", "and")


def _is_company(name: Words) -> bool:
    """Whether shares, staff or parts of it are spoken of: "X shares", "X's board", "a stake in X", "a unit of X"."""
    doc, last = name.doc, name.end
    at = last + 1 if doc[last : last + 1].text == "'s" else last
    if at < len(doc) and doc[at].is_lower and doc[at].lemma_ in _group("belongings"):
        return at == last or doc[at].lemma_ not in _group("belongings_of_persons")
    owned = name.root.head if name.root.dep_ == "poss" else None
    if owned is not None and owned.is_lower and owned.lemma_ in _group("part"):
        return True  # "X's online retail arm"
    return name.start > 1 and _is_held(doc[name.start - 2], doc[name.start - 1])


def _is_listed(name: Words) -> bool:
    """Whether a stock exchange and what it calls the shares follow in brackets: "X (NYSE: XYZ)"."""
    after = name.doc[name.end : name.end + 3].text
    return after.startswith("(") and after[1:].lstrip().startswith(exchanges()) and ":" in after


def _is_among_companies(name: Words) -> bool:
    """Whether what the model takes for a town stands in one list with companies: "A Bank, X and B plc"."""
    others = [t for t in name.root.conjuncts if t.ent_type_ and gazetteer().get(t.text) is None]
    return bool(others) and 2 * sum(t.ent_type_ == "ORG" for t in others) > len(others)


def _is_held(noun: Token, preposition: Token) -> bool:
    if preposition.text == "in":
        return noun.lemma_ in _group("shareholdings")
    if preposition.text == "for":
        return noun.lemma_ in ("bid", "offer")
    return preposition.text == "of" and noun.lemma_ in _group("part") | {"share", "takeover", "acquisition"}


def _is_place(name: Words) -> bool:
    """Whether it stands for where something is: "in X", "near X", "X, Switzerland", "X province"."""
    doc, last = name.doc, name.end
    after = doc[last].text if last < len(doc) else "."
    if after in _group("place_nouns"):
        return True
    is_adjunct = last < len(doc) and doc[last].pos_ in ("NOUN", "PROPN")
    before = doc[name.start - 1] if name.start else None
    if before is None or is_adjunct or any(t.text == "and" for t in name):
        return False
    if before.lower_ not in ("in", "near", "outside") or name.root.head != before:
        return False
    above = {t.lemma_ for t in (before.head, before.head.head, *before.head.children)}
    return above.isdisjoint(_group("shareholdings") | _group("entrusted"))


def _has_trade(name: Words) -> bool:
    """Whether it ends in a common noun in the plural, as names of companies do ("Ostra Vaccines")."""
    last = name[-1]
    if len(name) < 2 or name[0].text in shapes.given_names() or not last.text.endswith("s") or last.text.isupper():
        return False
    if name[0].text in shapes.compass():
        return False
    singular = last.lower_.removesuffix("s")
    return len(singular) > 3 and engine.is_word(singular) and gazetteer().get(last.text) is None


@cache
def person_nouns() -> frozenset[str]:
    """Nouns, in small letters, for who holds an office or follows a calling."""
    roles = words("titles", "state_roles", "other_roles")
    offices = frozenset(role.split()[-1].lower() for role in roles)
    return (offices | _group("callings")) - company_nouns() - _group("human") - _group("of_companies_too")


@cache
def exchanges() -> tuple[str, ...]:
    """Short names of stock exchanges, as they stand before a ticker."""
    return tuple(load("nominals")["exchanges"])


@cache
def _group(name: str) -> frozenset[str]:
    return words("nominals", name)
