"""Clustering by pairwise links, strongest first, where some things must never meet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Link(Generic[Item]):
    """Two things that are likely one, how likely (0 to 1), and by which rule."""

    a: Item
    b: Item
    score: float
    method: str


@dataclass(frozen=True, slots=True)
class Clustering(Generic[Item]):
    """Disjoint clusters, each sorted, in order of their first item, and the links that were decisive.

    `joins` are the links that brought two clusters together, one fewer than a cluster has members; `refused` are those
    that would have brought together what must stay apart.
    """

    clusters: list[list[Item]]
    joins: list[Link[Item]]
    refused: list[Link[Item]]


def clustered(
    items: Iterable[Item],
    links: Iterable[Link[Item]],
    apart: Callable[[Item, Item], bool] | None = None,
    forced: Iterable[Link[Item]] = (),
) -> Clustering[Item]:
    """The items in clusters.

    Links are taken strongest first, ties by the items' own order, so the order of arrival plays no part. Two
    clusters join only if no member of one must stay `apart` from a member of the other. What is `forced` together
    joins before all else, whatever stands against it.
    """
    members = {item: [item] for item in items}
    joins = [link for link in forced if _join(members, link)]
    refused = []
    for link in sorted(links, key=lambda link: (-link.score, *sorted((link.a, link.b)))):  # type: ignore[type-var]
        ours, theirs = members[link.a], members[link.b]
        if ours is theirs:
            continue
        if apart is not None and any(apart(a, b) for a in ours for b in theirs):
            refused.append(link)
        elif _join(members, link):
            joins.append(link)
    distinct = {id(found): found for found in members.values()}.values()
    return Clustering(sorted(sorted(found) for found in distinct), joins, refused)  # type: ignore[type-var]


def cluster(
    items: Iterable[Item],
    links: Iterable[Link[Item]],
    apart: Callable[[Item, Item], bool] | None = None,
    forced: Iterable[Link[Item]] = (),
) -> list[list[Item]]:
    """The clusters alone."""
    return clustered(items, links, apart, forced).clusters


def sharing(items: Sequence[Item], keys: Iterable[Iterable[Hashable]]) -> list[list[Item]]:
    """The items in clusters as above, those that share a key in one; `keys` has some for each item."""
    first: dict[Hashable, int] = {}
    ends = list(range(len(items)))

    def end(n: int) -> int:
        while ends[n] != n:
            ends[n] = n = ends[ends[n]]
        return n

    for n, of_item in enumerate(keys):
        for key in of_item:
            ends[end(n)] = end(first.setdefault(key, n))
    found: dict[int, list[Item]] = {}
    for n, item in enumerate(items):
        found.setdefault(end(n), []).append(item)
    return sorted(sorted(together) for together in found.values())  # type: ignore[type-var]


def _join(members: dict[Item, list[Item]], link: Link[Item]) -> bool:
    """Put both ends into one cluster; False where they are in one already."""
    ours, theirs = members[link.a], members[link.b]
    if ours is theirs:
        return False
    if len(ours) < len(theirs):
        ours, theirs = theirs, ours
    ours.extend(theirs)
    members.update(dict.fromkeys(theirs, ours))
    return True
