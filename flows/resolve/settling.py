"""Threads that hang together put into facts, by number: a fact that is told often has many pairs of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from flows.model.vocabulary.facts import FactType
from flows.resolve.clusters import Growing, Link, circles, cluster
from flows.resolve.deal_nodes import Thread
from flows.resolve.doubts import SURE, TOO_LITTLE
from flows.resolve.facts import facts, judgements
from flows.resolve.kept import give_back
from flows.resolve.order import FEW
from flows.resolve.overrides import Ruling
from flows.resolve.table import among
from flows.resolve.threads import HOMES, JOINS, REASONS, name_of, places

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers: TypeAlias = npt.NDArray[np.int64]

Rows: TypeAlias = list[tuple[Any, ...]]

PAIRS_AT_ONCE = 200_000


@dataclass(frozen=True, slots=True)
class Circle:
    """Threads by number, and the pairs noted among them by place in `members`, the strongest first."""

    members: list[int]
    pairs: list[tuple[int, int]]
    scores: list[float]
    rules: list[str | None]
    are_out: list[bool]  # whether something rules out that the two are one


@dataclass(frozen=True, slots=True)
class Settler:
    """Settles threads of one kind of fact.

    Args:
        fact_type: the kind.
        ruling: what people judged.
        told: the reports of each thread that tells a fact.
        is_ruled_out: whether two threads, the first one first, cannot be one; asked where no pair was noted.
    """

    fact_type: FactType
    ruling: Ruling[Thread]
    told: Mapping[Thread, Sequence[str]]
    is_ruled_out: Callable[[Thread, Thread], bool]

    def settle(self, touched: pl.Series, pairs: pl.DataFrame) -> dict[str, pl.DataFrame]:
        """Tables `homes`, `reasons` and `joins` of the touched threads, which hang together with no others."""
        names = touched.sort()
        known = {name_of(thread): thread for thread in self.told}
        threads = [known.get(name) for name in names]
        homes, reasons, joins = Rows(), Rows(), Rows()
        near = numbered(names, pairs)
        give_back()
        for circle in _circles(near, len(names), self._forced(names)):
            found = self._settled(circle, threads)
            name = names[circle.members[0]]
            homes += [(*row, name) for row in found[0]]
            reasons += found[1]
            joins += found[2]
        tables = (("homes", homes, HOMES), ("reasons", reasons, REASONS), ("joins", joins, JOINS))
        return {name: pl.DataFrame(rows, schema=columns, orient="row") for name, rows, columns in tables}

    def _forced(self, names: pl.Series) -> list[tuple[int, int]]:
        """Numbers of the threads that people put together."""
        number = {name: n for n, name in enumerate(names)} if self.ruling.same else {}
        judged = [(name_of(a), name_of(b)) for a, b, _ in self.ruling.same]
        return [(number[a], number[b]) for a, b in judged if a in number and b in number]

    def _settled(self, circle: Circle, threads: Sequence[Thread | None]) -> tuple[Rows, Rows, Rows]:
        """Rows of `homes` (without the circle), `reasons` and `joins`."""
        at = {n: thread for n, m in enumerate(circle.members) if (thread := threads[m]) is not None}
        told = {thread: self.told[thread] for thread in at.values()}
        forced = self.ruling.links(told)
        clusters, decisive, best = self._clustered(circle, at, forced)
        made = facts(self.fact_type, [[at[n] for n in found] for found in clusters], told)
        homes = [
            (report, thread.doc_id, name_of(thread), fact.fact_id)
            for fact in made
            for thread in fact.threads
            for report in told[thread]
        ]
        home = {report: thread for report, _, thread, _ in homes}
        links = forced + [_link(circle, k, at) for k in best]
        reasons = [(home[row["report_id"]], *row.values()) for row in judgements(made, links, told)]
        weak = [_link(circle, k, at) for k in decisive if circle.scores[k] < SURE]
        return homes, reasons, [(name_of(j.a), name_of(j.b), j.score, j.method) for j in weak]

    def _clustered(
        self, circle: Circle, at: Mapping[int, Thread], forced: Sequence[Link[Thread]]
    ) -> tuple[list[list[int]], list[int], list[int]]:
        """Places in clusters; pairs that brought two together; and pairs that are the strongest inside for a thread."""
        size = len(circle.members)
        if size == 1:
            return [[n] for n in at], [], []
        place = {thread: n for n, thread in at.items()}
        noted = masks(size, circle.pairs), masks(size, _where(circle.pairs, circle.are_out))
        for n in {place[thread] for pair in self.ruling.pairs for thread in pair if thread in place}:
            for bits in noted:  # what people judged is asked for
                bits[:] = [0 if m == n else bits[m] & ~(1 << n) for m in range(size)]
        links = [k for k, rule in enumerate(circle.rules) if rule is not None]
        told = [circle.pairs[k] for k in links]
        growing = Growing(size, *noted, self._apart(at, forced))
        growing.join((place[link.a], place[link.b]) for link in forced)
        joins, home = growing.grow(told), growing.home
        clusters: dict[int, list[int]] = {}
        for n in at:
            clusters.setdefault(home[n], []).append(n)
        best = _best(told, home, sum(len(found) for found in clusters.values() if len(found) > 1))
        return list(clusters.values()), [links[k] for k in joins], [links[k] for k in best]

    def _apart(self, at: Mapping[int, Thread], forced: Sequence[Link[Thread]]) -> Callable[[int, int], bool]:
        """Whether two threads must not meet; of what people judged one, each telling that fits vouches for the rest."""
        judged = cluster(at.values(), forced) if forced else []
        as_one = {thread: threads for threads in judged for thread in threads}

        def apart(n: int, m: int) -> bool:
            a, b = at[n], at[m]
            if self.ruling.keeps_apart(a, b):
                return True
            sides = ((one, other) for one in as_one.get(a, (a,)) for other in as_one.get(b, (b,)))
            return all(self.is_ruled_out(min(pair), max(pair)) for pair in sides)

        return apart


def _where(pairs: Sequence[tuple[int, int]], chosen: Sequence[bool]) -> list[tuple[int, int]]:
    return [pair for pair, is_chosen in zip(pairs, chosen, strict=True) if is_chosen]


def _link(circle: Circle, k: int, at: Mapping[int, Thread]) -> Link[Thread]:
    a, b = circle.pairs[k]
    return Link(at[a], at[b], circle.scores[k], circle.rules[k] or "")


def _best(links: Sequence[tuple[int, int]], home: Sequence[int], most: int) -> list[int]:
    """Of the links, the strongest first, those that are the first inside a cluster for one of their ends."""
    found, ends = [], set[int]()
    for k, (a, b) in enumerate(links):
        if len(ends) == most:
            break
        if home[a] == home[b] and not (a in ends and b in ends):
            found.append(k)
            ends.update((a, b))
    return found


def masks(size: int, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """For each of so many numbers, those that it is paired with: a bit each."""
    found = [0] * size
    for a, b in pairs:
        found[a] |= 1 << b
        found[b] |= 1 << a
    return found


def numbered(names: pl.Series, pairs: pl.DataFrame) -> pl.DataFrame:
    """Pairs among the names, which are sorted, by their numbers (`n`, `m`, `score`, `rule`, `is_out`)."""
    if len(names) < FEW:
        pairs = pairs.filter(among("a", names) & among("b", names))
    is_out = pl.col("obstacle").is_not_null() & (pl.col("obstacle") != TOO_LITTLE)
    ends = {"n": places(names, pairs["a"]), "m": places(names, pairs["b"])}
    return pairs.select("score", "rule", is_out=is_out).with_columns(**ends).drop_nulls(["n", "m"])


def _circles(near: pl.DataFrame, size: int, forced: Sequence[tuple[int, int]]) -> Iterator[Circle]:
    """What links by rule or people hold together; pairs between circles are left out."""
    import numpy as np

    links = near.filter(pl.col("rule").is_not_null())
    held = np.array(forced, dtype=np.int64).reshape(-1, 2)
    label = circles(size, *(np.concatenate((links[name].to_numpy(), held[:, n])) for n, name in enumerate("nm")))
    members = np.argsort(label, kind="stable")
    first, sizes = np.unique(label, return_counts=True)
    starts = np.cumsum(sizes) - sizes
    place = np.empty(size, dtype=np.int64)
    place[members] = np.arange(size) - np.repeat(starts, sizes)
    inside = _inside(near, label, place)
    counts = np.searchsorted(inside["circle"].to_numpy(), [*first, size])
    for start, end in _portions(counts):
        rows = inside.slice(counts[start], counts[end] - counts[start])
        pairs, scores = list(rows.select("n", "m").iter_rows()), rows["score"].to_list()
        rules, are_out = rows["rule"].to_list(), rows["is_out"].to_list()
        for c in range(start, end):
            of = slice(counts[c] - counts[start], counts[c + 1] - counts[start])
            who = members[starts[c] : starts[c] + sizes[c]].tolist()
            yield Circle(who, pairs[of], scores[of], rules[of], are_out[of])


def _inside(near: pl.DataFrame, label: Numbers, place: Numbers) -> pl.DataFrame:
    """The pairs inside circles, by circle and the strongest first, with their places in it for their numbers."""
    n, m = (near[name].to_numpy() for name in "nm")
    is_inside = label[n] == label[m]
    n, m = n[is_inside], m[is_inside]
    rows = near.select("score", "rule", "is_out").filter(pl.Series(is_inside))
    led = rows.with_columns(circle=pl.Series(label[n]), n=pl.Series(place[n]), m=pl.Series(place[m]))
    return led.sort("circle", "score", "n", "m", descending=[False, True, False, False])


def _portions(counts: Numbers) -> Iterator[tuple[int, int]]:
    """Stretches of circles that have about so many pairs together, or one that has more; `counts` tell them all."""
    start, last = 0, len(counts) - 1
    while start < last:
        end = int(counts.searchsorted(counts[start] + PAIRS_AT_ONCE, side="right")) - 1
        end = min(last, max(start + 1, end))
        yield start, end
        start = end
