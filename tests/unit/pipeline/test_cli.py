"""The command line: what it says when something is wrong, and what it costs to ask it for help."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.cli import app, main, program
from flows.commands import run as run_command
from flows.commands.complaint import complaint
from flows.commands.run import prepare_environment, require_inbox
from flows.errors import ConfigurationError, GateClosed, InputError, PipelineError
from flows.settings import PROJECT, Settings

COMMANDS = ("run", "status", "sql", "explain", "verify")
HEAVY = {"babel", "duckdb", "great_expectations", "numpy", "polars", "prefect", "pyarrow", "spacy", "trafilatura"}


def test_an_error_says_what_where_and_what_next() -> None:
    error = InputError("There is no folder x.", where="warehouse", next_step="Name one.")
    assert complaint(error) == "entente: There is no folder x.\nIn warehouse.\nName one.\n"


@pytest.mark.parametrize("typed", [["sql", "--warehouse", "my own"], ["--warehouse=my own", "explain", "deal_1"]])
def test_the_next_step_asks_the_same_warehouse(typed: list[str]) -> None:
    error = InputError("No.", next_step='Tables: entente sql "show tables"')
    assert complaint(error, typed).endswith("entente sql \"show tables\" --warehouse 'my own'\n")


def test_a_next_step_of_other_words_stays_as_it_is() -> None:
    error = InputError("No.", next_step="Name one with --inbox.")
    assert complaint(error, ["run", "--warehouse", "mine"]).endswith("\nName one with --inbox.\n")


def test_a_long_error_is_broken_at_the_width_of_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    told = complaint(GateClosed("deals: a check failed. " * 20))
    assert max(map(len, told.splitlines())) <= 60
    assert told.replace("\n", " ").count("deals: a check failed.") == 20


@pytest.mark.parametrize(
    ("started_as", "path", "typed"),
    [
        (".venv/bin/entente", "/nowhere", ".venv/bin/entente"),
        ("{cwd}/.venv/bin/entente", "/nowhere", ".venv/bin/entente"),
        (".venv/bin/entente", "{cwd}/bin", "entente"),
        ("flows/cli.py", "/nowhere", "entente"),
    ],
)
def test_the_program_is_named_as_it_can_be_typed(
    started_as: str, path: str, typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "entente").touch(mode=0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", path.format(cwd=tmp_path))
    assert program(started_as.format(cwd=tmp_path)) == typed


def test_an_error_ends_the_command_with_its_own_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "argv", ["entente", "sql", "from deals", "--warehouse", str(tmp_path)])
    monkeypatch.setattr("atexit.register", lambda _: None)
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == InputError.exit_status
    assert capsys.readouterr().err.startswith("entente: There is no release")


def test_every_kind_of_error_has_a_status_of_its_own_but_for_bad_input_and_damage() -> None:
    statuses = [kind.exit_status for kind in PipelineError.__subclasses__()]
    assert 0 not in statuses
    assert {kind.__name__ for kind in PipelineError.__subclasses__() if statuses.count(kind.exit_status) > 1} == {
        "ConfigurationError",
        "InputError",
        "ReleaseDamaged",
        "WarehouseDamaged",
    }


def test_the_version_is_the_packages() -> None:
    said = CliRunner().invoke(app, ["--version"]).output
    assert re.fullmatch(r"entente \d+\.\d+\.\d+\n", said)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_of_its_own(command: str) -> None:
    said = CliRunner().invoke(app, [command, "--help"])
    assert said.exit_code == 0
    assert "--warehouse" in said.output


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys, json; sys.argv = ['entente', '--help']\nfrom flows.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print(json.dumps(list(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, check=True, capture_output=True, text=True)
    assert HEAVY & set(json.loads(ran.stdout.splitlines()[-1])) == set()


def test_an_inbox_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"):
        require_inbox(Settings(tmp_path, tmp_path / "nowhere"))


def test_the_bundled_warehouse_takes_no_other_inbox(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="bundled articles") as refused:
        require_inbox(Settings(PROJECT / "warehouse", tmp_path))
    assert refused.value.next_step is not None
    assert refused.value.next_step.endswith(f"entente run --inbox {tmp_path} --warehouse mine")


def test_the_bundled_warehouse_takes_nothing_from_standard_input() -> None:
    with pytest.raises(ConfigurationError, match="bundled articles"):
        run_command.run(Settings(PROJECT / "warehouse", run_command.STDIN))


def test_the_bundled_warehouse_takes_its_own_inbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    require_inbox(Settings(Path("warehouse"), Path("warehouse/inbox")))


def test_prefect_is_kept_in_the_warehouse_and_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    environment: dict[str, str] = {"PREFECT_SERVER_ANALYTICS_ENABLED": "mine"}
    monkeypatch.setattr(run_command.os, "environ", environment)
    prepare_environment(Settings(tmp_path, tmp_path))
    assert environment["PREFECT_HOME"] == str(tmp_path / ".prefect")
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "mine"
    assert (tmp_path / ".prefect").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "words", [["clean-up"], ["rebuild"], ["erase", "a.txt"], ["retract", "a.txt", "--reason", "wrong"]]
)
def test_a_slip_of_the_pen_makes_no_warehouse(words: list[str], tmp_path: Path) -> None:
    there = tmp_path / "mien"
    told = CliRunner().invoke(app, [*words, "--warehouse", str(there)])
    assert isinstance(told.exception, InputError)
    assert "There is no warehouse" in str(told.exception)
    assert not there.exists()


def test_a_file_is_no_inbox(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.touch()
    with pytest.raises(InputError, match=r"article\.txt is no folder"):
        require_inbox(Settings(tmp_path / "mine", article))
