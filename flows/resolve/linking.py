"""Facts kept between runs: threads of documents in clusters, brought up to date where documents tell otherwise."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

import polars as pl

from flows.model.vocabulary.facts import FactType
from flows.resolve import agreements, deals
from flows.resolve.deal_nodes import Thread
from flows.resolve.doubts import LIKELY, Judged
from flows.resolve.kept import give_back
from flows.resolve.overrides import Ruling
from flows.resolve.reach import number
from flows.resolve.settling import Settler
from flows.resolve.table import State, Table, among, table
from flows.resolve.tellings import Node, Teller
from flows.resolve.threads import HOMES, JOINS, REASONS, WIDTH, name_of, places

BLOCKS = {"doc_id": pl.String, "thread": pl.String, "key": pl.Int64}
PAIRS = {
    "a": pl.String,
    "b": pl.String,
    "score": pl.Float64,
    "rule": pl.String,  # why they are one
    "obstacle": pl.String,  # why they are not
}
# Of any two facts that agree in much, the most alike pair of threads.
NEAR = {"one": pl.String, "other": pl.String, **{name: PAIRS[name] for name in ("a", "b", "score", "obstacle")}}
PAIRS_AT_ONCE = 200_000  # that are judged before they are put into a table
BLOCKED_AT_ONCE = 20_000  # rows of blocks that are joined with all others, of which a pair may share several
AT_ONCE = 4000  # documents read at a time: of their rows only the nodes stay


@dataclass(frozen=True, slots=True)
class Kind:
    """How facts of one kind are told apart: blocking keys of a node, and the verdict on two of them.

    The verdict rests on what each of them `says`, their `nearness` in time, whether they are of one document, and
    whether they share copied words.
    """

    fact_type: FactType
    keys: Callable[[Node], Iterable[object]]
    judge: Callable[[Node, Node], Judged]
    says: Callable[[Node], Hashable]
    nearness: Callable[[Node, Node], int | None]


DEALS = Kind(FactType.DEAL, deals.blocking_keys, deals.judge, deals.says, deals.nearness)
AGREEMENTS = Kind(FactType.AGREEMENT, agreements.blocking_keys, agreements.judge, agreements.says, lambda _, __: None)


def update_facts(linker: Linker, before: State, dirty: pl.Series) -> State:
    """Tables about one kind of fact: `blocks`, `pairs`, `homes`, `reasons`, `joins`, `near`, `changed` (threads).

    Args:
        linker: reads nodes and links them; it has read none yet.
        before: the same tables, as kept.
        dirty: documents that tell otherwise than before, are new, or count no more.
    """
    linker.read(dirty)
    fresh = linker.blocks()
    known = table(before, "blocks", BLOCKS)
    blocks = known.replaced(dirty, fresh)
    names, met = _meeting(fresh, blocks)
    linker.read(_documents(names[pl.concat([met["a"], met["b"]]).unique().to_list()]))
    found = linker.pairs(names, met)
    pairs = _without(table(before, "pairs", PAIRS), known.of("doc_id", dirty)["thread"].unique()).put(found)
    homes = table(before, "homes", HOMES)
    seeds = pl.concat([homes.of("doc_id", dirty)["thread"], fresh["thread"]])
    touched = _reached(seeds, linker.links(found), homes)
    linker.read(_documents(touched))
    give_back()
    theirs = _with(pairs, touched)
    settled = linker.settle(touched, theirs)
    give_back()
    homes = homes.replaced(touched, settled["homes"], "thread")
    near = _without(table(before, "near", NEAR), touched).put(_near(theirs, homes))
    return {
        "blocks": blocks,
        "pairs": pairs,
        "homes": homes,
        "reasons": table(before, "reasons", REASONS).replaced(touched, settled["reasons"], "thread"),
        "joins": table(before, "joins", JOINS).replaced(touched, settled["joins"], "a"),
        "near": near,
        "changed": Table(touched.to_frame("thread")),
    }


def _documents(threads: pl.Series) -> pl.Series:
    return threads.str.head(-WIDTH - 1)


def _reached(seeds: pl.Series, links: pl.DataFrame, homes: Table) -> pl.Series:
    """The threads, those they are linked to now, and all that hung together with any of them before."""
    met = links.filter(among("a", seeds) | among("b", seeds))
    threads = pl.concat([seeds, met["a"], met["b"]]).unique()
    circles = homes.of("thread", threads)["circle"].unique()
    return pl.concat([threads, homes.of("circle", circles)["thread"]]).unique()


def _without(pairs: Table, threads: pl.Series) -> Table:
    """The pairs of which neither side is one of the threads."""
    return pairs.without("a", threads).without("b", threads)


def _with(pairs: Table, threads: pl.Series) -> pl.DataFrame:
    """The pairs of which a side is one of the threads."""
    return pl.concat([pairs.of("a", threads), pairs.without("a", threads).of("b", threads)])


def _near(pairs: pl.DataFrame, homes: Table) -> pl.DataFrame:
    """Rows of `near` for the pairs of what is touched, which is so with all threads of its fact."""
    alike = pairs.filter(pl.col("score") >= LIKELY)
    ends = pl.concat([alike["a"], alike["b"]]).unique()
    home = homes.of("thread", ends).select("thread", "fact_id").unique()
    fact = home["fact_id"].rank("dense")
    one, other = (fact.gather(places(home["thread"], alike[side])) for side in "ab")
    alike = alike.filter(one != other)
    led = alike.join(home, left_on="a", right_on="thread").join(home, left_on="b", right_on="thread", suffix="_b")
    facts_of_both = ("fact_id", "fact_id_b")
    apart = led.filter(pl.col("fact_id") != pl.col("fact_id_b")).select(
        pl.min_horizontal(facts_of_both).alias("one"), pl.max_horizontal(facts_of_both).alias("other"), *list(NEAR)[2:]
    )
    ordered = apart.sort("score", "a", "b", descending=[True, False, False])
    return ordered.unique(["one", "other"], keep="first", maintain_order=True)


def _meeting(fresh: pl.DataFrame, blocks: Table) -> tuple[pl.Series, pl.DataFrame]:
    """Names of threads in order, and pairs of them that share a key, one of them fresh, by their places (`a`, `b`)."""
    likely = blocks.of("key", fresh["key"].unique())
    names = likely["thread"].unique().sort()
    ours, theirs = (rows.select("key", n=places(names, rows["thread"]).cast(pl.UInt32)) for rows in (fresh, likely))
    theirs = theirs.select("key", m="n", is_ours=pl.col("n").is_in(ours["n"].unique().implode()))
    told = ours.sort("n").iter_slices(BLOCKED_AT_ONCE)
    pairs = pl.concat([pl.DataFrame(schema={"a": pl.UInt32, "b": pl.UInt32}), *(_met(some, theirs) for some in told)])
    return names, pairs.unique().sort("a", "b")


def _met(ours: pl.DataFrame, theirs: pl.DataFrame) -> pl.DataFrame:
    """Pairs of some threads with others, those of two fresh ones from the side of the first alone."""
    met = ours.join(theirs, on="key").filter((pl.col("n") < pl.col("m")) | (~pl.col("is_ours")))
    return met.select(a=pl.min_horizontal("n", "m"), b=pl.max_horizontal("n", "m")).unique()


@dataclass(slots=True)
class Linker:
    """Nodes of one kind of fact as they are needed, and what the rules and people (`ruling`) say of pairs of them."""

    kind: Kind
    teller: Teller
    ruling: Ruling[Thread]
    nodes: dict[Thread, Node] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    said: dict[Hashable, int] = field(default_factory=dict)  # what nodes say, numbered
    likes: dict[Thread, int] = field(default_factory=dict)
    judged: dict[Hashable, Judged] = field(default_factory=dict)

    def read(self, doc_ids: pl.Series) -> None:
        """Read the nodes of documents that are not read yet."""
        missing = pl.Series([doc_id for doc_id in doc_ids.unique() if doc_id not in self.known], dtype=pl.String)
        for start in range(0, len(missing), AT_ONCE):
            self.nodes.update(self.teller.tell(self.kind.fact_type, missing.slice(start, AT_ONCE)).nodes)
        self.known.update(missing)

    def blocks(self) -> pl.DataFrame:
        """Blocking keys of the threads."""
        rows = [
            (node.thread.doc_id, name_of(node.thread), key)
            for node in self.nodes.values()
            for key in {number(repr(key)) for key in self.kind.keys(node)}
        ]
        return pl.DataFrame(rows, schema=BLOCKS, orient="row")

    def pairs(self, names: pl.Series, met: pl.DataFrame) -> pl.DataFrame:
        """Of the pairs that met, those that are one and those that narrowly are not."""
        known, tables = self._threads(), [pl.DataFrame(schema=PAIRS)]
        for some in met.iter_slices(PAIRS_AT_ONCE):
            told = pl.DataFrame({side: names.gather(some[side]) for side in "ab"})
            found = ((a, b, self._noted(known[a], known[b])) for a, b in told.iter_rows())
            rows = [(a, b, *why) for a, b, why in found if why is not None]
            tables.append(pl.DataFrame(rows, schema=PAIRS, orient="row"))
        return pl.concat(tables)

    def _noted(self, a: Thread, b: Thread) -> Judged | None:
        found = self.judge(a, b)
        # What one writer sets side by side and tells apart leaves no doubt.
        is_plain = found.score < LIKELY or (a.doc_id == b.doc_id and found.is_ruled_out)
        return found if found.rule is not None or not is_plain else None

    def _threads(self) -> dict[str, Thread]:
        """Threads that tell a fact, by name: one object each, however many pairs it stands in."""
        return {name_of(thread): thread for thread in self.nodes}

    def links(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """What may put threads into one cluster (`a`, `b`): links by rule, and what people judged."""
        judged = [(name_of(a), name_of(b)) for a, b, _ in self.ruling.same]
        forced = pl.DataFrame(judged, schema={"a": pl.String, "b": pl.String}, orient="row")
        return pl.concat([pairs.filter(pl.col("rule").is_not_null()).select("a", "b"), forced])

    def settle(self, touched: pl.Series, pairs: pl.DataFrame) -> dict[str, pl.DataFrame]:
        """Facts of the threads, which hang together with no others; those that are told no more have none."""
        told = {thread: node.reports for thread, node in self.nodes.items()}
        return Settler(self.kind.fact_type, self.ruling, told, self._is_ruled_out).settle(touched, pairs)

    def _is_ruled_out(self, a: Thread, b: Thread) -> bool:
        return self.judge(a, b).is_ruled_out

    def judge(self, a: Thread, b: Thread) -> Judged:
        """What the rules say of two threads, found out once for all pairs that are alike."""
        one, other = self.nodes[a], self.nodes[b]
        like = (
            self._like(one),
            self._like(other),
            self.kind.nearness(one, other),
            a.doc_id == b.doc_id,
            one.copied.isdisjoint(other.copied),
        )
        found = self.judged.get(like)
        if found is None:
            found = self.judged[like] = self.kind.judge(one, other)
        return found

    def _like(self, node: Node) -> int:
        """A number that all nodes have that say the like."""
        found = self.likes.get(node.thread)
        if found is None:
            found = self.likes[node.thread] = self.said.setdefault(self.kind.says(node), len(self.said))
        return found
