"""The share of made-up deal sentences that are read, by class of verb or construction.

    python -m tests.bench.deal_probe [FILE] [--show even|odd]

FILE is `deal_probe.yml` where none is given. Rules are written from the sentences of even number alone (`--show even`
lists those not read); the odd ones only check that a rule is of the language and not of a sentence.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import yaml

from flows.extract.reading import read
from flows.model.document import Document, Segment
from flows.model.report import DealReport, Reading
from flows.model.vocabulary.articles import SegmentAction, Zone
from flows.model.vocabulary.deals import DealRole, DealStatus

PROSPECT = {DealStatus.RUMOURED, DealStatus.INTEREST, DealStatus.NEGOTIATING, DealStatus.PLANNED}
OFF = {DealStatus.CANCELLED, DealStatus.DENIED}
MARKS = ("found", "sides", "goods", "status", "all")
SIDES = {DealRole.SUPPLIER: "from", DealRole.RECIPIENT: "to"}


def document(text: str, *, headline: bool) -> Document:
    """A document of one sentence."""
    zone = Zone.HEADLINE if headline else Zone.BODY
    return Document("doc", "a.txt", "0" * 64, text, (Segment(0, len(text), zone, SegmentAction.KEEP),))


def words(text: str) -> set[str]:
    """Lower-case words without plural and possessive endings."""
    return {w.lower().rstrip("s") for w in re.findall(r"\w+", text.replace("'s", ""))} - {"the", "of"}


def group(status: DealStatus) -> str:
    """Prospective, concluded or off: what the scorers tell apart."""
    return "off" if status in OFF else "prospective" if status in PROSPECT else "concluded"


def names(reading: Reading, key: str | None, text: str) -> list[set[str]]:
    """The words of each name of a cast member, and those of the phrase that stands for it."""
    aliases = [a for e in reading.entities if e.key == key for a in (e.name, *(alias for alias, _ in e.aliases))]
    return [words(name) for name in (*aliases, text)]


def sides(reading: Reading, report: DealReport, told: dict[str, Any]) -> list[bool]:
    """For each side that the sentence names, whether a party of the report is it."""
    right = []
    for role, column in SIDES.items():
        if told.get(column):
            wanted = words(told[column])
            parties = [p for p in report.parties if p.role is role]
            known = [n for p in parties for n in names(reading, p.entity_key, p.span.text)]
            right.append(any(n and (n <= wanted or wanted <= n) for n in known))
    return right


def grade(reading: Reading, told: dict[str, Any]) -> Counter[str]:
    """What of a sentence is read: `found` (a deal with a right party), `sides`, `goods`, `status`, `all`."""
    best: Counter[str] = Counter()
    for report in reading.deals:
        right = sides(reading, report, told)
        goods = not told["what"] or bool(report.goods and words(told["what"]) & words(report.goods.text))
        status = group(report.status) == group(DealStatus(told.get("is", "agreed")))
        found = any(right) or (not right and goods)
        whole = all(right) and goods and status
        marks = Counter(found=found, sides=all(right), goods=found and goods, status=found and status, all=whole)
        best = max(best, marks, key=lambda m: sum(m.values()))
    return best


def shown(reading: Reading) -> str:
    """The deals read, for a person."""
    return "\n".join(
        f"      {r.rule} {r.status.value} {r.kind.value} {r.form.value} {r.goods and r.goods.text!r} "
        + " ".join(f"{p.role.value}={p.entity_key}" for p in r.parties)
        for r in reading.deals
    )


def main() -> None:
    """Read every sentence, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=Path(__file__).with_suffix(".yml"))
    parser.add_argument("--show", choices=("even", "odd"))
    args = parser.parse_args()
    classes = yaml.safe_load(args.file.read_text("utf-8"))
    totals: defaultdict[str, Counter[str]] = defaultdict(Counter)
    number = 0
    for name, sentences in classes.items():
        for told in sentences:
            half = ("even", "odd")[number % 2]
            reading = read(document(told["text"], headline=told.get("headline", False)))
            marks = grade(reading, told) if name != "none" else Counter(all=not reading.deals)
            wanted = (name, half) if name == "none" else (name, half, half + " half")
            for column in wanted:
                totals[column].update({"n": 1, **marks})
            if half == args.show and not marks["all"]:
                print(f"{number} {name}: {told['text']}\n   {dict(marks)}\n{shown(reading)}")
            number += 1
    for name, counts in totals.items():
        if name not in ("even", "odd"):
            shares = (f"{mark} {counts[mark] / counts['n']:.2f}" for mark in MARKS if counts[mark] or name != "none")
            print(f"{name:16} {counts['n']:4}", *shares)


if __name__ == "__main__":
    main()
