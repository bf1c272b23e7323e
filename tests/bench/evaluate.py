"""Score the reading alone: ingest and extract a folder, without resolving across documents.

    python -m tests.bench.evaluate DOCS GOLD [--acquisitions] [--errors FILE] [--half even|odd] [--show DOC ...]

Without DOCS and GOLD it is `make eval`: see `tests.bench.gold`. Threads stand for deals and agreements, a document's
cast for its entities, so figures may differ a little from those of a release. `--errors` writes a readable list: per
document the gold records and what was read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from flows.extract.reading import read
from flows.ingest.inbox import scan
from flows.ingest.ledger import Ledger
from flows.ingest.run import accept
from flows.model.document import Document
from flows.model.report import Reading
from flows.settings import PROJECT, Settings
from tests.bench.gold import main as gold_sets

BENCH = PROJECT.parent / "shared" / "bench"


def documents(folder: Path) -> list[Document]:
    """The documents of a folder, read through ingest."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(warehouse=Path(scratch), inbox=folder)
        with Ledger(settings.ledger) as ledger:
            return list(accept(settings, ledger, list(scan(folder))).documents)


def tables(docs: list[Document], readings: list[Reading]) -> dict[str, list[dict]]:
    """The columns that the scorers read, one row per document, entity, alias, report and party."""
    out: dict[str, list[dict]] = {
        name: []
        for name in (
            "documents",
            "entities",
            "entity_aliases",
            "deal_reports",
            "deal_report_parties",
            "agreement_reports",
            "agreement_report_parties",
        )
    }
    for doc, reading in zip(docs, readings, strict=True):
        out["documents"].append(dict(doc_id=doc.doc_id, file_name=doc.file_name, raw_text=doc.raw_text))
        for entity in reading.entities:
            key = f"{doc.doc_id}:{entity.key}"
            out["entities"].append(dict(entity_id=key, name=entity.name))
            out["entity_aliases"] += [dict(entity_id=key, alias=alias) for alias, _ in entity.aliases]
        _reports(out, doc, reading)
    return out


def _reports(out: dict[str, list[dict]], doc: Document, reading: Reading) -> None:
    for kind, reports in (("deal", reading.deals), ("agreement", reading.agreements)):
        for n, report in enumerate(reports):
            report_id = f"{doc.doc_id}:{kind}:{n}"
            row = dict(
                report_id=report_id,
                doc_id=doc.doc_id,
                evidence_start=report.evidence.start,
                evidence_end=report.evidence.end,
                report_status=report.status.value,
                is_negated=report.is_negated,
                is_hypothetical=report.is_hypothetical,
                rule=report.rule,
                confidence=report.confidence,
            )
            row[f"{kind}_id"] = f"{doc.doc_id}:{kind}:{report.thread}"
            out[f"{kind}_reports"].append(row | _own(kind, report))
            out[f"{kind}_report_parties"] += [
                dict(
                    report_id=report_id,
                    party_role=p.role.value,
                    party_text=p.span.text,
                    entity_id=p.entity_key and f"{doc.doc_id}:{p.entity_key}",
                )
                for p in report.parties
            ]


def _own(kind: str, report) -> dict:
    if kind == "agreement":
        return dict(instrument_type=report.instrument.value, subject_text=report.subject and report.subject.text)
    money = report.money
    return dict(
        deal_kind=report.kind.value,
        goods_text=report.goods and report.goods.text,
        value_text=money and money.value_text,
        currency=money and money.currency,
        **{
            name: money and getattr(money, field)
            for name, field in (("amount", "amount"), ("amount_lower", "lower"), ("amount_upper", "upper"))
        },
    )


TEXT = pl.String
SCHEMAS = {
    "documents": dict.fromkeys(("doc_id", "file_name", "raw_text"), TEXT),
    "entities": dict.fromkeys(("entity_id", "name"), TEXT),
    "entity_aliases": dict.fromkeys(("entity_id", "alias"), TEXT),
    **{
        f"{kind}_report_parties": dict.fromkeys(("report_id", "party_role", "party_text", "entity_id"), TEXT)
        for kind in ("deal", "agreement")
    },
}
REPORT = dict(
    report_id=TEXT,
    doc_id=TEXT,
    evidence_start=pl.Int64,
    evidence_end=pl.Int64,
    report_status=TEXT,
    is_negated=pl.Boolean,
    is_hypothetical=pl.Boolean,
    rule=TEXT,
    confidence=pl.Float64,
)
SCHEMAS["agreement_reports"] = REPORT | dict.fromkeys(("agreement_id", "instrument_type", "subject_text"), TEXT)
SCHEMAS["deal_reports"] = (
    REPORT
    | dict.fromkeys(("deal_id", "deal_kind", "goods_text", "value_text", "currency"), TEXT)
    | dict.fromkeys(("amount", "amount_lower", "amount_upper"), pl.Decimal(28, 2))
)


def write(rows: dict[str, list[dict]], folder: Path) -> None:
    """A folder of Parquet files that the scorers take for a release."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in SCHEMAS.items():
        pl.DataFrame(rows[name], schema=schema).write_parquet(folder / f"{name}.parquet")


def chosen(name: str, half: str | None) -> bool:
    """Whether a document belongs to the half asked for: by the number in its name if so asked, else by its hash."""
    if half is not None and half.startswith("numbered"):
        return (int("".join(c for c in name if c.isdigit())) % 2 == 0) == (half == "numbered even")
    return half is None or (int(hashlib.sha256(name.encode()).hexdigest()[-1], 16) % 2 == 0) == (half == "even")


def show(gold: dict, doc: Document, rows: dict[str, list[dict]]) -> str:
    """The gold records of a document beside what was read, for a person."""
    lines = [f"=== {doc.file_name}"]
    lines += [f"GOLD {slot}: {fillers}" for slot, fillers in gold.get("gold", {}).items() if fillers]
    for kind in ("deal", "agreement"):
        for record in gold.get(f"{kind}s", ()):
            shown = {k: v for k, v in record.items() if v not in (None, []) and k not in ("spans", "evidence")}
            lines += [
                f"GOLD {kind}: {json.dumps(shown, ensure_ascii=False)}",
                *(f"      | {e}" for e in record["evidence"]),
            ]
        for report in (r for r in rows[f"{kind}_reports"] if r["doc_id"] == doc.doc_id):
            parties = [
                f"{p['party_role']}={p['party_text']!r}~{(p['entity_id'] or '?').split(':', 1)[-1]}"
                for p in rows[f"{kind}_report_parties"]
                if p["report_id"] == report["report_id"]
            ]
            shown = {
                k: str(v)
                for k, v in report.items()
                if v not in (None, False) and k not in ("report_id", "doc_id", "evidence_start", "evidence_end")
            }
            shown[f"{kind}_id"] = shown[f"{kind}_id"].rsplit(":", 1)[-1]
            evidence = doc.raw_text[report["evidence_start"] : report["evidence_end"]]
            lines += [
                f"READ {kind}: {' '.join(parties)} {json.dumps(shown, ensure_ascii=False)}",
                f"      | {evidence}",
            ]
    return "\n".join(lines)


def main() -> None:
    """Read, score, print."""
    if not any(not argument.startswith("-") for argument in sys.argv[1:2]):
        gold_sets(sys.argv[1:])
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--acquisitions", action="store_true")
    parser.add_argument("--errors", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--show", nargs="*", default=[])
    args = parser.parse_args()
    gold = {
        r["doc_id"]: r
        for r in map(json.loads, args.gold.read_text("utf-8").splitlines())
        if chosen(r["doc_id"], args.half)
    }
    docs = [d for d in documents(args.docs) if Path(d.file_name).stem in gold]
    rows = tables(docs, [read(d) for d in docs])
    with tempfile.TemporaryDirectory() as scratch:
        write(rows, Path(scratch))
        part = Path(scratch) / "gold.jsonl"
        part.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in gold.values()), "utf-8")
        scorer = "score_acquisitions.py" if args.acquisitions else "score.py"
        subprocess.run([sys.executable, BENCH / scorer, scratch, part], check=True)
    for doc in docs:
        text = show(gold[Path(doc.file_name).stem], doc, rows)
        if Path(doc.file_name).stem in args.show:
            print(text)
        if args.errors:
            with args.errors.open("w" if doc is docs[0] else "a", encoding="utf-8") as file:
                file.write(text + "\n\n")


if __name__ == "__main__":
    main()
