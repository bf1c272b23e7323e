"""What the processes of a test run share is made once; a server of theirs ends with the run, and not before."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PATIENCE, PROJECT
from tests.once import Run, is_alive

ASKER = """
import os, sys
from pathlib import Path
from tests.once import Run
def make(folder):
    (folder / "made").touch(exist_ok=False)
    return os.getpid()
print(Run(Path(sys.argv[1])).once("thing", make))
"""
BEGINNER = """
import sys
from pathlib import Path
from tests.once import Run
run, *server = sys.argv[1:]
with Run(Path(run)).underway():
    Run(Path(run)).serve(server, Path(run) / "log")
    sys.stdin.read()
"""
SERVER = ["sh", "-c", 'exec > "$0"; echo ready; exec sleep 60']  # and the pipe that it holds as long as it lives


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "pipe")
    return tmp_path / "pipe"


def start(program: str, *arguments: str | Path) -> subprocess.Popen[str]:
    command, pipe = [sys.executable, "-c", program, *map(str, arguments)], subprocess.PIPE
    return subprocess.Popen(command, cwd=PROJECT, stdin=pipe, stdout=pipe, text=True)


def test_of_processes_that_ask_at_the_same_time_one_makes_it(run: Run) -> None:
    asking = [start(ASKER, run.folder) for _ in range(3)]
    told = {process.communicate(timeout=PATIENCE)[0] for process in asking}
    assert [process.returncode for process in asking] == [0, 0, 0]
    assert len(told) == 1
    assert int(told.pop()) in {process.pid for process in asking}


def test_what_could_not_be_made_is_made_anew_in_an_empty_folder(run: Run) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError("no")

    with pytest.raises(OSError, match="no"):
        run.once("thing", fail)
    assert run.once("thing", lambda folder: [path.name for path in folder.iterdir()]) == []


def test_a_server_lives_until_its_run_has_ended(run: Run, pipe: Path) -> None:
    with run.underway():
        keeper = run.serve([*SERVER, str(pipe)], run.folder / "log")
        with pipe.open() as said:
            assert said.readline() == "ready\n"
            assert is_alive(keeper)
    assert os.waitpid(keeper, 0) == (keeper, 0)


def test_a_server_that_ends_by_itself_is_not_waited_for(run: Run) -> None:
    with run.underway():
        keeper = run.serve(["true"], run.folder / "log")
        assert os.waitpid(keeper, 0) == (keeper, 0)


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_server_ends_however_its_run_does(run: Run, pipe: Path, told: signal.Signals) -> None:
    with start(BEGINNER, run.folder, *SERVER, pipe) as begun, pipe.open() as said:
        assert said.readline() == "ready\n"
        begun.send_signal(told)
        assert said.read() == "", "which comes once nobody holds the pipe"
    assert begun.returncode == -told
