"""What the linters do not say: sizes, and SQL that is never pieced together."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
MODULES = sorted((PROJECT / "flows").rglob("*.py"))
SQL_METHODS = {"execute", "executemany", "executescript", "sql"}


def nodes() -> Iterator[tuple[str, ast.AST]]:
    for module in MODULES:
        place = module.relative_to(PROJECT).as_posix()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            yield place, node


def takes_pieced_sql(node: ast.AST) -> bool:
    is_query = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SQL_METHODS
    return is_query and any(isinstance(argument, ast.JoinedStr) for argument in node.args[:1])


def test_modules_stay_under_300_lines() -> None:
    lengths = {module.relative_to(PROJECT).as_posix(): len(module.read_text().splitlines()) for module in MODULES}
    assert {place: n for place, n in lengths.items() if n > 300} == {}


def test_functions_stay_within_40_lines() -> None:
    functions = [(place, node) for place, node in nodes() if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert [(place, node.name) for place, node in functions if (node.end_lineno or 0) - node.lineno >= 40] == []


def test_no_f_string_reaches_a_database() -> None:
    assert [(place, node.lineno) for place, node in nodes() if takes_pieced_sql(node)] == []


USERS_ERRORS = {"ConfigurationError", "InputError"}


def test_a_user_is_told_what_to_do_next() -> None:
    calls = [(place, node) for place, node in nodes() if isinstance(node, ast.Call)]
    untold = [
        (place, node.lineno)
        for place, node in calls
        if place.startswith(("flows/commands/", "flows/withdraw", "flows/cli"))
        and isinstance(node.func, ast.Name)
        and node.func.id in USERS_ERRORS
        and "next_step" not in {keyword.arg for keyword in node.keywords}
    ]
    assert untold == []
