"""What the letters and neighbours of a token say: capitals, legal forms, connectors inside names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.lexicon import load, words

if TYPE_CHECKING:
    from flows.extract.tree import Token, Words

AMPERSANDS = frozenset({"&", "amp"})  # "amp" is what careless clean-up leaves of "&amp;"
SMALL_WORDS = frozenset({"of", "for", "de", "du", "des", "di", "do", "da", "del", "della", "la", "le", "el", "al", "y",
                         "e", "et", "und", "van", "von", "der", "den", "bin", "ibn", "ben"})  # fmt: skip
PARTICLES = frozenset({"de", "du", "des", "di", "do", "da", "del", "della", "la", "le", "el", "al", "van", "von", "der",
                       "den", "bin", "ibn", "ben"})  # fmt: skip


_MONEY = frozenset("$£€¥")


def is_capital(token: Token) -> bool:
    """Whether a token is written as part of a name: it begins with a capital, or has one inside ("iRobot")."""
    text = token.text
    if not _MONEY.isdisjoint(text):
        return False
    if text[0].isalpha():
        return text[0].isupper() or (len(text) > 2 and any(c.isupper() for c in text[1:]))
    return text[0].isdigit() and any(c.isalpha() and c.isupper() for c in text)


def is_opener(token: Token) -> bool:
    """Whether a capital only marks the beginning of a sentence or quotation: a closed-class word."""
    if token.pos_ in ("DET", "PRON", "ADP", "SCONJ", "CCONJ", "AUX"):
        return True
    return token.text in _starters() and (token.i == 0 or token.nbor(-1).is_punct or token.nbor(-1).is_space)


def is_legal(text: str) -> bool:
    """Whether a word is a legal form that ends a company's name."""
    return text in _legal()


def is_head(text: str) -> bool:
    """Whether a capitalised word makes the words before it the name of an organisation."""
    return text in _heads()


def is_month_or_day(text: str) -> bool:
    """Whether a capitalised word names a time."""
    return text in _CALENDAR


_CALENDAR = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug "
    "Sep Sept Oct Nov Dec Jan. Feb. Mar. Apr. Aug. Sep. Sept. Oct. Nov. Dec. Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday GMT EST EDT BST Christmas Easter".split()
)


def same_entity(doc: Words, i: int, j: int) -> bool:
    """Whether the model put tokens `i` and `j` into one name."""
    return any(e.start <= i < e.end and e.start <= j < e.end for e in doc.ents)


@cache
def _legal() -> frozenset[str]:
    return words("organisations", "legal")


@cache
def _heads() -> frozenset[str]:
    return words("organisations", "heads", "political_party_heads", "state_organs")


@cache
def of_heads() -> frozenset[str]:
    """Heads whose name goes on after "of": Bank of X."""
    return words("organisations", "of_heads")


@cache
def _starters() -> frozenset[str]:
    return words("abbreviations", "starters")


@cache
def role_words() -> frozenset[str]:
    """Single words of titles and roles, as they stand before a person's name."""
    data = load("titles")
    return frozenset(word for group in data.values() for title in group for word in title.split())


@cache
def lone_titles() -> frozenset[str]:
    """Titles of one word."""
    return frozenset(title for group in load("titles").values() for title in group if " " not in title)


@cache
def trades() -> frozenset[str]:
    """Words that "and" joins inside one name."""
    return words("organisations", "trades")


@cache
def part_heads() -> frozenset[str]:
    """Heads after which "of" names the owner."""
    return words("organisations", "parts")


@cache
def facility_heads() -> frozenset[str]:
    """Last words of names of buildings and works."""
    return words("organisations", "facilities")


@cache
def nameless() -> frozenset[str]:
    """Capitalised words that name no one: abbreviations of things, documents, faiths."""
    return words("not_names", "abbreviations", "words", "rivers") | words("demonyms", "groups")


@cache
def event_heads() -> frozenset[str]:
    """Last words of names of events."""
    return words("not_names", "events")


@cache
def document_heads() -> frozenset[str]:
    """Last words of names of laws, accords and writings."""
    return words("not_names", "documents")


def is_thing(text: str) -> bool:
    """Whether a word ends the names of events, accords and writings."""
    return text in event_heads() or text in document_heads()


@cache
def function_words() -> frozenset[str]:
    """Closed-class words in small letters."""
    return words("headline_words", "function")


@cache
def designations() -> frozenset[str]:
    """Letters before the number in the designation of a weapon."""
    return words("weapons", "designations")


@cache
def given_names() -> frozenset[str]:
    """First names of persons."""
    return words("given_names")


@cache
def compass() -> frozenset[str]:
    """Words that divide or join places: "Northern", "Greater"."""
    return words("places", "compass")


_VAGUE = frozenset(
    "general first national united international new royal federal central north south east west northern "
    "southern eastern western pacific atlantic standard world global european great grand saint san los las".split()
)


def is_vague(word: str) -> bool:
    """Whether a word begins so many names that alone it tells none."""
    return word.lower() in _VAGUE
