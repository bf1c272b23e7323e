"""Small files that are replaced whole: killed at any call, the old or the new one stands, and no debris stays (F02)."""

from __future__ import annotations

import csv
import multiprocessing
import os
import signal
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path

import pytest

from flows import aside, withdraw
from flows.check.rows import Offence
from flows.commands import review
from flows.ingest.ledger import Entry
from flows.operate import alerts, journal
from flows.operate.alerts import Alert, Alerts
from flows.operate.journal import Attempt, Outcome
from flows.settings import Settings
from flows.steps import Run
from tests.fault.publisher import STEPS, Countdown

_context = multiprocessing.get_context("fork")
ATTEMPTS = [Attempt(f"2026-01-0{n}T00:00:00+00:00", 1.0, Outcome.UNCHANGED) for n in range(1, 4)]


def judge(settings: Settings, document: str = "b.txt") -> None:
    signed = {"author": "me", "date": "2026-01-02", "reason": "seen"}
    review._append(settings, [{"about": "deal", "verdict": "wrong_report", "document_a": document} | signed])


def forget(settings: Settings) -> None:
    withdraw._forget_judgements(settings, Entry("doc_a", "a.txt", "0" * 64, "erased"))


def shorten(settings: Settings) -> None:
    journal.keep(settings.warehouse, ATTEMPTS[1:])


def tell(settings: Settings) -> None:
    alerts.remember(settings, Alerts(), ATTEMPTS[0], [Alert("failed", "A run failed", "why")])


def set_aside(settings: Settings, row: str = "b") -> None:
    aside.remember(settings, [Offence("deal_reports", row, "in_bounds", "doc_1", "5 > 4", '{"report_id": "b"}')])


FILES: dict[str, tuple[Callable[[Settings], None], str]] = {
    "judging": (judge, "overrides/judgements.csv"),
    "erasing": (forget, "overrides/judgements.csv"),
    "the journal": (shorten, "journal.jsonl"),
    "alerts": (tell, "alerts.json"),
    "rows set aside": (set_aside, "cache/set-aside-*.json"),
}


class Noon(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Noon:
        return cls(2026, 1, 9, 12, tzinfo=tz)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A warehouse that has each of the files."""
    monkeypatch.setattr(alerts, "datetime", Noon)
    made = Settings(tmp_path / "w", tmp_path / "inbox")
    made.cache.mkdir(parents=True)
    judge(made, "a.txt")
    journal.keep(made.warehouse, ATTEMPTS)
    alerts.remember(made, Alerts(), ATTEMPTS[0], [Alert("silence", "No news", "why")])
    set_aside(made, "a")
    return made


def killed(act: Callable[[Settings], None], settings: Settings, die_at: int) -> int:
    """How a process ended that did it and killed itself right before its `die_at`-th step."""

    def doomed() -> None:
        countdown = Countdown(die_at)
        for name in STEPS:
            countdown.watch(name)
        act(settings)
        os._exit(0)

    process = _context.Process(target=doomed)
    process.start()
    process.join(60)
    return int(process.exitcode or 0)


@pytest.mark.parametrize("what", FILES)
def test_the_old_or_the_new_file_stands_and_the_next_run_tidies_up(settings: Settings, what: str) -> None:
    act, pattern = FILES[what]
    (path,) = settings.warehouse.glob(pattern)
    old = path.read_bytes()
    act(settings)
    new = path.read_bytes()
    assert new != old
    files = sorted(path for path in settings.warehouse.rglob("*") if path.is_file())
    seen, n = [], 0
    while True:
        n += 1
        path.write_bytes(old)
        if killed(act, settings, n) == 0:
            break
        seen.append(path.read_bytes())
        run = Run.begin(settings)
        assert sorted(p for p in settings.warehouse.rglob("*") if p.is_file() and run.folder not in p.parents) == files
        (run.folder / "begun.json").unlink()
        run.folder.rmdir()
    assert set(seen) == {old, new}
    assert seen == sorted(seen, key=[old, new].index), "once new, never old again"
    assert n > 3, "flushed, renamed, and the folder flushed"


def test_whoever_is_killed_while_judging_keeps_nobody_out(settings: Settings) -> None:
    assert killed(judge, settings, 2) == -signal.SIGKILL
    judge(settings, "c.txt")
    with (settings.overrides / "judgements.csv").open(newline="") as file:
        assert [row["document_a"] for row in csv.DictReader(file)] == ["a.txt", "c.txt"]


def test_many_who_judge_at_once_lose_nothing(settings: Settings) -> None:
    judging = [_context.Process(target=judge, args=(settings, f"{n}.txt")) for n in range(8)]
    for process in judging:
        process.start()
    for process in judging:
        process.join(60)
    with (settings.overrides / "judgements.csv").open(newline="") as file:
        assert {row["document_a"] for row in csv.DictReader(file)} == {"a.txt", *(f"{n}.txt" for n in range(8))}
