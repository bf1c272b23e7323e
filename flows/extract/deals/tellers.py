"""Who tells of himself: the speaker whom "it", "its" or "a unit" stand for in what he says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.lexicon import words

if TYPE_CHECKING:
    from flows.extract.tree import Token


def own_speaker(pronoun: Token) -> Token | None:
    """The subject of "A said it ..." where the pronoun is the subject, or "its", of what A says."""
    if pronoun.lower_ not in ("it", "its", "they", "their"):
        return None
    verb = pronoun.head
    while (
        verb.dep_ in ("nsubj", "nsubjpass", "xcomp", "conj", "acomp", "dobj", "pobj", "prep", "attr")
        and verb.head != verb
    ):
        verb = verb.head
    above = verb.head
    if verb.dep_ != "ccomp" or above.lemma_.lower() not in words("deal_carriers", "speech"):
        return None
    others = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c not in (pronoun, pronoun.head)]
    other = any(c.lower_ not in ("it", "they") for c in others)  # "they intend to pursue their bid"
    subject = next((c for c in above.children if c.dep_ == "nsubj" and c.i < pronoun.i), None)
    return (
        subject
        if subject is not None
        and subject.pos_ in ("NOUN", "PROPN")
        and not (other and pronoun.lower_ in ("its", "their") and not _is_judged(verb))
        else None
    )


def teller_of_unit(head: Token) -> Token | None:
    """The company that says of "a unit" or "a subsidiary", no more, what it does: its own is meant."""
    verb = head.head
    above = verb.head
    bare = [c.lower_ for c in head.children] in (["a"], ["one"])
    if not bare or head.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "ccomp":
        return None
    if above.lemma_.lower() not in words("deal_carriers", "speech"):
        return None
    return next((c for c in above.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"), None)


def _is_judged(verb: Token) -> bool:
    """Whether a verb is of those who judge what others do ("said the court blocked its takeover of B")."""
    return verb.lemma_.lower() in words("deal_carriers", "judging")


def own_subject(pronoun: Token) -> Token | None:
    """The subject of the verb whose object is what "its" tells of ("A has doubled its offer")."""
    noun = pronoun.head
    if pronoun.lower_ not in ("its", "their") or pronoun.dep_ != "poss" or noun.dep_ != "dobj":
        return None
    return next((c for c in noun.head.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"), None)
