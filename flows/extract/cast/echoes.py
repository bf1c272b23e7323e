"""Definite nouns that repeat the telling word of a body's name: "the council", "the ministry", "the corporation"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flows.extract.cast.grammar import is_definite, is_new
from flows.extract.cast.kinds import COMPANIES, ORGANS
from flows.extract.names import shapes
from flows.lexicon import words
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token

ECHOED = COMPANIES | ORGANS | {EntityType.INTERGOVERNMENTAL, EntityType.POLITICAL_PARTY}


def may_echo(head: Token) -> bool:
    """Whether a noun may repeat a name's word: definite, one, and not itself a predicate or a new thing."""
    return head.tag_ in ("NN", "NNP") and is_definite(head) and head.dep_ != "attr" and not is_new(head)


@cache
def tells(name: str) -> frozenset[str]:
    """Words, in small letters and singular, that say what kind of body a name's bearer is."""
    found = name.split()
    telling = {w for w in (found[0], found[-1]) if shapes.is_head(w) or shapes.is_legal(w) or w in shapes.of_heads()}
    small = {w.lower() for w in telling - words("nominals", "adjectival")}
    return frozenset(small | {w.removesuffix("s") for w in small})


def is_public(name: str) -> bool:
    """Whether a name is that of a public body, which is no "company" or "firm"."""
    found = name.split()
    public = words("nominals", "public")
    return found[-1] in public or (len(found) > 1 and found[1] in ("of", "for") and found[0] in public)
