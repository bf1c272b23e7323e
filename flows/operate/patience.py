"""Trying again, where what went wrong may pass by itself; what we refuse on purpose stays refused."""

from __future__ import annotations

import errno
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from flows.errors import InputError, Locked
from flows.publish.release import UnknownOutcomeError

LOG = logging.getLogger(__name__)
PAUSES = (5.0, 15.0, 45.0)  # seconds between tries; what lasts longer is for the next scheduled run

# A disk that is full for a moment, and a file system of another machine that does not answer for a moment.
PASSING = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EBUSY,
    errno.ESTALE,
    errno.ENODEV,
    errno.ENOTCONN,
    errno.EHOSTDOWN,
    errno.EHOSTUNREACH,
    errno.ETIMEDOUT,
}

Result = TypeVar("Result")


class InboxGone(InputError):
    """The inbox is not there now, as when what it lies on is not mounted."""


def may_pass(error: BaseException) -> bool:
    """Whether trying again later can help: a lock, a full disk, an inbox that is gone for now."""
    if isinstance(error, UnknownOutcomeError):  # the release is public: there is nothing to try again
        return False
    return any(_passes(cause) for cause in _causes(error))


def _passes(error: BaseException) -> bool:
    if isinstance(error, Locked | InboxGone | sqlite3.OperationalError):
        return True
    # DuckDB and Arrow say it in words only.
    return getattr(error, "errno", None) in PASSING or os.strerror(errno.ENOSPC) in str(error)


def _causes(error: BaseException) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__  # type: ignore[assignment]


def patiently(
    work: Callable[[], Result], pauses: Sequence[float] = PAUSES, sleep: Callable[[float], None] = time.sleep
) -> Result:
    """What `work` gives, tried once more after each pause (seconds) while it fails of what may pass."""
    for pause in pauses:
        try:
            return work()
        except Exception as error:
            if not may_pass(error):
                raise
            LOG.warning("Trying again in %.0f s: %s", pause, error)
        sleep(pause)
    return work()
