"""Speech tags: verbs of saying with their subject, and "according to"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.context import Sentence
from flows.extract.speakers.quotes import in_quotes
from flows.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
CLAUSES = ("ccomp", "xcomp", "parataxis")


@dataclass(frozen=True, slots=True)
class Tag:
    """A verb of saying (or "according") and the head of the words that name who says it."""

    verb: Token
    speaker: Token | None
    is_citation: bool = False


@cache
def lexicon(group: str) -> frozenset[str]:
    """A group of the speech lexicon."""
    return frozenset(load("speech")[group])


def tags_of(sentence: Sentence, raw_text: str) -> list[Tag]:
    """The speech tags of a sentence that stand outside quotation marks."""
    found = []
    for token in sentence.parse:
        tag = _tag(token)
        if tag is not None and not in_quotes(raw_text, token.idx + sentence.shift):
            found.append(tag)
    return found


def _tag(token: Token) -> Tag | None:
    if token.lower_ == "according":
        return Tag(token, _according_to(token), is_citation=True)
    if token.pos_ != "VERB" or token.lemma_.lower() not in lexicon("say_verbs"):
        return None
    subject = subject_of(token)
    return None if subject is None else Tag(token, subject)


def _according_to(token: Token) -> Token | None:
    """The object of "according to"."""
    for near in (token, *token.children):
        for word in near.children:
            if word.dep_ == "pobj":
                return word
            found = [child for child in word.children if child.dep_ == "pobj"]
            if found:
                return found[0]
    return None


def subject_of(verb: Token) -> Token | None:
    """The head of a verb's subject, that of a coordinated verb or of the noun a relative clause describes included."""
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            relative = child.lower_ in ("who", "which", "that") and verb.dep_ == "relcl"
            return verb.head if relative else child
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return subject_of(verb.head)
    if verb.dep_ in ("advcl", "xcomp") and verb.tag_ == "VBG" and verb.head.pos_ == "VERB":
        return subject_of(verb.head)
    return verb.head if verb.dep_ == "acl" and verb.tag_ == "VBG" else None


def tag_over(tags: list[Tag], token: Token) -> Tag | None:
    """The innermost tag whose speech holds `token`."""
    verbs = {tag.verb.i: tag for tag in tags}
    here = token
    for _ in range(len(token.doc)):
        tag = verbs.get(here.head.i) if here.head != here else None
        if tag is not None and _is_said(here, tag):
            return tag
        beside = next(_beside(here, verbs), None)
        if beside is not None:
            return beside
        if here.head == here:
            return None
        here = here.head
    return None


def _is_said(child: Token, tag: Tag) -> bool:
    """Whether the part of the clause that `child` heads is what the verb says."""
    if tag.is_citation or child.dep_ in SUBJECTS:
        return False
    lemma = tag.verb.lemma_.lower()
    if child.dep_ in CLAUSES:
        return child.dep_ != "xcomp" or lemma not in lexicon("clause_only")
    return child.dep_ in ("dobj", "prep", "advcl") and lemma in lexicon("announce_verbs")


def _beside(here: Token, verbs: dict[int, Tag]) -> Iterator[Tag]:
    """Tags worked into the clause that `here` heads: "the deal, he said, is", "as he said", "according to him"."""
    if here.pos_ not in ("VERB", "AUX"):
        return
    for child in here.children:
        tag = verbs.get(child.i) or _citation_under(child, verbs)
        if tag is None:
            continue
        is_as = child.dep_ == "advcl" and any(word.lower_ == "as" for word in child.children)
        if tag.is_citation or is_as or child.dep_ in ("parataxis", "ccomp") and _trails(child, here):
            yield tag


def _citation_under(child: Token, verbs: dict[int, Tag]) -> Tag | None:
    """"According" where the parser hung it on a preposition of the clause."""
    found = (verbs.get(word.i) for word in child.children)
    return next((tag for tag in found if tag is not None and tag.is_citation), None)


def _trails(verb: Token, main: Token) -> bool:
    """A tag behind or inside the clause has no clause of its own."""
    return not any(child.dep_ in CLAUSES for child in verb.children) and (verb.i > main.i or verb.dep_ == "parataxis")
