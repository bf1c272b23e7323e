"""Descriptions and pronouns read as parties: "the airline", "Israel's government", "the two countries", "it"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flows.extract.cast.coreference import Discourse, Weigh
from flows.extract.cast.echoes import ECHOED, is_public, may_echo, tells
from flows.extract.cast.grammar import SETS, co_arguments, is_definite, is_new, is_several, region_of, stated_number
from flows.extract.cast.kinds import COMPANIES, PARTY_TYPES, STATES, level_of, nouns
from flows.extract.cast.profiles import Profiles, described_by, modifiers, trade_of
from flows.extract.cast.pronouns import FIRST, IDLE, PLURAL, SINGULAR, Pronouns
from flows.extract.cast.references import Referrer
from flows.extract.cast.table import Held, MentionTable
from flows.extract.context import PartyRef, Sentence
from flows.extract.names.claims import HEADINGS, PLACES
from flows.lexicon import load
from flows.model.report import DocEntity
from flows.model.vocabulary.entities import EntityType, MentionKind
from flows.model.vocabulary.statements import PartyBasis, PartyLevel

if TYPE_CHECKING:
    from flows.extract.tree import Token

REFLEXIVE = frozenset({"itself", "themselves", "himself", "herself"})
PERSONAL = frozenset({"he", "she", "him", "her", "his"})
NOT_PRONOUNS = frozenset({"det", "preconj", "predet", "cc", "advmod"})  # uses of "both" that name no one
SAME_TRADE, SAME_STATE, AT_HOME, OF_HOME, UNLIKELY = 6.0, 6.0, 2.0, 4.0, 0.001


class Describer:
    """Resolves phrases that hold no name at their head."""

    def __init__(
        self, table: MentionTable, profiles: Profiles, refer: Referrer, discourse: Discourse, home: str | None
    ) -> None:
        self._table = table
        self._profiles = profiles
        self._refer = refer
        self._discourse = discourse
        self._home = home
        self._pronouns = Pronouns(table, profiles, refer, discourse, self._phrase)

    def _phrase(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The parties that a phrase means, by name or by description."""
        held = self._table.at(head)
        return self._refer.by_name(sentence, held) if held is not None else self.parties(sentence, head)

    def parties(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The parties that a pronoun or description stands for; none for abstract nouns, dates and goods."""
        if head.lower_ in SINGULAR | PLURAL:
            return [] if head.text == "IT" or head.dep_ in NOT_PRONOUNS else self._pronouns.parties(sentence, head)
        if head.lower_ in PERSONAL:
            return [ref for held in self._persons(sentence, head) for ref in self._refer.by_name(sentence, held)]
        if head.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return []
        lemma = head.lemma_.lower()
        if echoed := self._echo(sentence, head):
            return echoed
        if lemma in nouns("opposite") and (other := self._opposite(sentence, head)):
            return other
        if lemma in nouns("kin"):
            return self._kin(sentence, head)
        if lemma in nouns("government") | nouns("office"):
            return self._organ(sentence, head)
        if lemma in nouns("part") | nouns("held"):
            return self._part(sentence, head)
        if lemma in nouns("company") | nouns("country") | nouns("any") or trade_of(head) is not None:
            return self._appositive(sentence, head) or self._corefer(sentence, head)
        return []

    def _kin(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The persons of one name who hold and sell together: "the Quandt family", "the Koch brothers"."""
        held = next((h for c in head.children if c.dep_ == "compound" and (h := self._table.at(c)) is not None), None)
        if held is None or held.entity.entity_type is not EntityType.PERSON:
            return []
        return [self._refer.phrase(sentence, head, held.entity, PartyBasis.STATED, None)]

    def _opposite(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The other one of the two named together of whom one owns the noun: "its partner", "Ostra's rival"."""
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        refs = self._phrase(sentence, owner) if owner is not None and head.tag_ == "NN" else []
        if len(refs) != 1 or self._near_name(head, lambda e: e.entity_type in PARTY_TYPES) is not None:
            return []
        pair = self._discourse.group_with(sentence, head, refs[0].entity_key or "")
        others = [e for e in pair if e.key != refs[0].entity_key and e.entity_type in PARTY_TYPES]
        return [self._refer.phrase(sentence, head, e, PartyBasis.COREFERENCE, level_of(e)) for e in others[:1]]

    def _echo(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The body whose name a definite noun repeats: "the council" after "Lund Port Council"."""
        if not may_echo(head) or self._profiles.state_of(head) is not None or self._owner(head) is not None:
            return []
        barred, lemma = co_arguments(self._table, head), head.lemma_.lower()
        ranked = self._discourse.ranked(
            sentence, head, lambda e: float(e.key not in barred and e.entity_type in ECHOED and lemma in tells(e.name))
        )
        found = [
            ref for e in ranked[:1] for ref in self._refer.by_name(sentence, self._table.last_held(e.key, sentence.no))
        ]
        return [self._refer.again(sentence, head, ref) for ref in found]

    def people(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The person that a name, title or pronoun means."""
        held = self._table.at(head)
        if held is None or held.entity.entity_type is not EntityType.PERSON:
            held = self._near_name(head, lambda e: e.entity_type is EntityType.PERSON)
        if held is not None:
            return [self._refer.named(held, held.entity, PartyBasis.STATED, None)]
        if head.lower_ in PERSONAL or head.lemma_.lower() in nouns("office"):
            found = [h.entity for h in self._persons(sentence, head)]
            return [self._refer.phrase(sentence, head, e, PartyBasis.COREFERENCE, None) for e in found]
        return []

    def _near_name(self, head: Token, fits: Callable[[DocEntity], bool]) -> Held | None:
        """A name in apposition to `head` or before it in the same phrase."""
        for token in described_by(head):
            held = self._table.at(token)
            if held is not None and held.kind is not MentionKind.DEMONYM and fits(held.entity):
                return held
        return None

    def _appositive(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The name beside a description ("the brewer Smith", "the Smith group"), or the plural's state."""
        held = self._near_name(head, lambda e: e.entity_type in PARTY_TYPES - PLACES)
        if held is not None and head.tag_ not in ("NNS", "NNPS"):
            return self._refer.by_name(sentence, held)
        if held is None and head.tag_ in ("NNS", "NNPS") and not is_definite(head):
            code = self._profiles.state_of(head)
            if code is not None and head.lemma_.lower() not in nouns("country"):
                level = PartyLevel.UNSPECIFIED_COMPANIES
                return [self._refer.state_phrase(sentence, head, code, PartyBasis.DEMONYM, level)]
        return []

    def _organ(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The state of a government, ministry, army or office-holder."""
        lemma = head.lemma_.lower()
        level = PartyLevel.STATE if lemma in nouns("office") else PartyLevel.GOVERNMENT
        held = self._near_name(head, lambda e: e.entity_type in PARTY_TYPES | {EntityType.PERSON})
        if held is not None and held.entity.entity_type is EntityType.PERSON:
            return self._refer.by_name(sentence, held)
        codes = self._profiles.states_of(head)
        if codes:
            codes = codes if head.tag_ in ("NNS", "NNPS") else codes[:1]
            return [self._refer.state_phrase(sentence, head, c, PartyBasis.DEMONYM, level) for c in codes]
        if held is not None or (owner := self._owner(head)) is not None:
            return self._refer.by_name(sentence, held or owner)  # type: ignore[arg-type]
        pronoun = next((c for c in head.children if c.dep_ == "poss" and c.lower_ in SINGULAR | PLURAL), None)
        if pronoun is not None:
            return self._pronouns.parties(sentence, pronoun)
        if lemma in nouns("office"):
            return self._office(sentence, head)
        if not is_definite(head) and sentence.zone not in HEADINGS:
            return []
        return self._home_state(sentence, head, level)

    def _home_state(self, sentence: Sentence, head: Token, level: PartyLevel) -> list[PartyRef]:
        """The state in view, for "the government"."""
        ranked = self._discourse.ranked(sentence, head, lambda e: _state_weight(e, self._home), demonyms=True)
        if ranked:
            return [self._refer.phrase(sentence, head, ranked[0], PartyBasis.COREFERENCE, level)]
        if self._home is None:
            return []
        return [self._refer.state_phrase(sentence, head, self._home, PartyBasis.INFERRED_TEXT, level)]

    def _office(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """The state of "the president", "the two leaders", by the office-holders named before."""
        if not is_definite(head):
            return []
        found = self._persons(sentence, head)
        return [
            self._refer.state_phrase(sentence, head, code, PartyBasis.COREFERENCE, PartyLevel.STATE)
            for held in found
            if (code := self._profiles.of(held.entity.key).nationality) is not None
        ]

    def _persons(self, sentence: Sentence, head: Token) -> list[Held]:
        """The persons that a personal pronoun or an office stands for, as last named."""
        official = head.lemma_.lower() in nouns("office")
        region = region_of(head)

        def weigh(entity: DocEntity) -> float:
            profile = self._profiles.of(entity.key)
            fits = entity.entity_type is EntityType.PERSON and (not official or profile.is_official)
            return float(fits and (region is None or profile.nationality in region))

        if head.tag_ in ("NNS", "NNPS"):
            chosen = self._discourse.group(sentence, head, weigh, size=stated_number(head))
            chosen = chosen or tuple(self._discourse.ranked(sentence, head, weigh)[: stated_number(head) or 2])
        else:
            chosen = tuple(self._discourse.ranked(sentence, head, weigh)[:1])
        return [self._table.last_held(e.key, sentence.no) for e in chosen]

    def _owner(self, head: Token) -> Held | None:
        """The body that owns what `head` names, by possessive, "of" or a name before it."""
        owners = PARTY_TYPES - PLACES | ({EntityType.REGION} if head.lemma_.lower() in nouns("government") else set())
        for token in modifiers(head):
            held = self._table.at(token)
            if held is not None and held.entity.entity_type in owners:
                return held
        return None

    def _part(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        """A named part itself, else its owner: "Smith's brewing unit"."""
        named = next((h for c in head.children if c.dep_ == "appos" and (h := self._table.at(c))), None)
        if named is not None and named.entity.entity_type in PARTY_TYPES:
            return self._refer.by_name(sentence, named)
        owner = self._owner(head)
        if owner is not None:
            return [self._refer.named(owner, owner.entity, PartyBasis.INFERRED_TEXT, level_of(owner.entity))]
        pronoun = next((c for c in head.children if c.dep_ == "poss" and c.lower_ in SINGULAR), None)
        return self._pronouns.parties(sentence, pronoun) if pronoun is not None else []

    def _corefer(self, sentence: Sentence, head: Token) -> list[PartyRef]:
        is_heap = head.lower_ in SETS and not is_several(head)  # "the pair of ships"
        if not is_definite(head) or head.dep_ == "attr" or is_new(head) or is_heap:
            return []
        weigh = self._weigher(head)
        if is_several(head):
            chosen = self._several(sentence, head, weigh)
        else:
            chosen = tuple(self._discourse.ranked(sentence, head, weigh)[:1])
        return [self._refer.phrase(sentence, head, e, PartyBasis.COREFERENCE, level_of(e)) for e in chosen]

    def _several(self, sentence: Sentence, head: Token, weigh: Weigh) -> tuple[DocEntity, ...]:
        """Members named together, else as many of the most salient as the phrase counts."""
        number, lemma = stated_number(head), head.lemma_.lower()
        view = self._pronouns.as_state if lemma in nouns("country") | nouns("any") else None
        mixed = lemma in nouns("any")  # a government and those that fight it are "the two sides"
        found = self._discourse.group(sentence, head, weigh, view=view, size=number, mixed=mixed)
        if found or (number or 2) > 2:
            return found
        ranked = self._discourse.ranked(sentence, head, weigh, view=view, demonyms=view is not None)
        if ranked:
            ranked = [e for e in ranked if e.entity_type is ranked[0].entity_type]
        return tuple(ranked[:2]) if len(ranked) > 1 else ()

    def _weigher(self, head: Token) -> Weigh:
        """How well a cast member fits a description, by type, trade and nationality; 0 where it cannot be meant."""
        lemma, trade, code = head.lemma_.lower(), trade_of(head), self._profiles.state_of(head)
        is_country = lemma in nouns("country")
        types = STATES if is_country else COMPANIES | STATES if lemma in nouns("any") else COMPANIES
        region, barred = region_of(head), co_arguments(self._table, head)
        form = load("nominals")["kinds_of_state"].get(lemma)
        is_business = lemma in nouns("company") - nouns("dealers")

        def weigh(entity: DocEntity) -> float:
            if entity.entity_type not in types or entity.key in barred or (is_business and is_public(entity.name)):
                return 0.0
            if region is not None and entity.country_code not in region:
                return 0.0
            if form is not None:
                return FIRST if entity.country_code in form else UNLIKELY
            if entity.entity_type is EntityType.COUNTRY:
                at_home = AT_HOME if code is None and entity.country_code == self._home else FIRST
                return at_home if code in (None, entity.country_code) else 0.0
            return self._profile_weight(entity, trade, code)

        return weigh

    def _profile_weight(self, entity: DocEntity, trade: str | None, code: str | None) -> float:
        profile, weight = self._profiles.of(entity.key), FIRST
        if trade is not None:
            if trade in profile.trades:
                weight *= SAME_TRADE
            elif profile.trades:
                return 0.0
        if code is not None and not profile.may_be_of(code):
            return 0.0
        if code is not None and profile.nationality == code:
            weight *= SAME_STATE
        return weight if profile.is_actor else weight * IDLE


def _state_weight(entity: DocEntity, home: str | None) -> float:
    if entity.entity_type is not EntityType.COUNTRY:
        return 0.0
    return OF_HOME if entity.country_code == home else FIRST
