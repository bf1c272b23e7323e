"""Which cast members of different documents are one entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from flows.lexicon import load
from flows.model.vocabulary.facts import CloseCall
from flows.resolve.bearers import Name, bearers, introduce, named_around, names, related
from flows.resolve.cards import BODY, PERSON, Member
from flows.resolve.clusters import Link, clustered
from flows.resolve.table import Table, among

# How sure the rules are of what has no link of its own: chosen by what each rests on, not measured.
SHORT, ALONE, NAMESAKES, SEVERAL = 0.75, 0.85, 0.6, 0.5
SHOWN = 2  # full names that a bare one is shown apart from


class Doubt(NamedTuple):
    """Two cast members that the rules put together or kept apart, how alike they are, and by which rule."""

    spelling: str  # of the first
    a: Member
    b: Member
    verdict: CloseCall
    score: float
    method: str


@dataclass(slots=True)
class Grouping:
    """Names in clusters, one an entity; cast members that go by a bare name, with it; and the close calls."""

    clusters: list[list[Name]] = field(default_factory=list)
    left: list[Name] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, a: Name, b: Name, verdict: CloseCall, score: float, method: str) -> None:
        """Note a close call between two names."""
        self.doubts.append(Doubt(a.spelling, a.first, b.first, verdict, score, method))


def group_names(found: pl.DataFrame, forms: pl.DataFrame, likenesses: Table, cards: Table) -> Grouping:
    """Names in clusters, each in one or left over.

    A bare surname that nothing resolves stays with its document.

    Args:
        found: what is said of spellings and of all that hang together with them, as `borne` gives it.
        forms: all short forms.
        likenesses: pairs of names that may be one.
        cards: all cards.
    """
    grouping = Grouping()
    known = names(found, forms)
    bare = [name for name in known.values() if name.is_bare]
    clusters = _alike([name for name in known.values() if not name.is_bare], likenesses, grouping)
    introduce(_in_company(clusters, bare), found, cards)
    grouping.clusters, grouping.left = _attach_short(clusters, bare, grouping)
    grouping.doubts += _strangers(known.values(), found, cards)
    return grouping


def _in_company(clusters: Sequence[Sequence[Name]], bare: Sequence[Name]) -> list[Name]:
    """Names of which it may matter what company they keep: bare surnames and who bears them, short forms likewise."""
    surnames = {name.words[0] for name in bare}
    introduced = {form for alike in clusters for form in _introduced(alike)}
    told = [
        name
        for alike in clusters
        if not surnames.isdisjoint(_surnames_of(alike))
        or _introduced(alike)
        or any(name.group == BODY and "-".join(name.words) in introduced for name in alike)
        for name in alike
    ]
    return [*bare, *told]


def _alike(full: Sequence[Name], likenesses: Table, grouping: Grouping) -> list[list[Name]]:
    """Names in clusters by how they are written; names of two known, different countries are never one."""
    known = {name.name_id: name for name in full}
    pairs = likenesses.of("spelling_a", {name.spelling for name in full}).filter(
        ~pl.col("is_near") & among("a", known) & among("b", known)
    )
    links = [Link(*row) for row in pairs.select("a", "b", "score", "method").iter_rows()]
    found = clustered(known, links, lambda a, b: _are_of_two_countries(known[a], known[b]))
    for link in found.joins:
        if link.score < 1:
            grouping.doubt(known[link.a], known[link.b], CloseCall.MERGED, link.score, link.method)
    home = {key: n for n, keys in enumerate(found.clusters) for key in keys}
    for link in found.refused:
        if home[link.a] != home[link.b]:
            two = _are_of_two_countries(known[link.a], known[link.b])
            method = "other_country" if two else "no_company_shared"
            grouping.doubt(known[link.a], known[link.b], CloseCall.APART, NAMESAKES, method)
    return [[known[key] for key in keys] for keys in found.clusters]


def _are_of_two_countries(a: Name, b: Name) -> bool:
    return a.country is not None and b.country is not None and a.country != b.country


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
        owners = sorted(surnames.get(name.words[0], set()))
        known = [next((full for full in merged[owner] if related(name, full)), None) for owner in owners]
        if len(owners) == 1 and known[0] is not None:
            grouping.doubt(name, known[0], CloseCall.MERGED, SHORT, "surname_of_one")
            merged[owners[0]].append(name)
            continue
        left.append(name)
        for full in [full for full in known if full is not None][:SHOWN]:
            grouping.doubt(name, full, CloseCall.APART, SEVERAL, "surname_of_several")
    return _join_short_forms(merged, grouping), left


def _surnames_of(alike: Sequence[Name]) -> set[str]:
    """Last words of the names, but for those that are a parent's name: "Salman" is not Mohammed bin Salman."""
    parents = load("name_words")["patronymic"]
    return {
        name.words[-1]
        for name in alike
        if name.group == PERSON and len(name.words) > 1 and name.words[-2] not in parents
    }


def _owners(clusters: Sequence[Sequence[Name]], keys_of: Callable[[Sequence[Name]], set[str]]) -> dict[str, set[int]]:
    owners: dict[str, set[int]] = defaultdict(set)
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
        forms = {"-".join(name.words) for name in alike if name.group == BODY}
        found = sorted({owner for form in forms for owner in owners.get(form, ()) if owner != n})
        if not found or _introduced(alike) or not _one_country([*alike, *clusters[found[0]]]):
            continue
        full = clusters[found[0]]
        is_acronym = any(not name.acronyms.isdisjoint(forms) for name in full)
        is_near = is_acronym or any(related(one, other) for one in alike for other in full)
        if len(found) == 1 and is_near:
            target[n] = found[0]
            grouping.doubt(alike[0], full[0], CloseCall.MERGED, SHORT, "short_form")
        else:
            method = "no_company_shared" if len(found) == 1 else "short_form_of_several"
            grouping.doubt(alike[0], full[0], CloseCall.APART, SEVERAL, method)
    for n, owner in target.items():
        clusters[owner].extend(clusters[n])
    return [alike for n, alike in enumerate(clusters) if n not in target]


def _introduced(alike: Sequence[Name]) -> set[str]:
    """Short forms that documents use beside the full name."""
    return {form for name in alike for form in name.introduced}


def _one_country(alike: Iterable[Name]) -> bool:
    return len({name.country for name in alike if name.country}) <= 1


def _strangers(known: Iterable[Name], found: pl.DataFrame, cards: Table) -> Iterator[Doubt]:
    """Bearers of one full name whose documents share neither a state nor anyone else with those of the first."""
    homeless = {n.name_id: n for n in known if n.group == PERSON and n.country is None and not n.is_bare}
    several = found.filter(among("name_id", homeless) & (pl.col("n").sum().over("name_id") > 1))["name_id"]
    bearing = bearers(found, cards, several).sort("doc_id", "entity_key")
    bearing = bearing.select("name_id", "doc_id", "entity_key", own="words")
    around = named_around(cards, bearing["doc_id"].unique()).select("doc_id", "named")
    first = bearing.unique("name_id", keep="first", maintain_order=True).join(around, on="doc_id")
    known_there = first.filter(pl.col("named") != pl.col("own")).select("name_id", "named")
    sharing = bearing.join(around, on="doc_id").join(known_there, on=["name_id", "named"], how="semi")
    alone = bearing.join(sharing, on=["name_id", "doc_id"], how="anti")
    for name_id, *member in alone.select("name_id", "doc_id", "entity_key").iter_rows():
        if (one := homeless[name_id]).first != (other := Member(*member)):
            yield Doubt(one.spelling, one.first, other, CloseCall.MERGED, ALONE, "same_name_alone")
