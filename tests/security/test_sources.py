"""What the sources may not do: run what they read, unpickle, call out, or pick up a name that a document gave."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import TypeAlias

import pytest

PROJECT = Path(__file__).resolve().parents[2]
MODULES = sorted((PROJECT / "flows").rglob("*.py"))
UNSAFE_MODULES = {"dill", "ftplib", "http.client", "marshal", "pickle", "requests", "shelve", "smtplib", "telnetlib"}
# Modules that may open a connection, and to whom.
CALLERS = {
    "flows/cluster.py": "sends batches to the Dask cluster that the operator named, and to no other",
    "flows/commands/dask.py": "asks whether anything listens at the address that the operator gave",
    "flows/commands/doctor.py": "asks a local Prefect server how it is",
    "flows/operate/channels.py": "posts an alert to the address that the operator configured, and to no other",
    "flows/station.py": "asks whether the Prefect server of the run that sent it a batch can be reached",
    "flows/temporary_server.py": "starts and asks a Prefect server on the loopback interface",
}
UNSAFE_CALLS = {"eval", "exec", "compile", "__import__", "extractall", "unpack_archive", "os.system", "os.popen"}
TEXTS = {"", ".cfg", ".csv", ".json", ".md", ".py", ".sql", ".toml", ".yml"}
SECRET = re.compile(
    r"(?i)(api[_-]?key|secret|passw(or)?d|token)\s*[=:]\s*[\"'][A-Za-z0-9/+_-]{16,}|-----BEGIN|AKIA[0-9A-Z]{16}"
)

Nodes: TypeAlias = list[tuple[str, ast.AST]]


@pytest.fixture(scope="module")
def nodes() -> Nodes:
    """Every node of every module, with the module's place."""
    trees = ((module.relative_to(PROJECT).as_posix(), ast.parse(module.read_text("utf-8"))) for module in MODULES)
    return [(place, node) for place, tree in trees for node in ast.walk(tree)]


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    return {node.module} if isinstance(node, ast.ImportFrom) and node.module and node.level == 0 else set()


def called(node: ast.AST) -> str:
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def test_nothing_is_unpickled_and_no_client_is_imported(nodes: Nodes) -> None:
    found = {(place, name) for place, node in nodes for name in imported(node) & UNSAFE_MODULES}
    assert {(place, name) for place, name in found if place not in CALLERS} == set()


def test_only_named_modules_may_connect(nodes: Nodes) -> None:
    connecting = {"socket", "urllib.request", "urllib3", "httpx", "aiohttp", "distributed"}
    found = {place for place, node in nodes if imported(node) & connecting}
    assert found == set(CALLERS)


def test_no_code_is_made_of_text_and_no_archive_unpacked(nodes: Nodes) -> None:
    calls = [(place, called(node)) for place, node in nodes]
    assert [(place, name) for place, name in calls if name in UNSAFE_CALLS or name.endswith(".extractall")] == []


def test_no_shell_runs_anything(nodes: Nodes) -> None:
    shells = [
        place
        for place, node in nodes
        if isinstance(node, ast.Call)
        and any(k.arg == "shell" and ast.unparse(k.value) != "False" for k in node.keywords)
    ]
    assert shells == []


def test_yaml_is_read_by_safe_loaders(nodes: Nodes) -> None:
    loads = [
        (place, ast.unparse(node))
        for place, node in nodes
        if called(node) in ("yaml.load", "yaml.compose", "yaml.load_all") and "SafeLoader" not in ast.unparse(node)
    ]
    assert loads == []


def test_duckdb_fetches_nothing() -> None:
    sql = re.compile(r"(?im)^\s*(install|load|attach\s+'http)|httpfs|https?://")
    queries = [path for path in (PROJECT / "sql").rglob("*.sql") if sql.search(_code(path))]
    assert queries == []


def _code(path: Path) -> str:
    return re.sub(r"--[^\n]*", "", path.read_text("utf-8"))


def test_no_secret_lies_about() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a working copy of a repository")
    files = [PROJECT / name for name in listed.stdout.split("\0") if name and Path(name).suffix in TEXTS]
    found = [path.name for path in files if path.is_file() and SECRET.search(path.read_text("utf-8", "replace"))]
    assert found in ([], [Path(__file__).name])


def test_telemetry_is_off_before_any_library_can_ask(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    from flows.commands.run import prepare_environment
    from flows.settings import Settings

    wanted = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "GX_ANALYTICS_ENABLED": "false"}
    for name in wanted:
        monkeypatch.delenv(name, raising=False)
    before = dict(os.environ)
    prepare_environment(Settings(tmp_path, tmp_path))
    changed = {name: os.environ[name] for name in wanted}
    for name in set(os.environ) - set(before):
        monkeypatch.delenv(name)
    assert changed == wanted
