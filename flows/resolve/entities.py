"""Which cast members of different documents are one entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from flows.lexicon import load
from flows.model.vocabulary import AliasType, CloseCall
from flows.resolve.bearers import STATE_KEY, Key, Name, Scene, by, names, related, scene
from flows.resolve.cards import NAMING, Card, Member
from flows.resolve.clusters import Link, cluster, clustered
from flows.resolve.names import folded, same_body, same_person, same_place
from flows.resolve.text import body_tokens

SCORES = {"same_key": 1.0, "same_name": 1.0, "middle_name": 0.95, "transliteration": 0.9, "spelling_variant": 0.8}
# How sure the rules are of what has no link of its own: chosen by what each rests on, not measured.
SHORT, CIRCLE, ALONE, NAMESAKES, SEVERAL = 0.75, 0.75, 0.85, 0.6, 0.5
SMALLEST_CIRCLE = 2  # people that two documents share, for a bare name in both to be one
EDGE = 2  # letters at the start or end of a word
LARGEST_BLOCK = 400  # a key that more names share tells nothing apart

RULES: dict[str, Callable[..., str | None]] = {"person": same_person, "body": same_body, "place": same_place}


class Doubt(NamedTuple):
    """Two cast members that the rules put together or kept apart, how alike they are, and by which rule."""

    a: Member
    b: Member
    verdict: CloseCall
    score: float
    method: str


@dataclass(slots=True)
class Grouping:
    """Cards in clusters, one an entity, and the close calls among them."""

    clusters: list[list[Card]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, a: Name, b: Name, verdict: CloseCall, score: float, method: str) -> None:
        """Note a close call between two names."""
        self.doubts.append(Doubt(a.cards[0].member, b.cards[0].member, verdict, score, method))


def group_members(found: Sequence[Card]) -> Grouping:
    """The cards in clusters; every card is in exactly one.

    States are known by their key. What is unnamed, and a bare surname that nothing resolves, stays with its document.
    """
    grouping = Grouping()
    states = [card for card in found if STATE_KEY.fullmatch(card.member.key)]
    others = [card for card in found if card.is_named and not STATE_KEY.fullmatch(card.member.key)]
    unnamed = [card for card in found if not card.is_named and not STATE_KEY.fullmatch(card.member.key)]
    around = scene(found)
    borne = names(others, around)
    clusters = _alike([name for name in borne if not name.is_bare], grouping)
    merged, left = _attach_short(clusters, [name for name in borne if name.is_bare], grouping)
    by_key = by(states, lambda card: card.member.key)
    together = [[card for name in alike for card in name.cards] for alike in merged]
    alone = [group for name in left for group in _same_circle(name.cards, around, grouping)]
    grouping.doubts += [doubt for name in borne for doubt in _strangers(name, around)]
    grouping.clusters = [*by_key.values(), *together, *alone, *([c] for c in unnamed)]
    return grouping


def _alike(full: Sequence[Name], grouping: Grouping) -> list[list[Name]]:
    """Names in clusters by how they are written; names of two known, different countries are never one."""
    known = {name.key: name for name in full}
    links, near = _links(known)

    def apart(a: Key, b: Key) -> bool:
        ours, theirs = known[a].country, known[b].country
        return ours is not None and theirs is not None and ours != theirs

    found = clustered(known, links, apart)
    for link in found.joins:
        if link.score < 1:
            grouping.doubt(known[link.a], known[link.b], CloseCall.MERGED, link.score, link.method)
    home = {key: n for n, keys in enumerate(found.clusters) for key in keys}
    for link in (*found.refused, *near):
        if home[link.a] != home[link.b]:
            method = "other_country" if apart(link.a, link.b) else "no_company_shared"
            grouping.doubt(known[link.a], known[link.b], CloseCall.APART, NAMESAKES, method)
    return [[known[key] for key in keys] for keys in found.clusters]


def _links(known: Mapping[Key, Name]) -> tuple[list[Link[Key]], list[Link[Key]]]:
    """Links between names that are one, and between names that would be one if they kept the same company."""
    links: list[Link[Key]] = []
    near: list[Link[Key]] = []
    for a, b in sorted(_candidates(known)):
        rule, is_near = _rule(known[a], known[b])
        if rule is not None:
            (near if is_near else links).append(Link(a, b, SCORES[rule], rule))
    return links, near


def _rule(one: Name, other: Name) -> tuple[str | None, bool]:
    """The rule by which two names are one, and whether they only would be if they kept the same company."""
    if one.group != "person" and not one.keys.isdisjoint(other.keys):
        return "same_key", False
    rule = RULES[one.group](one.text, other.text, same_country=True)
    if rule is None or related(one, other):
        return rule, False
    strict = RULES[one.group](one.text, other.text, same_country=False)
    return strict or rule, strict is None


def _candidates(known: Mapping[Key, Name]) -> set[tuple[Key, Key]]:
    """Pairs of names that share a blocking key."""
    blocks: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, name in known.items():
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


def _attach_short(
    clusters: Sequence[Sequence[Name]], bare: Sequence[Name], grouping: Grouping
) -> tuple[list[list[Name]], list[Name]]:
    """Clusters with the short names that can mean only one of them; and the names left over.

    A bare surname joins the only person who bears it, where their documents share company. An acronym or short form
    that is a whole name in one document joins the only body that some document introduces by it.
    """
    merged = [list(alike) for alike in clusters]
    surnames = _owners(merged, _surnames_of)
    left = []
    for name in bare:
        owners = sorted(surnames.get(("person", name.words[0]), set()))
        known = [next((full for full in merged[owner] if related(name, full)), None) for owner in owners]
        if len(owners) == 1 and known[0] is not None:
            grouping.doubt(name, known[0], CloseCall.MERGED, SHORT, "surname_of_one")
            merged[owners[0]].append(name)
            continue
        left.append(name)
        for full in [full for full in known if full is not None][:SMALLEST_CIRCLE]:
            grouping.doubt(name, full, CloseCall.APART, SEVERAL, "surname_of_several")
    return _join_short_forms(merged, grouping), left


def _surnames_of(alike: Sequence[Name]) -> set[tuple[str, str]]:
    """Last words of the names, but for those that are a parent's name: "Salman" is not Mohammed bin Salman."""
    parents = load("name_words")["patronymic"]
    return {
        (name.group, name.words[-1])
        for name in alike
        if name.group == "person" and len(name.words) > 1 and name.words[-2] not in parents
    }


def _owners(
    clusters: Sequence[Sequence[Name]], keys_of: Callable[[Sequence[Name]], set[tuple[str, str]]]
) -> dict[tuple[str, str], set[int]]:
    owners: dict[tuple[str, str], set[int]] = defaultdict(set)
    for n, alike in enumerate(clusters):
        for key in keys_of(alike):
            owners[key].add(n)
    return owners


def _join_short_forms(clusters: list[list[Name]], grouping: Grouping) -> list[list[Name]]:
    """Bodies known by one short name joined to the only body whose documents introduce that name.

    But for acronyms, the documents must share company: firms of one group go by one short name.
    """
    owners = _owners(clusters, _introduced)
    target: dict[int, int] = {}
    for n, alike in enumerate(clusters):
        forms = {("body", "-".join(name.words)) for name in alike if name.group == "body"}
        found = sorted({owner for form in forms for owner in owners.get(form, ()) if owner != n})
        if not found or _introduced(alike) or not _one_country([*alike, *clusters[found[0]]]):
            continue
        full = clusters[found[0]]
        is_near = bool(forms & _acronyms(full)) or any(related(one, other) for one in alike for other in full)
        if len(found) == 1 and is_near:
            target[n] = found[0]
            grouping.doubt(alike[0], full[0], CloseCall.MERGED, SHORT, "short_form")
        else:
            method = "no_company_shared" if len(found) == 1 else "short_form_of_several"
            grouping.doubt(alike[0], full[0], CloseCall.APART, SEVERAL, method)
    for n, owner in target.items():
        clusters[owner].extend(clusters[n])
    return [alike for n, alike in enumerate(clusters) if n not in target]


def _introduced(alike: Sequence[Name]) -> set[tuple[str, str]]:
    """Short forms that documents use beside the full name."""
    return {
        ("body", "-".join(body_tokens(alias)))
        for name in alike
        if name.group == "body"
        for card in name.cards
        for alias, alias_type, _ in card.aliases
        if alias_type in NAMING and body_tokens(alias) != name.words and _is_short_for(alias, alias_type, name)
    }


def _acronyms(alike: Sequence[Name]) -> set[tuple[str, str]]:
    """Acronyms that documents use beside the full name."""
    return {
        ("body", "-".join(body_tokens(alias)))
        for name in alike
        for card in name.cards
        for alias, alias_type, _ in card.aliases
        if alias_type is AliasType.ACRONYM
    }


def _is_short_for(alias: str, alias_type: AliasType, name: Name) -> bool:
    words = body_tokens(alias)
    return alias_type is AliasType.ACRONYM or (len(words) < len(name.words) and words == name.words[: len(words)])


def _one_country(alike: Iterable[Name]) -> bool:
    return len({name.country for name in alike if name.country}) <= 1


def _same_circle(cards: Sequence[Card], around: Scene, grouping: Grouping) -> list[list[Card]]:
    """Cards of one bare name, together where their documents share at least two people known by full name."""
    by_member = {card.member: card for card in cards}
    first: dict[tuple[object, ...], Member] = {}
    links = [
        Link(first.setdefault(circle, member), member, 1.0, "same_circle")
        for member in sorted(by_member)
        for circle in combinations(sorted(around.people.get(member.doc_id, ())), SMALLEST_CIRCLE)
    ]
    found = cluster(by_member, links)
    for members in found:
        for member in members[1:]:
            grouping.doubts.append(Doubt(members[0], member, CloseCall.MERGED, CIRCLE, "same_circle"))
    return [[by_member[member] for member in members] for members in found]


def _strangers(name: Name, around: Scene) -> Iterator[Doubt]:
    """Bearers of one full name whose documents share neither a state nor anyone else with those of the first."""
    if name.group != "person" or name.is_bare or name.country is not None:
        return
    first, *others = name.cards
    for card in others:
        one, other = first.member.doc_id, card.member.doc_id
        shares_state = not around.states.get(one, set()).isdisjoint(around.states.get(other, set()))
        company = around.company.get(one, set()) & around.company.get(other, set())
        if not shares_state and company <= {"-".join(name.words)}:
            yield Doubt(first.member, card.member, CloseCall.MERGED, ALONE, "same_name_alone")
