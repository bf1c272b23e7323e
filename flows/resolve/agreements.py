"""Which agreements of different documents are one (DATA_CONTRACT section 15)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, TypeAlias

from flows.model.vocabulary.agreements import InstrumentType
from flows.resolve.agreement_nodes import CONCLUSION, AgreementNode
from flows.resolve.deal_nodes import Thread
from flows.resolve.doubts import TOO_LITTLE, Judged
from flows.resolve.subjects import Subject, compare_subjects, subject_words
from flows.resolve.windows import days_between

Row: TypeAlias = Mapping[str, Any]

SAME_OCCASION = 3  # days between two reported dates of one step (section 15)
CLOSE = 14  # days between two articles that tell one step without dating it

SUBJECTS = tuple(Subject)  # the best match first
# Names that writers use for any accord.
LOOSE = frozenset({InstrumentType.AGREEMENT, InstrumentType.OTHER})
NOWHERE = Thread("", 0)


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
    def is_complete(self) -> bool:
        """Whether both name the same parties, and at least two."""
        return self.same_parties and self.shared_parties >= 2

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
        next(match for match in SUBJECTS if match in found),
        _days_apart(a, b) if done is None else done,
        done is not None,
        len(a.signatories & b.signatories),
    )


def _days_apart(a: AgreementNode, b: AgreementNode) -> int | None:
    """Days between two articles that tell one step; what became of an agreement may be told years later."""
    return None if a.is_later != b.is_later else days_between(a.published, b.published)


def says(node: AgreementNode) -> Hashable:
    """What the verdict on an agreement and another rests on, but for their documents and copied words."""
    return replace(node, thread=NOWHERE, reports=(), copied=frozenset())


def judge(a: AgreementNode, b: AgreementNode) -> Judged:
    """Whether the two are one agreement, and why.

    Party sets first: they must be equal, or one must leave parties out that the other names.
    """
    if not (a.parties <= b.parties or b.parties <= a.parties):
        return Judged(0.0, None, "other_parties")
    found = compare(a, b)
    against = _obstacle(a, b, found)
    if against is not None:
        return Judged(found.score, None, against)
    if a.thread.doc_id != b.thread.doc_id and not a.copied.isdisjoint(b.copied):
        return Judged(1.0, "reprinted", None)
    rule = _rule(a, b, found)
    return Judged(found.score, rule, None if rule else TOO_LITTLE)


def _obstacle(a: AgreementNode, b: AgreementNode, found: Comparison) -> str | None:
    """What both say that rules out that they are one agreement; None where nothing does."""
    if not _instruments_agree(a, b):
        return "other_instrument"
    if found.subject is Subject.OTHER:
        return "other_subject"
    if found.is_close is False:
        return "too_far_apart"
    return "not_concluded_yet" if _is_before(a, b) or _is_before(b, a) else None


def _is_before(later: AgreementNode, concluded: AgreementNode) -> bool:
    """Whether what became of an agreement is told before the other one was concluded."""
    if not later.is_later or concluded.is_later or later.published is None or later.published.latest is None:
        return False
    day = concluded.concluded or concluded.published
    return day is not None and day.earliest is not None and later.published.latest < day.earliest


def _instruments_agree(a: AgreementNode, b: AgreementNode) -> bool:
    ours, theirs = a.instruments - LOOSE, b.instruments - LOOSE
    return not ours or not theirs or bool(ours & theirs)


def _rule(a: AgreementNode, b: AgreementNode, found: Comparison) -> str | None:
    if found.subject is Subject.SAME:
        if found.is_complete:
            return "parties_and_subject"
        return "party_subject_and_date" if found.is_close and found.is_dated and found.shared_parties else None
    if not found.is_complete:
        return None
    if a.thread.doc_id == b.thread.doc_id:
        return "headline_and_text" if _is_headline_of(a, b) or _is_headline_of(b, a) else None
    return _rule_without_subject(a, b, found)


def _rule_without_subject(a: AgreementNode, b: AgreementNode, found: Comparison) -> str | None:
    """A subject that one article leaves out: a name, or the occasion, must say that it is the same accord."""
    if a.names & b.names or a.names & b.named_around or b.names & a.named_around:
        return "parties_and_name"
    if not found.is_close:
        return None
    if not (a.instruments & b.instruments) <= LOOSE:
        return "parties_instrument_and_date"
    is_only_one = not a.n_rivals and not b.n_rivals and bool(CONCLUSION & a.statuses and CONCLUSION & b.statuses)
    return "only_one_of_the_day" if is_only_one and found.is_dated else None


def _is_headline_of(a: AgreementNode, b: AgreementNode) -> bool:
    """Whether `a` stands in the headline of a text in which `b` is the only agreement of these parties."""
    return a.is_headline and not b.is_headline and not a.n_rivals and not b.n_rivals


def blocking_keys(node: AgreementNode) -> Iterator[object]:
    """The set of parties; a party with a word of the subject; the same words in reprints."""
    yield from node.copied
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
