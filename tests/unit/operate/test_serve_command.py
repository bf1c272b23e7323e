"""`entente serve`: what is refused before anything is started, and what runs find in their environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.cli import app
from flows.commands import serve as command
from flows.errors import ConfigurationError, InputError
from flows.operate.timetable import Timetable
from flows.settings import Settings


class Started(Exception):
    """Everything that can be refused has not been."""


@pytest.fixture(autouse=True)
def nothing_is_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def start(own: Any) -> None:
        raise Started

    monkeypatch.setattr(command, "start_server", start)
    monkeypatch.setattr(os, "environ", os.environ.copy())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()


def serve(*options: str) -> BaseException | None:
    return CliRunner().invoke(app, ["serve", "--inbox", "inbox", "--warehouse", "w", *options]).exception


def test_a_proper_timetable_is_served() -> None:
    assert isinstance(serve("--every", "15m"), Started)
    assert isinstance(serve("--watch"), Started)


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ((), ConfigurationError),
        (("--every", "soon"), ConfigurationError),
        (("--every", "15m", "--cron", "0 6 * * *"), ConfigurationError),
        (("--watch", "--inbox", "nowhere"), InputError),
        (("--watch", "--alert-webhook", "ftp://host/x"), ConfigurationError),
        (("--watch", "--alert-silence", "long"), ConfigurationError),
    ],
)
def test_what_cannot_be_meant_is_refused_at_once(options: tuple[str, ...], refusal: type[Exception]) -> None:
    assert isinstance(serve(*options), refusal)


def test_runs_find_whom_to_tell_in_their_environment(tmp_path: Path) -> None:
    alerts = {"webhook": "http://127.0.0.1/x", "silence": "12h"}
    with pytest.raises(Started):
        command.serve(Settings(tmp_path / "w", tmp_path / "inbox"), Timetable(watch=True), alerts=alerts, log="json")
    assert os.environ["ENTENTE_ALERT_WEBHOOK"] == "http://127.0.0.1/x"
    assert os.environ["ENTENTE_ALERT_SILENCE"] == "12h"
    assert os.environ["ENTENTE_LOG"] == "json"


def test_help_teaches_with_examples() -> None:
    said = CliRunner().invoke(app, ["serve", "--help"]).output
    assert "entente serve --every 15m" in said
    assert "--cron" in said
