"""The files that take longest begin first, and they are files that there are."""

from __future__ import annotations

from tests.conftest import LONGEST, PROJECT


def test_the_longest_files_exist() -> None:
    assert [name for name in LONGEST if not (PROJECT / "tests" / name).is_file()] == []
