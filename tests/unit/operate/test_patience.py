"""What is tried again, and what is not."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable

import pytest

from flows.errors import CheckCrashed, ConfigurationError, GateClosed, Locked, PipelineError
from flows.operate.patience import PAUSES, InboxGone, may_pass, patiently
from flows.publish.release import PublishError, UnknownOutcomeError

FULL = OSError(errno.ENOSPC, "No space left on device")


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    "error",
    [
        Locked("Another run is using this warehouse."),
        InboxGone("There is no folder inbox."),
        FULL,
        OSError(errno.ESTALE, "Stale file handle"),
        caused(PublishError("The release could not be written."), FULL),
        sqlite3.OperationalError("database or disk is full"),
        RuntimeError('IO Error: Could not write file "x": No space left on device'),
    ],
)
def test_a_lock_a_full_disk_and_a_gone_inbox_may_pass(error: Exception) -> None:
    assert may_pass(error)


@pytest.mark.parametrize(
    "error",
    [
        GateClosed("deals: a check failed."),
        CheckCrashed("A check crashed."),
        ConfigurationError("No such setting."),
        PipelineError("Something else."),
        PermissionError(errno.EACCES, "Permission denied"),
        caused(UnknownOutcomeError("The disk did not confirm it."), FULL),
        ZeroDivisionError(),
    ],
)
def test_a_closed_gate_and_a_bad_setting_stay(error: Exception) -> None:
    assert not may_pass(error)


def failing(*errors: Exception) -> Callable[[], str]:
    left = list(errors)

    def work() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return work


def test_what_may_pass_is_tried_again_after_longer_and_longer_pauses() -> None:
    slept: list[float] = []
    assert patiently(failing(Locked("1"), FULL, Locked("3")), sleep=slept.append) == "done"
    assert tuple(slept) == PAUSES
    assert slept == sorted(slept)


def test_what_does_not_pass_is_raised_in_the_end() -> None:
    with pytest.raises(Locked, match="4"):
        patiently(failing(*(Locked(str(n)) for n in range(1, 5))), sleep=lambda _: None)


def test_a_closed_gate_is_not_tried_again() -> None:
    slept: list[float] = []
    with pytest.raises(GateClosed):
        patiently(failing(GateClosed("deals: a check failed.")), sleep=slept.append)
    assert slept == []
