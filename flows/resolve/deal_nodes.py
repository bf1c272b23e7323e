"""Deals as single documents tell them, ready to be compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product, starmap
from typing import Any, NamedTuple, TypeAlias

from flows.model.vocabulary.deals import DealForm, DealKind, DealRole, DealStatus
from flows.resolve.money import Value, value_of
from flows.resolve.names import are_akin
from flows.resolve.windows import Window, window

Row: TypeAlias = Mapping[str, Any]

OFF = frozenset({DealStatus.CANCELLED, DealStatus.DENIED})
# A thread may mix forms; the firmest says what the deal is.
FORMS = (DealForm.CONTRACT_SET, DealForm.CONTRACT, DealForm.FLOW, DealForm.EQUIPMENT_USE, DealForm.PROSPECT)


class Thread(NamedTuple):
    """A deal or agreement within a document."""

    doc_id: str
    number: int


class Copied(NamedTuple):
    """A statement as it stands in an article and in every reprint of it."""

    original: str  # document that was first
    words: str
    sentence: str


def copied(report: Row, original: Mapping[str, str]) -> Copied:
    """The statement of a report, its spacing evened out."""
    words, sentence = (" ".join(report[name].split()) for name in ("span_text", "evidence_text"))
    return Copied(original.get(report["doc_id"], report["doc_id"]), words, sentence)


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands on one side of a deal: entities, and the states they are or belong to."""

    entities: frozenset[str]
    states: frozenset[str]

    def meets(self, other: Side) -> float | None:
        """1 where the sides share a party, less where only its state agrees, 0 where they differ, None if unknown.

        Two companies of one state are two parties; a state and a company of it may be one party told twice, and so may
        a group and its member that bears the group's name. A company whose state nobody names may be one of any state.
        """
        if not self.entities or not other.entities:
            return None
        if self.entities & other.entities:
            return 1.0
        if (
            self._acts_for(other)
            or other._acts_for(self)
            or any(starmap(are_akin, product(self.entities, other.entities)))
        ):
            return 0.7
        is_open = (self._is_state and not other.states) or (other._is_state and not self.states)
        return None if is_open else 0.0

    @property
    def is_of_state(self) -> bool:
        """Whether a state itself stands on the side, alone or beside others."""
        return not self.entities.isdisjoint(self.states)

    @property
    def _is_state(self) -> bool:
        return self.entities <= self.states

    def _acts_for(self, other: Side) -> bool:
        """Whether a state of this side is the state of a company of the other."""
        return not (self.entities & self.states).isdisjoint(other.states)


@dataclass(frozen=True, slots=True)
class DealNode:
    """A deal as one document tells it."""

    thread: Thread
    reports: tuple[str, ...]
    supplier: Side
    recipient: Side
    kind: str
    form: DealForm
    goods: tuple[str, ...]
    values: tuple[Value, ...]
    statuses: frozenset[str]
    speakers: frozenset[str]
    published: Window | None
    as_of: Window | None
    copied: frozenset[Copied] = frozenset()

    @property
    def is_acquisition(self) -> bool:
        """Whether `goods` names companies."""
        return self.kind == DealKind.ACQUISITION


def makes_fact(report: Row) -> bool:
    """Whether a report may stand for a fact: what is denied or cancelled may, what is merely negated may not."""
    if report["is_hypothetical"]:
        return False
    return not report["is_negated"] or report["report_status"] in OFF


def deal_nodes(
    reports: Iterable[Row],
    parties: Iterable[Row],
    published: Mapping[str, Window | None],
    original: Mapping[str, str] | None = None,
) -> list[DealNode]:
    """A node for every thread, sorted by thread.

    Args:
        reports: deal reports with dollar columns and `speaker_entity_id`.
        parties: their parties with `entity_id`.
        published: when each document appeared.
        original: for documents that repeat another, the one they repeat.
    """
    by_report: dict[str, list[Row]] = defaultdict(list)
    for party in parties:
        by_report[party["report_id"]].append(party)
    threads: dict[Thread, list[Row]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report["report_id"]):
        threads[Thread(report["doc_id"], report["thread"])].append(report)
    repeated = original or {}
    return [
        replace(
            _node(thread, threads[thread], by_report, published.get(thread.doc_id)),
            copied=frozenset(copied(report, repeated) for report in threads[thread]),
        )
        for thread in sorted(threads)
    ]


def _node(
    thread: Thread, reports: Sequence[Row], parties: Mapping[str, Sequence[Row]], published: Window | None
) -> DealNode:
    of_thread = [party for report in reports for party in parties.get(report["report_id"], ())]
    values = [value for report in reports if (value := value_of(report)) is not None]
    forms = {DealForm(report["deal_form"]) for report in reports}
    return DealNode(
        thread,
        tuple(sorted(report["report_id"] for report in reports)),
        _side(of_thread, DealRole.SUPPLIER),
        _side(of_thread, DealRole.RECIPIENT),
        _most(report["deal_kind"] for report in reports),
        next(form for form in FORMS if form in forms),
        tuple(sorted({report["goods_text"] for report in reports if report["goods_text"]})),
        tuple(values),
        frozenset(report["report_status"] for report in reports),
        frozenset(report["speaker_entity_id"] for report in reports if report["speaker_entity_id"]),
        published,
        _first(window(report, "as_of") for report in reports),
    )


def _side(parties: Iterable[Row], role: DealRole) -> Side:
    of_role = [party for party in parties if party["party_role"] == role and party["entity_id"]]
    return Side(
        frozenset(party["entity_id"] for party in of_role),
        frozenset(f"country:{party['country_code']}" for party in of_role if party["country_code"]),
    )


def _most(values: Iterable[str]) -> str:
    counts = Counter(values)
    return min(counts, key=lambda value: (-counts[value], value))


def _first(windows: Iterable[Window | None]) -> Window | None:
    return next((found for found in windows if found is not None), None)
