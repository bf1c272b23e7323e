"""Readers of other languages and models: run when named only (`make test-readers`, `make test-ftm`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.golden.conftest import ask  # noqa: F401 - a fixture

BUILD = PROJECT / "build" / "readers"  # where the make targets install them


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    named = (Path(argument.split("::")[0]).parts for argument in config.args)
    return None if any("readers" in parts for parts in named) else True
