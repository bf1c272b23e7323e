"""Close calls: what the rules narrowly put together or kept apart, for people to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from flows.model.ids import digest
from flows.model.vocabulary import CloseCall, JudgedKind
from flows.resolve.clusters import Clustering, Link
from flows.resolve.deal_nodes import Thread
from flows.resolve.overrides import Ruling

Row: TypeAlias = Mapping[str, Any]

SURE = 0.8  # what agrees as well as this, or better, is no close call
LIKELY = 0.5  # what agrees less is no close call either
MOST = 3  # close calls that one fact is shown apart from
TOO_LITTLE = "too_little_in_common"

Pair = tuple[Thread, Thread]


class Judged(NamedTuple):
    """What the rules say of two tellings: how well they agree (0 to 1), why they are one, or why not."""

    score: float
    rule: str | None
    obstacle: str | None

    @property
    def is_ruled_out(self) -> bool:
        """Whether something both say keeps them apart, whatever else joins them."""
        return self.obstacle is not None and self.obstacle != TOO_LITTLE


class Call(NamedTuple):
    """Two tellings that the rules put together or kept apart, how well they agree, and by which rule."""

    a: Thread
    b: Thread
    verdict: CloseCall
    score: float
    method: str


class Resolved(NamedTuple):
    """Threads in clusters, the links between them, and the close calls."""

    clusters: list[list[Thread]]
    links: list[Link[Thread]]
    calls: list[Call]


def resolved(found: Clustering[Thread], links: list[Link[Thread]], pairs: Mapping[Pair, Judged]) -> Resolved:
    """The clustering with its close calls: weak joins, and pairs kept apart although they agree in much."""
    joined = [
        Call(link.a, link.b, CloseCall.MERGED, link.score, link.method) for link in found.joins if link.score < SURE
    ]
    home = {thread: n for n, threads in enumerate(found.clusters) for thread in threads}
    return Resolved(found.clusters, links, joined + list(_kept_apart(pairs, home)))


def _kept_apart(pairs: Mapping[Pair, Judged], home: Mapping[Thread, int]) -> Iterable[Call]:
    """The most alike pair of any two clusters, at most three for a cluster."""
    met: set[tuple[int, int]] = set()
    seen: Counter[int] = Counter()
    for (a, b), judged in sorted(pairs.items(), key=lambda item: (-item[1].score, item[0])):
        ours, theirs = sorted((home[a], home[b]))
        # What one writer sets side by side and tells apart leaves no doubt.
        is_plain = judged.score < LIKELY or (a.doc_id == b.doc_id and judged.is_ruled_out)
        if is_plain or ours == theirs or (ours, theirs) in met or max(seen[ours], seen[theirs]) >= MOST:
            continue
        met.add((ours, theirs))
        seen.update((ours, theirs))
        # What had a rule of its own was refused for the sake of others in the clusters.
        yield Call(a, b, CloseCall.APART, judged.score, judged.obstacle or "others_of_them_differ")


class Statement(NamedTuple):
    """Where one side of a close call stands: document, report or mention, and the fact or entity it was led to."""

    doc_id: str
    told_id: str
    thing_id: str


def statements(reports: Iterable[Row], fact_of: Mapping[str, str]) -> dict[Thread, Statement]:
    """The report that stands for each thread that tells a fact: the first one in the text."""
    told: dict[Thread, Statement] = {}
    for row in sorted(reports, key=lambda row: (row["doc_id"], row["span_start"], row["report_id"])):
        if row["report_id"] in fact_of:
            thread = Thread(row["doc_id"], row["thread"])
            told.setdefault(thread, Statement(row["doc_id"], row["report_id"], fact_of[row["report_id"]]))
    return told


def call_rows(
    about: JudgedKind, calls: Iterable[Call], told: Mapping[Thread, Statement], ruling: Ruling[Thread]
) -> list[dict[str, Any]]:
    """Rows of `close_calls`, but those that a person has judged; `told` gives the statement of each thread."""
    decided = {frozenset((a, b)) for a, b, _ in ruling.same}
    return [
        call_row(about, told[call.a], told[call.b], call.verdict, call.score, call.method)
        for call in calls
        if not ruling.keeps_apart(call.a, call.b) and frozenset((call.a, call.b)) not in decided
    ]


def call_row(
    about: JudgedKind, a: Statement, b: Statement, verdict: CloseCall, score: float, method: str
) -> dict[str, Any]:
    """A row of `close_calls`, the smaller statement first."""
    first, second = sorted((a, b), key=lambda side: side.told_id)
    return {
        "close_call_id": f"call_{digest(about.value, first.told_id, second.told_id)}",
        "about": about.value,
        "verdict": verdict.value,
        "score": score,
        "method": method,
        "doc_id_a": first.doc_id,
        "told_id_a": first.told_id,
        "thing_id_a": first.thing_id,
        "doc_id_b": second.doc_id,
        "told_id_b": second.told_id,
        "thing_id_b": second.thing_id,
    }
