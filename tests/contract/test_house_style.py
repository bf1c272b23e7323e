"""What the linters do not say: sizes, and SQL that is never pieced together."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
MODULES = sorted((PROJECT / "flows").rglob("*.py"))
WORD_LISTS = {"flows/model/vocabulary.py"}  # one enum after another: nothing to split
SQL_METHODS = {"execute", "executemany", "executescript", "sql"}


def place(module: Path) -> str:
    return module.relative_to(PROJECT).as_posix()


def test_modules_stay_under_300_lines() -> None:
    long = {place(module) for module in MODULES if len(module.read_text(encoding="utf-8").splitlines()) > 300}
    assert long - WORD_LISTS == set()


@pytest.mark.parametrize("module", MODULES, ids=place)
def test_functions_stay_within_40_lines(module: Path) -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, functions)]
    assert [node.name for node in nodes if (node.end_lineno or 0) - node.lineno >= 40] == []


@pytest.mark.parametrize("module", MODULES, ids=place)
def test_no_f_string_reaches_a_database(module: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    pieced = [
        node.lineno
        for node in calls
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in SQL_METHODS
        and any(isinstance(argument, ast.JoinedStr) for argument in node.args[:1])
    ]
    assert pieced == []
