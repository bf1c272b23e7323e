"""How a warehouse is, on one screen."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.commands.status import print_status
from flows.operate import health as healthy
from flows.operate import journal
from flows.operate.health import disk, growth, last_arrival, recent_runs
from flows.operate.journal import Attempt, Outcome
from flows.operate.overview import lines, status, status_markdown
from flows.settings import Settings

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
FOUND: dict[str, Any] = {
    "warehouse": "mine",
    "documents": {"published": 33, "rejected": 7},
    "quarantine": [{"file_name": f"{n}|.txt", "code": "E_EMPTY", "reason": "no text"} for n in range(7)],
    "releases": ["0001-2026-03-09"],
    "latest": "0001-2026-03-09",
    "changes": {"added": 2},
    "stale_judgements": ["judgements.csv line 2: north.txt is not known"],
    "last_article_at": "2026-03-10T09:55:00+00:00",
    "published_at": "2026-03-09T11:00:00+00:00",
    "runs": [{"began_at": "2026-03-10T11:59:30+00:00", "outcome": "unchanged", "seconds": 0.4, "led_to": None}],
    "growth": {"n_documents": {"now": 1_204, "more_in_7_days": 33}},
    "checks": {"counts": {"passed": 250, "not_evaluated": 3}, "not_passed": ["deals: value|range"]},
    "disk": {"releases": 40_000_000, "raw": 2_000_000, "all": 42_000_000, "free": 70_000_000_000},
}


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    (tmp_path / "warehouse").mkdir()
    return Settings(tmp_path / "warehouse", tmp_path / "inbox")


def folder(settings: Settings, began: str, **record: Any) -> None:
    """The folder of a run that began then; without a record it is under way."""
    place = settings.runs / began.replace(":", "")
    place.mkdir(parents=True)
    (place / "begun.json").write_text(json.dumps({"begun_at": began}))
    if record:
        (place / "manifest.json").write_text(json.dumps({"begun_at": began} | record))


def test_everything_is_on_one_screen() -> None:
    told = dict(reversed(lines(FOUND, NOW)))
    assert told["Warehouse"] == "mine · 42 MB (releases 40, raw 2) · 70.0 GB free"
    assert told["Fresh"] == "last article 2 h 5 min ago, published 1 d 1 h ago"
    assert told["Growth"] == "1,204 articles (+33) in 7 days"
    assert told["Checks"] == "3 not evaluated, 250 passed"
    assert told["Runs"] == "2026-03-10 11:59Z  unchanged       0 s"
    assert len(lines(FOUND, NOW)) < 24


def test_of_many_refused_inputs_some_are_shown() -> None:
    refused = [what for about, what in lines(FOUND, NOW) if "E_EMPTY" in what or "more" in what]
    assert len(refused) == 6
    assert refused[-1] == "and 2 more: entente status --json"


def test_an_artifact_names_no_refused_file_and_breaks_no_cell() -> None:
    told = status_markdown(FOUND)
    assert ".txt" not in told
    assert "| Refused | 7 |" in told
    assert "deals: value&#124;range" in told


def test_an_empty_warehouse_is_told_and_not_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_status(Settings(tmp_path / "nowhere", tmp_path), as_json=False)
    assert "no article yet" in capsys.readouterr().out
    assert not (tmp_path / "nowhere").exists()


def test_programs_get_json(place: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    print_status(place, as_json=True)
    assert json.loads(capsys.readouterr().out)["runs"] == []


def test_runs_by_hand_and_on_a_schedule_are_told_together(place: Settings) -> None:
    folder(place, "2026-03-10T10:00:01+00:00", ended_at="2026-03-10T10:00:31+00:00", result="published", release="0002")
    folder(place, "2026-03-10T11:00:00+00:00", ended_at="2026-03-10T11:00:05+00:00", result="failed", code="Odd")
    folder(place, "2026-03-10T12:00:00+00:00")
    for began, outcome in (
        ("2026-03-10T10:00:00+00:00", Outcome.PUBLISHED),
        ("2026-03-10T10:15:00+00:00", Outcome.UNCHANGED),
        ("2026-03-10T10:59:59+00:00", Outcome.STOPPED),
        ("2026-03-10T11:30:00+00:00", Outcome.FAILED),
    ):
        journal.write(place.warehouse, Attempt(began, 31.0, outcome, code="E" if outcome is Outcome.FAILED else None))
    told = [(run.began_at[11:16], run.outcome, run.led_to) for run in recent_runs(place)]
    assert told == [
        ("12:00", "under way", None),
        ("11:30", "failed", "E"),
        ("11:00", "stopped", None),
        ("10:15", "unchanged", None),
        ("10:00", "published", "0002"),
    ]


def test_only_the_last_runs_are_told(place: Settings) -> None:
    for n in range(20):
        journal.write(place.warehouse, Attempt(f"2026-03-10T10:{n:02d}:00+00:00", 1.0, Outcome.UNCHANGED))
    assert [run.began_at[14:16] for run in recent_runs(place, 2)] == ["19", "18"]


def test_growth_is_counted_from_the_last_release_a_week_ago(tmp_path: Path) -> None:
    days = [NOW.replace(tzinfo=None) - timedelta(days=days) for days in (20, 8, 2, 0)]
    counts = {"n_documents": [1, 5, 6, 9], "n_deals": [0, 1, 1, 1], "n_agreements": [0, 0, 0, 2]}
    pl.DataFrame({"finished_at": days} | counts).write_parquet(tmp_path / "pipeline_runs.parquet")
    grown = growth(tmp_path, NOW)
    assert grown["n_documents"] == {"now": 9, "more_in_7_days": 4}
    assert grown["n_deals"] == {"now": 1, "more_in_7_days": 0}


def test_the_newest_raw_text_says_when_the_last_article_came(place: Settings) -> None:
    assert last_arrival(place) is None
    place.raw.mkdir()
    for name, at in (("aa", NOW.timestamp() - 60), ("bb", NOW.timestamp()), (".tmp-1", NOW.timestamp() + 60)):
        (place.raw / name).touch()
        os.utime(place.raw / name, (at, at))
    assert last_arrival(place) == NOW


def test_a_file_that_two_releases_share_is_counted_once(place: Settings) -> None:
    (place.releases / "1").mkdir(parents=True)
    (place.releases / "1" / "a").write_bytes(b"x" * 50_000)
    alone = disk(place)["releases"]
    (place.releases / "2").mkdir()
    os.link(place.releases / "1" / "a", place.releases / "2" / "a")
    assert disk(place)["releases"] == alone >= 50_000


def test_the_status_of_a_warehouse_holds_what_older_programs_read(place: Settings) -> None:
    assert {"warehouse", "documents", "quarantine", "releases", "latest", "changes"} <= status(place).keys()
    assert healthy.health(place).keys() <= status(place).keys()
