"""Which agreements of different documents are one (DATA_CONTRACT section 15)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any, TypeAlias

from flows.model.vocabulary import AgreementRole, AgreementStatus, InstrumentType
from flows.resolve.clusters import Link, cluster
from flows.resolve.deal_nodes import Thread
from flows.resolve.overrides import Ruling
from flows.resolve.subjects import Subject, compare_subjects, subject_words
from flows.resolve.windows import Window, days_between, window

Row: TypeAlias = Mapping[str, Any]

SAME_OCCASION = 3  # days between two reported dates of one step (section 15)
CLOSE = 14  # days between two articles that tell one step without dating it

OFF = frozenset({AgreementStatus.TERMINATED, AgreementStatus.REJECTED})
# Names that writers use for any accord.
LOOSE = frozenset({InstrumentType.AGREEMENT, InstrumentType.OTHER})
# Plural in lower case: "various agreements"; in capitals it names one accord ("the Oslo Accords").
SEVERAL = re.compile(r"\b(?:agreements|accords|treaties|pacts|protocols|deals|documents|memorandums|memoranda)\b")
CONCLUSION = frozenset({AgreementStatus.PLANNED, AgreementStatus.INITIALLED, AgreementStatus.SIGNED})


@dataclass(frozen=True, slots=True)
class AgreementNode:
    """An agreement as one document tells it."""

    thread: Thread
    reports: tuple[str, ...]
    parties: frozenset[str]
    signatories: frozenset[str]
    instruments: frozenset[str]
    subjects: tuple[str, ...]
    subject_classes: frozenset[str]
    concluded: Window | None  # when it was, or was to be, concluded
    published: Window | None


def makes_fact(report: Row) -> bool:
    """Whether a report may stand for a fact: a rejection may, a mere negation may not."""
    if report["is_hypothetical"]:
        return False
    return not report["is_negated"] or report["report_status"] in OFF


def is_about_several(report: Row) -> bool:
    """Whether a report speaks of a set of agreements without saying what any of them is about."""
    if report["subject_text"] is not None:
        return False
    is_counted = (report["stated_count"] or 0) > 1 or report["package"] is not None
    return is_counted or SEVERAL.search(report["span_text"]) is not None


def agreement_nodes(
    reports: Iterable[Row], parties: Iterable[Row], published: Mapping[str, Window | None]
) -> list[AgreementNode]:
    """A node for every thread that says enough, sorted by thread; `parties` are those of the reports."""
    by_report: dict[str, list[Row]] = defaultdict(list)
    for party in parties:
        by_report[party["report_id"]].append(party)
    threads: dict[Thread, list[Row]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report["report_id"]):
        threads[Thread(report["doc_id"], report["thread"])].append(report)
    kept = {thread: rows for thread, rows in threads.items() if not all(map(is_about_several, rows))}
    nodes = (_node(thread, kept[thread], by_report, published.get(thread.doc_id)) for thread in sorted(kept))
    return [node for node in nodes if node.parties]


def _node(
    thread: Thread, reports: Sequence[Row], parties: Mapping[str, Sequence[Row]], published: Window | None
) -> AgreementNode:
    of_thread = [party for report in reports for party in parties.get(report["report_id"], ())]
    dated = [report for report in reports if report["report_status"] in CONCLUSION]
    return AgreementNode(
        thread,
        tuple(sorted(report["report_id"] for report in reports)),
        _in_role(of_thread, AgreementRole.PARTY),
        _in_role(of_thread, AgreementRole.SIGNATORY),
        frozenset(report["instrument_type"] for report in reports),
        tuple(sorted({report["subject_text"] for report in reports if report["subject_text"]})),
        frozenset(report["subject_class"] for report in reports if report["subject_class"]),
        next((found for report in dated if (found := window(report, "date")) is not None), None),
        published,
    )


def _in_role(parties: Iterable[Row], role: AgreementRole) -> frozenset[str]:
    return frozenset(party["entity_id"] for party in parties if party["party_role"] == role and party["entity_id"])


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two agreements compare."""

    same_parties: bool
    shared_parties: int
    subject: Subject
    days: int | None
    is_dated: bool  # `days` lie between dates of the agreement itself, not between articles
    shared_signatories: int

    @property
    def is_close(self) -> bool | None:
        """Whether they belong to one occasion; None where no date says."""
        if self.days is None:
            return None
        return self.days <= (SAME_OCCASION if self.is_dated else CLOSE)

    @property
    def score(self) -> float:
        """How well they agree: parties, then subject, then time (0 to 1)."""
        parties = 0.4 if self.same_parties else 0.2 * bool(self.shared_parties)
        subject = {Subject.SAME: 0.35}.get(self.subject, 0.0)
        return round(parties + subject + 0.2 * bool(self.is_close) + 0.05 * bool(self.shared_signatories), 4)


def compare(a: AgreementNode, b: AgreementNode) -> Comparison:
    """The two agreements part by part."""
    found = {compare_subjects(x, y) for x, y in product(a.subjects or (None,), b.subjects or (None,))}
    done = days_between(a.concluded, b.concluded)
    return Comparison(
        a.parties == b.parties,
        len(a.parties & b.parties),
        next(match for match in Subject if match in found),
        days_between(a.published, b.published) if done is None else done,
        done is not None,
        len(a.signatories & b.signatories),
    )


def cannot_be_one(a: AgreementNode, b: AgreementNode) -> bool:
    """Whether anything both say rules out that they are one agreement.

    Party sets first: they must be equal, or one must leave parties out that the other names.
    """
    if a.thread == b.thread:
        return False
    if not (a.parties <= b.parties or b.parties <= a.parties) or not _instruments_agree(a, b):
        return True
    found = compare(a, b)
    return found.subject is Subject.OTHER or found.is_close is False


def _instruments_agree(a: AgreementNode, b: AgreementNode) -> bool:
    ours, theirs = a.instruments - LOOSE, b.instruments - LOOSE
    return not ours or not theirs or bool(ours & theirs)


def link(a: AgreementNode, b: AgreementNode) -> Link[Thread] | None:
    """The link between two agreements that have enough in common to be one, else None."""
    if cannot_be_one(a, b):
        return None
    found = compare(a, b)
    rule = _rule(a, b, found)
    return None if rule is None else Link(a.thread, b.thread, found.score, rule)


def _rule(a: AgreementNode, b: AgreementNode, found: Comparison) -> str | None:
    complete = found.same_parties and found.shared_parties >= 2
    if found.subject is Subject.SAME:
        if complete:
            return "parties_and_subject"
        return "party_subject_and_date" if found.is_close and found.is_dated and found.shared_parties else None
    if a.thread.doc_id == b.thread.doc_id:
        return None
    # A subject that one article leaves out: the occasion and a telling form must say that it is the same accord.
    telling = not (a.instruments & b.instruments) <= LOOSE
    return "parties_instrument_and_date" if complete and telling and found.is_close else None


def cluster_agreements(
    nodes: Sequence[AgreementNode], ruling: Ruling[Thread]
) -> tuple[list[list[Thread]], list[Link[Thread]]]:
    """Threads in clusters, one an agreement, and the links that made them; what people judged goes before."""
    by_thread = {node.thread: node for node in nodes}
    links = [found for a, b in _pairs(nodes) if (found := link(by_thread[a], by_thread[b])) is not None]
    forced = ruling.links(by_thread)
    return cluster(by_thread, links, _apart(by_thread, ruling), forced), forced + links


def _apart(nodes: Mapping[Thread, AgreementNode], ruling: Ruling[Thread]) -> Callable[[Thread, Thread], bool]:
    def apart(a: Thread, b: Thread) -> bool:
        return ruling.keeps_apart(a, b) or cannot_be_one(nodes[a], nodes[b])

    return apart


def _pairs(nodes: Sequence[AgreementNode]) -> list[tuple[Thread, Thread]]:
    """Pairs of agreements that share a blocking key, sorted."""
    blocks: dict[object, list[Thread]] = defaultdict(list)
    for node in nodes:
        for key in set(_blocking_keys(node)):
            blocks[key].append(node.thread)
    return sorted({pair for threads in blocks.values() for pair in combinations(sorted(threads), 2)})


def _blocking_keys(node: AgreementNode) -> Iterator[object]:
    """The set of parties; a party with a word of the subject."""
    yield tuple(sorted(node.parties))
    for party in node.parties:
        yield from ((party, word) for subject in node.subjects for word in subject_words(subject))


def package_threads(reports: Iterable[Row]) -> dict[tuple[str, int], list[Row]]:
    """Reports of each package by document and number, packages of one silent report left out."""
    found: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for report in reports:
        if report["package"] is not None:
            found[report["doc_id"], report["package"]].append(report)
    return {key: rows for key, rows in sorted(found.items()) if len(rows) > 1 or _count(rows) > 1}


def _count(rows: Iterable[Row]) -> int:
    counts = Counter(row["stated_count"] for row in rows if row["stated_count"])
    return min(counts, key=lambda n: (-counts[n], n)) if counts else 0
