"""What a user can meet is written down."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from typer.main import get_command

from flows.cli import app
from flows.contract import PUBLISHED
from flows.errors import PipelineError
from flows.publish import release  # noqa: F401 - defines errors of its own
from tests.docs import commands, shown

COMMANDS = sorted(get_command(app).commands)  # type: ignore[attr-defined]
CODE = re.compile(r"E_[A-Z_]+")


@pytest.fixture(scope="module")
def commands_page(project: Path) -> str:
    return (project / "docs" / "commands.md").read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str, commands_page: str) -> None:
    assert f"## entente {command}\n" in commands_page


def test_the_page_of_commands_is_the_programs(commands_page: str) -> None:
    assert commands_page == commands.page(), "docs/commands.md is stale: python -m tests.docs commands"


WRITTEN = 6_000  # words: a stranger reads no more
MADE = {"commands.md", "cookbook.md", "data-dictionary.md"}  # of the program itself


def n_words(page: Path) -> int:
    """Words of a page without the outputs of commands; marks of a table are no words."""
    text = shown.PLACE.sub("", page.read_text("utf-8"))
    return sum(any(letter.isalnum() for letter in word) for word in text.split())


def test_a_stranger_can_read_all_of_it(project: Path) -> None:
    pages = [project / "README.md", *(page for page in (project / "docs").glob("*.md") if page.name not in MADE)]
    counts = {page.name: n_words(page) for page in pages}
    assert sum(counts.values()) <= WRITTEN, counts


def test_pictures_are_small(project: Path) -> None:
    sizes = {picture.name: picture.stat().st_size for picture in (project / "docs" / "pictures").iterdir()}
    assert {name: size for name, size in sizes.items() if size > 300_000} == {}


def test_every_exit_status_is_documented(commands_page: str) -> None:
    statuses = {PipelineError.exit_status, *(kind.exit_status for kind in PipelineError.__subclasses__())}
    assert {f"| {status} |" for status in statuses if f"| {status} |" not in commands_page} == set()


def reason_codes(project: Path) -> set[str]:
    """Codes of refused inputs: text constants of the rooms that read them."""
    rooms = [project / "flows" / "ingest", project / "flows" / "extract"]
    nodes = [node for room in rooms for path in room.rglob("*.py") for node in ast.walk(ast.parse(path.read_text()))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if CODE.fullmatch(text)}


def test_every_reason_code_is_documented_and_no_other(project: Path, commands_page: str) -> None:
    assert set(re.findall(r"^\| `(E_[A-Z_]+)`", commands_page, re.MULTILINE)) == reason_codes(project)


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_every_table_is_in_the_dictionary(table: str, project: Path) -> None:
    assert f"\n## {table}\n" in (project / "docs" / "data-dictionary.md").read_text("utf-8")


def test_links_lead_somewhere(project: Path) -> None:
    pages = [*project.glob("*.md"), *(project / "docs").glob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))]
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_examples_name_commands_that_exist(project: Path) -> None:
    readme = (project / "README.md").read_text("utf-8")
    named = set(re.findall(r"^\.?\S*entente (\w+)", readme, re.MULTILINE))
    assert named
    assert named <= set(COMMANDS)
