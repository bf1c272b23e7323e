"""A signal to end is heard whatever Prefect makes of it."""

from __future__ import annotations

import pytest
from prefect.exceptions import TerminationSignal

from flows import tasks


def crash(told: BaseException) -> None:
    """Fail as Prefect does where a signal comes while a task is being set up."""
    try:
        raise told
    except BaseException:
        raise ValueError("Task run is not set")  # noqa: B904 - Prefect names no cause


@pytest.mark.parametrize("told", [TerminationSignal(signal=15), KeyboardInterrupt()], ids=["SIGTERM", "Ctrl-C"])
def test_it_comes_out_where_an_error_of_prefects_hides_it(told: BaseException) -> None:
    with pytest.raises(type(told)) as heard, tasks.told_to_end():
        crash(told)
    assert heard.value is told


def test_any_other_error_stays_as_it_is() -> None:
    with pytest.raises(ValueError, match="no such column"), tasks.told_to_end():
        raise ValueError("no such column")
