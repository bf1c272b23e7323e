"""Verbs of exchange that the tagger takes for plural nouns ("Qatar supplies gas to Japan"), read word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.extract.clauses import Clause
from flows.extract.deals import frames
from flows.extract.deals.scene import Scene

if TYPE_CHECKING:
    from flows.extract.tree import Token

LEADS = frozenset({"ADJ", "NOUN", "NUM", "DET", "PROPN", "VERB"})
INSIDE = frozenset({"ADJ", "NOUN", "NUM", "DET", "PROPN", "PRON"})
REACH = 20  # words after the verb in which its prepositions stand


def is_hidden_verb(scene: Scene, token: Token) -> bool:
    """Whether a plural noun stands where only a verb can: after a bare name, before a noun phrase."""
    if token.tag_ not in ("NNS", "VBZ", "NNPS") or token.lemma_.lower() not in frames.verbs() or token.pos_ == "VERB":
        return False
    if token.i == 0 or token.i + 1 >= token.sent.end:
        return False
    before, after = token.nbor(-1), token.nbor(1)
    mention = scene.mention_of(before)
    is_name = mention is not None and bool(scene.parties([before])) and mention.kind.value == "name"
    return (
        (is_name or _is_officer(scene, before))
        and after.pos_ in LEADS
        and not any(t.pos_ in ("VERB", "AUX") and t.tag_ != "VBN" for t in _clause_words(token)[1:])
    )


def _is_officer(scene: Scene, word: Token) -> bool:
    """Whether a word names who speaks for a party ("Norway's president", "the Polish government")."""
    whose = [c for c in word.children if c.dep_ in ("poss", "amod", "compound")]
    return word.lemma_.lower() in frames.carriers("officers") and bool(scene.parties(whose))


def clause_by_words(token: Token) -> Clause:
    """Subject before the verb, object after it, then its prepositions."""
    words = _clause_words(token)
    obliques: dict[str, tuple[Token, ...]] = {}
    for n, word in enumerate(words):
        if word.pos_ == "ADP" and (head := _phrase_head(words[n + 1 :])) is not None:
            obliques.setdefault(word.lower_, (head,))
    goods = _phrase_head(words)
    return Clause(token, subjects=(token.nbor(-1),), objects=(goods,) if goods is not None else (), obliques=obliques)


def _clause_words(token: Token) -> list[Token]:
    return list(token.doc[token.i + 1 : min(token.sent.end, token.i + 1 + REACH)])


def _phrase_head(words: list[Token]) -> Token | None:
    """The last noun of the phrase that the words begin with."""
    head = None
    for word in words:
        if (
            word.pos_ not in INSIDE
            and not (word.tag_ in ("VBN", "VBD", "VBG") and head is None)
            and word.lower_ not in ("'s", "-")
        ):
            break
        head = word if word.pos_ in ("NOUN", "PROPN") else head
    return head
