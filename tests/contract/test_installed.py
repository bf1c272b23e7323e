"""Installed from a wheel, the program finds its queries and suites inside its own package."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from flows import settings

SELF_TEST = """
from flows.check.declared import Sources, declared
from flows.load.build import CORE, MACROS
from flows.load.views import VIEWS
from flows.report.release import QUERIES
from flows.version import code_version
assert sum(map(len, declared(Sources()).values())) > 100
print(*(folder for folder in (CORE, MACROS, VIEWS, QUERIES) if not list(folder.glob("*.sql"))), len(code_version()))
"""


def test_data_lies_beside_the_package_in_a_working_copy(project: Path) -> None:
    assert settings.resource_folder("sql") == project / "sql"


def test_data_lies_inside_the_package_once_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PROJECT", tmp_path)
    assert settings.resource_folder("expectations") == tmp_path / "flows" / "expectations"


def test_a_wheel_has_all_that_it_looks_for(project: Path, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=project, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "site-packages"
    zipfile.ZipFile(wheel).extractall(installed)
    ran = subprocess.run([sys.executable, "-c", SELF_TEST], cwd=installed, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout.strip()) == (0, "16"), ran.stderr
