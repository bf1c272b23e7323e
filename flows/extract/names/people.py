"""Names of persons: the words after a title, and names freed of titles, articles and possessives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.names import shapes
from flows.extract.names.gazetteer import gazetteer
from flows.lexicon import load, words
from flows.model.vocabulary.entities import EntityType, MentionKind

if TYPE_CHECKING:
    from flows.extract.tree import Token, Words

LONGEST_NAME = 5  # words
_EDGES = frozenset(
    {"the", "a", "an", "The", "A", "An", "'s", "'", '"', ",", ".", "-", "(", ")", "<", ">", ":", ";", ',"', '."'}
)


def titled(doc: Words) -> Iterator[tuple[int, int]]:
    """Runs of name words after a title ("Prime Minister Golda Meir"), the title left out."""
    i = 0
    while i < len(doc):
        length = title_length(doc, i)
        if length == 0:
            i += 1
            continue
        i = portfolio_end(doc, i + length)
        last = _name_end(doc, i)
        if last > i:
            yield i, last
            i = last


def portfolio_end(doc: Words, i: int) -> int:
    """Place after what a minister is for ("of Finance and Economic Planning") where a name follows; else `i`."""
    if i + 1 >= len(doc) or doc[i].text not in ("of", "for") or doc[i - 1].text not in ("Minister", "Secretary"):
        return i
    last = i + 1
    while last < len(doc) and (doc[last].text in _portfolios() or doc[last].text in ("and", "&", ",", "the")):
        last += 1
    return last if doc[last - 1].text in _portfolios() and last < len(doc) and shapes.is_capital(doc[last]) else i


@cache
def _portfolios() -> frozenset[str]:
    return words("organisations", "portfolios", "ministry_subjects", "trades")


def with_given_name(doc: Words) -> Iterator[tuple[int, int]]:
    """Runs of name words that begin with a first name and end in no word of a body's name."""
    i = 0
    while i < len(doc):
        last = _name_end(doc, i) if doc[i].text in shapes.given_names() and not _goes_before(doc, i) else i
        if 1 < last - i <= LONGEST_NAME and not _runs_on(doc, last) and not shapes.is_thing(doc[last - 1].text):
            yield i, last
        i = max(last, i + 1)


def _goes_before(doc: Words, i: int) -> bool:
    """Whether a name word other than a title stands right before."""
    before = doc[i - 1] if i else None
    return (
        before is not None
        and shapes.is_capital(before)
        and before.text not in shapes.role_words()
        and not shapes.is_opener(before)
    )


def _runs_on(doc: Words, last: int) -> bool:
    """Whether the run goes on as the name of something else ("John Deere Co", "Martin Luther King Jr. Hospital")."""
    if last >= len(doc):
        return False
    return shapes.is_capital(doc[last]) or doc[last].text in shapes.AMPERSANDS or doc[last].text == "-"


def title_length(doc: Words, i: int) -> int:
    """Number of tokens of the title that begins at `i`; 0 where none does."""
    first = doc[i].text
    may_begin = first in _title_beginnings() or first.title() in _title_beginnings()
    for length in range(min(4, len(doc) - i) if may_begin else 0, 0, -1):
        text = doc[i : i + length].text
        if text in titles() or (length > 1 and text.title() in titles()):
            return length
    return 1 if first.capitalize() in _lower_titles() and doc[i].dep_ in ("compound", "nmod", "appos") else 0


def _name_end(doc: Words, i: int) -> int:
    last = i
    while last < len(doc) and last - i < LONGEST_NAME:
        token = doc[last]
        if shapes.is_capital(token) and token.text not in shapes.role_words() and not shapes.is_legal(token.text):
            if _is_place(doc, last) or shapes.is_head(token.text) or _is_time(doc, last):
                return i if last == i else last
            last += 1
        elif last > i and (step := _joined(doc, last)):
            last += step
        else:
            break
    return last


def _is_time(doc: Words, i: int) -> bool:
    """Whether a word names a time, and not somebody, as "Jan" does in "Jan Novak", but not in "in Jan Peru sold"."""
    if doc[i].text not in shapes.given_names() or not shapes.is_month_or_day(doc[i].text):
        return shapes.is_month_or_day(doc[i].text)
    surname = i + 1 < len(doc) and shapes.is_capital(doc[i + 1]) and not _is_place(doc, i + 1)
    dated = i > 0 and (doc[i - 1].like_num or doc[i - 1].lower_ in ("in", "since", "until"))
    return dated or not surname or shapes.is_month_or_day(doc[i + 1].text)


def _joined(doc: Words, i: int) -> int:
    """How many tokens from `i` join a name word to those before: particles ("van der"), hyphens, "al-"; 0 for none."""
    at = i
    while at < len(doc) and doc[at].text in shapes.PARTICLES:
        at += 1
    if at < len(doc) and doc[at].text in ("-", "'") and not doc[at].whitespace_:
        at += int(at > i or not doc[at - 1].whitespace_)
    return at + 1 - i if i < at < len(doc) and shapes.is_capital(doc[at]) else 0


def _is_place(doc: Words, i: int) -> bool:
    known = gazetteer().match([t.text for t in doc[i : i + 4]], 0)
    return known is not None and known[1].entity_type is not EntityType.CITY


def trimmed(doc: Words, first: int, last: int) -> tuple[int, int]:
    """`[first, last)` without titles, articles, nationality and punctuation at its edges."""
    while first < last - 1 and (step := _lead(doc, first, last)):
        first += step
    while last > first and _is_tail(doc[last - 1]):
        last -= 1
    return first, last


def _is_tail(token: Token) -> bool:
    """Whether a word cannot end a name: a sign, a particle, a small word."""
    return token.text in _EDGES or token.text in shapes.PARTICLES or token.is_space or _is_small(token)


def _lead(doc: Words, first: int, last: int) -> int:
    """How many tokens at `first` stand before a name and are not of it; 0 where it begins."""
    length = title_length(doc, first)
    if length:
        return length if first + length < last else 0
    token = doc[first]
    is_sum = token.is_lower and (token.like_num or token.text[0].isdigit())
    is_edge = token.text in _EDGES or token.is_space or is_sum
    if is_edge or _is_time(doc, first) or (is_demonym(token.text) and not _is_body(doc, first, last)):
        return 1
    return 0


def _is_small(token: Token) -> bool:
    return token.is_lower and token.pos_ in ("ADP", "CCONJ", "DET", "PRON", "SCONJ", "AUX", "VERB", "PART")


def _is_body(doc: Words, first: int, last: int) -> bool:
    return shapes.is_head(doc[last - 1].text) or doc[first + 1].text in shapes.of_heads()


def is_demonym(text: str) -> bool:
    """Whether a word is a nationality."""
    known = gazetteer().get(text)
    return known is not None and known.kind is MentionKind.DEMONYM


@cache
def titles() -> frozenset[str]:
    """Titles and roles that stand before a name, with capitals."""
    data = load("titles")
    return frozenset(title for group in data.values() for title in group)


@cache
def _title_beginnings() -> frozenset[str]:
    """First letters of titles, up to the whole: a word that is none of these begins no title."""
    return frozenset(title[:end] for title in titles() for end in range(1, len(title) + 1))


@cache
def _lower_titles() -> frozenset[str]:
    return frozenset(t for t in titles() if " " not in t)
