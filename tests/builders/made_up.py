"""Part tables written by hand: made-up documents and what they say."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from flows.contract import PARTS
from flows.contract.schema import frame
from flows.model.ids import digest

BOUNDS = {  # DATA_CONTRACT section 15: report to interval, as shares of the stated number
    "nearly": (Decimal("0.9"), Decimal(1)),
    "about": (Decimal("0.9"), Decimal("1.1")),
    "over": (Decimal(1), None),
    "up_to": (None, Decimal(1)),
}


class MadeUp:
    """Documents under construction; `parts()` gives them as frames."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.cast: set[tuple[str, str]] = set()
        self.n_reports: Counter[tuple[str, str]] = Counter()

    def document(self, doc_id: str, published: str | None = None, **columns: Any) -> str:
        """A document, dated to the day where `published` is given."""
        day = published and date.fromisoformat(published)
        self.rows["documents"].append(
            {
                "doc_id": doc_id,
                "file_name": f"{doc_id}.txt",
                "content_sha256": digest(doc_id),
                "version_no": 1,
                "pub_status": "usable",
                "published_edtf": published,
                "published_earliest": day,
                "published_latest": day,
                "published_precision": published and "day",
                "published_basis": published and "stated",
                "n_chars": 0,
                "n_sentences": 1,
                "n_segments_dropped": 0,
                "raw_text": f"Text of {doc_id}.",
            }
            | columns
        )
        return doc_id

    def entity(self, doc_id: str, key: str, name: str | None = None, **columns: Any) -> str:
        """A cast member, mentioned once by its name; `aliases` maps other forms to their type."""
        aliases = columns.pop("aliases", {})
        if (doc_id, key) in self.cast:
            return key
        self.cast.add((doc_id, key))
        kind, _, rest = key.partition(":")
        name = name or rest.replace("-", " ").title()
        self.rows["doc_entities"].append(
            {
                "doc_id": doc_id,
                "entity_key": key,
                "name": name,
                "entity_type": kind,
                "country_code": rest if kind == "country" else None,
                "is_named": True,
            }
            | columns
        )
        for alias, alias_type in {name: "full_name", **aliases}.items():
            self.rows["doc_aliases"].append(
                {"doc_id": doc_id, "entity_key": key, "alias": alias, "alias_type": alias_type, "n_mentions": 1}
            )
        self.rows["mentions"].append(
            {
                "mention_id": f"men_{digest(doc_id, key)}",
                "doc_id": doc_id,
                "sentence_no": 0,
                "span_start": 0,
                "span_end": len(name),
                "span_text": name,
                "zone": "body",
                "entity_key": key,
                "mention_kind": "name",
                "resolution_method": "exact",
                "confidence": 0.9,
                "in_dropped_segment": False,
            }
        )
        return key

    def deal(self, doc_id: str, thread: int = 0, **said: Any) -> str:
        """A deal report. `supplier` and `recipient` are cast keys; `value` is amount, currency and any qualifier."""
        report_id = self._report("deal", doc_id)
        for role in ("supplier", "recipient"):
            self._parties("deal", report_id, doc_id, role, said.pop(role, ()))
        speaker = said.pop("speaker", None)
        self.rows["deal_reports"].append(
            self._statement(report_id, doc_id, thread)
            | {
                "deal_kind": "arms",
                "deal_form": "contract",
                "report_status": "agreed",
                "is_cumulative": False,
                "speaker_key": speaker and self.entity(doc_id, speaker),
                "goods_text": said.pop("goods", None),
            }
            | _money(*said.pop("value", ()))
            | _day("as_of", said.pop("as_of", None))
            | said
        )
        return report_id

    def agreement(self, doc_id: str, thread: int = 0, **said: Any) -> str:
        """An agreement report; `parties` and `signatories` are cast keys, `day` is the day of its step."""
        report_id = self._report("agreement", doc_id)
        self._parties("agreement", report_id, doc_id, "party", said.pop("parties", ()))
        self._parties("agreement", report_id, doc_id, "signatory", said.pop("signatories", ()))
        self.rows["agreement_reports"].append(
            self._statement(report_id, doc_id, thread)
            | {
                "instrument_type": "agreement",
                "report_status": "signed",
                "subject_text": said.pop("subject", None),
            }
            | _day("date", said.pop("day", None))
            | said
        )
        return report_id

    def parts(self) -> dict[str, pl.DataFrame]:
        """The part tables."""
        return {name: frame(table, self.rows[name]) for name, table in PARTS.items()}

    def _report(self, kind: str, doc_id: str) -> str:
        self.n_reports[kind, doc_id] += 1
        return f"{kind}rep_{digest(doc_id, kind, self.n_reports[kind, doc_id] - 1)}"

    def _parties(self, kind: str, report_id: str, doc_id: str, role: str, keys: str | tuple[str, ...]) -> None:
        for key in [keys] if isinstance(keys, str) else keys:
            self.entity(doc_id, key)
            row = {
                "report_id": report_id,
                "party_role": role,
                "entity_key": key,
                "party_text": key,
                "span_start": 0,
                "span_end": len(key),
                "country_code": key.partition(":")[2] if key.startswith("country:") else None,
                "basis": "stated",
            }
            self.rows[f"{kind}_report_parties"].append(row)

    @staticmethod
    def _statement(report_id: str, doc_id: str, thread: int) -> dict[str, Any]:
        return {
            "report_id": report_id,
            "doc_id": doc_id,
            "thread": thread,
            "sentence_no": 0,
            "span_start": 0,
            "span_end": 4,
            "span_text": "Text",
            "evidence_start": 0,
            "evidence_end": 4,
            "evidence_text": "Text",
            "attribution": "narration",
            "is_negated": False,
            "is_hypothetical": False,
            "rule": "made_up",
            "confidence": 0.5,
        }


def _money(amount: str | None = None, currency: str | None = None, qualifier: str = "exact") -> dict[str, Any]:
    if amount is None:
        return {}
    value = Decimal(amount)
    digits = len(value.normalize().as_tuple().digits)
    half = Decimal(10) ** (value.adjusted() - digits + 1) / 2
    low, high = BOUNDS.get(qualifier, (None, None))
    exact = qualifier == "exact"
    return {
        "value_text": f"{amount} {currency}",
        "qualifier_code": qualifier,
        "qualifier_text": None if exact else qualifier,
        "amount": value,
        "amount_minor": int(value * 100),
        "currency": currency,
        "amount_lower": value - half if exact else low and value * low,
        "amount_upper": value + half if exact else high and value * high,
        "significant_digits": digits,
    }


def _day(prefix: str, edtf: str | None) -> dict[str, Any]:
    if edtf is None:
        return {}
    day = date.fromisoformat(edtf)
    return {
        f"{prefix}_edtf": edtf,
        f"{prefix}_earliest": day,
        f"{prefix}_latest": day,
        f"{prefix}_precision": "day",
    }
