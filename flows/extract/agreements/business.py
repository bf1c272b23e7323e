"""Whether the words around an instrument are those of business or of lasting cooperation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flows.extract.agreements.instruments import Grade, Instrument
from flows.extract.context import Context, Sentence
from flows.lexicon import load
from flows.model.report import Span

if TYPE_CHECKING:
    from flows.extract.tree import Token

SHARED = ("-sharing", "-share", "-pooling", "-swap", "-swapping")  # "seat-sharing"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def is_cooperative(words: set[str], instrument: Instrument) -> bool:
    """Whether the noun phrase or its subject names a lasting cooperation."""
    told = words | {instrument.head.lemma_.lower()}
    return bool(told & set(load("instruments")["cooperative"])) or any(word.endswith(SHARED) for word in told)


def words_of(instrument: Instrument, subjects: list[Span], sentence: Sentence) -> set[str]:
    """Words and lemmas of the noun phrase before the head and of the subject phrases, hyphens kept."""
    head = instrument.head
    before = [t for t in head.doc[head.left_edge.i : head.i] if t.dep_ != "det"]
    ends = [(s.start, s.end) for s in subjects]
    inside = [t for t in sentence.parse if any(a <= t.idx + sentence.shift < b for a, b in ends)]
    whole = [t for t in (*before, *inside) if not _is_half(t)]
    text = head.doc[head.left_edge.i : head.i].text + " " + " ".join(span.text for span in subjects)
    verbs = {t.lower_ for t in whole if t.pos_ == "VERB" and t.tag_ != "VBN"}
    return ({t.lemma_.lower() for t in whole} | set(_WORD.findall(text.lower()))) - verbs


def _is_half(token: Token) -> bool:
    """Whether a token is half of a hyphenated word ("code-share")."""
    around = [token.doc[i].text for i in (token.i - 1, token.i + 1) if 0 <= i < len(token.doc)]
    return "-" in around


def is_commercial(words: set[str], context: Context, sentence: Sentence, instrument: Instrument) -> bool:
    """Whether the noun phrase tells of a sale, loan or contract: by its words, what it is to do, or a price in it."""
    if instrument.grade is Grade.JOINT:  # whatever an alliance or venture is to make, it is no sale
        start, end = sentence.place(instrument.head.left_edge, instrument.tail.right_edge)
        return bool(context.money_in(start, end))
    if instrument.grade is not Grade.COMMERCIAL and _lets(instrument):
        return False  # "a deal to let grain ships pass"
    if any(set(name) <= words for name in load("instruments")["never_sold"]):
        return False
    if instrument.grade is Grade.COMMERCIAL or words & set(load("instruments")["commercial"]):
        return True
    heads = [instrument.head, instrument.tail, instrument.top]
    verbs = [c for h in heads for c in h.children if c.dep_ in ("acl", "relcl", "xcomp") and c.pos_ == "VERB"]
    if {v.lemma_.lower() for v in verbs if v.tag_ == "VB"} & set(load("instruments")["commercial_verbs"]):
        return True
    objects = [o for v in verbs if v.tag_ == "VB" for o in v.children if o.dep_ == "dobj"]
    if any(o.lemma_.lower() == "contract" for o in objects):
        return True  # "an agreement to extend the fuel contract"
    start, end = sentence.place(instrument.head.left_edge, instrument.tail.right_edge)
    return bool(context.money_in(start, end))


def _lets(instrument: Instrument) -> bool:
    """Whether the instrument is to let or stop something, and so moves nothing between its sides."""
    heads = [instrument.head, instrument.tail, instrument.top]
    acts = [c for h in heads for c in h.children if c.dep_ in ("acl", "xcomp")]
    verb = instrument.top.head
    below = verb.children if verb.pos_ == "VERB" else ()
    acts += [c for c in below if c.dep_ in ("xcomp", "advcl") and c.i > instrument.head.i]
    return any(v.tag_ == "VB" and v.lemma_ in load("instruments")["letting_verbs"] for v in acts)


def in_business(context: Context, sentence: Sentence, anchor: Token) -> bool:
    """Whether the statement also tells of a price or a thing delivered: then companies deal, they do not ally.

    A coordinated clause that says something else of the subject is no part of it ("signed a pact and sold a mine").
    """
    sums = [m for m in context.money_in(sentence.start, sentence.end) if not m.is_rate]
    told_of = _statement(anchor) if sums else []
    priced = any(m.span.start <= t.idx + sentence.shift < m.span.end for m in sums for t in told_of)
    return priced or is_traded(anchor)


def is_traded(anchor: Token) -> bool:
    """Whether the statement tells of a thing sold, built or lent, and not only of a price."""
    verbs = set(load("instruments")["commercial_verbs"])
    lasting = set(load("instruments")["lasting"]) | {"venture"}
    told = [t for t in _statement(anchor) if t.tag_ in ("VB", "VBG") and t.lemma_.lower() in verbs]
    return any(not {c.lemma_.lower() for c in t.children if c.dep_ in ("dobj", "conj")} & lasting for t in told)


def _statement(anchor: Token) -> list[Token]:
    """The words of the sentence without the coordinated clauses that the anchor is no part of."""
    apart: set[Token] = set()
    above = {anchor, *anchor.ancestors}
    for verb in anchor.sent:
        if verb.dep_ != "conj" or verb.pos_ not in ("VERB", "AUX") or verb.tag_ not in ("VBD", "VBZ", "VBP"):
            continue
        if verb not in above:
            apart |= set(verb.subtree)
        else:  # the anchor stands in the later clause: what the first one says is another matter
            apart |= set(verb.head.subtree) - set(verb.subtree)
    return [token for token in anchor.sent if token not in apart] if apart else list(anchor.sent)


def is_lasting(instrument: Instrument) -> bool:
    """Whether the words before the noun or the verb's object name cooperation rather than a supply."""
    heads = [instrument.head, instrument.tail, instrument.top]
    objects = {
        o.lemma_.lower() for h in heads for v in h.children if v.tag_ == "VB" for o in v.children if o.dep_ == "dobj"
    }
    before = {t.lower_ for t in instrument.head.children if t.i < instrument.head.i}
    acts = [v for h in heads for v in h.children if v.tag_ == "VB"]
    shared = any(v.lemma_.lower() in load("instruments")["lasting_verbs"] or _is_joint(v) for v in acts)
    return shared or bool((objects | before) & set(load("instruments")["lasting"]))


def _is_joint(verb: Token) -> bool:
    """Whether both sides do it with each other: "develop jointly"."""
    return any(c.lower_ in ("jointly", "together") for c in verb.children)
