"""`make eval`: take each folder of annotated articles through the real road, and score what comes out.

    python -m tests.bench.evaluate [--gold DIR] [--held-out]

Ingest, extract, resolve, load and the gate run as in `entente run`, without Prefect, into a warehouse that is thrown
away. Figures go to standard output, lists of errors to build/eval/. A fifth of `dev`, chosen by a hash of the name, is
held out: its articles are in no list, and its figures are printed only with --held-out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flows import steps
from flows.equipment import equipment
from flows.publish.lock import run_lock
from flows.settings import PROJECT, Settings

SHARED = PROJECT.parent / "shared"
LISTS = PROJECT / "build" / "eval"
FIFTH = 5
HELD_OUT = 3


def is_held_out(doc_id: str) -> bool:
    """Whether an article of `dev` belongs to the fifth that nobody reads."""
    return int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % FIFTH == HELD_OUT


def staged_release(inbox: Path, warehouse: Path) -> Path:
    """Folder of the staged release of an inbox; says how long it took and what the gate thinks of it."""
    settings = Settings(warehouse, inbox)
    start = time.monotonic()
    with run_lock(warehouse), equipment(settings) as present:
        run = steps.Run.begin(settings)
        intake = steps.accept_articles(run)
        outcome = steps.read_articles(run, intake.batches, present.pool)
        steps.resolve_facts(run)
        steps.load_release(run)
        aside = steps.set_aside_misread_rows(run)
        verdict = steps.check_release(run, present.gate)
    closed = ", ".join(f"{result.table}: {result.expectation}" for result in verdict.closed_by)
    print(
        f"{outcome.n_documents} articles in {time.monotonic() - start:.0f} s, {len(outcome.poison)} not readable,"
        f" {aside} rows set aside; the gate is {f'CLOSED by {closed}' if closed else 'open'}",
        flush=True,
    )
    return run.stage


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def written(rows: Iterable[dict[str, Any]], path: Path) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def scored(*command: str | Path) -> None:
    subprocess.run([sys.executable, *map(str, command)], cwd=PROJECT, check=False)


def dev(gold: Path, scratch: Path, *, held_out: bool) -> None:
    release = staged_release(gold / "docs", scratch / "warehouse")
    every = records(gold / "gold.jsonl")
    seen = written([row for row in every if not is_held_out(row["doc_id"])], scratch / "seen.jsonl")
    scored(SHARED / "bench" / "score.py", release, seen, "--errors", LISTS / "dev.jsonl")
    if held_out:
        print("held out, a fifth that nobody has read:", flush=True)
        unread = written([row for row in every if is_held_out(row["doc_id"])], scratch / "unread.jsonl")
        scored(SHARED / "bench" / "score.py", release, unread)


def acquisitions(gold: Path, scratch: Path, *, held_out: bool) -> None:
    release = staged_release(gold / "docs", scratch / "warehouse")
    scored(SHARED / "bench" / "score_acquisitions.py", release, gold / "gold.jsonl")


def seeds(gold: Path, scratch: Path, *, held_out: bool) -> None:
    release = staged_release(SHARED / "seeds", scratch / "warehouse")
    command = [sys.executable, "-m", "tests.bench.seed_gold", str(release), str(gold / "seed_gold.json")]
    said = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False).stdout.splitlines()
    (LISTS / "seeds.txt").write_text("\n".join(said) + "\n", "utf-8")
    print(*(line for line in said if not line.startswith("ok")), sep="\n", flush=True)


SETS = {"dev": dev, "acquisitions": acquisitions, "seeds": seeds}


def main(arguments: list[str]) -> None:
    """Score every folder of annotated articles that is there, and say which are not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=SHARED / "gold", help="folder of the annotated sets")
    parser.add_argument("--only", choices=SETS, help="score one of them")
    parser.add_argument("--held-out", action="store_true", help="print the figures of the held-out fifth too")
    chosen = parser.parse_args(arguments)
    LISTS.mkdir(parents=True, exist_ok=True)
    for name, score in SETS.items():
        if chosen.only not in (None, name):
            continue
        if not (chosen.gold / name).is_dir():
            print(f"== {name}: skipped, there is no folder {chosen.gold / name}", flush=True)
            continue
        print(f"== {name}", flush=True)
        with tempfile.TemporaryDirectory() as scratch:
            score(chosen.gold / name, Path(scratch), held_out=chosen.held_out)
    print(f"Lists of errors: {LISTS.relative_to(PROJECT)}")
