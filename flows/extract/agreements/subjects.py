"""What an instrument is about: the shortest words that say so, one phrase for each of several instruments."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.instruments import Instrument, is_instrument_word
from flows.extract.context import Context, Sentence
from flows.lexicon import load
from flows.model.report import Span
from flows.model.vocabulary import EntityType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FINITE = ("VBD", "VBZ", "VBP", "MD", "WDT", "WP", "WRB", "WP$")
SKIPPED = frozenset({"the", "a", "an", "on", "of", "its", "their", "his", "including", "in", "various", "several"})
VAGUE_STARTS = ("long-", "newly-", "hard-", "much-")  # "long-delayed" says nothing of the subject
WEAK = frozenset({"DET", "NUM", "PRON", "PART", "ADV", "SPACE", "SYM", "VERB", "ADP", "AUX", "SCONJ"})
LONGEST = 40  # words of one subject phrase
PLACES = frozenset({EntityType.COUNTRY, EntityType.CITY, EntityType.REGION, EntityType.FACILITY})


def subjects_of(context: Context, sentence: Sentence, instrument: Instrument, predicate: Token | None) -> list[Span]:
    """Subject phrases of the instrument in text order; several only where several instruments are named."""
    scan = _Scan(context, sentence)
    start = _after_instrument(scan, instrument) or _after_predicate(scan, instrument, predicate)
    if start is not None:
        items = list(scan.items(start)) if _is_several(instrument, start) else [scan.whole(start)]
        spans = [span for span in (scan.span(item) for item in items) if span is not None]
        if spans:
            return spans
    modifiers = _modifiers(scan, instrument.head, predicate)
    return [modifiers] if modifiers is not None else []


def clause_subject(context: Context, sentence: Sentence, verb: Token) -> Span | None:
    """The subject of "agreed to VERB OBJECT": from the verb to the end of its object."""
    scan = _Scan(context, sentence)
    phrase = scan.whole(verb)
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if len(phrase) < 2 and objects:
        phrase = [verb, *verb.doc[verb.i + 1 : objects[-1].right_edge.i + 1]]
    return scan.span(phrase)


def _is_several(instrument: Instrument, start: Token) -> bool:
    """Whether a list names an instrument each: a plural, and not mere examples of fields."""
    before = [start.doc[i].lemma_.lower() for i in range(max(0, start.i - 3), start.i)]
    examples = "include" in before and any(word in _fields() for word in before)
    return instrument.is_plural and not examples


def _after_instrument(scan: _Scan, instrument: Instrument) -> Token | None:
    """The first word of the subject phrase behind the noun, past parentheses, parties and "signed in May"."""
    doc = instrument.tail.doc
    place, touching = instrument.tail.i + 1, True
    while place < min(len(doc), instrument.tail.i + LONGEST):
        token = doc[place]
        if token.text == "(":
            place = _closed(doc, place)
            continue
        if token.tag_ in FINITE or token.text in (".", ";", ":") or (token.text == "," and not _goes_on(doc, place)):
            return None
        if _opens(token, touching):
            first = _first_word(scan, token)
            if first is not None:
                return first
        touching = touching and (token.text == "," or token.lower_ in ("and", "or") or is_instrument_word(token))
        touching = touching or scan.is_name(token)  # "with Peru for …"
        place += 1
    return None


def _closed(doc: Doc, place: int) -> int:
    """The place after the parenthesis that opens at `place`."""
    return next((i + 1 for i in range(place, len(doc)) if doc[i].text == ")"), place + 1)


def _goes_on(doc: Doc, comma: int) -> bool:
    """Whether the noun phrase goes on after a comma: "agreements, including on", "between X, led by Y, and Z"."""
    after = doc[comma + 1] if comma + 1 < len(doc) else None
    between = any(token.lower_ in ("between", "among") for token in doc[max(0, comma - LONGEST) : comma])
    return after is not None and (after.lower_ in ("including", "covering", "on", "concerning") or between)


def _opens(token: Token, touching: bool) -> bool:
    """Whether a word opens the subject phrase; weak prepositions only right behind the instrument or its parties."""
    if token.lower_ == "to":
        return touching and token.dep_ == "aux"
    if token.lower_ in load("agreement_verbs")["about"]["strong"]:
        return token.dep_ in ("prep", "pcomp", "acl", "advmod", "pobj", "agent") or token.pos_ in ("ADP", "VERB")
    return touching and token.lower_ in load("agreement_verbs")["about"]["weak"]


def _after_predicate(scan: _Scan, instrument: Instrument, predicate: Token | None) -> Token | None:
    """The subject phrase behind the verb: "agreements will be signed on X"."""
    if predicate is None or predicate.i < instrument.tail.i:
        return None
    strong = load("agreement_verbs")["about"]["strong"]
    openers = [c for c in predicate.children if c.i > predicate.i and c.dep_ == "prep" and c.lower_ in strong]
    return next((first for first in (_first_word(scan, opener) for opener in openers) if first is not None), None)


def _first_word(scan: _Scan, opener: Token) -> Token | None:
    doc = opener.doc
    place = opener.i + 1
    while place < len(doc) and (doc[place].lower_ in SKIPPED or _is_field(doc, place)):
        place += 1
    if place >= len(doc) or (doc[place].is_punct and doc[place].text not in "\"'"):
        return None
    first = doc[place]
    weak = opener.lower_ not in load("agreement_verbs")["about"]["strong"]
    if scan.is_taken(first) or first.lower_ == "principle" or (weak and scan.is_name(first)):
        return None
    if any(t.lemma_.lower() in _periods() for t in doc[place : place + 2]):
        return None  # "for another year"
    if doc[opener.i + 1].lower_ in ("a", "an") and any(is_instrument_word(t) for t in doc[place : place + 3]):
        return None  # "including an agreement on"
    if opener.lower_ == "in" and not any(_is_field(doc, i) for i in range(opener.i + 1, place)):
        return None  # "in the fields of X" opens a subject, "in a hurry" does not
    return first


def _is_field(doc: Doc, place: int) -> bool:
    """Whether the word belongs to "in (the|various) fields of" rather than to the subject."""
    if doc[place].lemma_.lower() in _fields():
        return True
    after = [doc[i].lemma_.lower() for i in range(place + 1, min(place + 3, len(doc)))]
    return doc[place].pos_ in ("DET", "ADJ", "NUM") and any(word in _fields() for word in after)


class _Scan:
    """Reads on from a word until the phrase ends; knows where times, places and parties stand."""

    def __init__(self, context: Context, sentence: Sentence) -> None:
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
        place = token.idx + self._sentence.shift
        return any(start <= place < end for start, end in self._times)

    def is_name(self, token: Token) -> bool:
        """Whether a known name starts or covers the word."""
        place = token.idx + self._sentence.shift
        return any(start <= place < end for start, end, _ in self._names)

    def is_place(self, token: Token) -> bool:
        place = token.idx + self._sentence.shift
        return any(start <= place < end and kind in PLACES for start, end, kind in self._names)

    def is_taken(self, token: Token) -> bool:
        return self.is_time(token) or token.like_num and token.i + 1 < len(token.doc) and token.nbor().text == "%"

    def whole(self, first: Token) -> list[Token]:
        """The phrase from `first`, lists included."""
        phrase: list[Token] = []
        for token in first.doc[first.i : first.i + LONGEST]:
            if token.i > first.i and self._ends(token):
                break
            phrase.append(token)
        return _trimmed(phrase)

    def items(self, first: Token) -> Iterator[list[Token]]:
        """The phrases of a list: commas part them until the "and" that closes it; later commas belong to the last."""
        item: list[Token] = []
        seen_comma = closed = False
        phrase = self.whole(first)
        has_comma = any(t.text in (",", ";") for t in phrase)
        for token in phrase:
            comma, conjunction = token.text in (",", ";"), token.lower_ in ("and", "or", "&")
            if not closed and (comma or (conjunction and (seen_comma or not has_comma))):
                if item:
                    yield _trimmed(item)
                item, seen_comma, closed = [], True, conjunction
            else:
                item.append(token)
        if item:
            yield _trimmed(item)

    def _ends(self, token: Token) -> bool:
        if token.text in (".", ";", ":", "(", "--", "[", "?") or token.tag_ in FINITE or _is_dash(token):
            return True
        if token.text == ",":
            return self._clause_follows(token) or _other_instrument(token)
        if token.lower_ == "and" and _other_instrument(token):
            return True
        if token.lower_ in _stop_words() or self.is_time(token):
            return True
        after = token.nbor() if token.i + 1 < len(token.doc) else None
        if token.dep_ in ("prep", "mark", "agent") and after is not None:
            far = after.nbor() if after.i + 1 < len(token.doc) and after.lower_ in ("the", "early", "late") else after
            return self.is_time(far) or (token.lower_ in ("in", "to") and self.is_place(far))
        return token.lower_ == "to" and token.dep_ == "aux" and token.tag_ == "TO"

    def _clause_follows(self, comma: Token) -> bool:
        """Whether the comma closes the phrase: what follows is no further item of a list."""
        rest = list(comma.doc[comma.i + 1 :])
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
        if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in ahead):
            return True
        return not any(t.lower_ in ("and", "or", "&") for t in rest[:LONGEST])

    def span(self, phrase: list[Token]) -> Span | None:
        """The words of a phrase, or None where nothing is left of it."""
        if not any(t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") for t in phrase):
            return None
        start, end = self._sentence.place(phrase[0], phrase[-1])
        return self._context.span(start, end)


def _other_instrument(conjunction: Token) -> bool:
    """Whether another instrument follows: "on borders and two agreements on fishing"."""
    ahead = list(conjunction.doc[conjunction.i + 1 : conjunction.i + 5])
    opened = any(t.pos_ in ("DET", "NUM") or t.lower_ == "and" for t in ahead[:2])
    return opened and any(is_instrument_word(t) for t in ahead)


def _is_dash(token: Token) -> bool:
    """Whether a hyphen parts clauses rather than the halves of a word."""
    return token.text == "-" and bool(token.whitespace_) and token.i > 0 and bool(token.nbor(-1).whitespace_)


def _trimmed(phrase: list[Token]) -> list[Token]:
    """The phrase without articles before it and stray words after it."""
    while phrase and (phrase[0].lower_ in SKIPPED or phrase[0].is_punct or phrase[0].pos_ == "CCONJ"):
        phrase = phrase[1:]
    while phrase and (
        phrase[-1].is_punct or phrase[-1].pos_ in ("ADP", "CCONJ", "DET", "SCONJ", "PART", "ADV", "SPACE")
    ):
        phrase = phrase[:-1]
    return phrase


def _modifiers(scan: _Scan, head: Token, predicate: Token | None) -> Span | None:
    """Nouns and relational adjectives before the instrument ("computer chip trade pact"), generic ones left out."""
    phrase: list[Token] = []
    first = head.left_edge.i
    if predicate is not None and first <= predicate.i < head.i:
        first = predicate.i + 1
    for unit in reversed(_units(list(head.doc[first : head.i]))):
        if _says_nothing(scan, unit):
            if phrase:
                break
            continue
        phrase = unit + phrase
    phrase = _trimmed(phrase)
    return scan.span(phrase) if phrase else None


def _units(tokens: list[Token]) -> list[list[Token]]:
    """Tokens grouped as they are written together ("water-sharing")."""
    units: list[list[Token]] = []
    for token in tokens:
        if units and not units[-1][-1].whitespace_ and "-" in (token.text, units[-1][-1].text):
            units[-1].append(token)
        else:
            units.append([token])
    return units


def _says_nothing(scan: _Scan, unit: list[Token]) -> bool:
    last, joined = unit[-1], "".join(t.lower_ for t in unit)
    if joined in _generic() or joined.startswith(VAGUE_STARTS):
        return True
    if any(scan.is_name(t) or scan.is_time(t) for t in unit):
        return True
    if last.dep_ == "poss" or (last.pos_ == "PROPN" and last.ent_type_ in ("GPE", "NORP", "PERSON")):
        return True
    return len(unit) == 1 and (last.pos_ in WEAK or last.text in "$\"'(,")


@cache
def _generic() -> frozenset[str]:
    return frozenset(load("instruments")["generic_modifiers"]) | frozenset(load("instruments")["retyped_by"])


@cache
def _fields() -> frozenset[str]:
    return frozenset(load("agreement_verbs")["fields"])


@cache
def _periods() -> frozenset[str]:
    return frozenset(load("agreement_verbs")["periods"])


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(load("agreement_verbs")["stops"])
