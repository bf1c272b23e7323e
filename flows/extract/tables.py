"""Readings as rows of the part tables: what extract hands to resolve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from flows.model import records
from flows.model.currency import exponent
from flows.model.document import Document
from flows.model.ids import digest
from flows.model.records import Row, date_columns
from flows.model.report import AgreementReport, Attribution, DealReport, Money, Party, Reading, Span

Rows: TypeAlias = dict[str, list[Row]]


def part_rows(read: Iterable[tuple[Document, Reading]]) -> Rows:
    """Rows by part table, in document order."""
    rows: Rows = {name: [] for name in PART_TABLES}
    for document, reading in read:
        rows["documents"].append(document_row(document, reading))
        rows["document_segments"] += records.segment_rows(document)
        _entities(rows, document, reading)
        rows["mentions"] += mention_rows(reading)
        _deals(rows, reading)
        _agreements(rows, reading)
    return rows


PART_TABLES = (
    "documents",
    "document_segments",
    "doc_entities",
    "doc_aliases",
    "mentions",
    "deal_reports",
    "deal_report_parties",
    "agreement_reports",
    "agreement_report_parties",
)


def document_row(document: Document, reading: Reading) -> Row:
    """One row of `documents`, with the date that the text itself gave."""
    return records.document_row(document) | {
        **date_columns("published", reading.published),
        "published_basis": reading.published_basis and reading.published_basis.value,
        "n_sentences": reading.n_sentences,
    }


def _entities(rows: Rows, document: Document, reading: Reading) -> None:
    counted = Counter((m.entity_key, m.span.text) for m in reading.mentions)
    for entity in reading.entities:
        rows["doc_entities"].append(
            {
                "doc_id": document.doc_id,
                "entity_key": entity.key,
                "name": entity.name,
                "entity_type": entity.entity_type.value,
                "country_code": entity.country_code,
                "is_named": entity.is_named,
            }
        )
        rows["doc_aliases"] += [
            {
                "doc_id": document.doc_id,
                "entity_key": entity.key,
                "alias": alias,
                "alias_type": alias_type.value,
                "n_mentions": counted[entity.key, alias],
            }
            for alias, alias_type in dict(entity.aliases).items()
        ]


def mention_rows(reading: Reading) -> list[Row]:
    """One row of `mentions` per mention."""
    return [
        {
            "mention_id": f"men_{digest(reading.doc_id, m.span.start, m.span.end, m.kind)}",
            "doc_id": reading.doc_id,
            "sentence_no": m.sentence_no,
            **_span("span", m.span),
            "zone": m.zone.value,
            "mention_kind": m.kind.value,
            "entity_key": m.entity_key,
            "resolution_method": m.method and m.method.value,
            "confidence": m.confidence,
            "in_dropped_segment": m.in_dropped_segment,
        }
        for m in reading.mentions
    ]


def _deals(rows: Rows, reading: Reading) -> None:
    ids = report_ids(reading.doc_id, "deal", reading.deals)
    for report_id, report in zip(ids, reading.deals, strict=True):
        refined = None if report.refines is None else ids[report.refines]
        rows["deal_reports"].append(deal_row(report_id, reading.doc_id, report, refined))
        rows["deal_report_parties"] += [party_row(report_id, p) for p in report.parties]


def deal_row(report_id: str, doc_id: str, report: DealReport, refined: str | None) -> Row:
    """One row of `deal_reports`."""
    return {
        **_report(report_id, doc_id, report),
        **_money(report.money),
        "refines_report_id": refined,
        "verb_text": report.verb_text,
        "goods_text": report.goods and report.goods.text,
        "goods_class": report.goods_class,
        "sipri_category": report.sipri_category,
        "hs_chapter": report.hs_chapter,
        "deal_kind": report.kind.value,
        "deal_form": report.form.value,
        "stake_pct": report.stake_pct,
        "time_text": report.time_text,
        **date_columns("as_of", report.as_of),
        "is_cumulative": report.is_cumulative,
    }


def _agreements(rows: Rows, reading: Reading) -> None:
    ids = report_ids(reading.doc_id, "agreement", reading.agreements)
    for report_id, report in zip(ids, reading.agreements, strict=True):
        rows["agreement_reports"].append(agreement_row(report_id, reading.doc_id, report))
        rows["agreement_report_parties"] += [party_row(report_id, p) for p in report.parties]


def agreement_row(report_id: str, doc_id: str, report: AgreementReport) -> Row:
    """One row of `agreement_reports`."""
    return {
        **_report(report_id, doc_id, report),
        "instrument_type": report.instrument.value,
        "subject_text": report.subject and report.subject.text,
        "is_subject_act": report.is_subject_act,
        "subject_class": report.subject_class and report.subject_class.value,
        "stated_count": report.stated_count,
        "cue_text": report.cue_text,
        "date_text": report.date_text,
        **date_columns("date", report.date),
        "place_text": report.place and report.place.text,
        "place_key": report.place_key,
        "package": report.package,
    }


def _report(report_id: str, doc_id: str, report: DealReport | AgreementReport) -> Row:
    return {
        "report_id": report_id,
        "doc_id": doc_id,
        **_span("span", report.span),
        **_span("evidence", report.evidence),
        "report_status": report.status.value,
        **_attribution(report.attribution),
        "is_negated": report.is_negated,
        "is_hypothetical": report.is_hypothetical,
        "thread": report.thread,
        "sentence_no": report.sentence_no,
        "rule": report.rule,
        "confidence": report.confidence,
    }


def party_row(report_id: str, party: Party[Any]) -> Row:
    """One row of `deal_report_parties` or `agreement_report_parties`."""
    return {
        "report_id": report_id,
        "party_role": party.role.value,
        "entity_key": party.entity_key,
        "party_text": party.span.text,
        "span_start": party.span.start,
        "span_end": party.span.end,
        "country_code": party.country_code,
        "party_level": party.level and party.level.value,
        "basis": party.basis.value,
    }


def report_ids(doc_id: str, kind: str, reports: Sequence[DealReport] | Sequence[AgreementReport]) -> list[str]:
    """Ids hash (document, evidence span, type) and an ordinal by (roles, parties, object) within that span."""
    ids = [""] * len(reports)
    seen: Counter[tuple[int, int]] = Counter()
    for n in sorted(range(len(reports)), key=lambda n: _order(reports[n])):
        place = reports[n].evidence.start, reports[n].evidence.end
        ids[n] = f"{kind}rep_{digest(doc_id, *place, kind, seen[place])}"
        seen[place] += 1
    return ids


def _order(report: DealReport | AgreementReport) -> tuple[Any, ...]:
    thing = report.goods if isinstance(report, DealReport) else report.subject
    parties = sorted((p.role.value, p.entity_key or "", p.span.text) for p in report.parties)
    return report.evidence.start, report.evidence.end, parties, thing.text if thing else "", report.span.start


def _span(prefix: str, span: Span) -> Row:
    return {f"{prefix}_start": span.start, f"{prefix}_end": span.end, f"{prefix}_text": span.text}


def _attribution(attribution: Attribution) -> Row:
    return {
        "speaker_key": attribution.speaker_key,
        "speaker_text": attribution.speaker_text,
        "attribution": attribution.kind.value,
    }


def _money(money: Money | None) -> Row:
    if money is None:
        return dict.fromkeys(
            (
                "value_text",
                "qualifier_text",
                "qualifier_code",
                "amount",
                "amount_minor",
                "currency",
                "amount_lower",
                "amount_upper",
                "significant_digits",
            )
        )
    return {
        "value_text": money.value_text,
        "qualifier_text": money.qualifier_text,
        "qualifier_code": money.qualifier.value,
        "amount": money.amount,
        "amount_minor": minor_units(money),
        "currency": money.currency,
        "amount_lower": money.lower,
        "amount_upper": money.upper,
        "significant_digits": money.significant_digits,
    }


def minor_units(money: Money) -> int | None:
    """The amount in minor units, by its currency's ISO 4217 exponent."""
    if money.amount is None or money.currency is None:
        return None
    return int(money.amount.scaleb(exponent(money.currency)))
