"""What an instrument is about: the shortest words that say so, one phrase for each of several instruments."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.extract.agreements.instruments import Instrument, find_instruments, is_instrument_word
from flows.extract.agreements.modifiers import generic, listed_modifiers, modifiers_of
from flows.extract.agreements.scan import FINITE, LONGEST, SKIPPED, Scan, trimmed
from flows.extract.context import Context, Sentence
from flows.lexicon import load
from flows.model.report import Span

if TYPE_CHECKING:
    from flows.extract.tree import Token, Words

ONE_BY_ONE = frozenset({"one", "other", "another", "second", "third"})
EXTENT = frozenset({"covering", "including", "involving"})  # what an accord on something else reaches to
COVERING = frozenset({"cover", "concern", "regulate", "govern", "address"})
NAMED_WITHIN = 4  # words from "a" to the noun of an instrument
BESIDES = frozenset({"along", "alongside", "together", "besides", "plus"})


def subjects_of(context: Context, sentence: Sentence, instrument: Instrument, predicate: Token | None) -> list[Span]:
    """Subject phrases of the instrument in text order; several only where several instruments are named."""
    scan = Scan(context, sentence, predicate)
    if each := _each(scan, instrument):
        return each
    if instrument.is_plural and (each := listed_modifiers(scan, instrument.head, instrument.count)):
        return each
    start = _after_instrument(scan, instrument) or _after_predicate(scan, instrument, predicate) or _covered(instrument)
    if start is not None and _is_example(instrument, start):
        start = None  # "four accords, including an accord on visas"
    modifiers = modifiers_of(scan, instrument.head, predicate)
    if modifiers is not None and start is not None and _say_enough(modifiers, instrument, start):
        return [modifiers]
    inner = _amended(sentence, start) if start is not None else None
    if inner is not None and (earlier := subjects_of(context, sentence, inner, None)):
        return earlier  # "a protocol to amend their convention on double taxation"
    if start is not None:
        items = _items(scan, instrument, start)
        told = [item for item in items if not all(t.lower_ in generic() for t in item)]
        spans = [span for span in (scan.span(item) for item in told) if span is not None]
        if spans:
            return spans
    return [modifiers] if modifiers is not None else []


def _say_enough(modifiers: Span, instrument: Instrument, start: Token) -> bool:
    """Whether the words before the noun say what it is about, and not those that begin at `start`.

    "A border accord to end the war", "a codeshare pact covering ten routes", "the mining agreement for the valley", "a
    tourism accord and a memorandum on health".
    """
    if _is_vague(modifiers):
        return False
    return start.tag_ == "VB" or _opener(start) in EXTENT or _is_bare_thing(start) or _is_of_next(instrument, start)


def _each(scan: Scan, instrument: Instrument) -> list[Span]:
    """What each of several is about, told one by one: "two accords, one on customs and the other on fishing"."""
    after = instrument.tail.doc[instrument.tail.i + 1 : instrument.tail.i + LONGEST] if instrument.is_plural else []
    openers = [t for t in after if t.lower_ == "on" and t.nbor(-1).lower_ in ONE_BY_ONE]
    if len(openers) < 2 or openers[0].nbor(-1).lower_ != "one":
        return []
    ends = [*(t.i - 1 for t in openers[1:]), instrument.tail.sent.end]
    phrases = [[t for t in scan.whole(o.nbor()) if t.i < end] for o, end in zip(openers, ends, strict=True)]
    return [span for phrase in phrases if (span := scan.span(trimmed(phrase))) is not None]


def _items(scan: Scan, instrument: Instrument, start: Token) -> list[list[Token]]:
    """The phrases that say what one instrument or each of several is about; as many as the text counts, or one."""
    if not _is_several(instrument, start):
        return [scan.whole(start)]
    items = list(scan.items(start))
    for opener in _further(start):
        first = _first_word(scan, opener)
        if first is not None and not any(first in item for item in items):
            items.append(scan.whole(first))
    fits = instrument.count is None or len(items) <= instrument.count
    return items if fits else [scan.whole(start)]


def _further(start: Token) -> list[Token]:
    """The opener of the phrase where a conjunction says it again: the second "on" of "on X between them and on Y"."""
    strong = load("agreement_verbs")["about"]["strong"]
    before = reversed(start.doc[max(0, start.i - 4) : start.i])
    word = next((t.lower_ for t in before if t.lower_ in strong), None)
    found: list[Token] = []
    for token in start.doc[start.i : start.i + LONGEST]:
        if token.tag_ in FINITE or token.text in (".", ";"):
            break
        if token.lower_ == word and token.nbor(-1).lower_ in ("and", "as", ","):
            found.append(token)
    return found


def _amended(sentence: Sentence, verb: Token) -> Instrument | None:
    """The older instrument that a new one is to amend or extend."""
    if verb.tag_ != "VB" or verb.lemma_.lower() not in load("agreement_verbs")["stages"]["renew"]["verbs"]:
        return None
    objects = {c.i for c in verb.children if c.dep_ == "dobj"}
    return next((i for i in find_instruments(sentence) if i.head.i in objects), None)


def _opener(start: Token) -> str:
    """The word that opens the phrase that `start` begins, articles and numbers skipped."""
    return next((t.lower_ for t in reversed(start.doc[max(0, start.i - 3) : start.i]) if t.lower_ not in SKIPPED), "")


def _is_bare_thing(start: Token) -> bool:
    """Whether a weak preposition leads only to a definite noun without more: "for the valley"."""
    weak = start.doc[start.i - 2].lower_ in load("agreement_verbs")["about"]["weak"] if start.i > 1 else False
    alone = start.i + 1 >= len(start.doc) or start.nbor().pos_ not in ("NOUN", "PROPN", "ADP", "CCONJ")
    return weak and start.nbor(-1).lower_ == "the" and start.tag_ == "NN" and alone


def _is_of_next(instrument: Instrument, start: Token) -> bool:
    """Whether another instrument stands between one and the words that may say what it is about."""
    between = start.doc[instrument.tail.i + 1 : start.i]
    opens = [t.i for t in between if t.lower_ in ("a", "an") or (t.lower_ == "as" and t.nbor(-1).lower_ == "well")]
    return any(is_instrument_word(t) for i in opens for t in between[i - instrument.tail.i :][:NAMED_WITHIN])


def _is_example(instrument: Instrument, start: Token) -> bool:
    """Whether the words say what one of several is about that is named for an example."""
    before = [t.lower_ for t in start.doc[instrument.tail.i + 1 : start.i]]
    return instrument.is_plural and "including" in before and _is_of_next(instrument, start)


def _covered(instrument: Instrument) -> Token | None:
    """The first of the things that several cover: "the agreements cover tourism, customs and health"."""
    verb = instrument.top.head
    if not instrument.is_plural or instrument.top.dep_ != "nsubj" or verb.lemma_.lower() not in COVERING:
        return None
    return next((c.doc[c.left_edge.i] for c in verb.children if c.dep_ == "dobj" and any(c.conjuncts)), None)


def _is_vague(modifiers: Span) -> bool:
    """Whether the words before the noun only say that it is one of cooperation."""
    return modifiers.text.lower() in load("instruments")["vague_subjects"]


def clause_subject(context: Context, sentence: Sentence, verb: Token) -> Span | None:
    """The subject of "agreed to VERB OBJECT": from the verb to the end of its object."""
    scan = Scan(context, sentence)
    phrase = scan.whole(verb)
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if len(phrase) < 2 and objects:
        phrase = [verb, *verb.doc[verb.i + 1 : objects[-1].right_edge.i + 1]]
    return scan.span(phrase)


def phrase_subject(context: Context, sentence: Sentence, noun: Token) -> Span | None:
    """The phrase that a noun heads, as far as it names a subject."""
    scan = Scan(context, sentence)
    return scan.span(scan.whole(noun.doc[noun.left_edge.i]))


def _is_several(instrument: Instrument, start: Token) -> bool:
    """Whether a list names an instrument each: a plural, and not mere examples of fields."""
    before = [start.doc[i].lemma_.lower() for i in range(max(0, start.i - 3), start.i)]
    examples = "include" in before and any(word in _fields() for word in before)
    return instrument.is_plural and not examples


def _after_instrument(scan: Scan, instrument: Instrument) -> Token | None:
    """The first word of the subject phrase behind the noun, past parentheses, parties and "signed in May"."""
    doc = instrument.tail.doc
    place, touching, by = instrument.tail.i + 1, True, False
    while place < min(len(doc), instrument.tail.i + LONGEST):
        token = doc[place]
        if token.text == "(":
            place = _closed(doc, place)
            continue
        if token.tag_ in FINITE or token.text in (".", ";", ":") or (token.text == "," and not _goes_on(doc, place)):
            return None
        if token.lower_ in BESIDES and any(is_instrument_word(t) for t in doc[place : place + 5]):
            return None  # "a treaty along with other pacts on"
        if _opens(token, touching):
            first = _first_word(scan, token)
            if first is not None:
                return first
        by = by or token.lower_ == "by"
        touching = touching and (token.text == "," or token.lower_ in ("and", "or") or is_instrument_word(token))
        touching = not by and (touching or scan.is_name(token))  # "with Peru for …"
        if token.lower_ == "in" and place + 1 < len(doc) and doc[place + 1].lower_ == "principle":
            place, touching = place + 1, True
        place += 1
    return None


def _closed(doc: Words, place: int) -> int:
    """The place after the parenthesis that opens at `place`."""
    return next((i + 1 for i in range(place, len(doc)) if doc[i].text == ")"), place + 1)


def _goes_on(doc: Words, comma: int) -> bool:
    """Whether the noun phrase goes on after a comma: "agreements, including on", "between X, led by Y, and Z"."""
    after = doc[comma + 1] if comma + 1 < len(doc) else None
    between = any(token.lower_ in ("between", "among") for token in doc[max(0, comma - LONGEST) : comma])
    openers = ("including", "covering", "on", "concerning")
    return after is not None and (after.lower_ in openers or between or _opens_fields(doc, comma + 1))


def _opens_fields(doc: Words, place: int) -> bool:
    """Whether "in the fields of" follows."""
    after = doc[place + 1 : place + 4]
    return doc[place].lower_ == "in" and any(t.lemma_.lower() in _fields() and t.tag_ == "NNS" for t in after)


def _opens(token: Token, touching: bool) -> bool:
    """Whether a word opens the subject phrase; weak prepositions only right behind the instrument or its parties."""
    if token.lower_ == "to":
        return touching and token.dep_ == "aux"
    above = token.head
    if token.lower_ in load("agreement_verbs")["about"]["strong"]:
        if above.dep_ == "acl" and above.lemma_ in load("agreement_verbs")["publishing"]:
            return False  # "the accord published on a portal"
        return token.dep_ in ("prep", "pcomp", "acl", "advmod", "pobj", "agent") or token.pos_ in ("ADP", "VERB")
    return touching and token.lower_ in load("agreement_verbs")["about"]["weak"]


def _after_predicate(scan: Scan, instrument: Instrument, predicate: Token | None) -> Token | None:
    """The subject phrase behind the verb: "agreements will be signed on X"."""
    if predicate is None or predicate.i < instrument.tail.i:
        return None
    strong = load("agreement_verbs")["about"]["strong"]
    act = next((c for c in predicate.children if _is_act_agreed(c, instrument)), None)
    if act is not None:
        return act
    openers = [c for c in predicate.children if c.i > predicate.i and c.dep_ == "prep" and c.lower_ in strong]
    openers = [c for c in openers if not _tells_where(scan, c)]
    return next((first for first in (_first_word(scan, opener) for opener in openers) if first is not None), None)


def _tells_where(scan: Scan, opener: Token) -> bool:
    """Whether "on" after a place goes on with where it lies: "at Lake Prespa on the border"."""
    ground = any(n.lemma_.lower() in load("agreement_verbs")["grounds"] for n in opener.children)
    return ground and scan.is_place(opener.nbor(-1))


def _is_act_agreed(verb: Token, instrument: Instrument) -> bool:
    """Whether an infinitive behind a passive says what was agreed: "an accord was reached to issue permits"."""
    infinitive = verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    hung = verb.dep_ in ("advcl", "xcomp", "acl") and instrument.top.dep_ == "nsubjpass" and verb.i > verb.head.i
    return infinitive and hung and any(c.dep_ == "dobj" for c in verb.children)


def _first_word(scan: Scan, opener: Token) -> Token | None:
    doc = opener.doc
    place = opener.i + 1
    while place < len(doc) and (doc[place].lower_ in SKIPPED or doc[place].dep_ == "prt" or _is_field(doc, place)):
        place += 1
    if place >= len(doc) or (doc[place].is_punct and doc[place].text not in "\"'"):
        return None
    first = doc[place]
    weak = opener.lower_ not in load("agreement_verbs")["about"]["strong"]
    if (
        first.lower_.rstrip(".") in load("agreement_verbs")["no_subjects"]
        or scan.is_taken(first)
        or first.lower_ == "principle"
        or (weak and scan.is_name(first) and not (scan.is_title(first) and _names_field(doc, opener.i + 1, place)))
    ):
        return None
    if any(t.lemma_.lower() in _periods() for t in doc[place : place + 2]):
        return None  # "for another year"
    if doc[opener.i + 1].lower_ in ("a", "an") and any(is_instrument_word(t) for t in doc[place : place + 6]):
        return None  # "including an agreement on"
    if opener.lower_ == "in" and not _names_field(doc, opener.i + 1, place):
        return None  # "in the fields of X" opens a subject, "in a hurry" does not
    return first


def _names_field(doc: Words, start: int, end: int) -> bool:
    """Whether "the fields of" stands between two places."""
    return any(_is_field(doc, i) for i in range(start, end))


def _is_field(doc: Words, place: int) -> bool:
    """Whether the word belongs to "in (the|various) fields of" rather than to the subject."""
    if doc[place].lemma_.lower() in _fields():
        return place + 1 < len(doc) and doc[place + 1].lower_ in ("of", "like", "such", "as", "including", ",", ":")
    after = [doc[i].lemma_.lower() for i in range(place + 1, min(place + 3, len(doc)))]
    return doc[place].pos_ in ("DET", "ADJ", "NUM") and any(word in _fields() for word in after)


@cache
def _fields() -> frozenset[str]:
    return frozenset(load("agreement_verbs")["fields"])


@cache
def _periods() -> frozenset[str]:
    return frozenset(load("agreement_verbs")["periods"])
