"""Parses mended where the small model errs in ways that news is full of: prices, gifts to states, irregular pasts."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from flows.lexicon import load, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc, Span, Token

_PRICED = re.compile(r"\b(?:worth|valued|priced|estimated|costing|totall?ing)\b")


def mended(doc: Doc, irregular_verbs: Mapping[str, tuple[str, ...]]) -> Doc:
    """`doc` itself, changed; `irregular_verbs` gives the dictionary forms of irregular verb forms."""
    present = doc.vocab.strings["VBP"]
    for token in doc:
        if token.tag == present and token.lemma == token.lower:  # "Russia forgave": forgive
            token.lemma_ = irregular_verbs.get(token.lower_, (token.lemma_,))[0]
    for word in doc if _PRICED.search(doc.text) else ():
        _hang_price(word)
    for word in doc:
        if word.lower_ == "which" and word.head.lower_ in ("under", "by"):
            _hang_terms(word.head.head)
        elif word.dep_ == "attr":
            _hang_done(word)
    capitals = [doc[t.i : t.i + 1] for t in doc if t.text in _capitals() and t.dep_ == "compound"]
    for state in [*(e for e in doc.ents if e.label_ == "GPE"), *capitals]:
        _hang_receiver(state)
    return doc


def _hang_price(price: Token) -> None:
    """A price below its thing, and what follows the sum no part of the price.

    "A contract worth $3 million to supply radars" is to supply; in "drones worth $1 million to Kyiv" the drones go.
    """
    if price.lower_ == "worth":
        _make_object(price)
    if _PRICED.match(price.lower_) and price.dep_ in ("amod", "acl") and price.head.i < price.i:
        for late in [t for t in price.subtree if t.i > price.i and _is_of_thing(t, price)]:
            late.head, late.dep_ = price.head, "acl" if late.tag_ == "VB" else "prep"


def _make_object(worth: Token) -> None:
    """What is "worth" a sum is the noun before it, and that the object of its verb, where the parser missed either."""
    thing = worth.nbor(-1) if worth.i else worth
    if thing.pos_ == "NOUN" and worth.dep_ in ("ccomp", "xcomp", "advcl", "prep") and worth.head.i < thing.i:
        if thing.head == worth:
            thing.head, thing.dep_ = worth.head, "dobj"
        worth.head, worth.dep_ = thing, "amod"
    if thing.dep_ == "dative" and thing.pos_ == "NOUN" and not _has_object(thing.head):
        thing.dep_ = "dobj"


def _is_of_thing(word: Token, price: Token) -> bool:
    """Whether what hangs on a price, behind its sum, says what the priced thing is to do or where it goes."""
    if not any(t.like_num for t in word.doc[price.i : word.i]):
        return False
    aim = word.tag_ == "VB" and word.dep_ in ("xcomp", "advcl", "relcl") and any(t.lower_ == "to" for t in word.lefts)
    return aim or (word.dep_ == "prep" and word.lower_ in ("to", "for", "from", "with") and word.head.tag_ != "VB")


def _hang_done(noun: Token) -> None:
    """What stands behind a participle and "be" is what is done ("also signed were two treaties")."""
    verb = noun.head.head
    if noun.head.dep_ == "auxpass" and verb.tag_ == "VBN" and verb.i < noun.head.i < noun.i:
        noun.head, noun.dep_ = verb, "nsubjpass"


def _hang_terms(clause: Token) -> None:
    """What a deal says below the deal, not the name before it ("a deal with A under which ...")."""
    name = clause.head
    if clause.dep_ != "relcl" or name.pos_ != "PROPN":
        return
    deals = [t for t in name.doc[: name.i] if t.lemma_ in load("deal_instruments") and t.pos_ == "NOUN"]
    if deals and (deals[-1].is_ancestor(name) or deals[-1].head.is_ancestor(name)):
        clause.head = deals[-1]


def _hang_receiver(state: Span) -> None:
    """A state right after a verb of giving is given the noun behind it ("gave Ukraine tanks": no Ukraine tanks)."""
    first = state.start - 1 if state.start and state.doc[state.start - 1].tag_ == "DT" else state.start
    verb = state.doc[first - 1] if first else None
    name = state[-1]
    thing = state.root.head
    if verb is None or verb.pos_ != "VERB" or verb.lemma_.lower() not in words("control", "ditransitive"):
        return
    is_noun = thing.head == verb and thing.tag_ in ("NN", "NNS") and thing.i > name.i and thing.pos_ == "NOUN"
    is_object = is_noun and (thing.dep_ == "dobj" or (thing.dep_ == "dative" and not _has_object(verb)))
    if is_object and name.head == thing and name.dep_ in ("compound", "nmod") and not _goes_to(verb, thing):
        name.head, name.dep_, thing.dep_ = verb, "dative", "dobj"
        for word in state.doc[first : name.i]:
            word.head = name


@cache
def _capitals() -> frozenset[str]:
    return frozenset(load("countries")["capitals"].values())


def _has_object(verb: Token) -> bool:
    return any(t.dep_ == "dobj" for t in verb.rights)


def _goes_to(*heads: Token) -> bool:
    return any(c.lower_ in ("to", "for") and c.dep_ in ("prep", "dative") for head in heads for c in head.rights)
