"""Instruments named in a sentence: treaties, accords, memoranda, ceasefires and their like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.further import is_one_more
from flows.extract.context import Sentence
from flows.lexicon import load
from flows.model.vocabulary.agreements import InstrumentType

if TYPE_CHECKING:
    from flows.extract.tree import Token

DEFINITE = frozenset({"the", "this", "that", "these", "those", "their", "its", "his", "her", "both", "such"})
NUMBERS = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve fourteen fifteen".split(),
        (*range(2, 13), 14, 15),
        strict=True,
    )
)
IRREGULAR = {"memoranda": "memorandum", "memorandums": "memorandum", "mous": "mou", "consensus": "consensus"}
PRONOUNS = frozenset({"it", "them"})
LARGEST_COUNT = 500  # a greater number before "agreements" is a year or a sum


class Grade(StrEnum):
    """How much the noun alone says (see instruments.yml)."""

    FORMAL = "formal"
    PLAIN = "plain"
    JOINT = "joint"
    PAPER = "paper"
    COMMERCIAL = "commercial"


@dataclass(frozen=True, slots=True)
class Instrument:
    """A noun phrase that names an instrument. `tail` is the last word of its name ("understanding")."""

    head: Token
    tail: Token
    type: InstrumentType
    grade: Grade
    is_definite: bool
    is_plural: bool
    count: int | None
    top: Token  # the noun that stands in the clause: "variety" of "a variety of agreements"


def find_instruments(sentence: Sentence) -> Iterator[Instrument]:
    """Instruments in text order; nouns coordinated under one determiner ("protocols and agreements") give one."""
    taken = -1
    last: Instrument | None = None
    for token in sentence.parse:
        if _stands_for_accord(token):
            yield Instrument(token, token, InstrumentType.AGREEMENT, Grade.PAPER, True, False, None, token)
        if last is not None and not (last.is_plural and last.count) and is_one_more(token):
            yield Instrument(token, token, last.type, last.grade, False, False, None, token)
        if token.i <= taken or token.pos_ not in ("NOUN", "PROPN", "ADJ", "X") or _modifies(token):
            continue
        found = _instrument(token)
        if found is None or _continues(token):
            continue
        taken, last = found.tail.i, found
        yield found


def _stands_for_accord(token: Token) -> bool:
    """Whether a pronoun can only mean an accord, by what is done to it: "will sign it in May", "it was ratified"."""
    if token.tag_ != "PRP" or token.lower_ not in PRONOUNS:
        return False
    signed = token.head.lemma_.lower() in load("agreement_verbs")["signing"]
    if token.dep_ in ("dobj", "nsubjpass"):
        return signed and not any(c.dep_ in ("oprd", "dative") for c in token.head.children)
    let_go = token.head.dep_ == "ccomp" and token.head.head.lemma_ in load("agreement_verbs")["letting_go"]
    if token.dep_ == "nsubj" and token.head.lemma_ in ("lapse", "expire") and let_go:
        return True
    into = {n.lower_ for p in token.head.children if p.lower_ in ("into", "to") for n in p.children}
    return token.dep_ == "nsubj" and token.head.lemma_ in ("come", "enter", "go") and bool(into & {"force", "effect"})


def _modifies(token: Token) -> bool:
    """Whether the word only modifies a noun that is no event of the instrument ("treaty room", not "treaty talks")."""
    if token.dep_ not in ("compound", "amod", "nmod") or _is_described(token):
        return False
    own = _phrase(token)  # "action" of "action plan", not "accord" of "accord plan"
    return token.head.lemma_.lower() not in _events() or (own is not None and own == _phrase(token.head))


def _is_described(token: Token) -> bool:
    """Whether a clause on the noun stands before what the parse took for its head: "a treaty limiting acid rain"."""
    own = any(c.dep_ == "det" for c in token.children)
    return own and any(c.dep_ == "acl" and c.tag_ == "VBG" and token.i < c.i < token.head.i for c in token.children)


def _instrument(token: Token) -> Instrument | None:
    entry, tail = _phrase(token) or (_nouns().get(_lemma(token)) or _exchanged(token) or _signed(token), token)
    if entry is None or _is_about_another(token, entry[1]) or _is_text_of(token):
        return None
    type_, grade = _retyped(token, *entry)
    top = _top(token)
    return Instrument(
        token,
        tail,
        type_,
        grade,
        is_definite=_is_definite(top) or _is_definite(token),
        is_plural=token.tag_ in ("NNS", "NNPS") or token.lower_ in ("memoranda", "mous"),
        count=_count(token),
        top=top,
    )


def _exchanged(token: Token) -> tuple[InstrumentType, Grade] | None:
    """Notes and letters, which are an instrument only where two sides exchange them."""
    verb = token.head if token.dep_ in ("dobj", "nsubjpass") else None
    fits = token.tag_ == "NNS" and token.lemma_.lower() in load("instruments")["exchanged"]
    if not fits or _is_definite(token) or verb is None or verb.lemma_.lower() not in ("exchange", "swap"):
        return None
    return InstrumentType.EXCHANGE_OF_NOTES, Grade.FORMAL


def _signed(token: Token) -> tuple[InstrumentType, Grade] | None:
    """Plans, programmes and deeds, which are an instrument only where two sign or initial them."""
    verb = token.head if token.dep_ in ("dobj", "nsubjpass") else None
    if verb is None or verb.lemma_.lower() not in load("agreement_verbs")["signing"] or verb.lemma_ == "conclude":
        return None
    beside = (*verb.children, *token.children)
    two = any(c.lower_ in ("with", "between") or (c.dep_ == "nsubj" and any(c.conjuncts)) for c in beside)
    fits = token.lemma_.lower() in load("instruments")["signed"] and two and not _is_definite(token)
    return (InstrumentType.AGREEMENT, Grade.PAPER) if fits else None


def _is_about_another(token: Token, grade: Grade) -> bool:
    """Whether "agreement" only says that another instrument was agreed on: "reached agreement on a ceasefire"."""
    if grade not in (Grade.PLAIN, Grade.JOINT) or any(c.dep_ in ("compound", "nmod") for c in token.children):
        return False
    below = [n for p in token.children if p.lower_ in ("on", "for") for n in p.children if n.dep_ == "pobj"]
    return any(_known(n) is not None and _known(n) is not Grade.COMMERCIAL and not _is_definite(n) for n in below)


def _is_text_of(token: Token) -> bool:
    """Whether the noun is only the text of another instrument, or of an act: "the documents of ratification"."""
    below = [n for c in token.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
    if any(n.lemma_.lower() in _events() for n in below) and token.lemma_.lower() == "document":
        return True
    return token.lemma_.lower() in load("instruments")["collectives"] and any(_known(n) is not None for n in below)


def _known(token: Token) -> Grade | None:
    """The grade of the instrument that a word names, if it names one."""
    entry = (_phrase(token) or (_nouns().get(_lemma(token)), token))[0]
    return entry[1] if entry is not None else None


def _lemma(token: Token) -> str:
    lemma = token.lemma_.lower()
    return IRREGULAR.get(lemma, lemma.removesuffix("s"))


def _phrase(token: Token) -> tuple[tuple[InstrumentType, Grade] | None, Token] | None:
    """The entry and last word of a phrase of several words that `token` heads."""
    doc = token.doc
    for words, entry in _phrases_with().get(token.lower_, ()):
        for start in range(max(0, token.i - len(words) + 1), token.i + 1):
            stretch = doc[start : start + len(words)]
            if len(stretch) == len(words) and tuple(t.lower_ for t in stretch) == words:
                return entry, doc[max(token.i, start + len(words) - 1)]
    return None


def _retyped(token: Token, type_: InstrumentType, grade: Grade) -> tuple[InstrumentType, Grade]:
    if type_ is not InstrumentType.AGREEMENT:
        return type_, grade
    for child in token.children:
        other = load("instruments")["retyped_by"].get(child.lower_)
        if other is not None and child.dep_ in ("compound", "amod", "nmod"):
            return InstrumentType(other), Grade.FORMAL if other in ("peace_accord", "ceasefire", "mou") else grade
    return type_, grade


def _top(token: Token) -> Token:
    """The measure noun above "of agreements", else the instrument itself."""
    head = token.head
    if token.dep_ in ("compound", "amod", "nmod") and _is_described(token):
        return head
    if token.dep_ == "pobj" and head.lower_ in ("on", "for") and not _is_definite(token):
        above, entry = head.head, _nouns().get(_lemma(head.head))
        if entry is not None and _is_about_another(above, entry[1]):
            return above
    if token.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in load("instruments")["collectives"]:
        return token if head.head.lemma_.lower() == "signing" else head.head
    return token


def _is_definite(token: Token) -> bool:
    return any(
        (child.dep_ in ("det", "poss", "predet") and child.lower_ in DEFINITE)
        or (child.dep_ == "poss" and child.pos_ in ("PROPN", "NOUN"))
        for child in token.children
    )


def _count(token: Token) -> int | None:
    for child in token.children:
        if child.dep_ == "nummod":
            number = NUMBERS.get(child.lower_) or (int(child.text) if child.text.isdecimal() else None)
            return number if number is not None and 1 < number < LARGEST_COUNT else None
    return None


def _continues(token: Token) -> bool:
    """Whether the noun only continues a coordination under the first one's determiner or number."""
    if token.dep_ not in ("conj", "appos") or token.tag_ not in ("NNS", "NNPS", "NN", "NNP"):
        return False
    own = any(child.dep_ in ("det", "nummod", "poss") for child in token.children)
    own = own or (_says_what(token) and (_says_what(token.head) or _is_told_apart(token)))  # "on X and memoranda on Y"
    return not own and is_instrument_word(token.head)


def _says_what(token: Token) -> bool:
    """Whether the noun has an "on" of its own, or its "of understanding" has."""
    inner = [n for c in token.children if c.lower_ == "of" for n in c.children]
    return any(c.lower_ == "on" for t in (token, *inner) for c in t.children)


def _is_told_apart(token: Token) -> bool:
    """Whether words before the noun above say what that is about: "a customs agreement and memoranda on energy"."""
    above = token.head
    return _lemma(above) != _lemma(token) and any(c.dep_ == "compound" for c in above.children)


def is_instrument_word(token: Token) -> bool:
    """Whether the lexicon knows the word as an instrument."""
    return _lemma(token) in _nouns() or _phrase(token) is not None


@cache
def _events() -> frozenset[str]:
    stages = load("agreement_verbs")["stages"].values()
    return frozenset(word for groups in stages for word in groups["nouns"])


@cache
def _nouns() -> dict[str, tuple[InstrumentType, Grade]]:
    listed = load("instruments")["nouns"] | load("instruments")["proper"]
    return {word.lower(): (InstrumentType(t), Grade(g)) for word, (t, g) in listed.items()}


@cache
def _phrases_with() -> dict[str, list[tuple[tuple[str, ...], tuple[InstrumentType, Grade]]]]:
    """The phrases by each of their words, in the order of the list."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[InstrumentType, Grade]]]] = {}
    for words, entry in _phrases().items():
        for word in dict.fromkeys(words):
            found.setdefault(word, []).append((words, entry))
    return found


@cache
def _phrases() -> dict[tuple[str, ...], tuple[InstrumentType, Grade]]:
    phrases = load("instruments")["phrases"]
    return {tuple(text.split()): (InstrumentType(t), Grade(g)) for text, (t, g) in phrases.items()}
