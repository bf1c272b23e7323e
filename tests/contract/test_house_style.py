"""What the linters do not say: sizes, and SQL that is never pieced together."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TypeAlias

import pytest

PROJECT = Path(__file__).resolve().parents[2]
MODULES = sorted((PROJECT / "flows").rglob("*.py"))
SQL_METHODS = {"execute", "executemany", "executescript", "sql"}
Nodes: TypeAlias = list[tuple[str, ast.AST]]


@pytest.fixture(scope="module")
def nodes() -> Nodes:
    """Every node of every module, with the module's place."""
    trees = ((module.relative_to(PROJECT).as_posix(), ast.parse(module.read_text("utf-8"))) for module in MODULES)
    return [(place, node) for place, tree in trees for node in ast.walk(tree)]


def takes_pieced_sql(node: ast.AST) -> bool:
    is_query = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SQL_METHODS
    return is_query and any(isinstance(argument, ast.JoinedStr) for argument in node.args[:1])


def test_modules_stay_under_300_lines() -> None:
    lengths = {module.relative_to(PROJECT).as_posix(): len(module.read_text().splitlines()) for module in MODULES}
    assert {place: n for place, n in lengths.items() if n > 300} == {}


def test_functions_stay_within_40_lines(nodes: Nodes) -> None:
    functions = [(place, node) for place, node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [(place, node.name) for place, node in functions if (node.end_lineno or 0) - node.lineno >= 40] == []


def test_no_f_string_reaches_a_database(nodes: Nodes) -> None:
    assert [(place, node.lineno) for place, node in nodes if takes_pieced_sql(node)] == []


USERS_ERRORS = {"ConfigurationError", "InputError"}


def test_a_user_is_told_what_to_do_next(nodes: Nodes) -> None:
    calls = [(place, node) for place, node in nodes if isinstance(node, ast.Call)]
    untold = [
        (place, node.lineno)
        for place, node in calls
        if place.startswith(("flows/commands/", "flows/withdraw", "flows/cli"))
        and isinstance(node.func, ast.Name)
        and node.func.id in USERS_ERRORS
        and "next_step" not in {keyword.arg for keyword in node.keywords}
    ]
    assert untold == []
