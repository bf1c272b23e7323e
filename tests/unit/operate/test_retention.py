"""What is taken away, and what never is."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from flows.errors import Locked
from flows.ingest.ledger import Ledger
from flows.operate import journal, retention
from flows.operate.journal import Attempt, Outcome
from flows.operate.retention import Removed, Retention, clean_up, told
from flows.publish.lock import run_lock
from flows.settings import Settings
from flows.version import reader_version

DAY = 86_400


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A warehouse of five releases, the last of them public and no one in the older ones."""
    settings = Settings(tmp_path / "warehouse", tmp_path / "inbox")
    settings.raw.mkdir(parents=True)
    for number in range(1, 6):
        release = settings.releases / f"{number:04d}-2021-05-0{number}"
        release.mkdir(parents=True)
        (release / "manifest.json").write_text(json.dumps({"run_id": f"run-{number}"}))
        run_folder(settings, f"run-{number}", days=100)
    point(settings, 5)
    monkeypatch.setattr(retention, "newest_sound", lambda *_: settings.releases / "0005-2021-05-05")
    later = time.time() + DAY
    monkeypatch.setattr(retention.removable, "__kwdefaults__", retention.removable.__kwdefaults__ | {"now": later})
    return settings


def point(settings: Settings, number: int) -> None:
    settings.latest.unlink(missing_ok=True)
    settings.latest.symlink_to(f"releases/{number:04d}-2021-05-0{number}")


def run_folder(settings: Settings, name: str, days: float | None) -> Path:
    """A run that ended so many days ago, or has not ended."""
    folder = settings.runs / name
    folder.mkdir(parents=True)
    (folder / "run.log").write_text("x" * 10_000)
    if days is not None:
        ended = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - days * DAY))
        (folder / "manifest.json").write_text(json.dumps({"ended_at": ended}))
    return folder


def article(settings: Settings, name: str, state: str, *, days: float = 100) -> Path:
    """The raw text of an article that was stored so many days ago."""
    path = settings.raw / f"sha-{name}"
    path.write_text(name)
    os.utime(path, (time.time() - days * DAY,) * 2)
    with Ledger(settings.ledger) as ledger:
        ledger.accept(f"doc_{name}", f"{name}.txt", path.name)
        ledger.mark([f"doc_{name}"], state)
    return path


def test_the_newest_releases_stay(place: Settings) -> None:
    assert clean_up(place, Retention(releases=3)).releases == ("0001-2021-05-01", "0002-2021-05-02")
    assert len(list(place.releases.iterdir())) == 3


def test_the_latest_release_stays_even_where_it_is_an_old_one(place: Settings) -> None:
    point(place, 1)
    assert "0001-2021-05-01" not in clean_up(place, Retention(releases=1)).releases
    assert place.latest.resolve().exists()


def test_the_newest_sound_release_stays(place: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "newest_sound", lambda *_: place.releases / "0002-2021-05-02")
    assert clean_up(place, Retention(releases=1)).releases == ("0001-2021-05-01", "0003-2021-05-03", "0004-2021-05-04")


def test_a_rehearsal_removes_nothing(place: Settings) -> None:
    replaced = article(place, "old", "superseded")
    before = sorted(place.warehouse.rglob("*"))
    removed = clean_up(place, Retention(releases=1), is_rehearsal=True)
    assert (len(removed.releases), removed.n_raw_texts, removed.is_rehearsal) == (4, 1, True)
    assert removed.n_bytes > 0
    assert replaced.exists()
    assert set(before) <= set(place.warehouse.rglob("*"))


def test_runs_go_by_age_and_those_of_kept_releases_stay(place: Settings) -> None:
    run_folder(place, "young", days=2)
    run_folder(place, "under-way", days=None)
    run_folder(place, "failed", days=31)
    assert clean_up(place, Retention(releases=3, days=30)).runs == ("failed", "run-1", "run-2")
    assert {path.name for path in place.runs.iterdir()} == {"run-3", "run-4", "run-5", "young", "under-way"}


def test_raw_texts_go_only_where_their_article_was_replaced(place: Settings) -> None:
    kept = [
        article(place, state, state) for state in ("accepted", "extracted", "published", "quarantined", "retracted")
    ]
    replaced, young = article(place, "old", "superseded"), article(place, "new", "superseded", days=1)
    assert clean_up(place, Retention()).n_raw_texts == 1
    assert [path.exists() for path in (*kept, replaced, young)] == [True] * 5 + [False, True]


def test_a_retracted_article_goes_only_where_that_is_asked_for(place: Settings) -> None:
    retracted = article(place, "denied", "retracted")
    clean_up(place, Retention())
    assert retracted.exists()
    clean_up(place, Retention(retracted=True))
    assert not retracted.exists()


def test_what_a_judgement_quotes_stays(place: Settings) -> None:
    quoted = article(place, "north", "superseded")
    place.overrides.mkdir()
    (place.overrides / "judgements.csv").write_text("about,document_a,document_b\ndeal,south.txt,north.txt\n")
    clean_up(place, Retention())
    assert quoted.exists()


def test_bytes_that_an_article_that_counts_shares_stay(place: Settings) -> None:
    shared = article(place, "feed", "superseded")
    with Ledger(place.ledger) as ledger:
        ledger.accept("doc_row", "feed.jsonl#2", shared.name)
    clean_up(place, Retention())
    assert shared.exists()


def test_readings_by_the_present_reader_stay(place: Settings) -> None:
    for name in (reader_version(), "0123456789abcdef"):
        (place.cache / name).mkdir(parents=True)
        os.utime(place.cache / name, (0, 0))
    assert clean_up(place, Retention()).readings == ("0123456789abcdef",)
    assert [path.name for path in place.cache.iterdir()] == [reader_version()]


def test_the_journal_forgets_old_runs(place: Settings) -> None:
    for began in ("2021-05-01T00:00:00+00:00", journal.now()):
        journal.write(place.warehouse, Attempt(began, 1.0, Outcome.UNCHANGED))
    assert clean_up(place, Retention()).n_journal_lines == 1
    assert len(journal.read(place.warehouse)) == 1


def test_nothing_is_removed_while_a_run_is_under_way(place: Settings) -> None:
    with run_lock(place.warehouse), pytest.raises(Locked):
        clean_up(place, Retention(releases=1))


def test_a_file_that_a_kept_release_shares_frees_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 100_000)
    os.link(tmp_path / "a", tmp_path / "b")
    assert retention.freed([tmp_path / "a"]) == 0
    assert retention.freed([tmp_path / "a", tmp_path / "b"]) >= 100_000


def test_what_was_removed_is_said() -> None:
    said = told(Removed(False, ("0001-2021-05-01",), (), (), 2, 0, 1_500_000))
    assert said.splitlines() == ["releases      0001-2021-05-01", "raw texts     2", "Freed 1.5 MB."]
    assert told(Removed(True, (), (), (), 0, 0, 0)) == "There is nothing to remove."
