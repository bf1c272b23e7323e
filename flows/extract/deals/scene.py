"""One sentence of a document as the deal frames see it: its parties, mentions and money."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.extract.clauses import obliques_of
from flows.extract.context import Context, PartyRef, Sentence
from flows.extract.deals.tellers import own_speaker, own_subject, teller_of_unit
from flows.extract.names.gazetteer import gazetteer
from flows.lexicon import words
from flows.model.report import Mention, Span
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

if TYPE_CHECKING:
    from flows.extract.tree import Token

PARTY_TYPES = frozenset(
    {
        EntityType.PERSON,
        EntityType.PERSON_GROUP,
        EntityType.COUNTRY,
        EntityType.REGION,
        EntityType.GOVERNMENT,
        EntityType.MILITARY,
        EntityType.ORGANIZATION,
        EntityType.POLITICAL_PARTY,
        EntityType.INTERGOVERNMENTAL,
        EntityType.MEDIA,
        EntityType.RESEARCH,
    }
)
COMPANY_TYPES = frozenset({EntityType.ORGANIZATION, EntityType.MEDIA, EntityType.RESEARCH})
# Types that a name may have been given for want of a better.
UNSURE = frozenset({EntityType.CITY, EntityType.PERSON, EntityType.REGION, EntityType.FACILITY})
NO_GOODS = PARTY_TYPES - COMPANY_TYPES | {EntityType.CITY}
NO_NAMES = frozenset({"they", "he", "she", "it", "we", "you", "i", "who", "this", "that"})
SUM = re.compile(r"(?:[A-Z]{1,3}|[$€£])?\d[\d.,]*(?:m|bn|k|mn|tn)?")
PRONOUNS = frozenset({"PRP", "PRP$", "WP", "WDT", "WP$", "DT", "EX"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence in its document."""

    context: Context
    sentence: Sentence

    def parties(self, heads: Iterable[Token], *, known: bool = False) -> tuple[PartyRef, ...]:
        """Parties that the noun phrases headed by `heads` name, each once, in order.

        With `known` unset, a name that was taken for a town but is in no list of towns counts as a company.
        """
        found: dict[object, PartyRef] = {}
        for head in heads:
            told = set(found)
            for ref in self._read(head):
                if self.may_act(ref):
                    found.setdefault(ref.entity_key or ref.span, ref)
            if not known and (found.keys() == told) and (unknown := self._unknown(head)) is not None:
                found[unknown.entity_key] = unknown
        return tuple(found.values())

    def _read(self, head: Token) -> tuple[PartyRef, ...]:
        """What the cast makes of a head; "it" in what someone says of itself is the speaker."""
        speaker = own_speaker(head) or own_subject(head)
        said = head if speaker is None else speaker
        found = self._unit(said) or self.context.cast.parties(self.sentence, said)
        if speaker is not None:
            behind = found or self._behind(speaker) or self._organ(speaker)
            return tuple(replace(ref, basis=PartyBasis.COREFERENCE) for ref in behind)
        return found or self._behind(head) or self._organ(head) or self._apposed(head)

    def _unit(self, head: Token) -> tuple[PartyRef, ...]:
        """The name that a part of a company bears ("A Corp's B Inc subsidiary": B Inc)."""
        owned = any(c.dep_ == "poss" for c in head.children) or "of" in obliques_of(head)
        if head.lemma_.lower() not in words("goods", "units"):
            return ()
        if not owned:
            teller = teller_of_unit(head)
            return () if teller is None else self.context.cast.parties(self.sentence, teller)
        names = [c for c in head.children if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN"]
        named = [m for c in names if (m := self.mention_of(c)) is not None and self.is_company(m.entity_key)]
        if not named and any(c.lower_ in ("a", "an") for c in head.lefts):  # "a subsidiary of A Corp" has no name
            above = (m for t in obliques_of(head).get("of", ()) if (m := self.mention_of(t)) is not None)
            named = [m for m in above if self.is_company(m.entity_key)]
        return tuple(PartyRef(m.entity_key, m.span, PartyBasis.STATED, level=PartyLevel.COMPANY) for m in named[-1:])

    def _organ(self, head: Token) -> tuple[PartyRef, ...]:
        """The company for which its board or holders act."""
        if head.lemma_.lower() in words("deal_carriers", "circle"):  # "Paris Club creditors"
            return tuple(ref for c in head.children if c.dep_ in ("compound", "nmod") for ref in self._read(c))
        if head.lemma_.lower() not in words("goods", "organs"):
            return ()
        named = [c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
        if named:  # "its director Ann Lee will buy": she does
            return tuple(ref for t in named for ref in self.context.cast.parties(self.sentence, t))
        above = obliques_of(head)
        whose = [c for c in head.children if c.dep_ in ("poss", "compound", "nmod")]
        whose += [*above.get("of", ()), *(t for t in above.get("in", ()) if t.pos_ == "PROPN")]
        return tuple(ref for t in whose for ref in self._read(t))

    def _apposed(self, head: Token) -> tuple[PartyRef, ...]:
        """Who is named right after a description ("a Greek owner, Pelagia Maritime, ...")."""
        if head.tag_ != "NN" or head.lemma_.lower() not in _described():
            return ()
        named = [c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"]
        if not named and head.i + 2 < head.sent.end and head.nbor().text == "," and head.nbor(2).pos_ == "PROPN":
            named = [head.nbor(2)]
        if not named and head.i + 1 < head.sent.end and self._is_firm(head.nbor()):
            named = [head.nbor()]  # "the yard DCNS": the tagger takes capitals for an adjective
        return tuple(ref for t in named for ref in self.context.cast.parties(self.sentence, t))

    def _is_firm(self, token: Token) -> bool:
        mention = self.mention_of(token)
        return mention is not None and mention.kind is MentionKind.NAME and self.is_company(mention.entity_key)

    def _behind(self, head: Token) -> tuple[PartyRef, ...]:
        """Who stands behind an unnamed group ("a group led by X", "partnerships controlled by Y")."""
        listed = [t for p in ("including", "like", "as") for t in obliques_of(head).get(p, ()) if t.pos_ == "PROPN"]
        listed = listed or _enumerated(head)
        if head.tag_ == "NNS" and listed:  # "banks including A and B"
            return tuple(ref for t in listed for ref in self.context.cast.parties(self.sentence, t))
        if head.lemma_.lower() not in words("goods", "groups"):
            return ()
        leads = [c for c in head.subtree if c.dep_ == "acl" and c.lemma_.lower() in words("goods", "leading")]
        heads = [t for c in leads for t in obliques_of(c).get("by", ())] or _united(head)
        if head.dep_ == "dobj" and head.head.lemma_.lower() in words("goods", "leading"):  # "A led a group that bought"
            heads += [c for c in head.head.children if c.dep_ == "nsubj"]
        return tuple(ref for h in heads for ref in self._unit(h) or self.context.cast.parties(self.sentence, h))

    def _unknown(self, head: Token) -> PartyRef | None:
        """A name taken for a town that no list of towns has: in the place of a party it is a company."""
        mention = self.mention_of(head)
        if mention is None or not self.may_be_company(mention) or self.type_of(mention.entity_key) not in UNSURE:
            return None
        return PartyRef(mention.entity_key, mention.span, PartyBasis.STATED, level=PartyLevel.COMPANY)

    def may_be_company(self, mention: Mention) -> bool:
        """Whether a name stands for a company, or could: a town or person that no list knows."""
        if mention.kind is not MentionKind.NAME or mention.entity_key is None:
            return False
        kind = self.type_of(mention.entity_key)
        if kind in COMPANY_TYPES:
            return True
        return kind in UNSURE and gazetteer().get(mention.span.text) is None

    def may_act(self, ref: PartyRef) -> bool:
        """Whether a party reference is of a kind that can stand on a side of a deal."""
        if ref.entity_key is None:
            return False
        entity = self.context.cast.entities.get(ref.entity_key)
        if entity is not None and _is_no_name(entity.name):
            return False
        return entity is not None and entity.entity_type in PARTY_TYPES

    def mentions(self, start: int, end: int) -> list[Mention]:
        """Resolved mentions inside `[start, end)` of the document."""
        return [m for m in self.context.cast.within(start, end) if m.span.start >= start and m.span.end <= end]

    def mention_of(self, token: Token) -> Mention | None:
        """The resolved mention that covers a token, the longest if several do."""
        start, end = self.sentence.place(token, token)
        found = [m for m in self.context.cast.within(start, end) if m.span.start <= start and m.span.end >= end]
        return max(found, key=lambda m: m.span.end - m.span.start, default=None)

    def type_of(self, key: str | None) -> EntityType | None:
        """What kind of thing a cast member is."""
        entity = self.context.cast.entities.get(key) if key else None
        return entity.entity_type if entity else None

    def is_lender(self, party: PartyRef) -> bool:
        """Whether a party is by its kind or name one that lends."""
        return is_lender(self.context, party)

    def is_state(self, key: str | None) -> bool:
        """Whether a cast member is a state."""
        return self.type_of(key) is EntityType.COUNTRY

    def is_person(self, key: str | None) -> bool:
        """Whether a cast member is a person."""
        return self.type_of(key) is EntityType.PERSON

    def is_company(self, key: str | None) -> bool:
        """Whether a cast member is a company or another body that can be bought."""
        return self.type_of(key) in COMPANY_TYPES

    def is_party(self, mention: Mention) -> bool:
        """Whether a mention is of a state, person or place rather than of goods."""
        return self.type_of(mention.entity_key) in NO_GOODS

    def has_weapon(self, span: Span) -> bool:
        """Whether a phrase holds the name of a weapon."""
        return any(self.type_of(m.entity_key) is EntityType.WEAPON_SYSTEM for m in self.mentions(span.start, span.end))

    def is_named(self, token: Token) -> bool:
        """Whether a token is part of a name of two words or more."""
        mention = self.mention_of(token)
        return mention is not None and " " in mention.span.text

    def words(self, first: Token, last: Token) -> Span:
        """The document's words from `first` to `last`."""
        return self.context.span(*self.sentence.place(first, last))

    def has_money(self, token: Token) -> bool:
        """Whether a token lies in an amount of money."""
        start, end = self.sentence.place(token, token)
        return any(m.span.start < end and start < m.span.end for m in self.context.money)


def _enumerated(head: Token) -> list[Token]:
    """The names that follow a counted plural after a colon or dash ("four vendors: A, B and C")."""
    after = head.doc[head.i + 1 : head.sent.end]
    counted = any(c.dep_ == "nummod" for c in head.children)
    if not counted or len(after) < 2 or after[0].text not in (":", "-", "–", "—", ","):
        return []
    found: list[Token] = []
    for token in after[1:]:
        if token.pos_ == "PROPN":
            found.append(token)
        elif token.text not in (",", "-", "&") and token.lower_ not in ("and", "of"):
            break
    return found


def _united(head: Token) -> list[Token]:
    """The names that make up a group ("a consortium of A and B", "a venture between A and B", "made up of A")."""
    if head.lemma_.lower() not in words("deal_carriers", "unions"):
        return []
    told = [c for c in head.children if c.dep_ == "acl" and c.lemma_.lower() in words("deal_carriers", "comprising")]
    found = [t for place in (head, *told) for p in ("of", "between") for t in obliques_of(place).get(p, ())]
    found += [c for verb in told for c in verb.children if c.dep_ == "dobj"]
    return [t for first in found for t in (first, *first.conjuncts) if t.pos_ == "PROPN"]


def _described() -> frozenset[str]:
    """Nouns that describe a party before its name."""
    return words("nominals", "company", "government", "part") | words("deal_carriers", "describers")


def _is_no_name(name: str) -> bool:
    """Whether what stands as a name is a common noun or pronoun that capitals made one of, or a sum ("E400m")."""
    common = name.lower().removesuffix("s") in words("goods", "firms")
    return common or name.lower() in NO_NAMES or bool(SUM.fullmatch(name))


def is_lender(context: Context, party: PartyRef) -> bool:
    """Whether a party is by its kind or name one that lends: a body of states, a bank, a fund."""
    entity = context.cast.entities.get(party.entity_key or "")
    if entity is None:
        return False
    named = any(word in words("goods", "lenders") for word in entity.name.split())
    return entity.entity_type is EntityType.INTERGOVERNMENTAL or named


def names_class(context: Context, party: PartyRef) -> bool:
    """Whether the document uses a name for a class of ships or aircraft ("Mistral-class carriers")."""
    raw = context.document.raw_text
    ends = (m.span.end for m in context.cast.mentions if m.entity_key == party.entity_key)
    return any(raw[end + 1 : end + 6] == "class" for end in ends)
