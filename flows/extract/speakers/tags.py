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
    from flows.extract.tree import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
NOMINAL = ("NOUN", "PROPN", "PRON")
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
    if token.pos_ != "VERB" or token.lemma_.lower() not in lexicon("say_verbs") | lexicon("hearsay_verbs"):
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
    """The head of a verb's subject: its own, that of the verb it is coordinated with, or the noun it describes."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own:
        relative = own[-1].lower_ in ("who", "which", "that") and verb.dep_ == "relcl"
        return verb.head if relative else own[-1]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return subject_of(verb.head)
    if verb.dep_ in ("advcl", "xcomp") and verb.tag_ == "VBG" and verb.head.pos_ == "VERB":
        return subject_of(verb.head)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return verb.head
    return _behind_comma(verb)


def _behind_comma(verb: Token) -> Token | None:
    """The noun between a comma and the verb, where the parser took it for an apposition ("..., a spokesman said")."""
    place = verb.i - 1
    while place >= 0 and verb.doc[place].text != ",":
        place -= 1
    between = verb.doc[max(place, 0) : verb.i]
    heads = [token for token in between if token.pos_ in NOMINAL and not place < token.head.i < verb.i]
    has_clause = any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children)
    return heads[0] if heads and place >= 0 and has_clause else None


def _is_interrupted(tag: Tag) -> bool:
    """Whether the parser hung the subject of the words said on the tag worked into them ("The deal, X said, is")."""
    return sum(child.dep_ in SUBJECTS for child in tag.verb.children) > 1


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
    if tag.is_citation or tag.speaker is None:
        return False
    if child.dep_ in SUBJECTS or child.dep_ == "conj":
        return _is_interrupted(tag) and child.i != tag.speaker.i
    lemma = tag.verb.lemma_.lower()
    if child.dep_ == "xcomp" and lemma in lexicon("clause_only"):
        return is_hearsay(tag)
    if child.dep_ in CLAUSES:
        return True
    return child.dep_ in ("dobj", "prep", "advcl") and lemma in lexicon("announce_verbs")


def tag_on(tags: list[Tag], token: Token) -> Tag | None:
    """The tag whose verb is `token` itself and which goes on to say something ("Acme said Beta bought ...")."""
    tag = next((tag for tag in tags if tag.verb.i == token.i and not tag.is_citation), None)
    return tag if tag is not None and any(_is_said(child, tag) for child in tag.verb.children) else None


def is_hearsay(tag: Tag) -> bool:
    """"It was reported that", "is said to": a passive with nobody named as saying it."""
    passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in tag.verb.children)
    named = any(child.dep_ == "agent" for child in tag.verb.children)
    return passive and not named and tag.verb.lemma_.lower() in lexicon("hearsay_verbs")


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
