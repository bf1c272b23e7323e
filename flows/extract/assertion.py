"""How far a sentence goes in saying that the event of a predicate takes place.

The chain above a predicate is read from the inside out: its auxiliaries and adverbs, then the verb, noun or adjective
that governs it, then what governs that. A factuality reading in the manner of FactBank (Saurí & Pustejovsky 2009),
with the classes a reader of deals needs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.governing import class_of, is_none, is_particle, table, words_of
from flows.extract.modality import OFF, STRENGTH, Assertion, Mode, Time, merge, under, weaken

if TYPE_CHECKING:
    from flows.extract.tree import Token

MAX_DEPTH = 6  # governors looked at above a predicate; deeper chains add nothing and cost time

__all__ = ["OFF", "STRENGTH", "Assertion", "Mode", "Time", "assertion"]


def assertion(predicate: Token) -> Assertion:
    """What the sentence says of the event that a verb or event noun names."""
    return _verb(predicate, 0) if predicate.pos_ in ("VERB", "AUX") else _noun(predicate, 0)


def _verb(verb: Token, depth: int) -> Assertion:
    bearer = _bearer(verb)
    own = _adverbs(verb, _auxiliaries(verb, bearer))
    if depth >= MAX_DEPTH:
        return own
    return _governed(bearer, _opened(bearer, own), depth)


def _bearer(verb: Token) -> Token:
    """The first verb of a chain of conjuncts without a subject of their own: it bears their auxiliaries."""
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not _has(verb, "nsubj", "nsubjpass", "mark"):
        if any(child.dep_ in ("aux", "auxpass") for child in verb.children) and not _same_form(verb):
            return verb
        verb = verb.head
    return verb


def _same_form(verb: Token) -> bool:
    """Whether a conjunct repeats the infinitive marker of the verb it continues."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def _has(token: Token, *labels: str) -> bool:
    return any(child.dep_ in labels for child in token.children)


def _auxiliaries(verb: Token, bearer: Token) -> Assertion:
    own = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    helpers = own or [child for child in bearer.children if child.dep_ in ("aux", "auxpass")]
    result = Assertion(_time(verb, helpers))
    for helper in helpers:
        mode = table("modals").get(helper.lower_) if helper.tag_ == "MD" else None
        if mode is not None:
            time = Time.FUTURE if mode is Mode.PLANNED else result.time
            result = replace(result, mode=mode, time=time, evidence=(*result.evidence, helper.text))
    if _headline_infinitive(bearer):
        return replace(result, mode=Mode.PLANNED, time=Time.FUTURE, evidence=("to",))
    if result.mode is Mode.PLANNED and _conditional(verb, helpers):
        return replace(result, mode=Mode.HYPOTHETICAL)
    return result


def _time(verb: Token, helpers: list[Token]) -> Time:
    tags = {helper.tag_ for helper in helpers}
    if verb.tag_ == "VBD" or "VBD" in tags or any(helper.lemma_ == "have" for helper in helpers):
        return Time.PAST
    return Time.PAST if verb.tag_ == "VBN" and not helpers else Time.PRESENT


def _headline_infinitive(verb: Token) -> bool:
    """Whether an infinitive is the main verb, as headlines announce a plan ("A to sell B")."""
    return verb.dep_ == "ROOT" and verb.tag_ == "VB" and _marker(verb) == "to"


def _conditional(verb: Token, helpers: list[Token]) -> bool:
    """Whether "would" goes with an if-clause."""
    would = any(helper.lower_ in ("would", "'d") for helper in helpers)
    clauses = [child for child in verb.children if child.dep_ == "advcl"]
    return would and any(word.lower_ in words_of("conditions") for clause in clauses for word in clause.children)


def _adverbs(word: Token, own: Assertion) -> Assertion:
    for child in word.children:
        if child.dep_ == "neg" or is_none(child):
            own = _note(replace(own, negated=True), child)
        elif child.dep_ == "advmod" and child.lower_ in words_of("hedging_adverbs"):
            own = _note(replace(own, hedged=True), child)
        elif child.dep_ == "advmod" and child.lower_ in table("weakening_adverbs"):
            own = _note(weaken(own, table("weakening_adverbs")[child.lower_]), child)
    return own


def _note(own: Assertion, word: Token) -> Assertion:
    return replace(own, evidence=(*own.evidence, word.text))


def _is_present(verb: Token) -> bool:
    """Whether a verb stands in the present or the present perfect."""
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in verb.children)
    return verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBN" and perfect)


def _opened(verb: Token, own: Assertion) -> Assertion:
    """What the word that opens the clause does: if, before, without."""
    opener = next((child for child in verb.children if child.dep_ in ("mark", "advmod") and child.i < verb.i), None)
    if verb.dep_ == "pcomp":
        opener = verb.head
    if opener is None:
        return own
    if opener.lower_ in words_of("conditions"):
        return _note(weaken(own, Mode.HYPOTHETICAL), opener)
    if verb.dep_ == "pcomp" and opener.lower_ == "from" and opener.head.lemma_.lower() in words_of("sparing"):
        return _note(replace(own, negated=True), opener)
    if opener.lower_ in words_of("without") and verb.tag_ == "VBG":
        return _note(replace(own, negated=True), opener)
    if opener.lower_ in words_of("not_yet") and _is_present(verb) and verb.dep_ == "advcl":
        return _note(replace(weaken(own, Mode.EXPECTED), time=Time.FUTURE), opener)
    return own


def _governed(verb: Token, own: Assertion, depth: int) -> Assertion:
    """What the word that governs the clause does to it."""
    head = verb.head
    if head == verb or verb.dep_ in ("conj", "parataxis") or (verb.dep_ == "relcl" and _marker(verb) != "to"):
        return own
    if verb.dep_ == "ccomp" and any(t.text == ";" for t in verb.doc[verb.i : head.i]):
        return own  # "they signed it; critics called it void": the later clause governs nothing before the semicolon
    if verb.dep_ == "ccomp" and _marker(verb) not in ("to", "ing"):
        return _reported(head, own, depth)
    if verb.dep_ == "pcomp":
        head = head.head
    if _marker(verb) == "":
        return own
    return _complement(verb, head, own, depth)


def _marker(verb: Token) -> str:
    """`to` for an infinitive, `ing` for a gerund without auxiliaries, else nothing."""
    if any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children):
        return "to"
    return "ing" if verb.tag_ == "VBG" and not _has(verb, "aux") else ""


def _complement(verb: Token, head: Token, own: Assertion, depth: int) -> Assertion:
    """An infinitive or gerund under its governor: the governor's class, then what is said of the governor."""
    mode = class_of(head)
    if mode is None:
        return _unclassed(verb, head, own, depth)
    above = _at(head, depth + 1)
    if head.lower_ in words_of("negative_adjectives"):
        above = replace(above, negated=not above.negated)
    return _note(under(replace(own, time=Time.FUTURE), mode, above), head)


def _at(head: Token, depth: int) -> Assertion:
    if head.pos_ in ("ADJ", "ADV") and head.head.pos_ in ("AUX", "VERB"):
        return _adverbs(head, _verb(head.head, depth))
    return _verb(head, depth) if head.pos_ in ("VERB", "AUX") else _noun(head, depth)


def _unclassed(verb: Token, head: Token, own: Assertion, depth: int) -> Assertion:
    """An infinitive or gerund under a word that is in no class."""
    if head.lemma_.lower() in words_of("hedging_nouns"):
        return _note(replace(own, hedged=True), head)
    if head.pos_ in ("VERB", "AUX"):
        if head.lemma_ in words_of("negative_implicative"):
            above = _verb(head, depth + 1)
            return _note(replace(above, negated=not above.negated, time=above.time), head)
        if head.lemma_ == "accuse":
            return _note(replace(own, hedged=True), head)
        if head.lemma_ in words_of("hearsay_verbs") and _has(head, "auxpass"):
            return _note(replace(own, hedged=True, time=Time.PAST if own.time is Time.PAST else Time.PRESENT), head)
        if head.lemma_ == "be" and verb.dep_ in ("xcomp", "ccomp") and _marker(verb) == "to":
            return _note(under(replace(own, time=Time.FUTURE), Mode.PLANNED, _verb(head, depth + 1)), head)
        if head.lemma_ == "have" and verb.dep_ == "xcomp" and _marker(verb) == "to":
            return _note(weaken(own, Mode.SOUGHT), head)
        if head.lemma_ in words_of("implicative") and verb.dep_ in ("xcomp", "ccomp"):
            return _verb(head, depth + 1)
    if _marker(verb) == "to":
        return _note(weaken(own, Mode.PURPOSE), head)
    return own


def _reported(head: Token, own: Assertion, depth: int) -> Assertion:
    """A that-clause: it stands by itself unless the governing verb doubts, denies or wishes it."""
    if head.pos_ not in ("VERB", "AUX"):
        return own
    if head.lemma_ in words_of("hedging_verbs"):
        return _note(replace(own, hedged=True), head)
    mode = None if head.lemma_ in words_of("telling_verbs") and own.mode is not Mode.SOUGHT else class_of(head)
    if mode is not None and mode is not Mode.AGREED and mode is not Mode.OFFERED:
        return _note(under(own, mode, _verb(head, depth + 1)), head)
    if _verb(head, depth + 1).negated:
        return _note(weaken(own, Mode.POSSIBLE), head)
    return own


def _noun(noun: Token, depth: int) -> Assertion:
    own = _modifiers(noun)
    if depth >= MAX_DEPTH:
        return own
    top = _top(noun)
    head = top.head
    if top.dep_ in ("dobj", "nsubjpass", "obj") and head.pos_ in ("VERB", "AUX"):
        return _object(own, top, depth)
    if top.dep_ == "nsubj" and head.pos_ in ("VERB", "AUX"):
        return _subject(own, head)
    if top.dep_ == "pobj":
        return _prepositional(own, head, depth)
    return own


def _top(noun: Token) -> Token:
    """The first noun of a coordination."""
    while noun.dep_ in ("conj", "appos") and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    return noun


def _modifiers(noun: Token) -> Assertion:
    own = Assertion()
    for child in noun.children:
        word = child.lower_
        if child.dep_ == "det" and word in ("no", "neither"):
            own = _note(replace(own, negated=True), child)
        elif child.dep_ in ("amod", "compound", "nmod") and word in table("modifiers"):
            mode = table("modifiers")[word]
            own = _note(replace(own, mode=mode) if mode in OFF else weaken(own, mode), child)
        elif child.dep_ == "amod" and word in words_of("hedging_modifiers"):
            own = _note(replace(own, hedged=True), child)
    return own


def _object(own: Assertion, top: Token, depth: int) -> Assertion:
    verb = top.head
    above = _verb(verb, depth + 1)
    own = replace(own, negated=own.negated and not is_none(top))  # "signed no contract": the verb counts it already
    mode = Mode.CANCELLED if verb.lemma_ in words_of("losing") else class_of(verb)
    if mode is None or mode is Mode.AGREED or (mode is Mode.NEGOTIATING and _is_perfect(verb)):
        return merge(own, above)
    return _note(under(own, mode, above), verb)


def _is_perfect(verb: Token) -> bool:
    """Whether a verb tells a result: what someone "has negotiated" stands."""
    return verb.tag_ == "VBN" and any(child.lemma_ == "have" for child in verb.children if child.dep_ == "aux")


def _subject(own: Assertion, verb: Token) -> Assertion:
    particle = next((child.lower_ for child in verb.children if child.dep_ in ("prt", "advmod")), "")
    verbs = table("subject_verbs")
    mode = verbs.get(f"{verb.lemma_} {particle}") or verbs.get(verb.lemma_)
    return own if mode is None else _note(replace(own, mode=mode), verb)


def _prepositional(own: Assertion, preposition: Token, depth: int) -> Assertion:
    head = preposition.head
    if head.pos_ in ("ADV", "ADP") and is_particle(head) and head.head.pos_ == "VERB":  # "back out of"
        head = head.head
    if preposition.lower_ in words_of("without"):
        return _note(replace(own, negated=True), preposition)
    if head.lemma_.lower() in words_of("hedging_nouns") and preposition.lower_ == "of":
        return _note(replace(own, hedged=True), head)
    mode = class_of(head) if head.pos_ in ("VERB", "NOUN", "ADJ", "ADV") else None
    if preposition.lower_ in ("from", "on") and head.lemma_ in words_of("leaving"):
        mode = Mode.CANCELLED
    if mode is Mode.CANCELLED and preposition.lower_ in ("from", "of", "on"):  # "walked away from the takeover"
        return _note(under(own, mode, _at(head, depth + 1)), head)
    if head.lemma_.lower() in words_of("concluding") and _at(head, depth + 1).negated:
        return _note(replace(own, negated=True), head)
    if mode is None or mode is Mode.AGREED or preposition.lower_ in words_of("plain_prepositions"):
        return own if not _interest_in(head, preposition) else _note(weaken(own, Mode.INTEREST), head)
    return _note(under(own, mode, _at(head, depth + 1)), head)


def _interest_in(head: Token, preposition: Token) -> bool:
    return preposition.lower_ == "in" and head.lower_ in ("interested", "interest")
