"""Clustering by pairwise links, strongest first, where some things must never meet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers: TypeAlias = npt.NDArray[np.int64]

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
    foes: dict[int, set[int]] = {}  # clusters that hold things that must stay apart, by the identity of each
    joins = [link for link in forced if _join(members, link, foes)]
    refused = []
    for link in sorted(links, key=lambda link: (-link.score, *sorted((link.a, link.b)))):  # type: ignore[type-var]
        ours, theirs = members[link.a], members[link.b]
        if ours is theirs:
            continue
        if id(theirs) in foes.get(id(ours), ()):
            refused.append(link)
        elif apart is not None and any(apart(a, b) for a in ours for b in theirs):
            refused.append(link)
            foes.setdefault(id(ours), set()).add(id(theirs))
            foes.setdefault(id(theirs), set()).add(id(ours))
        elif _join(members, link, foes):
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


def circles(size: int, a: Numbers, b: Numbers) -> Numbers:
    """For each of so many numbers, the first of all that hang together with it by the pairs of `a` and `b`."""
    import numpy as np

    first = np.arange(size)
    while (first[a] != first[b]).any():
        low = np.minimum(first[a], first[b])
        for ends in (a, b):
            np.minimum.at(first, first[ends], low)
        while (first != first[first]).any():
            first = first[first]
    return first


class Growing:
    """Clusters of so many numbers that grow as those of `clustered` do.

    Of most pairs it is known beforehand whether they must stay apart; many are looked at at once, a bit each.

    Args:
        size: how many numbers.
        noted: for each number, a bit for each other one that it was compared with.
        foes: for each, a bit for those of them that must stay apart from it.
        apart: asked of the other pairs.
    """

    def __init__(self, size: int, noted: Sequence[int], foes: Sequence[int], apart: Callable[[int, int], bool]) -> None:
        self.home = list(range(size))  # the cluster of each, by one of its numbers
        self._members = [[n] for n in range(size)]
        self._bits = [1 << n for n in range(size)]
        self._noted, self._known = noted, list(noted)  # with which each, and all of a cluster, were compared
        self._foes, self._apart = list(foes), apart

    def join(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Join the clusters of each pair, whatever stands against it."""
        for a, b in pairs:
            if self.home[a] != self.home[b]:
                self._join(self.home[a], self.home[b])

    def grow(self, links: Iterable[tuple[int, int]]) -> list[int]:
        """Join the clusters of each pair that may meet, the strongest first; which pairs brought two together."""
        joins = []
        for k, (a, b) in enumerate(links):
            ours, theirs = self.home[a], self.home[b]
            if ours != theirs and self._may_meet(ours, theirs):
                self._join(ours, theirs)
                joins.append(k)
        return joins

    def _may_meet(self, ours: int, theirs: int) -> bool:
        if self._bits[theirs] & self._foes[ours]:
            return False
        if self._bits[theirs] & ~self._known[ours]:
            pairs = ((n, m) for n in self._members[ours] for m in self._members[theirs])
            for n, m in pairs:
                if not self._noted[n] >> m & 1 and self._apart(n, m):
                    self._foes[ours] |= 1 << m
                    self._foes[theirs] |= 1 << n
                    return False
        return True

    def _join(self, ours: int, theirs: int) -> None:
        if len(self._members[ours]) < len(self._members[theirs]):
            ours, theirs = theirs, ours
        for n in self._members[theirs]:
            self.home[n] = ours
        self._members[ours] += self._members[theirs]
        self._bits[ours] |= self._bits[theirs]
        self._foes[ours] |= self._foes[theirs]
        self._known[ours] &= self._known[theirs]


def _join(members: dict[Item, list[Item]], link: Link[Item], foes: dict[int, set[int]]) -> bool:
    """Put both ends into one cluster, whose foes are those of both; False where they are in one already."""
    ours, theirs = members[link.a], members[link.b]
    if ours is theirs:
        return False
    if len(ours) < len(theirs):
        ours, theirs = theirs, ours
    for foe in foes.pop(id(theirs), ()):
        foes[foe].remove(id(theirs))
        foes[foe].add(id(ours))
        foes.setdefault(id(ours), set()).add(foe)
    ours.extend(theirs)
    members.update(dict.fromkeys(theirs, ours))
    return True
