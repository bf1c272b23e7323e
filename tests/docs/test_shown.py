"""README and docs show what the program says now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import PROJECT, Made
from tests.docs.__main__ import PAGES, written
from tests.docs.shown import undated


@pytest.fixture(scope="module")
def wanted(bundled: Made) -> dict[Path, str]:
    return written(bundled)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_shows_is_what_the_program_says(page: Path, wanted: dict[Path, str]) -> None:
    here = page.relative_to(PROJECT)
    assert undated(page.read_text("utf-8")) == undated(wanted[page]), f"{here} shows something else: make docs"
