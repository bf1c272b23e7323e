"""Hold a release of the five seed articles against their annotation: what must be found, what must not.

    python -m tests.bench.seed_gold RELEASE SEED_GOLD.json

The annotation's words are mapped to the contract's (interest_expressed → interest, trade_flow → flow,
memorandum_of_understanding → mou). Every line printed is one expectation; the exit status is the number that fail.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

FORMS = {
    "trade_flow": {"flow"},
    "contract_set": {"contract_set", "contract"},
    "equipment_use": {"equipment_use"},
    "prospective_purchase": {"prospect"},
    "sales_effort": {"prospect"},
}
STATUS = {
    "ongoing": {"ongoing", "agreed", "completed", "partly_executed"},
    "delivered": {"completed", "ongoing", "agreed"},
    "interest_expressed": {"interest", "rumoured", "negotiating"},
    "sales_effort": {"interest", "negotiating", "planned"},
}
INSTRUMENTS = {"memorandum_of_understanding": "mou"}
MUST_FIND = ("deal-1", "deal-2", "deal-4", "deal-5")


class Line(NamedTuple):
    """One expectation and whether the release meets it."""

    met: bool
    text: str
    required: bool = True


class Release:
    """Rows of a release, by document file name."""

    def __init__(self, folder: Path) -> None:
        self.con = duckdb.connect()
        self.folder = folder

    def rows(self, table: str) -> list[dict[str, Any]]:
        answer = self.con.execute("select * from read_parquet(?)", [str(self.folder / f"{table}.parquet")])
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def reports(self, kind: str) -> list[dict[str, Any]]:
        """Reports with `doc` (file name) and `parties`, a set of (role, entity id)."""
        names = {row["doc_id"]: row["file_name"] for row in self.rows("documents")}
        parties: dict[str, set[tuple[str, str]]] = {}
        for row in self.rows(f"{kind}_report_parties"):
            parties.setdefault(row["report_id"], set()).add((row["party_role"], row["entity_id"]))
        return [
            row | {"doc": names[row["doc_id"]], "parties": parties.get(row["report_id"], set())}
            for row in self.rows(f"{kind}_reports")
        ]


def overlap(a: dict[str, Any], start: int, end: int, prefix: str = "evidence") -> bool:
    return bool(min(a[f"{prefix}_end"], end) > max(a[f"{prefix}_start"], start))


def at(reports: list[dict[str, Any]], gold: dict[str, Any]) -> list[dict[str, Any]]:
    """Reports whose evidence covers part of the annotated words."""
    return [r for r in reports if r["doc"] == gold["doc"] and overlap(r, gold["start"], gold["end"])]


def deals(release: Release, gold: dict[str, Any]) -> Iterator[Line]:
    reports = release.reports("deal")
    for deal in gold["deals"]:
        wanted = {("supplier", f"country:{deal.get('supplier')}"), ("recipient", f"country:{deal.get('buyer')}")}
        wanted = {party for party in wanted if not party[1].endswith("None")}
        for said in deal["reports"]:
            fits = [r for r in at(reports, said) if wanted <= r["parties"] and _amount_fits(r, said)]
            status = STATUS.get(said.get("status", ""))
            fits = [r for r in fits if status is None or r["report_status"] in status]
            fits = [r for r in fits if deal["kind"] not in FORMS or r["deal_form"] in FORMS[deal["kind"]]]
            required = deal["id"] in MUST_FIND and not said.get("optional")
            yield Line(bool(fits), f"{said['id']}: {said['text']!r}", required)
    yield from _first_deal(release, gold, reports)


def _amount_fits(report: dict[str, Any], said: dict[str, Any]) -> bool:
    if said.get("amount") is None:
        return report["amount"] is None
    return (
        report["amount"] == Decimal(str(said["amount"])).quantize(Decimal("0.01"))
        and report["currency"] == said["currency"]
    )


def _first_deal(release: Release, gold: dict[str, Any], reports: list[dict[str, Any]]) -> Iterator[Line]:
    said = [s for s in gold["deals"][0]["reports"] if s["amount"]]
    found = [next((r for r in at(reports, s) if _amount_fits(r, s)), None) for s in said]
    ids = {r["deal_id"] for r in found if r}
    yield Line(
        all(found) and len(ids) == 1 and None not in ids,
        f"the five money reports are one deal: {sorted(map(str, ids))}",
    )
    canonical = [d for d in release.rows("deals") if d["deal_id"] in ids]
    yield Line(
        [(d["amount"], d["currency"]) for d in canonical] == [(Decimal("4850000000.00"), "USD")],
        "canonical value 4.85e9 USD",
    )
    yield Line([d["deal_status"] for d in canonical] == ["partly_executed"], "deal 1 is partly executed")
    total = sum(d["amount_usd"] or 0 for d in release.rows("deals") if d["is_additive"])
    yield Line(total == Decimal("4850000000.00"), f"additive sum is 4.85e9 (found {total})")


def agreements(release: Release, gold: dict[str, Any]) -> Iterator[Line]:
    reports = release.reports("agreement")
    facts = {row["agreement_id"]: row for row in release.rows("agreements")}
    claimed: set[str] = set()
    for agreement in gold["agreements"]:
        wanted = {("party", f"country:{code}") for code in agreement["parties"]}
        ids = set()
        for said in agreement["reports"]:
            fits = [
                r
                for r in at(reports, said)
                if wanted <= r["parties"]
                and r["report_status"] == said["status"]
                and r["subject_text"]
                and overlap(_subject(r), said["start"], said["end"], "subject")
            ]
            ids |= {r["agreement_id"] for r in fits if r["agreement_id"]}
            yield Line(bool(fits), f"{said['id']}: {said['text'][:60]!r} {said['status']}")
        yield Line(len(ids) == 1 and not ids & claimed, f"{agreement['id']} is one agreement: {sorted(ids)}")
        claimed |= ids
        yield from _fact(agreement, [facts[i] for i in ids if i in facts])
    yield Line(
        len(facts) == len(gold["agreements"]),
        f"{len(facts)} agreements, {len(gold['agreements'])} annotated",
        required=False,
    )


def _subject(report: dict[str, Any]) -> dict[str, int]:
    """Where the subject's words stand within the evidence."""
    start = report["evidence_start"] + report["evidence_text"].find(report["subject_text"])
    return {"subject_start": start, "subject_end": start + len(report["subject_text"])}


def _fact(agreement: dict[str, Any], facts: list[dict[str, Any]]) -> Iterator[Line]:
    said = agreement["canonical"]
    kind = INSTRUMENTS.get(agreement["type"], agreement["type"])
    yield Line(
        all(f["status"] == said["status"] for f in facts) and bool(facts), f"{agreement['id']} status {said['status']}"
    )
    yield Line(all(f["instrument_type"] == kind for f in facts) and bool(facts), f"{agreement['id']} instrument {kind}")
    if signed := said.get("date_signed_edtf"):
        honest = {signed, "2021/.."} if "~" in signed else {signed}
        dates = [f["date_signed_edtf"] for f in facts]
        yield Line(bool(dates) and set(dates) <= honest, f"{agreement['id']} signed {sorted(honest)} (found {dates})")


def controls(release: Release, gold: dict[str, Any]) -> Iterator[Line]:
    """Words that must not become what they look like."""
    names = {row["doc_id"]: row["file_name"] for row in release.rows("documents")}
    mentions = [row | {"doc": names[row["doc_id"]]} for row in release.rows("entity_mentions")]
    deal_reports, agreement_reports = release.reports("deal"), release.reports("agreement")
    for control in gold["negative_controls"]:
        hits = _violations(control, mentions, deal_reports, agreement_reports)
        yield Line(not hits, f"not {control['must_not']}: {control['text']!r}" + (f" but {hits[:2]}" if hits else ""))


def _violations(
    control: dict[str, Any],
    mentions: list[dict[str, Any]],
    deal_reports: list[dict[str, Any]],
    agreement_reports: list[dict[str, Any]],
) -> list[str]:
    must_not = control["must_not"]

    def here(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [r for r in rows if r["doc"] == control["doc"] and overlap(r, control["start"], control["end"], "span")]

    entities = [str(m["entity_id"]) for m in here(mentions) if m["entity_id"]]
    if "agreement row" in must_not:
        return [r["span_text"] for r in here(agreement_reports)]
    if "concluded deal" in must_not:
        return [
            r["span_text"]
            for r in here(deal_reports)
            if r["report_status"] in ("agreed", "completed", "partly_executed")
        ]
    if "numeric amount" in must_not or "money" in must_not or "quantity" in must_not:
        return [
            r["span_text"]
            for r in here(deal_reports)
            if r["amount"] is not None
            and r["span_end"] - r["span_start"] < 60
            and overlap(r, control["start"], control["end"], "span")
        ]
    if must_not == "separate person" or "must be Ilham" in must_not:
        return [e for e in entities if e != "person:ilham-aliyev"] or ([] if entities else ["no mention"])
    if must_not.startswith("Ilham Aliyev"):
        return [e for e in entities if e == "person:ilham-aliyev"]
    if must_not == "entity":
        return entities
    if "party" in must_not:
        return [e for r in deal_reports + agreement_reports for _, e in r["parties"] if e and "haim-zach" in e]
    return []


def main() -> None:
    """Print every expectation and how many are met."""
    release, gold = Release(Path(sys.argv[1])), json.loads(Path(sys.argv[2]).read_text("utf-8"))
    lines = [*deals(release, gold), *agreements(release, gold), *controls(release, gold)]
    for line in lines:
        print("ok  " if line.met else "MISS" if line.required else "miss", line.text)
    required = [line for line in lines if line.required]
    print(f"{sum(line.met for line in required)} of {len(required)} required expectations met")
    sys.exit(min(100, sum(not line.met for line in required)))


if __name__ == "__main__":
    main()
