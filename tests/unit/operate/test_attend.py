"""A run that nobody watches: how its end is told and written down."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from flows.errors import GateClosed, Locked
from flows.operate import attend as attending
from flows.operate import journal
from flows.operate.attend import attend, require_warehouse
from flows.operate.journal import Attempt, Outcome
from flows.operate.patience import InboxGone
from flows.settings import Settings

RELEASE = Path("releases/0002-2021-05-06")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A warehouse where nothing takes time and a release has three new articles."""
    monkeypatch.setattr(attending, "patiently", lambda work: work())
    monkeypatch.setattr(attending, "new_articles", lambda _: 3)
    monkeypatch.setattr(attending, "hush_at_exit", lambda: None)
    return Settings(tmp_path, tmp_path / "inbox")


def raising(error: BaseException) -> Callable[[], NoReturn]:
    def work() -> NoReturn:
        raise error

    return work


def test_a_release_is_told_with_its_news(place: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    attempt = attend(place, lambda: RELEASE)
    assert (attempt.outcome, attempt.release, attempt.n_new) == (Outcome.PUBLISHED, RELEASE.name, 3)
    assert "published 0002-2021-05-06, 3 new" in capsys.readouterr().out


def test_nothing_new_is_told_too(place: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert attend(place, lambda: None).outcome is Outcome.UNCHANGED
    assert "nothing new" in capsys.readouterr().out


def test_a_run_that_overlaps_is_skipped_and_says_so(place: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    assert attend(place, raising(Locked("Another run is using this warehouse."))).outcome is Outcome.SKIPPED
    assert "skipped: another run is using the warehouse" in capsys.readouterr().out


def test_a_closed_gate_fails_and_is_written_down_by_its_code_alone(place: Settings) -> None:
    with pytest.raises(GateClosed):
        attend(place, raising(GateClosed("secret.txt: a check failed.")))
    (attempt,) = journal.read(place.warehouse)
    assert (attempt.outcome, attempt.code) == (Outcome.FAILED, "GATE_CLOSED")
    assert "secret" not in (place.warehouse / journal.JOURNAL_NAME).read_text()


def test_a_run_that_is_ended_has_not_failed(place: Settings) -> None:
    def work() -> None:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
        except SystemExit as error:
            raise RuntimeError("a library has wrapped it") from error

    with pytest.raises(RuntimeError):
        attend(place, work)
    assert [attempt.outcome for attempt in journal.read(place.warehouse)] == [Outcome.STOPPED]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_a_journal_that_cannot_be_written_fails_no_run(place: Settings) -> None:
    (place.warehouse / journal.JOURNAL_NAME).mkdir()
    assert attend(place, lambda: RELEASE).outcome is Outcome.PUBLISHED


def test_programs_are_told_in_json(
    place: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENTENTE_LOG", "json")
    attend(place, lambda: RELEASE)
    told = json.loads(capsys.readouterr().out)
    assert (told["event"], told["outcome"], told["release"]) == ("run", "published", RELEASE.name)


def test_a_torn_line_of_the_journal_is_passed_over(tmp_path: Path) -> None:
    attempt = Attempt(journal.now(), 1.5, Outcome.PUBLISHED, RELEASE.name, 3)
    journal.write(tmp_path, attempt)
    with (tmp_path / journal.JOURNAL_NAME).open("a") as file:
        file.write('{"began_at": "2021-')
    assert journal.read(tmp_path) == [attempt]


def test_the_journal_keeps_what_it_is_told_to(tmp_path: Path) -> None:
    attempts = [Attempt(journal.now(), n, Outcome.UNCHANGED) for n in range(3)]
    for attempt in attempts:
        journal.write(tmp_path, attempt)
    journal.keep(tmp_path, attempts[1:])
    assert journal.read(tmp_path) == attempts[1:]


def test_an_inbox_that_is_gone_may_come_back(place: Settings) -> None:
    with pytest.raises(InboxGone):
        require_warehouse(place)
    place.inbox.mkdir()
    require_warehouse(place)
