"""Clusters of reports as facts: their ids, and the judgements that made them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.model.ids import digest
from flows.model.vocabulary.facts import DecidedBy, FactType, Judgement
from flows.resolve.clusters import Link
from flows.resolve.deal_nodes import Thread

RULE_VERSION = "1"
CURATED = "override:"
ALONE, TOGETHER = "only_report", "same_thread"


@dataclass(frozen=True, slots=True)
class Fact:
    """A deal or agreement: the threads that tell it, and all their reports."""

    fact_id: str
    threads: tuple[Thread, ...]
    reports: tuple[str, ...]


def facts(
    fact_type: FactType, clusters: Iterable[Sequence[Thread]], reports: Mapping[Thread, Sequence[str]]
) -> list[Fact]:
    """A fact for each cluster, sorted by id; the id hashes the smallest report id."""
    found = []
    for threads in clusters:
        ids = sorted(report for thread in threads for report in reports[thread])
        found.append(Fact(f"{fact_type.value}_{digest(ids[0])}", tuple(sorted(threads)), tuple(ids)))
    return sorted(found, key=lambda fact: fact.fact_id)


def judgements(
    found: Iterable[Fact], links: Iterable[Link[Thread]], reports: Mapping[Thread, Sequence[str]]
) -> list[dict[str, Any]]:
    """Rows of `reconciliations`: for every report of a fact, the strongest link that its thread has within the fact."""
    home = {thread: fact.fact_id for fact in found for thread in fact.threads}
    best: dict[Thread, Link[Thread]] = {}
    for link in sorted(links, key=lambda link: (not link.method.startswith(CURATED), -link.score, link.a, link.b)):
        if home[link.a] == home[link.b]:
            best.setdefault(link.a, link)
            best.setdefault(link.b, link)
    return [
        judgement(report, fact_id, Judgement.POSITIVE, *_reason(best.get(thread), len(reports[thread])))
        for thread, fact_id in home.items()
        for report in reports[thread]
    ]


def _reason(link: Link[Thread] | None, n_reports: int) -> tuple[str, float | None]:
    if link is not None:
        return link.method, link.score
    return (TOGETHER if n_reports > 1 else ALONE), None


def refusals(apart: Iterable[tuple[str, str]], homes: Mapping[str, tuple[str, Sequence[str]]]) -> list[dict[str, Any]]:
    """Rows of `reconciliations` for what people keep apart: neither side's reports belong to the other's fact.

    `homes` gives the fact and the reports of each thread.
    """
    refused = {
        (report, homes[other][0])
        for a, b in apart
        if a in homes and b in homes and homes[a][0] != homes[b][0]
        for thread, other in ((a, b), (b, a))
        for report in homes[thread][1]
    }
    return [judgement(report, fact, Judgement.NEGATIVE, f"{CURATED}not_same", None) for report, fact in sorted(refused)]


def judgement(report: str, fact_id: str, verdict: Judgement, method: str, score: float | None) -> dict[str, Any]:
    """A row of `reconciliations`; `method` names the rule or override that decided."""
    return {
        "report_id": report,
        "fact_id": fact_id,
        "judgement": verdict.value,
        "method": method,
        "score": score,
        "rule_version": RULE_VERSION,
        "decided_by": (DecidedBy.CURATED if method.startswith(CURATED) else DecidedBy.RULE).value,
    }
