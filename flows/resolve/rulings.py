"""People's judgements tied to what this run's documents say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flows.model.vocabulary import JudgedKind
from flows.resolve.cards import Card, Member
from flows.resolve.deal_nodes import Thread
from flows.resolve.overrides import Judgement, Ruling, Verdict, rule
from flows.resolve.quotes import finder, require_real

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
PAIRS = (Verdict.SAME, Verdict.NOT_SAME)


@dataclass(frozen=True, slots=True)
class Rulings:
    """Judgements about deals, agreements and entities; `wrong` holds reports that make no fact."""

    deals: Ruling[Thread] = field(default_factory=Ruling)
    agreements: Ruling[Thread] = field(default_factory=Ruling)
    entities: Ruling[Member] = field(default_factory=Ruling)
    wrong: frozenset[str] = frozenset()


def rulings(judgements: Sequence[Judgement], rows: Rows, delivered: Collection[str] | None = None) -> Rulings:
    """The judgements that find what they quote in the part tables `rows`.

    Args:
        judgements: what people wrote.
        rows: part tables.
        delivered: file names of all articles ever delivered, where the judgements are new and must name what exists;
            None where they were accepted before, so that what they no longer find is only warned of.

    Raises:
        ConfigurationError: a new judgement names an article or words that do not exist.
    """
    if not judgements:
        return Rulings()
    if delivered is not None:
        texts = {row["file_name"]: row["raw_text"] for row in rows["documents"]}
        require_real(((quote, one.place) for one in judgements for quote in one.quotes), texts, delivered)
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


def corrected(clusters: Sequence[Sequence[Card]], ruling: Ruling[Member]) -> list[list[Card]]:
    """Clusters of cast members as people want them: joined where they are the same, parted where they are not."""
    home: dict[Member, list[Card]] = {}
    for cards in map(list, clusters):
        home.update(dict.fromkeys((card.member for card in cards), cards))
    for a, b, _ in ruling.same:
        if home[a] is not home[b]:
            home[a].extend(home[b])
            home.update(dict.fromkeys((card.member for card in home[b]), home[a]))
    for a, b in sorted(ruling.apart):
        if home[a] is home[b]:
            (parted,) = [card for card in home[b] if card.member == b]
            home[a].remove(parted)
            home[b] = [parted]
    return list({id(cards): cards for cards in home.values()}.values())
