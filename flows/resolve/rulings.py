"""People's judgements tied to what this run's documents say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import polars as pl

from flows.model.ids import digest
from flows.model.vocabulary.facts import JudgedKind
from flows.resolve.cards import Member
from flows.resolve.deal_nodes import Thread
from flows.resolve.overrides import Judgement, Ruling, Verdict, rule
from flows.resolve.quotes import finder, require_real
from flows.resolve.table import among

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
PAIRS = (Verdict.SAME, Verdict.NOT_SAME)


@dataclass(frozen=True, slots=True)
class Rulings:
    """Judgements about deals, agreements and entities; `wrong` holds reports that make no fact."""

    deals: Ruling[Thread] = field(default_factory=Ruling)
    agreements: Ruling[Thread] = field(default_factory=Ruling)
    entities: Ruling[Member] = field(default_factory=Ruling)
    wrong: frozenset[str] = frozenset()

    @property
    def fingerprint(self) -> str:
        """Equal where the judgements are led to the same things."""
        told = [(r.same, sorted(r.apart), r.names) for r in (self.deals, self.agreements, self.entities)]
        return digest(told, sorted(self.wrong))


def rulings(
    judgements: Sequence[Judgement], parts: Mapping[str, pl.DataFrame], delivered: Collection[str] | None = None
) -> Rulings:
    """The judgements that find what they quote in the part tables.

    Args:
        judgements: what people wrote.
        parts: part tables.
        delivered: file names of all articles ever delivered, where the judgements are new and must name what exists;
            None where they were accepted before, so that what they no longer find is only warned of.

    Raises:
        ConfigurationError: a new judgement names an article or words that do not exist.
    """
    if not judgements:
        return Rulings()
    rows = _quoted(judgements, parts)
    if delivered is not None:
        texts = {row["file_name"]: row["raw_text"] for row in rows["documents"]}
        named = ((quote, one.place) for one in judgements for quote in one.quotes)
        require_real(named, texts, {*delivered, *parts["documents"]["file_name"]})
    files = {row["doc_id"]: row["file_name"] for row in rows["documents"]}
    wrong = [_wrong(judgements, about, rows, files) for about in (JudgedKind.DEAL, JudgedKind.AGREEMENT)]
    members = finder(
        (files[row["doc_id"]], row["span_text"], "", Member(row["doc_id"], row["entity_key"]))
        for row in rows["mentions"]
        if row["entity_key"] is not None
    )
    return Rulings(
        _threads(judgements, JudgedKind.DEAL, rows, files),
        _threads(judgements, JudgedKind.AGREEMENT, rows, files),
        rule(judgements, JudgedKind.ENTITY, members, *PAIRS, Verdict.NAME),
        frozenset().union(*wrong),
    )


def _quoted(judgements: Sequence[Judgement], parts: Mapping[str, pl.DataFrame]) -> Rows:
    """Rows of the documents that are quoted."""
    files = [quote.document for one in judgements for quote in one.quotes]
    documents = parts["documents"].filter(among("file_name", files))
    tables = ("mentions", *(f"{about}_reports" for about in (JudgedKind.DEAL, JudgedKind.AGREEMENT)))
    found = {name: parts[name].filter(among("doc_id", documents["doc_id"])).to_dicts() for name in tables}
    return found | {"documents": documents.to_dicts()}


def _threads(
    judgements: Sequence[Judgement], about: JudgedKind, rows: Rows, files: Mapping[str, str]
) -> Ruling[Thread]:
    locate = finder(
        (files[row["doc_id"]], row["span_text"], row["evidence_text"], Thread(row["doc_id"], row["thread"]))
        for row in rows[f"{about}_reports"]
    )
    return rule(judgements, about, locate, *PAIRS)


def _wrong(judgements: Sequence[Judgement], about: JudgedKind, rows: Rows, files: Mapping[str, str]) -> frozenset[str]:
    locate = finder(
        (files[row["doc_id"]], row["span_text"], row["evidence_text"], str(row["report_id"]))
        for row in rows[f"{about}_reports"]
    )
    return rule(judgements, about, locate, Verdict.WRONG_REPORT).wrong
