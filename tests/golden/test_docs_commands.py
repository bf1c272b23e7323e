"""Every command that the documents show is typed as it stands there, page by page, and ends well."""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.conftest import PROJECT, Made
from tests.golden.conftest import Ask

PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
PYTHON = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
SESSION = re.compile(r"^```console\n(.*?)^```", re.DOTALL | re.MULTILINE)
CONSOLE = re.compile(r"^\$ (.*)$", re.MULTILINE)  # what is typed; the answers stand between
INLINE = re.compile(r"`((?:\.venv/bin/)?entente [a-z]+ [^`\n]+|make [a-z-]+)`")
PLACEHOLDER = re.compile(r"\b(?:QUERY|FORMAT|FILE|ID|DOC|WHY)\b| … ")
FACT = re.compile(r"deal_(?:3f|…)\w*…?")
# This Python's own environment is used; what serves or needs a server has tests of its own, in tests/schedule.
ELSEWHERE = re.compile(r"\. \.venv/bin/activate|entente serve\b.*|prefect .*")
ARTICLE = """\
Norway buys ferries
By Anna Holm
Northern Courier, 3 May 2021

BERGEN - Norway agreed on Monday to buy four ferries from Italy for $80 million, the Norwegian transport ministry said.
"""


def shown(page: Path) -> list[str]:
    """The commands of a page in their order, without comments; forms with words to be replaced are left out."""
    text = page.read_text("utf-8")
    lines = [line.split("  #")[0].strip() for block in BLOCK.findall(text) for line in block.splitlines()]
    lines += [line for block in SESSION.findall(text) for line in CONSOLE.findall(block)]
    inline = [command for command in INLINE.findall(text) if not PLACEHOLDER.search(command)]
    return [command for command in dict.fromkeys(lines + inline) if command and not ELSEWHERE.fullmatch(command)]


@pytest.fixture
def desk(bundled: Made, tmp_path: Path) -> Path:
    """A folder as a reader of a page has it: the bundled warehouse, queries, articles of their own."""
    folder = tmp_path
    shutil.copytree(bundled.warehouse, folder / "warehouse", symlinks=True)
    (folder / "docs").symlink_to(PROJECT / "docs")
    (folder / "my-articles").mkdir()
    (folder / "my-articles" / "ferries.txt").write_text(ARTICLE)
    (folder / "question.sql").write_text("from v_deals")
    return folder


@pytest.fixture
def typed(desk: Path, prefect_server: str, ask: Ask) -> Callable[[str], subprocess.CompletedProcess[str]]:
    (first,) = ask("select deal_id from deals order by n_reports desc, deal_id limit 1")

    def run(command: str) -> subprocess.CompletedProcess[str]:
        fact = own_fact(desk) if "mine" in command else first["deal_id"]
        words = shlex.split(FACT.sub(fact, command))
        named = dict(word.split("=", 1) for word in words if re.match(r"[A-Z_]+=", word))
        words = [word for word in words if not re.match(r"[A-Z_]+=", word)]
        environment = os.environ | named | {"PREFECT_API_URL": prefect_server, "COLUMNS": "100"}
        program = [sys.executable, "-m", "flows.cli", *words[1:]]
        return subprocess.run(program, cwd=desk, env=environment, input="", capture_output=True, text=True, check=False)

    return run


def own_fact(desk: Path) -> str:
    """The deal of the reader's own article, once there is a release of it."""
    database = desk / "mine" / "latest" / "entente.duckdb"
    if not database.exists():
        return "deal_"
    with duckdb.connect(str(database), read_only=True) as con:
        return str(con.execute("select deal_id from deals").fetchall()[0][0])


def edited(calls: Path) -> None:
    """What a person does with the editor: keep one line and sign it."""
    with calls.open(newline="") as stream:
        names = (reader := csv.DictReader(stream)).fieldnames
        line = next(reader)
    with calls.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, names or [])
        writer.writeheader()
        writer.writerow(line | {"author": "A. Reader", "date": "2026-03-01", "reason": "read both"})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_command_of_a_page_ends_well(
    page: Path, desk: Path, typed: Callable[[str], subprocess.CompletedProcess[str]]
) -> None:
    for command in shown(page):
        if command.startswith("make "):
            done = subprocess.run(["make", "-n", command.split()[1]], cwd=PROJECT, capture_output=True, text=True)
        elif command == "$EDITOR calls.csv":
            edited(desk / "calls.csv")
            continue
        else:
            assert "entente" in command, command
            done = typed(command)
        assert done.returncode == 0, f"{command}\n{done.stderr}"


@pytest.mark.parametrize("page", [page for page in PAGES if PYTHON.search(page.read_text("utf-8"))])
def test_each_program_of_a_page_ends_well(page: Path, desk: Path) -> None:
    for program in PYTHON.findall(page.read_text("utf-8")):
        done = subprocess.run([sys.executable, "-c", program], cwd=desk, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout != "") == (0, True), done.stderr


def test_there_are_commands_to_type() -> None:
    with_none = {"data-dictionary.md", "limits.md", "operations.md", "scale.md"}
    assert {page.name for page in PAGES if not shown(page)} <= with_none
