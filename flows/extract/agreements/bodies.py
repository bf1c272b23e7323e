"""The two bodies that a sentence names beside an accord, where the parse ties fewer than two to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.extract.agreements.doers import PartyFinder
from flows.extract.agreements.frame import Stage
from flows.extract.agreements.instruments import is_instrument_word
from flows.extract.agreements.parties import Parties, is_public, join
from flows.extract.agreements.places import mediating
from flows.extract.agreements.thread import Thread
from flows.extract.context import PartyRef, Sentence
from flows.lexicon import load
from flows.model.report import Mention
from flows.model.vocabulary.agreements import AgreementStatus
from flows.model.vocabulary.entities import EntityType, MentionKind

if TYPE_CHECKING:
    from flows.extract.tree import Token

BODIES = frozenset(
    {
        EntityType.ORGANIZATION,
        EntityType.COUNTRY,
        EntityType.GOVERNMENT,
        EntityType.INTERGOVERNMENTAL,
        EntityType.MILITARY,
        EntityType.POLITICAL_PARTY,
        EntityType.PERSON_GROUP,
        EntityType.RESEARCH,
    }
)
PLACING = frozenset({"in", "at", "near", "off", "outside", "into", "across", "around", "inside", "via"})
TOLD = frozenset({Stage.MENTION, Stage.PROPOSE, Stage.ANNOUNCE})  # here something must say that there is an accord


def give_bodies(thread: Thread, finder: PartyFinder) -> None:
    """Give an accord of fewer than two known parties the two bodies that its sentence names, if it names just two."""
    if len(thread.parties.refs) > 1:
        return
    for number, member in enumerate(thread.members):
        acted = member.status is not None and member.status is not AgreementStatus.PROPOSED
        told = member.frame.stage not in TOLD or "with" in member.parties.sources
        if not (acted and told) or member.name is not None:
            continue
        found = bodies_in(finder, member.sentence)
        known = {ref.entity_key for ref in thread.parties.refs if ref.entity_key is not None}
        public = all(is_public(finder.context, ref.entity_key) for ref in found.refs)
        if len(found.refs) == 2 and known <= found.keys and (public or not member.is_commercial):
            thread.parties = found
            thread.members[number] = replace(member, parties=thread.parties)
            return


def bodies_in(finder: PartyFinder, sentence: Sentence) -> Parties:
    """States, bodies and firms that a sentence names, each once; scenes, speakers and mediators left out."""
    refs = [ref for mention in _named(finder, sentence) for ref in _refs(finder, sentence, mention)]
    return join([Parties(tuple(refs), (), frozenset({"beside"} if refs else ()))])


def _named(finder: PartyFinder, sentence: Sentence) -> Iterator[Mention]:
    for mention in finder.context.cast.within(sentence.start, sentence.end):
        entity = finder.context.cast.entities.get(mention.entity_key or "")
        if entity is not None and entity.entity_type in BODIES and not mention.in_dropped_segment:
            yield mention


def _refs(finder: PartyFinder, sentence: Sentence, mention: Mention) -> list[PartyRef]:
    start, end = mention.span.start - sentence.shift, mention.span.end - sentence.shift
    span = sentence.parse.doc.char_span(start, end, alignment_mode="expand")
    if span is None or _stands_aside(span.root, mention):
        return []
    return list(finder.read(sentence, "beside", [span.root]).refs[:1])


def _stands_aside(name: Token, mention: Mention) -> bool:
    """Whether a name only tells where, who speaks, of what land somebody is, or what the accord is called."""
    head = name.head
    if mention.kind is MentionKind.DEMONYM and name.dep_ in ("amod", "compound", "nmod"):
        return head.lemma_.lower() not in load("agreement_verbs")["bearers"]
    if name.dep_ in ("compound", "nmod", "poss") and (is_instrument_word(head) or head.pos_ == "PROPN"):
        return True  # "the Cauvery accord", "the Niger River", "Brazil's Petrobras"
    if name.dep_ in ("amod", "compound", "nmod") and head.pos_ == "NOUN":
        return not _acts(head)  # "Nordic partners"
    if name.dep_ == "pobj":
        helps = head.dep_ == "agent" and _only_helps(head.head)
        return helps or head.lower_ in PLACING or _is_origin(head)
    speaks = head.lemma_.lower() in load("speech")["say_verbs"]
    return name.dep_ == "nsubj" and (speaks or _only_helps(head))


def _is_origin(preposition: Token) -> bool:
    """Whether it only tells where people or things are from: "the striker from Mali"."""
    noun = preposition.head
    bare = noun.pos_ == "NOUN" and not is_instrument_word(noun) and not _acts(noun)
    return bare and preposition.lower_ in ("of", "from")


def _acts(noun: Token) -> bool:
    """Whether a noun means people or bodies that act for the name beside it."""
    words = load("agreement_verbs")
    return any(noun.lemma_.lower() in words[part] for part in ("bearers", "societies", "organs", "state_pairs"))


def _only_helps(verb: Token) -> bool:
    return verb.lemma_.lower() in mediating() or verb.lemma_.lower() in load("agreement_verbs")["helping"]
