"""What a document says its bodies are: their nationality and trade, and whom its people serve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from flows.extract.cast.table import Held, MentionTable
from flows.extract.syntax import first_conjunct
from flows.lexicon import load, words
from flows.model.vocabulary.articles import Zone
from flows.model.vocabulary.entities import EntityType

if TYPE_CHECKING:
    from flows.extract.tree import Token

HOME = 2  # mentions that the article's own dateline is worth, in telling whose minister someone is
MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "det"})


@dataclass(slots=True)
class Profile:
    """What the document says of one cast member.

    `employer` is the key of the body a person speaks for; `is_official` says that a person holds an office of state;
    `is_actor` that a body does what companies and states do; `region` lists the states it may belong to where only a
    region is said.
    """

    nationality: str | None = None
    state: str | None = None  # of a person, the state whose office the words around the name give
    trades: set[str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    employer: str | None = None
    is_official: bool = False
    is_actor: bool = False
    region: tuple[str, ...] = ()

    def may_be_of(self, code: str) -> bool:
        """Whether nothing said of it rules out a nationality."""
        return self.nationality in (None, code) and (not self.region or code in self.region)


class Profiles:
    """Profiles of a document's cast members, read from the phrases around their names."""

    def __init__(self, table: MentionTable, home: str | None) -> None:
        self._table = table
        self._home = home
        self._of: dict[str, Profile] = {}
        for held in table.held:
            profile = self._of.setdefault(held.entity.key, Profile())
            if held.entity.entity_type is EntityType.PERSON:
                self._read_person(held, profile)
            elif held.entity.entity_type is not EntityType.COUNTRY:
                self._read_body(held, profile)
        for key, profile in self._of.items():
            if profile.is_official and profile.nationality is None and profile.employer is None:
                profile.nationality = self._state_of_office(profile) or self._likely_state(key)

    def _state_of_office(self, profile: Profile) -> str | None:
        """The one state whose holder of the office is spoken of without a name: "Peru's prime minister"."""
        taken = {p.nationality for p in self._of.values() if p.is_official and p.offices & profile.offices}
        named = {
            held.entity.country_code
            for held in self._table.held
            if held.entity.entity_type is EntityType.COUNTRY and _office_at(_described(held.head)) & profile.offices
        }
        return next(iter(named - taken)) if len(named - taken) == 1 else None

    def _likely_state(self, key: str) -> str | None:
        """The state that stands most often, and as subject, in the sentences that name an office-holder.

        Never one of which the same sentence names another's office: "received his Chilean counterpart".
        """
        weights: Counter[str] = Counter()
        others: set[str | None] = set()
        if self._home is not None:
            weights[self._home] += HOME
        sentences = {h.sentence.no for h in self._table.held_of(key)}
        for held in self._table.held:
            code = held.entity.country_code
            if held.sentence.no in sentences and code and held.entity.entity_type is EntityType.COUNTRY:
                weights[code] += 2 if held.head.dep_ in ("nsubj", "nsubjpass") else 1
                others |= {code} if self._is_anothers(held, key) else set()
        return max((c for c in weights if c not in others), key=lambda c: (weights[c], c), default=None)

    def _is_anothers(self, held: Held, key: str) -> bool:
        """Whether a state's name tells whose minister or president somebody else is."""
        noun = _described(held.head)
        named = self._table.at(noun)
        if named is not None and named.entity.entity_type is EntityType.PERSON:
            return named.entity.key != key
        own = {h.head.i for h in self._table.held_of(key) if h.sentence.no == held.sentence.no}
        titled = {t.i for t in described_by(noun)} | {t.head.i for t in described_by(noun)}
        return noun != held.head and noun.lower_ in _state_office_words() and own.isdisjoint(titled)

    def of(self, key: str) -> Profile:
        """The profile of a cast member."""
        return self._of.get(key) or Profile()

    def _read_body(self, held: Held, profile: Profile) -> None:
        profile.nationality = profile.nationality or held.entity.country_code
        profile.trades |= trades_of_name(held.entity.name)
        profile.is_actor = profile.is_actor or held.certainty > 1 or _acts(held.head)
        for noun in described_by(held.head):
            trade = trade_of(noun)
            if trade is not None:
                profile.trades.add(trade)
            profile.nationality = profile.nationality or self.state_of(noun, outside=held)
            profile.region = profile.region or self._region_of(noun)

    def state_of(self, noun: Token, *, outside: Held | None = None) -> str | None:
        """State whose adjective, possessive or "of" phrase modifies `noun`; names inside `outside` are left out."""
        for token in modifiers(noun):
            if outside is not None and outside.first <= token.i < outside.last:
                continue
            code = self._table.nationality(token)
            if code is not None:
                return code
        return None

    def states_of(self, noun: Token) -> list[str]:
        """All states that modify `noun` ("the presidents of Chad and Niger"), in text order, each once."""
        around = [t for m in modifiers(noun) for t in coordinated(m)]
        return list(dict.fromkeys(code for t in around if (code := self._table.nationality(t)) is not None))

    def _region_of(self, noun: Token) -> tuple[str, ...]:
        hints = load("nominals")["region_hints"]
        return next((tuple(hints[t.text]) for t in modifiers(noun) if t.text in hints), ())

    def _read_person(self, held: Held, profile: Profile) -> None:
        """The office in "Egyptian President X", "X, chairman of Y"; a later one does not replace an earlier one."""
        before = self._title_before(held)
        nouns = [t for t in before if t.lower_ in _office_words()] + [
            n for n in described_by(held.head) if n.lower_ in _office_words() and n not in before
        ]
        if not nouns:
            return
        around = [t for t in (*reversed(before), *(t for n in nouns for t in modifiers(n))) if not _is_in(held, t)]
        for token in around:
            code, other = self._table.nationality(token), self._table.at(token)
            if code is not None:
                profile.nationality = profile.nationality or code
            elif other is not None and other.entity.entity_type in (EntityType.ORGANIZATION, EntityType.GOVERNMENT):
                profile.employer = profile.employer or other.entity.key
        profile.offices |= {office for n in nouns for office in _office_at(n)}
        # "Oslo's president thanks X": a headline's verb is easily parsed as one more noun of the title.
        if profile.offices and profile.employer is None and held.sentence.zone is not Zone.HEADLINE:
            profile.state = profile.state or profile.nationality
        if not any(t.lower_ in ("its", "their") for t in around):
            profile.is_official = profile.is_official or any(_is_state_office(n, profile) for n in nouns)

    def _title_before(self, held: Held) -> list[Token]:
        """Words of the phrase just before a name, back to another name's end: "Israel's Foreign Minister"."""
        doc = held.sentence.parse.doc
        found: list[Token] = []
        i = held.first - 1
        while i >= 0 and (doc[i].pos_ in ("NOUN", "PROPN", "ADJ", "PART") or doc[i].text in ("-", "'s", "and", "of")):
            other = self._table.at(doc[i])
            if other is not None and other.entity.entity_type is EntityType.PERSON:
                break
            found.insert(0, doc[i])
            i -= 1
        return found


def _described(token: Token) -> Token:
    """The noun that an adjective, possessor or object of "of" belongs to."""
    return token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token.head


def _office_at(noun: Token) -> set[str]:
    """The office of state that a noun names, with the word that says which: "prime minister"; empty for others."""
    if noun.lower_ not in _state_office_words() or _is_unofficial(noun):
        return set()
    before = noun.nbor(-1).lower_ if noun.i else ""
    return {f"{before} {noun.lower_}" if noun.lower_ == "minister" else noun.lower_}


def _is_unofficial(noun: Token) -> bool:
    """Whether the word before says that a leader holds no office of state: "rebel leader", "union chief"."""
    leads = noun.i > 0 and noun.lower_ in ("leader", "leaders", "chief", "chiefs")
    return leads and noun.nbor(-1).lower_ in words("nominals", "unofficial")


def _is_in(held: Held, token: Token) -> bool:
    return held.first <= token.i < held.last


def _is_state_office(noun: Token, profile: Profile) -> bool:
    """Whether a title is an office of state: companies have presidents and secretaries too."""
    word = noun.lower_
    if word not in _state_office_words() or _is_unofficial(noun):
        return False
    if word not in words("nominals", "shared_offices"):
        return True
    return profile.nationality is not None or (noun.text[0].isupper() and profile.employer is None)


def _acts(head: Token) -> bool:
    """Whether a name is the subject, or the "by" phrase, of a verb that only actors take."""
    here = first_conjunct(head)
    if here.dep_ == "pobj" and here.head.dep_ == "agent":
        return True
    return here.dep_ in ("nsubj", "nsubjpass") and here.head.lemma_ in words("nominals", "agent_verbs")


def described_by(head: Token) -> Iterator[Token]:
    """Nouns that say what the name headed by `head` is: before it, in apposition, or as predicate; and the head."""
    yield head
    for child in head.children:
        if child.dep_ == "appos" or (child.dep_ in ("compound", "nmod") and child.i < head.i):
            yield child
    if head.dep_ == "appos":
        yield head.head
    if head.dep_ == "nsubj" and head.head.lemma_ == "be":
        yield from (c for c in head.head.children if c.dep_ == "attr")


def modifiers(noun: Token) -> Iterator[Token]:
    """Adjectives, possessors and objects of "of", "for" and "from" that modify `noun`."""
    for child in noun.children:
        if child.dep_ in MODIFIERS:
            yield child
            if child.dep_ in ("compound", "amod", "nmod"):
                yield from (c for c in child.children if c.dep_ in MODIFIERS)
        elif child.dep_ == "prep" and child.lower_ in ("of", "for", "from"):
            yield from (c for c in child.children if c.dep_ == "pobj")


def coordinated(token: Token) -> Iterator[Token]:
    """The token and those coordinated after it."""
    yield token
    for child in token.children:
        if child.dep_ == "conj":
            yield from coordinated(child)


def trade_of(noun: Token) -> str | None:
    """The trade that a common noun names ("carrier", "car maker")."""
    lemma = noun.lemma_.lower()
    found = _trades_by_noun().get(lemma)
    if found is None:
        before = next((c for c in noun.children if c.dep_ == "compound" and c.i == noun.i - 1), None)
        found = _trades_by_noun().get(before.lower_ + lemma) if before is not None else None
    return found


def trades_of_name(name: str) -> set[str]:
    """Trades that the words of a name show ("Export Bank")."""
    return {trade for word in name.split() if (trade := _trades_by_name().get(word))}


@cache
def _trades_by_noun() -> dict[str, str]:
    return {noun: trade for trade, entry in load("nominals")["trades"].items() for noun in entry["nouns"]}


@cache
def _trades_by_name() -> dict[str, str]:
    return {word: trade for trade, entry in load("nominals")["trades"].items() for word in entry["names"]}


@cache
def _office_words() -> frozenset[str]:
    roles = words("titles", "state_roles", "other_roles") | words("nominals", "office_pairs")
    return frozenset(w.lower() for title in roles for w in title.split()) - {"of"}


@cache
def _state_office_words() -> frozenset[str]:
    pairs = words("nominals", "office_pairs")
    last = pairs | {title.split()[-1].lower() for title in words("titles", "state_roles")}
    return frozenset(last - {"state", "president"}) | {"president"}
