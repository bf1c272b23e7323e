"""Score mentions against the hand annotation of the sample articles: spans, and whether they share their entity.

    python -m tests.bench.seed_mentions DOCS SEED_GOLD.json [--errors]

A mention is right where its offsets equal a gold one's. Nominal and optional gold mentions, and religious groups, are
neither required nor penalised. Linking: of the right mentions, the share whose cast key is the one most often given to
their gold entity within the document.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from flows.extract.cast import build_cast
from flows.extract.sentences import read_sentences
from flows.ingest.inbox import scan
from flows.ingest.ledger import Ledger
from flows.ingest.run import accept
from flows.model.document import Document
from flows.model.report import Mention
from flows.settings import Settings

OPTIONAL = {"muslimworld"}
FREE = {"Jewish", "Muslim", "Muslims", "Jews", "Shiite", "Shiites", "Sunni", "Islamic", "Jew", "Judaism"}


def documents(folder: Path) -> list[Document]:
    """The documents of a folder, read through ingest."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = Settings(warehouse=Path(scratch), inbox=folder)
        with Ledger(settings.ledger) as ledger:
            return list(accept(settings, ledger, list(scan(folder))).documents)


def gold_mentions(gold: dict, doc: str) -> dict[tuple[int, int], tuple[str, str]]:
    """Entity id and kind by span."""
    return {
        (m["start"], m["end"]): (e["id"], m["kind"]) for e in gold["entities"] for m in e["mentions"] if m["doc"] == doc
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    gold = json.loads(args.gold.read_text(encoding="utf-8"))
    n: Counter[str] = Counter()
    for document in documents(args.docs):
        wanted = gold_mentions(gold, document.file_name)
        found = {(m.span.start, m.span.end): m for m in build_cast(document, read_sentences(document)).mentions}
        _count(n, wanted, found, args.errors and document.raw_text)
    precision, recall = n["hit"] / n["found"], n["hit"] / n["wanted"]
    print(
        f"mentions P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / (precision + recall):.3f}"
        f"  ({n['wanted']} gold)  linked {n['linked'] / n['hit']:.3f}  kind right {n['kind'] / n['hit']:.3f}"
    )


def _count(
    n: Counter[str],
    wanted: dict[tuple[int, int], tuple[str, str]],
    found: dict[tuple[int, int], Mention],
    raw: str | None,
) -> None:
    required = {s: g for s, g in wanted.items() if g[1] != "nominal" and g[0] not in OPTIONAL}
    extra = {
        s: m
        for s, m in found.items()
        if s not in wanted
        and m.span.text not in FREE
        and not any(a <= s[0] and s[1] <= b for (a, b), g in wanted.items() if g[1] == "nominal" or g[0] in OPTIONAL)
    }
    keys: dict[str, Counter[str | None]] = defaultdict(Counter)
    for span, (entity, _) in required.items():
        if span in found:
            keys[entity][found[span].entity_key] += 1
    hits = [s for s in required if s in found]
    n["wanted"] += len(required)
    n["hit"] += len(hits)
    n["found"] += len(hits) + len(extra)
    n["linked"] += sum(c.most_common(1)[0][1] for c in keys.values())
    n["kind"] += sum(found[s].kind.value == required[s][1] for s in hits)
    if not raw:
        return
    for span in sorted([s for s in required if s not in found] + list(extra)):
        word = "missed" if span in required else "spurious"
        what = required.get(span) or (found[span].entity_key, found[span].kind.value)
        print(f"{word:9}{span} {raw[slice(*span)]!r} {what}   …{raw[max(0, span[0] - 30) : span[1] + 20]!r}")
    for span in hits:
        entity, kind = required[span]
        if found[span].kind.value != kind or found[span].entity_key != keys[entity].most_common(1)[0][0]:
            given = f"{found[span].entity_key} {found[span].kind.value}"
            print(f"linked   {span} {raw[slice(*span)]!r} {entity} {kind} → {given}")


if __name__ == "__main__":
    main()
