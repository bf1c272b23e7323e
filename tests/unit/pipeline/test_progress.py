"""What a person who waits is told."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from rich.console import Console

from flows.logs import run_log
from flows.progress import shown, watched


def test_a_pipe_gets_a_line_a_stage() -> None:
    console = Console(file=io.StringIO(), width=80)
    with shown(console) as progress:
        progress.stage("Taking in new articles")
        progress.stage("Reading deals and agreements", total=1200)
        progress.advance(64)
    assert console.file.getvalue() == "Taking in new articles\nReading deals and agreements (1,200)\n"  # type: ignore[attr-defined]


def test_a_terminal_gets_a_bar_that_counts_and_goes_away() -> None:
    console = Console(file=io.StringIO(), width=100, force_terminal=True)
    with shown(console) as progress:
        progress.stage("Reading deals and agreements", total=200)
        progress.advance(64)
    drawn = console.file.getvalue()  # type: ignore[attr-defined]
    assert "64 of 200" in drawn
    assert drawn.rstrip("\n").endswith("\x1b[2K")  # the line is erased at the end


def test_the_log_of_a_run_holds_what_was_logged_while_it_ran(tmp_path: Path) -> None:
    log, unsent = logging.getLogger("prefect.task_runs"), {"send_to_api": False}  # there is no run to send it for
    with run_log(tmp_path):
        log.error("the disk is full", extra=unsent | {"task_run_name": "publish the release-0"})
    log.error("too late", extra=unsent)
    (line,) = (tmp_path / "run.log").read_text("utf-8").splitlines()
    assert line.endswith("ERROR publish the release-0: the disk is full")


def test_a_run_that_logs_nothing_leaves_no_log(tmp_path: Path) -> None:
    with run_log(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_asks_for_json_is_told_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    for as_json in (True, False):
        with watched(as_json=as_json) as progress:
            progress.stage(f"Comparing, JSON {as_json}", total=2)
            progress.advance(1)
    assert capsys.readouterr().err == "Comparing, JSON False (2)\n"
