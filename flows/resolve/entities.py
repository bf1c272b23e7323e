"""Which cast members of different documents are one entity."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeAlias, TypeVar

from flows.model.vocabulary import AliasType, EntityType
from flows.resolve.cards import NAMING, Card, Member
from flows.resolve.clusters import Link, cluster
from flows.resolve.names import folded, same_body, same_person, same_place
from flows.resolve.text import body_tokens, tokens

STATE_KEY = re.compile(r"(?:country|gov):[A-Z]{3}")
SCORES = {"same_key": 1.0, "same_name": 1.0, "middle_name": 0.95, "transliteration": 0.9, "spelling_variant": 0.8}
SMALLEST_CIRCLE = 2  # people that two documents share, for a bare name in both to be one
EDGE = 2  # letters at the start or end of a word
LARGEST_BLOCK = 400  # a key that more names share tells nothing apart

RULES: dict[str, Callable[..., str | None]] = {"person": same_person, "body": same_body, "place": same_place}
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


def group_members(found: Sequence[Card]) -> list[list[Card]]:
    """The cards in clusters, one an entity; every card is in exactly one.

    States are known by their key. What is unnamed, and a bare surname that nothing resolves, stays with its document.
    """
    states = [card for card in found if STATE_KEY.fullmatch(card.member.key)]
    others = [card for card in found if card.is_named and not STATE_KEY.fullmatch(card.member.key)]
    unnamed = [card for card in found if not card.is_named and not STATE_KEY.fullmatch(card.member.key)]
    names = _names(others)
    _add_context(names, found)
    full = {name.key: name for name in names if not _is_bare(name)}
    clusters = [[full[key] for key in keys] for keys in cluster(full, _links(full), _apart(full))]
    merged, left = _attach_short(clusters, [name for name in names if _is_bare(name)])
    by_key = _by(states, lambda card: card.member.key)
    together = [[card for name in names for card in name.cards] for names in merged]
    circles = _circles(found)
    alone = [group for name in left for group in _same_circle(name.cards, circles)]
    return [*by_key.values(), *together, *alone, *([c] for c in unnamed)]


def _circles(found: Iterable[Card]) -> dict[str, set[tuple[str, ...]]]:
    """People whom each document knows by full name."""
    known: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for card in found:
        if card.group == "person" and len(tokens(card.name)) > 1:
            known[card.member.doc_id].add(tokens(card.name))
    return known


def _same_circle(cards: Sequence[Card], circles: Mapping[str, set[tuple[str, ...]]]) -> list[list[Card]]:
    """Cards of one bare name, together where their documents share at least two people known by full name."""
    by_member = {card.member: card for card in cards}
    first: dict[tuple[object, ...], Member] = {}
    links = [
        Link(first.setdefault(circle, member), member, 1.0, "same_circle")
        for member in sorted(by_member)
        for circle in combinations(sorted(circles.get(member.doc_id, ())), SMALLEST_CIRCLE)
    ]
    return [[by_member[member] for member in members] for members in cluster(by_member, links)]


def _names(others: Iterable[Card]) -> list[Name]:
    """Cards by kind, words and country; a card without country goes with the only country its name has."""
    return [
        Name(group, words, country, sorted(together, key=lambda card: card.member))
        for (group, words), alike in sorted(_by(others, _spelling).items())
        for country, together in _by_country(alike).items()
    ]


def _by_country(alike: Sequence[Card]) -> dict[str | None, list[Card]]:
    countries = {card.country for card in alike if card.country}
    only = min(countries) if len(countries) == 1 else None
    return _by(alike, lambda card: card.country or only)


def _spelling(card: Card) -> tuple[str, tuple[str, ...]]:
    words = body_tokens(card.name) if card.group == "body" else tokens(card.name)
    return card.group, words or (card.member.doc_id, card.member.key)


def _by(items: Iterable[Card], key: Callable[[Card], Thing]) -> dict[Thing, list[Card]]:
    grouped: dict[Thing, list[Card]] = defaultdict(list)
    for item in items:
        grouped[key(item)].append(item)
    return grouped


def _is_bare(name: Name) -> bool:
    return name.group == "person" and len(name.words) == 1


def _add_context(names: Iterable[Name], found: Iterable[Card]) -> None:
    """Note for each name who else its documents name; media are everywhere and say nothing."""
    states: dict[str, set[str]] = defaultdict(set)
    company: dict[str, set[str]] = defaultdict(set)
    for card in found:
        if STATE_KEY.fullmatch(card.member.key):
            states[card.member.doc_id].add(card.member.key)
        elif card.is_named and card.entity_type is not EntityType.MEDIA:
            company[card.member.doc_id].add("-".join(_spelling(card)[1]))
    for name in names:
        for card in name.cards:
            name.states |= states[card.member.doc_id]
            name.company |= company[card.member.doc_id]
        name.company.discard("-".join(name.words))


def _apart(names: Mapping[Key, Name]) -> Callable[[Key, Key], bool]:
    """Names of two known, different countries are never one."""

    def apart(a: Key, b: Key) -> bool:
        ours, theirs = names[a].country, names[b].country
        return ours is not None and theirs is not None and ours != theirs

    return apart


def related(a: Name, b: Name) -> bool:
    """Whether two names live in one world: one known country, or documents that share a state and someone else."""
    if a.country is not None and a.country == b.country:
        return True
    return not a.states.isdisjoint(b.states) and not a.company.isdisjoint(b.company)


def _links(names: Mapping[Key, Name]) -> Iterator[Link[Key]]:
    for a, b in sorted(_candidates(names)):
        rule = _rule(names[a], names[b])
        if rule is not None:
            yield Link(a, b, SCORES[rule], rule)


def _rule(one: Name, other: Name) -> str | None:
    """The rule by which two names are one; that they are alike is looked at before the company they keep."""
    if one.group != "person" and not one.keys.isdisjoint(other.keys):
        return "same_key"
    rule = RULES[one.group](one.text, other.text, same_country=True)
    if rule is None or related(one, other):
        return rule
    return RULES[one.group](one.text, other.text, same_country=False)


def _candidates(names: Mapping[Key, Name]) -> set[tuple[Key, Key]]:
    """Pairs of names that share a blocking key."""
    blocks: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, name in names.items():
        for block in _blocking_keys(name):
            blocks[name.group, block].append(key)
    return {pair for keys in blocks.values() if len(keys) <= LARGEST_BLOCK for pair in combinations(sorted(keys), 2)}


def _blocking_keys(name: Name) -> set[str]:
    """A family name; of any name all words but one, with the edge of that one, since a letter off spares an edge."""
    if name.group not in RULES:
        return set()
    keys = {
        f"{n}:{rest}:{edge}" for n, rest, word in _left_out(name.words) for edge in (word[:EDGE] + "…", word[-EDGE:])
    }
    if name.group == "person":
        return keys | {f"family:{folded(name.words[-1])}:{folded(name.words[0])[0]}"}
    return keys | name.keys | {"".join(name.words), f"{name.words[0][0]}…{name.words[-1]}"}


def _left_out(words: tuple[str, ...]) -> Iterator[tuple[int, str, str]]:
    """Each word with its place and the words around it."""
    for n, word in enumerate(words):
        yield n, " ".join(words[:n] + words[n + 1 :]), word


def _attach_short(clusters: Sequence[Sequence[Name]], bare: Sequence[Name]) -> tuple[list[list[Name]], list[Name]]:
    """Clusters with the short names that can mean only one of them; and the names left over.

    A bare surname joins the only person who bears it, where their documents share company. An acronym or short form
    that is a whole name in one document joins the only body that some document introduces by it.
    """
    merged = [list(names) for names in clusters]
    surnames = _owners(merged, _surnames_of)
    left = []
    for name in bare:
        owners = surnames.get(("person", name.words[0]), set())
        owner = next(iter(owners)) if len(owners) == 1 else None
        if owner is not None and any(related(name, full) for full in merged[owner]):
            merged[owner].append(name)
        else:
            left.append(name)
    return _join_short_forms(merged), left


def _surnames_of(names: Sequence[Name]) -> set[tuple[str, str]]:
    return {(name.group, name.words[-1]) for name in names if name.group == "person" and len(name.words) > 1}


def _owners(
    clusters: Sequence[Sequence[Name]], keys_of: Callable[[Sequence[Name]], set[tuple[str, str]]]
) -> dict[tuple[str, str], set[int]]:
    owners: dict[tuple[str, str], set[int]] = defaultdict(set)
    for n, names in enumerate(clusters):
        for key in keys_of(names):
            owners[key].add(n)
    return owners


def _join_short_forms(clusters: list[list[Name]]) -> list[list[Name]]:
    """Bodies known by one short name joined to the only body whose documents introduce that name."""
    owners = _owners(clusters, _introduced)
    target: dict[int, int] = {}
    for n, names in enumerate(clusters):
        forms = {("body", "-".join(name.words)) for name in names if name.group == "body"}
        found = {owner for form in forms for owner in owners.get(form, ()) if owner != n}
        if len(found) == 1 and not _introduced(names) and _one_country([*names, *clusters[min(found)]]):
            target[n] = min(found)
    for n, owner in target.items():
        clusters[owner].extend(clusters[n])
    return [names for n, names in enumerate(clusters) if n not in target]


def _introduced(names: Sequence[Name]) -> set[tuple[str, str]]:
    """Short forms that documents use beside the full name."""
    return {
        ("body", "-".join(body_tokens(alias)))
        for name in names
        if name.group == "body"
        for card in name.cards
        for alias, alias_type, _ in card.aliases
        if alias_type in NAMING and body_tokens(alias) != name.words and _is_short_for(alias, alias_type, name)
    }


def _is_short_for(alias: str, alias_type: AliasType, name: Name) -> bool:
    words = body_tokens(alias)
    return alias_type is AliasType.ACRONYM or (len(words) < len(name.words) and words == name.words[: len(words)])


def _one_country(names: Iterable[Name]) -> bool:
    return len({name.country for name in names if name.country}) <= 1


def members_of(clusters: Iterable[Sequence[Card]]) -> Iterator[tuple[int, Member]]:
    """Number of the cluster and cast member, for every card."""
    for n, found in enumerate(clusters):
        for card in found:
            yield n, card.member
