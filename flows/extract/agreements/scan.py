"""Phrases read word by word: where one ends, and how a list of them parts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from flows.extract.agreements.further import is_one_more
from flows.extract.agreements.instruments import is_instrument_word
from flows.extract.context import Context, Sentence
from flows.extract.engine import is_word
from flows.lexicon import load
from flows.model.report import Span
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token

FINITE = ("VBD", "VBZ", "VBP", "MD", "WDT", "WP", "WRB", "WP$")
SKIPPED = frozenset(
    {"the", "a", "an", "on", "of", "its", "their", "his", "including", "in", "at", "various", "several"}
)
FURTHEST = 8  # words from "and" within which another instrument is named
LONGEST = 40  # words of one phrase
PLACES = frozenset({EntityType.COUNTRY, EntityType.CITY, EntityType.REGION, EntityType.FACILITY})


class Scan:
    """Reads on from a word until the phrase ends; knows where times, places and parties stand."""

    def __init__(self, context: Context, sentence: Sentence, predicate: Token | None = None) -> None:
        """Know the times and names of a sentence, and the predicate over the instrument whose words are read."""
        self._predicate = predicate
        self._context = context
        self._sentence = sentence
        times = context.times_in(sentence.start, sentence.end)
        self._times = [(t.span.start, t.span.end) for t in times]
        self._names = [
            (m.span.start, m.span.end, context.cast.entities[m.entity_key].entity_type)
            for m in context.cast.within(sentence.start, sentence.end)
            if m.entity_key in context.cast.entities
            and context.cast.entities[m.entity_key].entity_type is not EntityType.DOCUMENT
        ]

    def is_time(self, token: Token) -> bool:
        """Whether the word is part of a time expression."""
        place = token.idx + self._sentence.shift
        return any(start <= place < end for start, end in self._times)

    def is_name(self, token: Token) -> bool:
        """Whether a known name starts or covers the word."""
        place = token.idx + self._sentence.shift
        return any(start <= place < end for start, end, _ in self._names)

    def is_title(self, token: Token) -> bool:
        """Whether a name that covers the word is but ordinary words in capitals: "the Air Services Agreement"."""
        place = token.idx + self._sentence.shift
        raw = self._context.document.raw_text
        own = [(a, b) for a, b, kind in self._names if a <= place < b and kind is EntityType.ORGANIZATION]
        return any(all(is_word(word) for word in raw[a:b].lower().split()) for a, b in own)

    def is_place(self, token: Token) -> bool:
        """Whether the word is part of a place's name."""
        place = token.idx + self._sentence.shift
        return any(start <= place < end and kind in PLACES for start, end, kind in self._names)

    def is_taken(self, token: Token) -> bool:
        """Whether the word belongs to a time or a percentage, and so to no subject."""
        return self.is_time(token) or token.like_num and token.i + 1 < len(token.doc) and token.nbor().text == "%"

    def whole(self, first: Token) -> list[Token]:
        """The phrase from `first`, lists included."""
        phrase: list[Token] = []
        for token in first.doc[first.i : first.i + LONGEST]:
            if token.i > first.i and self._ends(token, first):
                break
            phrase.append(token)
        return trimmed(phrase)

    def items(self, first: Token) -> Iterator[list[Token]]:
        """The phrases of a list: commas part them until the "and" that closes it; later commas belong to the last."""
        item: list[Token] = []
        seen_comma = closed = False
        phrase = self.whole(first)
        if _is_title(phrase):
            yield phrase
            return
        has_comma = any(t.text in (",", ";") for t in phrase)
        for token in phrase:
            comma, conjunction = token.text in (",", ";"), token.lower_ in ("and", "or", "&")
            if not closed and (comma or (conjunction and (seen_comma or not has_comma))):
                if item:
                    yield trimmed(item)
                item, seen_comma, closed = [], True, conjunction
            else:
                item.append(token)
        if item:
            yield trimmed(item)

    def _ends(self, token: Token, first: Token) -> bool:
        if token.text in (".", ";", ":", "(", "--", "[", "?") or token.tag_ in FINITE or _is_dash(token):
            return True
        if token.text == ",":
            return self._clause_follows(token, first) or _other_instrument(token)
        if token.lower_ == "and" and _other_instrument(token):
            return True
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        own = token.lower_ == "between" and after is not None and after.tag_ == "PRP$"  # "news between their agencies"
        if (token.lower_ in _stop_words() and not own) or self.is_time(token) or _tells_how_long(token):
            return True
        if _tells_occasion(token):
            return True
        if token.dep_ in ("prep", "mark", "agent") and after is not None:
            far = after.nbor() if after.i + 1 < len(token.doc) and after.lower_ in ("the", "early", "late") else after
            return self.is_time(far) or _tells_time(token) or (token.lower_ in ("in", "to") and self.is_place(far))
        return token.lower_ == "to" and token.dep_ == "aux" and token.tag_ == "TO"

    def _clause_follows(self, comma: Token, first: Token) -> bool:
        """Whether the comma closes the phrase: what follows is no further item of a list."""
        rest = list(comma.doc[comma.i + 1 :])
        if rest and rest[0].lower_ == "on" and _opener(first) == "on":
            return False  # "on housing, on customs and on trade"
        if (
            not rest
            or rest[0].tag_ in (*FINITE, "VBN", "VBG", "TO", "IN", "RB", "PRP", "PRP$", "EX")
            or self.is_time(rest[0])
        ):
            return True
        ahead = []
        for token in rest:
            if token.text in (",", ".", ";"):
                break
            ahead.append(token)
        verb = next((t for t in ahead if t.tag_ in ("VBD", "VBZ", "VBP", "MD")), None)
        if verb is not None:  # "memoranda on gems, tourism and dengue were signed" goes on, up to its own predicate
            return not (self._predicate in (verb, verb.head) or _signs(verb.head))
        return not any(t.lower_ in ("and", "or", "&") for t in rest[:LONGEST])

    def span(self, phrase: list[Token]) -> Span | None:
        """The words of a phrase, or None where nothing is left of it."""
        if not any(t.pos_ in ("NOUN", "PROPN", "ADJ") or t.tag_ == "VBG" for t in phrase):
            return None
        start, end = self._sentence.place(phrase[0], phrase[-1])
        return self._context.span(start, end)


def _tells_how_long(preposition: Token) -> bool:
    """Whether a length of time stands under a preposition: "in the coming weeks", but not "in years of drought"."""
    periods = load("agreement_verbs")["periods"]
    spans = [c for c in preposition.children if c.dep_ == "pobj" and c.lemma_.lower() in periods]
    return any(n.lemma_ == "period" or not any(c.lower_ == "of" for c in n.children) for n in spans)


def _tells_occasion(preposition: Token) -> bool:
    """Whether a phrase says at what occasion: "in the course of a visit", "on the sidelines of"."""
    after = preposition.doc[preposition.i + 1 : preposition.i + 4]
    noun = next((t for t in after if t.pos_ == "NOUN"), None)
    occasions = load("agreement_verbs")["occasions"]
    return preposition.pos_ == "ADP" and noun is not None and noun.lemma_.lower() in occasions


def _signs(verb: Token) -> bool:
    """Whether a verb in the passive tells that instruments were concluded."""
    passive = verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children)
    return passive and verb.lemma_ in load("agreement_verbs")["stages"]["conclude"]["verbs"]


def _opener(first: Token) -> str:
    """The preposition that opens the phrase which `first` begins."""
    before = first.doc[max(0, first.i - 4) : first.i]
    return next((t.lower_ for t in reversed(before) if t.pos_ == "ADP" or t.lower_ not in SKIPPED), "")


def _is_title(phrase: list[Token]) -> bool:
    """Whether the words are an instrument's own name ("Basic Exchange and Cooperation Agreement")."""
    told = [t for t in phrase if t.pos_ not in ("ADP", "CCONJ", "DET", "PUNCT")]
    return len(told) > 1 and is_instrument_word(told[-1]) and all(t.text[0].isupper() for t in told)


def _other_instrument(conjunction: Token) -> bool:
    """Whether another instrument follows: "on borders and two agreements on fishing"."""
    ahead = list(conjunction.doc[conjunction.i + 1 : conjunction.i + FURTHEST])
    articled = bool(ahead) and ahead[0].lower_ in ("a", "an")  # "and a double-taxation convention"
    ahead = list(takewhile(lambda t: t.pos_ not in ("VERB", "AUX", "ADP"), ahead)) if articled else ahead[:4]
    opened = any(t.pos_ in ("DET", "NUM") or t.lower_ == "and" for t in ahead[:2])
    if any(is_one_more(t) for t in ahead[:2]):
        return True  # "on borders and another on fishing"
    named = bool(ahead) and is_instrument_word(ahead[0]) and any(t.lower_ in ("of", "on") for t in ahead[1:2])
    return named or (opened and any(is_instrument_word(t) for t in ahead))


def _is_dash(token: Token) -> bool:
    """Whether a hyphen parts clauses rather than the halves of a word."""
    return token.text == "-" and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)


def trimmed(phrase: list[Token]) -> list[Token]:
    """The phrase without articles before it and stray words after it."""
    while phrase and (phrase[0].lower_ in SKIPPED or phrase[0].is_punct or phrase[0].pos_ == "CCONJ"):
        phrase = phrase[1:]
    while phrase and (
        phrase[-1].is_punct or phrase[-1].pos_ in ("ADP", "CCONJ", "DET", "SCONJ", "PART", "ADV", "SPACE")
    ):
        phrase = phrase[:-1]
    return phrase


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(load("agreement_verbs")["stops"])


def _tells_time(preposition: Token) -> bool:
    """Whether a phrase only says when or how long: "in the coming weeks", "for five years"."""
    nouns = [c for c in preposition.children if c.dep_ == "pobj"]
    counted = [c for n in nouns for c in n.children if c.dep_ in ("nummod", "amod", "det")]
    return bool(counted) and all(n.lemma_.lower() in load("agreement_verbs")["periods"] for n in nouns)
