"""Names as the documents bear them: cast members of one name and country, and the company they keep."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from flows.model.vocabulary import EntityType
from flows.resolve.cards import Card
from flows.resolve.text import body_tokens, tokens

STATE_KEY = re.compile(r"(?:country|gov):[A-Z]{3}")
Key: TypeAlias = "tuple[str, tuple[str, ...], str]"  # kind of thing, words, country
Thing = TypeVar("Thing", bound=Hashable)


@dataclass(slots=True)
class Name:
    """Cast members that bear the same name, of one kind and one country, over all documents."""

    group: str
    words: tuple[str, ...]
    country: str | None
    cards: list[Card]
    states: set[str] = field(default_factory=set)  # states named in its documents
    company: set[str] = field(default_factory=set)  # others named in its documents

    @property
    def key(self) -> Key:
        """What tells it from other names."""
        return self.group, self.words, self.country or ""

    @property
    def keys(self) -> set[str]:
        """Keys its documents use; for what the lists know, one key stands for all its names."""
        return {card.member.key for card in self.cards}

    @property
    def text(self) -> str:
        """The name as the first document prints it."""
        return self.cards[0].name

    @property
    def is_bare(self) -> bool:
        """Whether it is a person's name of one word."""
        return self.group == "person" and len(self.words) == 1


@dataclass(frozen=True, slots=True)
class Scene:
    """Who appears in each document: states, others by name, and people known by full name."""

    states: Mapping[str, set[str]]
    company: Mapping[str, set[str]]
    people: Mapping[str, set[tuple[str, ...]]]


def scene(found: Iterable[Card]) -> Scene:
    """The scene of all documents; media are everywhere and say nothing."""
    states: dict[str, set[str]] = defaultdict(set)
    company: dict[str, set[str]] = defaultdict(set)
    people: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for card in found:
        doc_id = card.member.doc_id
        if STATE_KEY.fullmatch(card.member.key):
            states[doc_id].add(card.member.key)
        elif card.is_named and card.entity_type is not EntityType.MEDIA:
            company[doc_id].add("-".join(spelling(card)[1]))
        if card.group == "person" and len(tokens(card.name)) > 1:
            people[doc_id].add(tokens(card.name))
    return Scene(states, company, people)


def names(others: Iterable[Card], around: Scene) -> list[Name]:
    """Cards by kind, words and country; a card without country goes with the only country its name has.

    People of one full name are one whatever office each article gives them: an office is misread more often than two
    office-holders of different states share a full name.
    """
    found = [
        Name(group, words, country, sorted(together, key=lambda card: card.member))
        for (group, words), alike in sorted(by(others, spelling).items())
        for country, together in _by_country(alike).items()
    ]
    for name in found:
        for card in name.cards:
            name.states |= around.states.get(card.member.doc_id, set())
            name.company |= around.company.get(card.member.doc_id, set())
        name.company.discard("-".join(name.words))
    return found


def _by_country(alike: Sequence[Card]) -> dict[str | None, list[Card]]:
    countries = {card.country for card in alike if card.country}
    if alike[0].group == "person":
        return {_most(card.country for card in alike): list(alike)}
    only = min(countries) if len(countries) == 1 else None
    return by(alike, lambda card: card.country or only)


def _most(countries: Iterable[str | None]) -> str | None:
    counts = Counter(country for country in countries if country is not None)
    return min(counts, key=lambda country: (-counts[country], country), default=None)


def spelling(card: Card) -> tuple[str, tuple[str, ...]]:
    """The card's kind of thing and the words of its name."""
    words = body_tokens(card.name) if card.group == "body" else tokens(card.name)
    return card.group, words or (card.member.doc_id, card.member.key)


def by(items: Iterable[Card], key: Callable[[Card], Thing]) -> dict[Thing, list[Card]]:
    """The items by what `key` says of them."""
    grouped: dict[Thing, list[Card]] = defaultdict(list)
    for item in items:
        grouped[key(item)].append(item)
    return grouped


def related(a: Name, b: Name) -> bool:
    """Whether two names live in one world: one known country, or documents that share a state and someone else.

    People need company: a country has many of one surname.
    """
    if a.group != "person" and a.country is not None and a.country == b.country:
        return True
    return not a.states.isdisjoint(b.states) and not a.company.isdisjoint(b.company)
