"""Facts kept between runs: threads of documents in clusters, brought up to date where documents tell otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from flows.model.vocabulary.facts import FactType
from flows.resolve import agreements, deals
from flows.resolve.clusters import Link, cluster, clustered
from flows.resolve.deal_nodes import Thread
from flows.resolve.doubts import LIKELY, SURE, Judged
from flows.resolve.facts import facts, judgements
from flows.resolve.kept import Columns, State, among, number, renewed, replaced, table
from flows.resolve.overrides import Ruling
from flows.resolve.tellings import Node, Teller

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
HOMES = {
    "report_id": pl.String,
    "doc_id": pl.String,
    "thread": pl.String,
    "fact_id": pl.String,
    "circle": pl.String,  # the first of the threads that links by rule or people hold together, if not as one fact
}
REASONS = {
    "thread": pl.String,
    "report_id": pl.String,
    "fact_id": pl.String,
    "judgement": pl.String,
    "method": pl.String,
    "score": pl.Float64,
    "rule_version": pl.String,
    "decided_by": pl.String,
}
JOINS = {"a": pl.String, "b": pl.String, "score": pl.Float64, "method": pl.String}
JOINS_OF = ("a", "b", "score", "rule")
HELD = {"thread": pl.String, "circle": pl.String}
WIDTH = 6  # digits of a thread's number
PAIRS_AT_ONCE = 200_000
AT_ONCE = 4000  # documents read at a time: of their rows only the nodes stay


@dataclass(frozen=True, slots=True)
class Kind:
    """How facts of one kind are told apart: blocking keys of a node, and the verdict on two of them."""

    fact_type: FactType
    keys: Callable[[Node], Iterable[object]]
    judge: Callable[[Node, Node], Judged]


DEALS = Kind(FactType.DEAL, deals.blocking_keys, deals.judge)
AGREEMENTS = Kind(FactType.AGREEMENT, agreements.blocking_keys, agreements.judge)


def name_of(thread: Thread) -> str:
    """The thread in a table; sorted like the thread itself."""
    return f"{thread.doc_id}#{thread.number:0{WIDTH}}"


def thread_of(name: str) -> Thread:
    """The thread that a table names."""
    doc_id, _, number_of_thread = name.rpartition("#")
    return Thread(doc_id, int(number_of_thread))


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
    blocks = replaced(known, dirty, fresh)
    met = _meeting(fresh, blocks)
    linker.read(pl.concat([met["doc_id"], met["doc_id_right"]]))
    old, found = table(before, "pairs", PAIRS), linker.pairs(met)
    pairs = pl.concat([_without(old, known.filter(among("doc_id", dirty))["thread"].unique()), found])
    homes = table(before, "homes", HOMES)
    seeds = pl.concat([homes.filter(among("doc_id", dirty))["thread"], fresh["thread"]])
    touched = _reached(seeds, linker.links(found), homes)
    linker.read(touched.str.head(-WIDTH - 1))
    settled = linker.settle(touched, pairs)
    rows = {
        name: replaced(table(before, name, columns), touched, settled[name], by)
        for name, columns, by in (("homes", HOMES, "thread"), ("joins", JOINS, "a"))
    }
    rows["reasons"] = renewed(table(before, "reasons", REASONS), touched, settled["reasons"], ("report_id",), "thread")
    near = pl.concat([_without(table(before, "near", NEAR), touched), _near(pairs, touched, rows["homes"])])
    return rows | {"blocks": blocks, "pairs": pairs, "near": near, "changed": touched.to_frame("thread")}


def _reached(seeds: pl.Series, links: pl.DataFrame, homes: pl.DataFrame) -> pl.Series:
    """The threads, those they are linked to now, and all that hung together with any of them before."""
    met = links.filter(among("a", seeds) | among("b", seeds))
    threads = pl.concat([seeds, met["a"], met["b"]]).unique()
    circles = homes.filter(among("thread", threads))["circle"].unique()
    return pl.concat([threads, homes.filter(among("circle", circles))["thread"]]).unique()


def _without(pairs: pl.DataFrame, threads: pl.Series) -> pl.DataFrame:
    """The pairs of which neither side is one of the threads."""
    return pairs.filter(~among("a", threads) & ~among("b", threads)) if len(threads) else pairs


def _near(pairs: pl.DataFrame, touched: pl.Series, homes: pl.DataFrame) -> pl.DataFrame:
    """Rows of `near` in which a thread is touched; what is touched is so with all threads of its fact."""
    alike = pairs.filter((pl.col("score") >= LIKELY) & (among("a", touched) | among("b", touched)))
    home = homes.filter(among("thread", pl.concat([alike["a"], alike["b"]]))).select("thread", "fact_id").unique()
    led = alike.join(home, left_on="a", right_on="thread").join(home, left_on="b", right_on="thread", suffix="_b")
    facts_of_both = ("fact_id", "fact_id_b")
    apart = led.filter(pl.col("fact_id") != pl.col("fact_id_b")).select(
        pl.min_horizontal(facts_of_both).alias("one"), pl.max_horizontal(facts_of_both).alias("other"), *list(NEAR)[2:]
    )
    ordered = apart.sort("score", "a", "b", descending=[True, False, False])
    return ordered.unique(["one", "other"], keep="first", maintain_order=True)


def _meeting(fresh: pl.DataFrame, blocks: pl.DataFrame) -> pl.DataFrame:
    """Pairs of threads that share a key, one of them fresh."""
    met = fresh.join(blocks, on="key").filter(pl.col("thread") != pl.col("thread_right"))
    a, b = (pick("thread", "thread_right") for pick in (pl.min_horizontal, pl.max_horizontal))
    return met.select("doc_id", "doc_id_right", a=a, b=b).unique(["a", "b"]).sort("a", "b")


def _circles(threads: pl.Series, links: pl.DataFrame) -> dict[str, str]:
    """For each thread, the first of all that hang together with it."""
    first = {name: name for name in threads.sort()}

    def end(name: str) -> str:
        while first[name] != name:
            first[name] = name = first[first[name]]
        return name

    for a, b in links.iter_rows():
        if a in first and b in first:
            ends = sorted((end(a), end(b)))
            first[ends[1]] = ends[0]
    return {name: end(name) for name in first}


def _portions(circle: Mapping[str, str], near: pl.DataFrame) -> Iterator[tuple[list[str], pl.DataFrame]]:
    """Threads of some circles at a time, with the pairs among them; what stands between circles is left out."""
    held = pl.DataFrame({"thread": list(circle), "circle": list(circle.values())}, schema=HELD)
    ends = near.with_row_index("row").join(held, left_on="a", right_on="thread")
    inside = ends.join(held, left_on=["b", "circle"], right_on=["thread", "circle"]).sort("row").drop("row")
    weights = pl.concat([held["circle"], inside["circle"]]).value_counts(name="n").sort("circle")
    portion = weights.select("circle", portion=pl.col("n").cum_sum() // PAIRS_AT_ONCE)
    held, inside = (rows.join(portion, on="circle", how="left", maintain_order="left") for rows in (held, inside))
    for number_of_portion in portion["portion"].unique().sort():
        is_of = pl.col("portion") == number_of_portion
        yield held.filter(is_of)["thread"].to_list(), inside.filter(is_of).select(near.columns)


@dataclass(slots=True)
class Linker:
    """Nodes of one kind of fact as they are needed, and what the rules and people (`ruling`) say of pairs of them."""

    kind: Kind
    teller: Teller
    ruling: Ruling[Thread]
    nodes: dict[Thread, Node] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

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

    def pairs(self, met: pl.DataFrame) -> pl.DataFrame:
        """Of the pairs that met, those that are one and those that narrowly are not."""
        rows, threads = [], self._threads()
        for a, b in met.select("a", "b").iter_rows():
            one, other = threads[a], threads[b]
            found = self.kind.judge(self.nodes[one], self.nodes[other])
            # What one writer sets side by side and tells apart leaves no doubt.
            is_plain = found.score < LIKELY or (one.doc_id == other.doc_id and found.is_ruled_out)
            if found.rule is not None or not is_plain:
                rows.append((a, b, *found))
        return pl.DataFrame(rows, schema=PAIRS, orient="row")

    def _threads(self) -> dict[str, Thread]:
        """Threads that tell a fact, by name: one object each, however many pairs it stands in."""
        return {name_of(thread): thread for thread in self.nodes}

    def links(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """What may put threads into one cluster (`a`, `b`): links by rule, and what people judged."""
        judged = [(name_of(a), name_of(b)) for a, b, _ in self.ruling.same]
        forced = pl.DataFrame(judged, schema={"a": pl.String, "b": pl.String}, orient="row")
        return pl.concat([pairs.filter(pl.col("rule").is_not_null()).select("a", "b"), forced])

    def settle(self, touched: pl.Series, pairs: pl.DataFrame) -> State:
        """Facts of the threads, which hang together with no others; those that are told no more have none.

        Some circles are settled at a time: of all pairs, memory holds only theirs one by one.
        """
        near = pairs.filter(among("a", touched) & among("b", touched))
        circle = _circles(touched, self.links(near))
        known = self._threads()
        found = [
            self._settled([known[name] for name in names if name in known], among_them, circle)
            for names, among_them in _portions(circle, near)
        ]
        columns: dict[str, Columns] = {"homes": HOMES, "reasons": REASONS, "joins": JOINS}
        return {
            name: pl.concat([pl.DataFrame(schema=schema), *(tables[name] for tables in found)])
            for name, schema in columns.items()
        }

    def _settled(self, threads: Sequence[Thread], near: pl.DataFrame, circle: Mapping[str, str]) -> State:
        """Facts of the threads of some circles, with the pairs among them."""
        named, nodes = {name_of(thread): thread for thread in threads}, {one: self.nodes[one] for one in threads}
        rows = near.filter(pl.col("rule").is_not_null())
        links = [Link(named[a], named[b], *why) for a, b, *why in rows.select(list(JOINS_OF)).iter_rows()]
        forced = self.ruling.links(nodes)
        known = {
            (named[a], named[b]): Judged(score, rule, obstacle).is_ruled_out
            for a, b, score, rule, obstacle in near.select("a", "b", "score", "rule", "obstacle").iter_rows()
        }
        found = clustered(nodes, links, self._apart(cluster(nodes, forced), known), forced)
        told = {thread: node.reports for thread, node in nodes.items()}
        made = facts(self.kind.fact_type, found.clusters, told)
        homes = [
            (report, thread.doc_id, name, fact.fact_id, circle[name])
            for fact in made
            for thread, name in zip(fact.threads, map(name_of, fact.threads), strict=True)
            for report in told[thread]
        ]
        home = {report: thread for report, _, thread, *_ in homes}
        reasons = [{"thread": home[row["report_id"]]} | row for row in judgements(made, forced + links, told)]
        weak = [(name_of(j.a), name_of(j.b), j.score, j.method) for j in found.joins if j.score < SURE]
        tables = (("homes", homes, HOMES), ("reasons", reasons, REASONS), ("joins", weak, JOINS))
        return {name: pl.DataFrame(rows, schema=columns, orient="row") for name, rows, columns in tables}

    def _apart(
        self, judged: Sequence[Sequence[Thread]], known: dict[tuple[Thread, Thread], bool]
    ) -> Callable[[Thread, Thread], bool]:
        """Whether two threads must not meet; of what people judged one, each telling that fits vouches for the rest.

        `known` says of pairs whether they are ruled out, and is filled with those that are asked for.
        """
        as_one = {thread: threads for threads in judged for thread in threads}

        def apart(a: Thread, b: Thread) -> bool:
            if self.ruling.keeps_apart(a, b):
                return True
            return all(self._is_ruled_out(one, other, known) for one in as_one[a] for other in as_one[b])

        return apart

    def _is_ruled_out(self, a: Thread, b: Thread, known: dict[tuple[Thread, Thread], bool]) -> bool:
        pair = (a, b) if a < b else (b, a)
        if pair not in known:
            known[pair] = self.kind.judge(self.nodes[pair[0]], self.nodes[pair[1]]).is_ruled_out
        return known[pair]
