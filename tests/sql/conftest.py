"""Made-up documents for these tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "builders"))

from made_up import MadeUp  # noqa: E402


@pytest.fixture
def made_up() -> MadeUp:
    """Documents under construction, none yet."""
    return MadeUp()
