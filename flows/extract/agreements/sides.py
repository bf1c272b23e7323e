"""Whom a name stands for where the cast alone does not say: unknown firms, organs, official names, seats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from flows.extract.agreements.described import described, noun_of
from flows.extract.agreements.instruments import NUMBERS, is_instrument_word
from flows.extract.agreements.places import first_of_name, is_organ, is_own_name
from flows.extract.agreements.seats import capital_of
from flows.extract.clauses import with_conjuncts
from flows.extract.context import Context, PartyRef, Sentence
from flows.extract.engine import is_word
from flows.extract.names.shapes import given_names
from flows.extract.syntax import TIMES
from flows.lexicon import load
from flows.model.report import Mention
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

if TYPE_CHECKING:
    from flows.extract.tree import Token

SEATS = frozenset(
    {"government", "authority", "leadership", "administration", "cabinet", "parliament", "ministry", "ruler", "junta"}
)
LIST_OPENERS = frozenset({",", "-", "--", "–", "—", ":", "("})
SEATED = "european union"  # its seat stands for it
NAMED = frozenset({EntityType.ORGANIZATION, EntityType.MILITARY, EntityType.POLITICAL_PARTY, EntityType.PERSON_GROUP})
INSURGENT = re.compile(r"^(?!People).*\b(?:Liberation|Free|Resistance|Revolutionary|Salvation|Rebel)\b")
STATE_NAME = re.compile(r"\b(?:Republic|Kingdom|State|Government|Commonwealth|Federation|Parliament|Senate|Ministry)\b")


class Sides:
    """Reads the sides of an agreement in one document."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def settled(self, ref: PartyRef) -> PartyRef:
        """The reference with the state, force or union that it really stands for."""
        return self._union(self._army(self._official(self._ruled(ref))))

    def apart(self, refs: list[PartyRef]) -> list[PartyRef]:
        """The sides of one coordination, a force that the cast reads as a state already named as itself.

        "The Syrian army and the Syrian Free Men": whoever stands beside the state is no organ of it.
        """
        found: dict[str | None, PartyRef] = {}
        for ref in refs:
            own = self._as_itself(ref) if ref.entity_key in found else None
            if own is not None or ref.entity_key not in found:
                side = own or ref
                found[side.entity_key or side.span.text] = side
        return list(found.values())

    def _as_itself(self, ref: PartyRef) -> PartyRef | None:
        for mention in self._context.cast.within(ref.span.start, ref.span.end):
            if mention.span == ref.span and self._kind(mention) in (EntityType.MILITARY, EntityType.POLITICAL_PARTY):
                return PartyRef(mention.entity_key, ref.span, PartyBasis.STATED, None, None)
        return None

    def listed_after(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The parties that a list after a counted noun names: "four island states, A, B, C and D, signed".

        As many as the number says, between the noun and the verb of its clause.
        """
        number = next((NUMBERS.get(c.lower_) for c in head.children if c.dep_ == "nummod"), None)
        if number is None or head.tag_ != "NNS" or head.dep_ not in ("nsubj", "nsubjpass", "pobj"):
            return []
        end = head.head.i if head.head.i > head.i else head.sent.end
        opened = next((t.i for t in head.doc[head.i + 1 : end] if t.text in LIST_OPENERS), None)
        if opened is None:
            return []
        refs: dict[str | None, PartyRef] = {}
        for token in head.doc[opened + 1 : end]:
            start, stop = sentence.place(token, token)
            if token.pos_ in ("PROPN", "NOUN") and token.dep_ != "pobj" and self._context.cast.within(start, stop):
                refs |= {ref.entity_key: ref for ref in self._context.cast.parties(sentence, token)[:1]}
        return list(refs.values()) if len(refs) == number else []

    def _ruled(self, ref: PartyRef) -> PartyRef:
        """The state whose capital is named, where no city acts for itself: "between Lima and La Paz"."""
        code = capital_of(ref.span.text)
        if code is None or not (ref.entity_key or "").startswith(f"{EntityType.CITY}:"):
            return ref
        around = self._context.document.raw_text[max(0, ref.span.start - 150) : ref.span.end + 150].lower().split()
        if set(around) & set(load("agreement_verbs")["municipal"]):
            return ref
        return PartyRef(f"{EntityType.COUNTRY}:{code}", ref.span, PartyBasis.METONYM, code, PartyLevel.STATE)

    def unknown(self, sentence: Sentence, head: Token, known: list[PartyRef]) -> list[PartyRef]:
        """Names among the conjuncts that the cast ties to no party: a firm or movement that it does not know."""
        found: list[PartyRef] = []
        for token in with_conjuncts(head):
            found += self._organ(sentence, token, [*known, *found])
            found += self._group(sentence, token, [*known, *found])
            found += self._named_organ(sentence, token, [*known, *found])
            found += self._capital(sentence, token, [*known, *found])
            found += self._body(sentence, token, [*known, *found])
            beside = (self.settled(ref) for ref in described(self._context, sentence, token, [*known, *found]))
            found += [ref for ref in beside if not _overlaps(ref, [*known, *found])]
            start, end = sentence.place(token, token)
            mentions = self._context.cast.within(start, end)
            taken = any(ref.span.start < end and start < ref.span.end for ref in known)
            fits = self._may_be_party(mentions) or self._is_body(sentence, head, token)
            force = any(self._kind(m) is EntityType.MILITARY for m in mentions)  # "the Oromo Liberation Army"
            acts = noun_of(token) in load("agreement_verbs")["bearers"]
            own = (is_own_name(token) and not is_instrument_word(token) and not acts) or force
            dated = token.ent_type_ in TIMES and not mentions  # "last Friday's signing"
            dated = dated or (not mentions and _only_opens(token))
            if token.tag_ not in ("NNP", "NNPS") or taken or not own or not fits or dated:
                continue
            span = (
                mentions[0].span
                if mentions
                else self._context.span(sentence.place(first_of_name(token), token)[0], end)
            )
            key = mentions[0].entity_key if mentions else None
            found.append(PartyRef(key, span, PartyBasis.STATED, None, None))
        return [*found, *self._listed(sentence, head, [*known, *found])]

    def _organ(self, sentence: Sentence, token: Token, known: list[PartyRef]) -> list[PartyRef]:
        """The state whose organ a conjunct names without a name of its own: "and the Peruvian nuclear agency"."""
        start, end = sentence.place(token, token)
        called = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in token.children)  # "the Turkish union Maden-Is"
        if any(ref.span.start < end and start < ref.span.end for ref in known) or not is_organ(token) or called:
            return []
        owners = [c for c in token.children if c.dep_ in ("poss", "amod", "compound") and c.text[0].isupper()]
        refs = [ref for owner in owners for ref in self._context.cast.parties(sentence, owner)]
        return [ref for ref in refs if ref.country_code is not None][:1]

    def _named_organ(self, sentence: Sentence, token: Token, known: list[PartyRef]) -> list[PartyRef]:
        """A region's or people's own organ, called by its name: "the Haud administration"."""
        if token.tag_ != "NN" or token.lemma_.lower() not in load("agreement_verbs")["own_organs"]:
            return []
        names = [c for c in token.children if c.dep_ in ("compound", "nmod") and c.tag_ == "NNP" and c.i < token.i]
        start, end = sentence.place(names[0] if names else token, token)
        taken = any(ref.span.start < end and start < ref.span.end for ref in known)
        states = [m for m in self._context.cast.within(start, end) if self._kind(m) is EntityType.COUNTRY]
        if not names or taken or states:
            return []
        return [PartyRef(None, self._context.span(start, end), PartyBasis.STATED, None, None)]

    def _body(self, sentence: Sentence, token: Token, known: list[PartyRef]) -> list[PartyRef]:
        """A body without a name that says whose it is: "the chamber of pharmacists", "its traders' union"."""
        if token.tag_ != "NN" or token.lemma_.lower() not in load("agreement_verbs")["bodies"]:
            return []
        left = [c.left_edge for c in token.children if c.dep_ in ("compound", "amod") and c.i < token.i]
        left += [c.left_edge for c in token.children if c.dep_ == "poss" and c.tag_ in ("NN", "NNS")]
        last = next((c.right_edge for c in token.children if c.lower_ == "of" and c.i == token.i + 1), token)
        span = self._context.span(*sentence.place(min([token, *left], key=lambda t: t.i), last))
        told = bool(left) or last != token
        taken = any(ref.span.start < span.end and span.start < ref.span.end for ref in known)
        named = self._context.cast.within(*sentence.place(token, token))
        return [] if taken or named or not told else [PartyRef(None, span, PartyBasis.STATED, None, None)]

    def _is_body(self, sentence: Sentence, head: Token, token: Token) -> bool:
        """Whether a name taken for a person's stands, without a title, beside a firm's or movement's."""
        beside = [t for t in with_conjuncts(head) if t != token]
        kinds = {self._kind(m) for t in beside for m in self._context.cast.within(*sentence.place(t, t))}
        own = self._context.cast.within(*sentence.place(token, token))
        inside = {word for mention in own for word in mention.span.text.split()}
        titled = any(c.dep_ in ("compound", "appos", "amod") and c.text not in inside for c in token.children)
        return (bool(kinds & NAMED) and not titled) or self._may_be_firm(sentence, token)

    def _may_be_firm(self, sentence: Sentence, token: Token) -> bool:
        """Whether nothing but its capitals made a person of a name: no given name, no title, no surname alone."""
        found = [m for m in self._context.cast.within(*sentence.place(token, token)) if m.entity_key]
        if not found or self._kind(found[0]) is not EntityType.PERSON:
            return False
        name = found[0].span.text.split()
        own = {m.span.text for m in self._context.cast.mentions if m.entity_key == found[0].entity_key}
        outside = [c for c in token.children if c.dep_ in ("compound", "appos", "amod") and c.text not in name]
        known = name[0] in given_names() or name[-1] in own or self._context.cast.people(sentence, token) == ()
        return len(name) > 1 and not known and not outside

    def _kind(self, mention: Mention) -> EntityType | None:
        entity = self._context.cast.entities.get(mention.entity_key or "")
        return entity.entity_type if entity is not None else None

    def _capital(self, sentence: Sentence, token: Token, known: list[PartyRef]) -> list[PartyRef]:
        """The states whose governments are named by their seats: "the governments in Suva and Wellington"."""
        place = next((n for c in token.children if c.lower_ == "in" for n in c.children if n.dep_ == "pobj"), None)
        seats = with_conjuncts(place) if token.lemma_.lower() in SEATS and place is not None else ()
        return [ref for seat in seats for ref in self._seat(sentence, seat, known)]

    def _seat(self, sentence: Sentence, token: Token, known: list[PartyRef]) -> list[PartyRef]:
        for mention in self._context.cast.within(*sentence.place(token, token)):
            code = capital_of(mention.span.text)
            taken = any(ref.span.start < mention.span.end and mention.span.start < ref.span.end for ref in known)
            if code is not None and not taken and self._kind(mention) is EntityType.CITY:
                key = f"{EntityType.COUNTRY}:{code}"
                return [PartyRef(key, mention.span, PartyBasis.METONYM, code, PartyLevel.STATE)]
        return []

    def _group(self, sentence: Sentence, token: Token, known: list[PartyRef]) -> list[PartyRef]:
        """A side that bears no name: "rebels", "creditor banks", "employers"."""
        start, end = sentence.place(token.left_edge, token)
        taken = any(ref.span.start < end and start < ref.span.end for ref in known)
        alone = token.dep_ in ("nsubj", "nsubjpass") and not token.conjuncts  # "doctors follow a protocol"
        if (
            token.tag_ != "NNS"
            or taken
            or alone
            or token.lemma_.lower() not in load("agreement_verbs")["unnamed_sides"]
        ):
            return []
        first = token
        while (
            first.i > token.left_edge.i and first.nbor(-1).dep_ in ("compound", "amod") and first.nbor(-1).head == token
        ):
            first = first.nbor(-1)
        span = self._context.span(*sentence.place(first, token))
        named = [m.entity_key for m in self._context.cast.within(span.start, span.end) if self._kind(m) in NAMED]
        return [PartyRef(named[0] if named else None, span, PartyBasis.STATED, None, None)]

    def _listed(self, sentence: Sentence, head: Token, known: list[PartyRef]) -> Iterator[PartyRef]:
        """Names joined to the head that the parse took for modifiers: "Alpha Air and Beta Airways"."""
        start, end = sentence.place(head.left_edge, head)
        for mention in self._context.cast.within(start, end):
            entity = self._context.cast.entities.get(mention.entity_key or "")
            after = self._context.document.raw_text[mention.span.end : mention.span.end + 5]
            taken = any(ref.span.start < mention.span.end and mention.span.start < ref.span.end for ref in known)
            is_name = entity is not None and entity.entity_type in NAMED
            if entity is not None and is_name and not taken and after.startswith((" and ", " & ", ", ")):
                yield PartyRef(entity.key, mention.span, PartyBasis.STATED, None, None)

    def _may_be_party(self, mentions: Sequence[Mention]) -> bool:
        """Whether a word is part of no name, or of a company's or movement's."""
        found = [self._context.cast.entities.get(m.entity_key or "") for m in mentions]
        return all(entity is not None and entity.entity_type in NAMED for entity in found)

    def _official(self, ref: PartyRef) -> PartyRef:
        """The state whose name ends what looks like a body's: "the Oriental Republic of Uruguay"."""
        entities = self._context.cast.entities
        body = entities.get(ref.entity_key or "")
        if body is None or body.entity_type is not EntityType.ORGANIZATION:
            return ref
        _, of, tail = body.name.rpartition(" of ")
        if not of or not STATE_NAME.search(body.name):
            return ref
        states = (e for e in entities.values() if e.entity_type is EntityType.COUNTRY)
        state = next((e for e in states if e.name == tail or tail in {alias for alias, _ in e.aliases}), None)
        return ref if state is None else PartyRef(state.key, ref.span, ref.basis, state.country_code, PartyLevel.STATE)

    def _army(self, ref: PartyRef) -> PartyRef:
        """A force under arms that bears a name of its own ("the National Liberation Army") is no organ of a state."""
        for mention in self._context.cast.within(ref.span.start, ref.span.end):
            entity = self._context.cast.entities.get(mention.entity_key or "")
            whole = mention.span == ref.span and entity is not None and entity.entity_type is EntityType.MILITARY
            own = ref.level is not PartyLevel.GOVERNMENT or INSURGENT.search(mention.span.text) is not None
            if whole and own and " of " not in mention.span.text:
                return PartyRef(mention.entity_key, ref.span, PartyBasis.STATED, None, None)
        return ref

    def _union(self, ref: PartyRef) -> PartyRef:
        """The European Union where "Brussels" can only be its seat: Belgium is named nowhere, the Union is."""
        union = next((e for e in self._context.cast.entities.values() if e.name.lower() == SEATED), None)
        if union is None or ref.country_code != "BEL" or ref.basis is not PartyBasis.METONYM:
            return ref
        own = [m for m in self._context.cast.mentions if m.entity_key == ref.entity_key]
        if any(m.kind is not MentionKind.METONYM for m in own):
            return ref
        return PartyRef(union.key, ref.span, ref.basis, None, None)


def _only_opens(token: Token) -> bool:
    """Whether a capital only opens the sentence: "Gunfire broke the truce"."""
    alone = not list(token.conjuncts) and not token.ent_type_
    return bool(token.is_sent_start) and alone and is_word(token.lower_)


def _overlaps(ref: PartyRef, known: Sequence[PartyRef]) -> bool:
    return any(ref.span.start < other.span.end and other.span.start < ref.span.end for other in known)
