"""Accords told by a predicate alone: pledges to each other, peace made, ways parted, what two are to share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from flows.extract.agreements.parties import Parties, is_public
from flows.extract.assertion import Mode, assertion
from flows.extract.context import Context
from flows.lexicon import load
from flows.model.vocabulary.agreements import AgreementStatus, InstrumentType

if TYPE_CHECKING:
    from flows.extract.tree import Token

COMING = frozenset({Mode.PLANNED, Mode.AGREED})


def pledged_act(verb: Token) -> Token | None:
    """What is done by whoever "undertook to", "pledged in writing to" do it; None where no one is bound by it."""
    words = load("agreement_verbs")["pledging"]
    if verb.lemma_ not in _pledging():
        return None
    act = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VB" and c.i > verb.i), None)
    if act is None or act.lemma_ == "be":
        return verb if act is None and is_mutual(verb) else None
    shared = act.lemma_ in _words("sharing") and not _is_unshared(act)
    binding = verb.lemma_ in words["strong"] or shared or (verb.lemma_ == "decide" and _founds_jointly(act))
    return act if binding or is_mutual(verb) or is_mutual(act) else None


def answered_matter(verb: Token) -> Token | None:
    """The matter, or the verb under "how to", on which whoever "settled on" it has found a common answer."""
    for child in verb.children:
        if f"{verb.lemma_} {child.lower_}" not in _words("answering"):
            continue
        own = [c for c in (*verb.children, *child.children) if c.dep_ in ("ccomp", "xcomp", "pcomp") and c.tag_ == "VB"]
        how = next((c for c in own if any(w.lower_ == "how" for w in c.children)), None)
        if how is not None:
            return how
        if child.dep_ == "prt":
            thing = next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN"), None)
            if thing is not None and thing.lemma_.lower() in _words("worked_out"):
                return thing
        if child.dep_ == "prep":
            return next((n for n in child.children if n.dep_ == "pobj" and n.pos_ == "NOUN"), None)
    return None


def feat_of(verb: Token) -> tuple[InstrumentType, AgreementStatus, Token] | None:
    """The accord, how it stands and the noun, of a verb and noun that tell it: "made peace", "parted company"."""
    if verb.lemma_ not in _feat_verbs():
        return None
    taken = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass", "npadvmod")]
    for noun in (c for c in taken if c.pos_ in ("NOUN", "PROPN")):
        below = {n.lemma_.lower() for p in noun.children if p.lower_ == "of" for n in p.children}
        own = {noun.lemma_.lower(), *below}
        for type_, status, feat in _feat_verbs()[verb.lemma_]:
            kind = {c.lower_ for c in noun.children} & set(feat.get("kind", ()))
            if own & set(feat["nouns"]) and (kind or "kind" not in feat):
                return InstrumentType(type_), AgreementStatus(status), noun
    return None


def shared_act(verb: Token) -> bool:
    """Whether two who "will", "are to" or "agreed to" do it have agreed to: they share, or do it to each other."""
    lemma = verb.lemma_
    if verb.tag_ != "VB" or assertion(verb).mode not in COMING or any(c.lower_ == "would" for c in verb.children):
        return False
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    if _is_unshared(verb):
        return False
    return bool(objects) and (lemma in _words("sharing") or any(_is_each_other(t) for o in objects for t in o.subtree))


def _is_unshared(verb: Token) -> bool:
    """Whether it is shared without any accord: "will share the stage"."""
    return any(c.lemma_.lower() in _words("unshared") for c in verb.children if c.dep_ == "dobj")


def _founds_jointly(verb: Token) -> bool:
    """Whether a common body is set up: "will establish a joint commission"."""
    feat = feat_of(verb)
    return feat is not None and any(c.lower_ in ("joint", "mixed", "common") for c in feat[2].children)


def is_due(verb: Token) -> bool:
    """Whether it is settled that they do it: "are to silence their guns", "will reopen their border on Monday"."""
    if _founds_jointly(verb) and any(c.lower_ == "will" for c in verb.children):
        return True
    to_be = verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and any(c.lower_ == "to" for c in verb.children)
    return to_be and verb.head.tag_ in ("VBP", "VBZ", "VBD")


def _is_each_other(token: Token) -> bool:
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return after is not None and f"{token.lower_} {after.lower_}" in ("each other", "one another")


def is_mutual(verb: Token) -> bool:
    """Whether words beside a verb say that it is done to each other or put on paper."""
    beside = [t for c in verb.children if c.dep_ in ("prep", "advmod", "dobj") for t in c.subtree]
    return any(t.lower_ in _words("mutual") or _is_each_other(t) for t in beside)


def are_sides(context: Context, parties: Parties) -> bool:
    """Whether all of two or more parties are public bodies or bear no name that could be a firm's."""
    refs = parties.refs
    return len(refs) > 1 and all(ref.entity_key is None or is_public(context, ref.entity_key) for ref in refs)


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(load("agreement_verbs")[section])


@cache
def _pledging() -> frozenset[str]:
    return frozenset(word for words in load("agreement_verbs")["pledging"].values() for word in words)


@cache
def _feat_verbs() -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    found: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for type_, status, feat in _feats():
        for verb in feat["verbs"]:
            found.setdefault(verb, []).append((type_, status, feat))
    return found


def _feats() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for type_, by_status in load("agreement_verbs")["feats"].items():
        for status, feats in by_status.items():
            yield from ((type_, status, feat) for feat in feats)
