#!/usr/bin/env python3
"""Check annotated articles: `python check.py [FOLDER]`; prints what is wrong, exits 1 where anything is.

FOLDER holds `docs/` and `gold.jsonl`; by default the folder of this file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = set("arms energy goods services acquisition investment finance licence other".split())
QUALIFIERS = {None, *"exact about nearly over at_least up_to between".split()}
DEAL_STATUS = set("rumoured interest negotiating planned agreed ongoing completed cancelled denied".split())
INSTRUMENTS = set(
    "treaty agreement mou protocol convention declaration ceasefire peace_accord framework exchange_of_notes"
    " other".split()
)
STATUS = set(
    "proposed negotiating planned signed ratified in_force suspended violated terminated rejected unknown".split()
)


def problems(record: dict[str, Any], text: str) -> list[str]:
    """Return what a record says that its text, or the guidelines' closed lists, do not allow."""
    out: list[str] = []
    for deal in record["deals"]:
        value = [deal[key] for key in ("amount", "amount_low", "amount_high") if deal[key] is not None]
        out += [] if deal["kind"] in KINDS else [f"kind {deal['kind']}"]
        out += [] if deal["status"] in DEAL_STATUS else [f"deal status {deal['status']}"]
        out += [] if deal["qualifier"] in QUALIFIERS else [f"qualifier {deal['qualifier']}"]
        out += [] if bool(value) == bool(deal["currency"]) == bool(deal["qualifier"]) else ["value without currency"]
        out += [] if deal["suppliers"] or deal["recipients"] else ["deal without parties"]
    for agreement in record["agreements"]:
        out += [] if agreement["instrument"] in INSTRUMENTS else [f"instrument {agreement['instrument']}"]
        out += [] if agreement["status"] in STATUS else [f"agreement status {agreement['status']}"]
        named = [*agreement["signatories"], agreement["place"] or ""]
        out += [f"{part} not in text" for part in named if part not in text]
    for item in record["deals"] + record["agreements"]:
        phrase, quotes = item.get("goods") or item.get("subject"), item["evidence"]
        out += [] if phrase is None or phrase in text else [f"phrase not in text: {phrase}"]
        out += [] if item["salience"] in {"main", "minor"} and 1 <= len(quotes) <= 3 else ["salience or evidence count"]
        out += [f"short evidence: {quote}" for quote in quotes if len(quote) < 40]
        out += [] if quotes == [text[start:end] for start, end in item["spans"]] else [f"span: {quotes}"]
    return out


def main() -> int:
    """Compare every article with its record."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "docs").glob("*.txt"))}
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    records = {record["doc_id"]: record for record in map(json.loads, lines)}
    wrong = [f"{name}: no article or no record" for name in sorted(set(texts) ^ set(records))]
    both = sorted(set(texts) & set(records))
    wrong += [f"{name}: {problem}" for name in both for problem in problems(records[name], texts[name])]
    print("\n".join(wrong) or f"{len(records)} articles and records agree")
    return int(bool(wrong) or len(lines) != len(records))


if __name__ == "__main__":
    sys.exit(main())
