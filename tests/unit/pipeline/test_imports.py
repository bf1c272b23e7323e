"""Imports made cheaper: what is deferred runs when it is first used, and not before."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

from flows.imports import deferred, uncollected


@pytest.fixture
def plotting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that fails when it is run."""
    (tmp_path / "plotting_stand_in.py").write_text("COLOUR = 1 / 0\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "plotting_stand_in", raising=False)
    return "plotting_stand_in"


def test_a_deferred_module_does_not_run_until_it_is_used(plotting: str) -> None:
    with deferred(plotting):
        module = __import__(plotting)
    with pytest.raises(ZeroDivisionError):
        module.COLOUR  # noqa: B018 - asking runs the module


def test_other_modules_run_at_once(plotting: str) -> None:
    with deferred("another"), pytest.raises(ZeroDivisionError):
        __import__(plotting)


def test_nothing_is_deferred_after_the_block(plotting: str) -> None:
    with deferred(plotting):
        pass
    with pytest.raises(ZeroDivisionError):
        __import__(plotting)


def test_garbage_is_collected_again_after_the_block() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
