"""A signal to end is heard whatever Prefect makes of it."""

from __future__ import annotations

import pytest
from prefect.exceptions import TerminationSignal

from flows import tasks

TOLD = TerminationSignal(signal=15)


def crash() -> None:
    """Fail as Prefect does where a signal comes while a task is being set up."""
    try:
        raise TOLD
    except TerminationSignal:
        raise ValueError("Task run is not set")  # noqa: B904 - Prefect names no cause


def test_it_comes_out_where_an_error_of_prefects_hides_it() -> None:
    with pytest.raises(TerminationSignal) as heard, tasks.told_to_end():
        crash()
    assert heard.value is TOLD


def test_any_other_error_stays_as_it_is() -> None:
    with pytest.raises(ValueError, match="no such column"), tasks.told_to_end():
        raise ValueError("no such column")
