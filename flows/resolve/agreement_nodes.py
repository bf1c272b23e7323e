"""Agreements as single documents tell them, ready to be compared."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from typing import Any, TypeAlias

from flows.lexicon import load
from flows.model.vocabulary.agreements import AgreementRole, AgreementStatus
from flows.model.vocabulary.statements import AttributionKind
from flows.resolve.deal_nodes import Copied, Thread, copied
from flows.resolve.text import slug
from flows.resolve.windows import Window, window

Row: TypeAlias = Mapping[str, Any]

OFF = frozenset({AgreementStatus.TERMINATED, AgreementStatus.REJECTED})
CONCLUSION = frozenset({AgreementStatus.PLANNED, AgreementStatus.INITIALLED, AgreementStatus.SIGNED})
# What becomes of an agreement months or years after it was concluded.
LATER = frozenset(
    {
        AgreementStatus.RATIFIED,
        AgreementStatus.IN_FORCE,
        AgreementStatus.SUSPENDED,
        AgreementStatus.VIOLATED,
        AgreementStatus.TERMINATED,
    }
)
# Plural in lower case: "various agreements"; in capitals it names one accord ("the Oslo Accords").
SEVERAL = re.compile(r"\b(?:agreements|accords|treaties|pacts|protocols|deals|documents|memorandums|memoranda)\b")
WORD = re.compile(r"[^\W\d_][\w'’-]*")


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
    statuses: frozenset[str]
    concluded: Window | None  # when it was, or was to be, concluded
    published: Window | None
    names: frozenset[str]  # proper names it goes by, as "Prespa" of "the Prespa agreement"
    named_around: frozenset[str]  # capitalised words of the sentences that tell it
    is_headline: bool  # told by the headline alone
    copied: frozenset[Copied] = frozenset()
    n_rivals: int = 0  # other agreements of these parties that the same text tells

    @property
    def is_later(self) -> bool:
        """Whether only what came after the conclusion is told."""
        return self.statuses <= LATER


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
    reports: Iterable[Row],
    parties: Iterable[Row],
    published: Mapping[str, Window | None],
    original: Mapping[str, str] | None = None,
) -> list[AgreementNode]:
    """A node for every thread that says enough, sorted by thread; the arguments are those of `deal_nodes`."""
    by_report: dict[str, list[Row]] = defaultdict(list)
    for party in parties:
        by_report[party["report_id"]].append(party)
    threads: dict[Thread, list[Row]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report["report_id"]):
        threads[Thread(report["doc_id"], report["thread"])].append(report)
    kept = {thread: rows for thread, rows in threads.items() if not all(map(is_about_several, rows))}
    nodes = (_node(thread, kept[thread], by_report, published.get(thread.doc_id)) for thread in sorted(kept))
    repeated = original or {}
    return [
        replace(node, copied=frozenset(copied(report, repeated) for report in kept[node.thread]))
        for node in _with_rivals([node for node in nodes if node.parties])
    ]


def _with_rivals(nodes: Sequence[AgreementNode]) -> list[AgreementNode]:
    told = Counter((node.thread.doc_id, node.parties, node.is_headline) for node in nodes)
    return [replace(node, n_rivals=told[node.thread.doc_id, node.parties, node.is_headline] - 1) for node in nodes]


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
        frozenset(report["report_status"] for report in reports),
        next((found for report in dated if (found := window(report, "date")) is not None), None),
        published,
        frozenset(name for report in reports for name in proper_names(report["span_text"])),
        frozenset(
            slug(word) for report in reports for word in WORD.findall(report["evidence_text"]) if word[0].isupper()
        ),
        all(report["attribution"] == AttributionKind.HEADLINE for report in reports),
    )


def _in_role(parties: Iterable[Row], role: AgreementRole) -> frozenset[str]:
    return frozenset(party["entity_id"] for party in parties if party["party_role"] == role and party["entity_id"])


def proper_names(text: str) -> set[str]:
    """Proper names right before the word for the instrument, states and their people left out.

    "the Prespa agreement" is named Prespa; "the Greek treaty" and "Joint Declaration" have no name.
    """
    words = WORD.findall(text)
    return {
        slug(name)
        for name, noun in zip(words, words[1:], strict=False)
        if noun.casefold() in _instruments() and name[0].isupper() and not _is_common(name)
    }


def _is_common(word: str) -> bool:
    """Whether the word names no one accord: it describes, or names a state, which has many."""
    return word.casefold() in _describing() or _is_state(word)


@lru_cache(maxsize=10_000)
def _is_state(word: str) -> bool:
    import pycountry

    try:
        return pycountry.countries.lookup(word) is not None
    except LookupError:
        return False


@cache
def _instruments() -> frozenset[str]:
    nouns = load("instruments")["nouns"]
    return frozenset(form for noun in nouns for form in (noun, noun + "s"))


@cache
def _describing() -> frozenset[str]:
    peoples = load("demonyms")
    told = [forms for group in ("adjectives", "people") for forms in peoples[group].values()] + [peoples["combining"]]
    modifiers = {str(word) for word in load("instruments")["generic_modifiers"]} | _instruments()
    return frozenset(str(word).casefold() for word in chain(*told, modifiers, ("the", "a", "an", "peace", "trade")))
