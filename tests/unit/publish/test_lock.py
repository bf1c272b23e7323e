"""One run at a time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flows.errors import Locked
from flows.publish.lock import LOCK_NAME, run_lock


def test_a_second_run_is_refused_and_told_the_holder(tmp_path: Path) -> None:
    with run_lock(tmp_path), pytest.raises(Locked, match=f"process {os.getpid()}") as refusal, run_lock(tmp_path):
        pass
    assert refusal.value.exit_status == 75


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    with run_lock(tmp_path):
        pass
    with run_lock(tmp_path):
        assert (tmp_path / LOCK_NAME).read_text() == f"{os.getpid()}\n"


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), run_lock(tmp_path):
        raise RuntimeError
    with run_lock(tmp_path):
        assert (tmp_path / LOCK_NAME).exists()


def test_a_holder_that_left_no_number_is_not_made_up(tmp_path: Path) -> None:
    with run_lock(tmp_path):
        (tmp_path / LOCK_NAME).write_text("")
        with pytest.raises(Locked, match="did not leave its number"), run_lock(tmp_path):
            pass


def test_a_refused_run_changes_nothing(tmp_path: Path) -> None:
    with run_lock(tmp_path):
        before = (tmp_path / LOCK_NAME).stat()
        with pytest.raises(Locked), run_lock(tmp_path):
            pass
        after = (tmp_path / LOCK_NAME).stat()
    assert (before.st_mtime_ns, before.st_size, before.st_ino) == (after.st_mtime_ns, after.st_size, after.st_ino)
