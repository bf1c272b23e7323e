"""Score the reading of accords on made-up sentences, by class of construction.

    python -m tests.bench.agreement_probe [--half even|odd] [--errors] [CLASS ...]

Each file of tests/bench/agreement_probe is a class. `want` lists the accords as "status instrument: party; party |
subject". An accord counts as found where a party is right, as strict where stage and parties are all right; instrument
and subject are figures of those found. Errors are shown for the even numbers only: the odd ones are the check on rules
made from these.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from flows.model.report import AgreementReport
from flows.model.vocabulary.agreements import AgreementRole, AgreementStatus
from flows.model.vocabulary.articles import SegmentAction, Zone
from tests.unit.extract.conftest import document_of
from tests.unit.extract.test_agreement_stories import OFF, name_of, read, stage

PROBE = Path(__file__).parent / "agreement_probe"
ORDER = list(AgreementStatus)


@dataclass(frozen=True)
class Accord:
    """An accord as wanted or read: how far it went, what it is called, between whom, what about."""

    stage: str
    instrument: str
    parties: tuple[str, ...]
    subjects: tuple[str, ...]


def wanted(line: str) -> Accord:
    """The accord of a line "status instrument: party; party | subject"."""
    told, _, subject = line.partition(" | ")
    what, _, parties = told.partition(": ")
    status, _, instrument = what.partition(" ")
    names = tuple(p.strip() for p in parties.split(";"))
    return Accord(stage(AgreementStatus(status)), instrument, names, (subject,) if subject else ())


def accords(case: dict[str, Any]) -> list[Accord]:
    """The accords that are read of a case, each once."""
    head = [(case["head"], Zone.HEADLINE, SegmentAction.KEEP)] if "head" in case else []
    names, reports = read(document_of(*head, (case["say"], Zone.BODY, SegmentAction.KEEP)))
    threads: dict[int, list[AgreementReport]] = defaultdict(list)
    for report in reports:
        if not report.is_hypothetical and (not report.is_negated or report.status in OFF):
            threads[report.thread].append(report)
    return [_summed(names, told) for told in threads.values()]


def _summed(names: dict[str, set[str]], reports: list[AgreementReport]) -> Accord:
    status = max((report.status for report in reports), key=ORDER.index)
    parties = {name_of(names, p) for r in reports for p in r.parties if p.role is AgreementRole.PARTY}
    subjects = tuple(r.subject.text for r in reports if r.subject is not None)
    return Accord(stage(status), reports[0].instrument.value, tuple(sorted(parties)), subjects)


def hits(want: Accord, got: Accord) -> int:
    """How many of the wanted parties are read, a longer or shorter form of a name allowed."""
    return sum(any(w in name or name in w for name in got.parties) for w in want.parties)


def same_subject(want: Accord, got: Accord) -> bool:
    """Whether half of the shorter phrase's words are shared, and the longer one is no whole sentence."""
    pairs = [(_words(w), _words(g)) for w in want.subjects for g in got.subjects]
    return any(len(w & g) * 2 >= min(len(w), len(g)) and len(g) <= 3 * len(w) + 2 for w, g in pairs if w and g)


def _words(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z0-9]+", text.lower())} - {"the", "of", "a", "and", "its"}


def judged(case: dict[str, Any]) -> tuple[Counter[str], list[Accord]]:
    """Counts of what is wanted, read and right, and what was read."""
    want, got = [wanted(line) for line in case["want"]], accords(case)
    count = Counter(wanted=len(want), read=len(got), with_subject=sum(bool(w.subjects) for w in want))
    left = list(got)
    for w in want:
        best = max(left, key=lambda g: (hits(w, g) > 0, same_subject(w, g), hits(w, g)), default=None)
        if best is None or not (hits(w, best) or same_subject(w, best)):
            continue
        left.remove(best)
        whole = hits(w, best) == len(w.parties) == len(best.parties)
        right = w.stage == best.stage
        alike = dict(found=True, strict=whole and right, stage=right, parties=whole, subject=same_subject(w, best))
        count.update({name: int(said) for name, said in alike.items()})
        count["instrument"] += w.instrument == best.instrument
    return count, got


def line(name: str, n: Counter[str]) -> str:
    """Figures of a class: precision, recall, and shares of what was found."""
    shares = [f"{key} {n[key] / max(1, n['found']):.2f}" for key in ("stage", "parties", "instrument")]
    told = f"subject {n['subject'] / max(1, n['with_subject']):.2f}"
    precision, recall = n["found"] / max(1, n["read"]), n["found"] / max(1, n["wanted"])
    f1, strict = 2 * n["found"] / max(1, n["read"] + n["wanted"]), 2 * n["strict"] / max(1, n["read"] + n["wanted"])
    head = f"{name:14} {n['wanted']:3} P {precision:.2f} R {recall:.2f} F1 {f1:.2f} strict {strict:.2f}"
    return " ".join([head, *shares, told])


def cases(classes: list[str], half: str | None) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Class, number and case, in the order of the files."""
    for path in sorted(PROBE.glob("*.yml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            if (not classes or path.stem in classes) and half in (None, ("even", "odd")[number % 2]):
                yield path.stem, number, case


def main() -> None:
    """Read, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("classes", nargs="*")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    figures: dict[str, Counter[str]] = defaultdict(Counter)
    for name, number, case in cases(args.classes, args.half):
        count, got = judged(case)
        figures[name] += count
        wrong = count["strict"] < count["wanted"] or count["read"] > count["wanted"]
        if args.errors and number % 2 == 0 and (wrong or count["subject"] < count["with_subject"]):
            print(f"{name} {number}: {case.get('head', '')} / {case['say']}", *case["want"], sep="\n    want ")
            print(*(f"    read {g}" for g in got), sep="\n")
    for name, count in figures.items():
        print(line(name, count))
    print(line("all", sum(figures.values(), Counter())))


if __name__ == "__main__":
    main()
