"""What every command promises a terminal: JSON for programs, no colours where none are wanted, completion."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app
from flows.settings import PROJECT

COMMANDS = get_command(app).commands  # type: ignore[attr-defined]
COLOUR = re.compile(r"\x1b\[[\d;]*(?:3[0-7]|9[0-7]|38;)[\d;]*m")


def said(*arguments: str, **environment: str) -> str:
    command = [sys.executable, "-m", "flows.cli", *arguments]
    own = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    ran = subprocess.run(command, cwd=PROJECT, env=own | environment, capture_output=True, text=True, check=False)
    return ran.stdout


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_answers_programs_in_json(command: str) -> None:
    own = "--log" if command == "serve" else "--json"  # `serve` answers nobody: its log can be JSON
    assert own in {name for option in COMMANDS[command].params for name in option.opts}


def test_colours_are_left_out_where_none_are_wanted(tmp_path: Path) -> None:
    asked = ("doctor", "--warehouse", str(tmp_path))
    assert COLOUR.search(said(*asked, FORCE_COLOR="1", TERM="xterm-256color"))
    plain = said(*asked, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")
    assert "program" in plain
    assert not COLOUR.search(plain)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("entente ex", {"explain", "export"}),
        ("entente export g", {"geojson", "graphml"}),
        ("entente sql --format p", {"parquet"}),
        ("entente run --in", {"--inbox"}),
    ],
)
def test_a_shell_completes_commands_options_and_choices(typed: str, offered: set[str]) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1), "_ENTENTE_COMPLETE": "complete_bash"}
    command = [sys.executable, "-c", "import sys; sys.argv = ['entente']; from flows.cli import app; app()"]
    ran = subprocess.run(command, cwd=PROJECT, env=os.environ | words, capture_output=True, text=True, check=False)
    assert set(ran.stdout.split()) == offered


def test_bash_completes_with_what_is_installed(tmp_path: Path) -> None:
    program = tmp_path / "entente"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m flows.cli "$@"\n')
    script = "import sys; sys.argv = ['entente']; from flows.cli import app; app(['--show-completion'])"
    own = os.environ | {"SHELL": "/bin/bash", "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    shown = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, env=own, capture_output=True, text=True)
    assert "complete -o default -F _entente_completion entente" in shown.stdout
