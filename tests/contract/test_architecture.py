"""Imports point one way: pipeline and tasks, then the rooms, then contract and model."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
MODULES = sorted((PROJECT / "flows").rglob("*.py"))
ROOMS = {"ingest", "extract", "resolve", "load", "check", "publish", "report", "export"}
PREFECT = {"prefect", "prefect_dask"}
PREFECT_EDGE = {"flows/pipeline.py", "flows/tasks.py"}
DASK = {"dask", "distributed"}  # an extra that few install
# An import of any of these costs a tenth of a second or more.
HEAVY = {"great_expectations", "lingua", "numpy", "pandas", "polars", "prefect", "pyarrow", "spacy", "trafilatura"}
LIGHT = [
    "flows.cli",
    "flows.contract",
    "flows.errors",
    "flows.ingest.inbox",
    "flows.ingest.ledger",
    "flows.model.report",
    "flows.publish.lock",
    "flows.publish.pointer",
    "flows.settings",
]


def place(module: Path) -> str:
    return module.relative_to(PROJECT).as_posix()


@cache
def imported(module: Path) -> tuple[str, ...]:
    """Modules that a module imports, and what it imports from them."""
    found: list[str] = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found += (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
    return tuple(found)


def test_prefect_is_imported_at_the_edge_only() -> None:
    found = {place(module) for module in MODULES if PREFECT & {name.split(".")[0] for name in imported(module)}}
    assert found <= PREFECT_EDGE


def test_dask_is_imported_in_one_module_which_only_a_run_with_a_cluster_imports() -> None:
    found = {place(module) for module in MODULES if DASK & {name.split(".")[0] for name in imported(module)}}
    assert found == {"flows/cluster.py"}
    users = {place(module) for module in MODULES if "flows.cluster" in imported(module)}
    assert users == {"flows/pipeline.py", "flows/tasks.py"}
    program = f"import sys, flows.pipeline, flows.tasks; print(*sorted(set(sys.modules) & {DASK | {'prefect_dask'}!r}))"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, check=True, capture_output=True, text=True)
    assert loaded.stdout.split() == []


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_no_other_room(room: str) -> None:
    others = {f"flows.{name}" for name in ROOMS - {room}}
    found = {
        (place(module), name)
        for module in MODULES
        if place(module).startswith(f"flows/{room}/")
        for name in imported(module)
        if ".".join(name.split(".")[:2]) in others
    }
    assert found == set()


@pytest.mark.parametrize("base", ["model", "contract"])
def test_model_and_contract_know_no_room(base: str) -> None:
    allowed = {
        "model": ("flows.model",),
        "contract": ("flows.model", "flows.contract", "flows.errors", "flows.settings"),
    }
    found = {
        (place(module), name)
        for module in MODULES
        if place(module).startswith(f"flows/{base}/")
        for name in imported(module)
        if name.startswith("flows.") and not name.startswith(allowed[base])
    }
    assert found == set()


def test_the_model_is_free_of_libraries() -> None:
    found = {
        name.split(".")[0]
        for module in MODULES
        if place(module).startswith("flows/model/")
        for name in imported(module)
    }
    assert found - sys.stdlib_module_names == {"flows"}


@pytest.mark.parametrize("module", LIGHT)
def test_a_light_module_loads_nothing_heavy(module: str) -> None:
    program = f"import sys, {module}; print(*sorted(set(sys.modules) & {HEAVY!r}))"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, check=True, capture_output=True, text=True)
    assert loaded.stdout.split() == []
