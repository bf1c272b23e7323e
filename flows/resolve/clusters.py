"""Clustering by pairwise links, strongest first, where some things must never meet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
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


def cluster(
    items: Iterable[Item],
    links: Iterable[Link[Item]],
    apart: Callable[[Item, Item], bool] = lambda _a, _b: False,
    forced: Iterable[Link[Item]] = (),
) -> list[list[Item]]:
    """The items in disjoint clusters, each sorted, in order of their first item.

    Links are taken strongest first, ties by the items' own order, so the order of arrival plays no part. Two
    clusters join only if no member of one must stay `apart` from a member of the other. What is `forced` together
    joins before all else, whatever stands against it.
    """
    members = {item: [item] for item in items}
    for link in forced:
        _join(members, link)
    for link in sorted(links, key=lambda link: (-link.score, *sorted((link.a, link.b)))):  # type: ignore[type-var]
        ours, theirs = members[link.a], members[link.b]
        if ours is not theirs and not any(apart(a, b) for a in ours for b in theirs):
            _join(members, link)
    distinct = {id(found): found for found in members.values()}.values()
    return sorted(sorted(found) for found in distinct)  # type: ignore[type-var]


def _join(members: dict[Item, list[Item]], link: Link[Item]) -> None:
    ours, theirs = members[link.a], members[link.b]
    if ours is not theirs:
        ours.extend(theirs)
        members.update(dict.fromkeys(theirs, ours))
