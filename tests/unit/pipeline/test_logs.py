"""The log of a run, as lines and as JSON."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from flows.logs import LOG_NAME, run_log

LOG = logging.getLogger("flows.somewhere")


def logged(folder: Path) -> str:
    with run_log(folder):
        try:
            raise ValueError("two\nlines")
        except ValueError:
            LOG.exception("It broke: %s", 3)
    return (folder / LOG_NAME).read_text("utf-8")


def test_a_log_says_when_who_and_what(tmp_path: Path) -> None:
    assert "Z ERROR flow: It broke: 3" in logged(tmp_path).splitlines()[0]


def test_a_log_for_programs_is_a_line_of_json_a_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_LOG", "json")
    (line,) = logged(tmp_path).splitlines()
    record = json.loads(line)
    assert (record["level"], record["message"], record["run"]) == ("ERROR", "It broke: 3", tmp_path.name)
    assert record["logger"] == "flows.somewhere"
    assert "ValueError: two\nlines" in record["traceback"]
    assert record["at"].endswith("Z")
