"""What each stage after the reading costs, by the size of the warehouse: `python -m tests.bench.speed.scale READINGS`

`READINGS` is the reader's folder of a warehouse's cache (`warehouse/cache/<version>`), a thousand articles or so; no
article is read anew. A larger warehouse is made of copies whose consonants are changed about, so that each copy has its
own texts and names, while states meet as often as they do. For every size: all stages over all articles, then with a
hundred articles more, then `entente run` with nothing new. CPU seconds, which bear company, and the peak memory of all
processes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from flows import steps
from flows.check import Gate
from flows.contract.frames import read_parts, write_frames
from flows.contract.parts import PARTS
from flows.ingest.inbox import scan
from flows.ingest.ledger import Ledger
from flows.publish.lock import run_lock
from flows.settings import Settings
from flows.version import reader_version
from tests.bench.speed.processes import Watched, python, watch

SIZES = (1_000, 10_000)
MORE = 100  # articles that come on top
CONSONANTS = "bcdfghjklmnpqrstvwxz"
IDS = {"doc_id", "report_id", "refines_report_id", "mention_id", "segment_id", "duplicate_of_segment_id"}
KEYS = {"entity_key", "speaker_key", "place_key"}
# Besides vocabularies, these stay as they are.
CODES = {"content_sha256", "language", "country_code", "currency", "dateline_country", "drop_reason", "rule"}
FIGURES = "figures.json"
Parts = Mapping[str, pl.DataFrame]


def main() -> None:
    """Print a line for each size and stage, or do the one job that the line needs a process for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--articles", type=int, nargs="+", default=SIZES)
    parser.add_argument("--publish", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.publish:
        publish(chosen.readings)
        return
    for n in chosen.articles:
        with tempfile.TemporaryDirectory(dir=chosen.readings.resolve().parent) as folder:
            measure(Path(folder), chosen.readings, n)


def measure(folder: Path, readings: Path, n: int) -> None:
    """Print what a warehouse of `n` articles costs, `MORE` on top of it, and a run with nothing new."""
    made = copies(readings)
    add(folder, made, n)
    tell(n, "all", *published(folder))
    add(folder, made, MORE)
    tell(n, f"{MORE} more", *published(folder))
    again = watch(python("flows.cli", "run", "--inbox", "inbox", "--warehouse", "."), folder)
    tell(n, "nothing new", {}, again)


def tell(n: int, what: str, figures: Mapping[str, float], seen: Watched) -> None:
    """Print one line."""
    stages = " ".join(f"{stage} {seconds:.2f}" for stage, seconds in figures.items())
    print(
        f"{n:>7,} {what:<12} CPU {sum(figures.values()) or seen.cpu:7.2f}  wall {seen.wall:7.2f}  "
        f"memory {seen.memory / 2**20:6,.0f} MiB  {stages}",
        flush=True,
    )


def published(folder: Path) -> tuple[dict[str, float], Watched]:
    """CPU seconds by stage of a run in a process of its own, and what was seen of it."""
    seen = watch(python("tests.bench.speed.scale", str(folder), "--publish"), Path.cwd())
    figures: dict[str, float] = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
    return figures, seen


def publish(warehouse: Path) -> None:
    """Run all stages but the reading, and note the CPU time of each.

    Raises:
        GateClosed: the copies are no news as it should be.
    """
    settings = Settings(warehouse, warehouse / "inbox")
    figures: dict[str, float] = {}
    with run_lock(warehouse):
        run = steps.Run.begin(settings)
        intake = _timed(figures, "take in", lambda: steps.accept_articles(run))
        _timed(figures, "resolve", lambda: steps.resolve_facts(run))
        _timed(figures, "load", lambda: steps.load_release(run))
        _timed(figures, "rows", lambda: steps.set_aside_misread_rows(run))
        _timed(figures, "gate", lambda: _judge(run))
        _timed(figures, "publish", lambda: steps.publish_release(run, intake))
        steps.clean_up(run)
    (warehouse / FIGURES).write_text(json.dumps(figures), encoding="utf-8")


def _judge(run: steps.Run) -> None:
    with Gate() as gate:
        steps.check_release(run, gate).require_open()


def _timed(figures: dict[str, float], stage: str, work: Callable[[], Any]) -> Any:
    before = _cpu()
    done = work()
    figures[stage] = _cpu() - before
    return done


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def add(folder: Path, made: Iterator[Parts], n: int) -> None:
    """Put `n` articles of the copies into the warehouse as if they had been taken in and read."""
    settings = Settings(folder, folder / "inbox")
    while n > 0:
        parts = next(made)
        documents = parts["documents"].head(n)
        n -= documents.height
        name = f"copy-{time.monotonic_ns()}"
        kept = {table: _of(parts, table, documents["doc_id"]) for table in parts}
        write_frames(kept, settings.cache / reader_version() / name)
        _deliver(settings, documents, name)


def _of(parts: Parts, table: str, doc_ids: pl.Series) -> pl.DataFrame:
    rows = parts[table]
    if "doc_id" in rows.columns:
        return rows.filter(pl.col("doc_id").is_in(doc_ids.implode()))
    return rows.join(_of(parts, f"{table.removesuffix('_parties')}s", doc_ids).select("report_id"), on="report_id")


def _deliver(settings: Settings, documents: pl.DataFrame, part: str) -> None:
    """Have the ledger know the articles, and a file of each in the inbox."""
    named = {name: (doc_id, sha) for name, doc_id, sha in documents["file_name", "doc_id", "content_sha256"].rows()}
    for name in named:
        path = settings.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(".", encoding="utf-8")
    with Ledger(settings.ledger) as ledger, ledger.transaction():
        for found in scan(settings.inbox):
            if found.name in named:
                doc_id, sha = named[found.name]
                ledger.delivered(found, sha)
                ledger.accept(doc_id, found.name, sha)
        ids = documents["doc_id"].to_list()
        ledger.mark(ids, "extracted", part=part, extractor_version=reader_version())


def copies(readings: Path) -> Iterator[Parts]:
    """The readings, and then copies of them without end, each in another spelling."""
    folders = sorted(path.parent for path in readings.glob("*/documents.parquet"))
    ids = {doc_id for folder in folders for doc_id in pl.read_parquet(folder / "documents.parquet")["doc_id"]}
    parts = read_parts(folders, ids)
    number = 0
    while True:
        yield {name: _spelt(name, rows, number) for name, rows in parts.items()}
        number += 1


def _spelt(table: str, rows: pl.DataFrame, number: int) -> pl.DataFrame:
    """The rows in the spelling of a copy; the first is as it is, but for its files' names."""
    changed = list(CONSONANTS)
    if number:
        random.Random(number).shuffle(changed)
    swap = str.maketrans(CONSONANTS + CONSONANTS.upper(), "".join(changed) + "".join(changed).upper())
    again: dict[str, Callable[[str], str]] = {}
    for column in PARTS[table].columns:
        if column.name in IDS:
            again[column.name] = lambda value: f"{value.partition('_')[0]}_{_digest(value, number)[:16]}"
        elif column.name == "file_name":
            again[column.name] = lambda value: f"{number:04d}/{Path(value).name}"
        elif column.name in KEYS:
            again[column.name] = lambda value: _key(value, swap)
        elif _is_prose(column.name, rows, is_listed=column.vocabulary is not None):
            again[column.name] = lambda value: value.translate(swap)
    spelt = rows.with_columns(
        pl.Series(name, [value if value is None else change(value) for value in rows[name]], dtype=pl.String)
        for name, change in again.items()
    )
    if table != "documents":
        return spelt
    return spelt.with_columns(content_sha256=pl.Series([_digest(doc_id, number) for doc_id in rows["doc_id"]]))


def _is_prose(name: str, rows: pl.DataFrame, *, is_listed: bool) -> bool:
    is_code = name in CODES or name.endswith(("_edtf", "_precision", "_basis", "_class", "_category"))
    return rows.schema[name] == pl.String and not is_listed and not is_code


def _key(key: str, swap: dict[int, int]) -> str:
    kind, _, rest = key.partition(":")
    return key if kind in ("country", "gov") else f"{kind}:{rest.translate(swap)}"


def _digest(value: str, number: int) -> str:
    return hashlib.sha256(f"{value}/{number}".encode()).hexdigest()


if __name__ == "__main__":
    main()
