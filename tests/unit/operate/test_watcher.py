"""Watching an inbox: told of a change once it is over, and only then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from flows.operate.watcher import watch


class Looks(Event):
    """Stands for the pauses between looks: something happens in each, then it is over."""

    def __init__(self, *happenings: Callable[[], object]) -> None:
        super().__init__()
        self.happenings = list(happenings)

    def wait(self, timeout: float | None = None) -> bool:
        if not self.happenings:
            return True
        self.happenings.pop(0)()
        return False


def nothing() -> None:
    """Happens most of the time."""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    (tmp_path / "old.txt").write_text("old")
    return tmp_path


def n_told(inbox: Path, *happenings: Callable[[], object]) -> int:
    told: list[None] = []
    watch(inbox, lambda: told.append(None), Looks(*happenings))
    return len(told)


def test_a_still_inbox_is_no_news(inbox: Path) -> None:
    assert n_told(inbox, nothing, nothing, nothing) == 0


def test_a_new_file_is_told_once(inbox: Path) -> None:
    assert n_told(inbox, lambda: (inbox / "new.txt").write_text("new"), nothing, nothing, nothing) == 1


def test_a_file_that_still_grows_is_waited_for(inbox: Path) -> None:
    def grow(size: int) -> Callable[[], object]:
        return lambda: (inbox / "new.txt").write_text("x" * size)

    assert n_told(inbox, grow(1), grow(2), grow(3)) == 0
    assert n_told(inbox, grow(4), grow(5), nothing) == 1


def test_an_inbox_that_is_gone_for_a_while_is_no_news(inbox: Path) -> None:
    away = inbox.with_name("away")
    assert n_told(inbox, lambda: inbox.rename(away), nothing, lambda: away.rename(inbox), nothing, nothing) == 0


def test_a_run_that_cannot_be_started_is_tried_again(inbox: Path) -> None:
    told: list[bool] = []

    def changed() -> None:
        told.append(True)
        if len(told) == 1:
            raise ConnectionError

    looks = Looks(lambda: (inbox / "new.txt").write_text("new"), nothing, nothing, nothing, nothing)
    watch(inbox, changed, looks)
    assert len(told) == 2
