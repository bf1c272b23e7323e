"""Questions to the release of the bundled articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import duckdb
import pytest

from tests.conftest import Made

Row: TypeAlias = dict[str, Any]
Ask: TypeAlias = Callable[..., list[Row]]


@pytest.fixture(scope="session")
def ask(bundled: Made) -> Iterator[Ask]:
    """Answers SQL over the release of the bundled articles, rows as dictionaries."""
    with duckdb.connect(str(bundled.database), read_only=True) as con:

        def answer(query: str, **values: Any) -> list[Row]:
            found = con.execute(query, values or None)
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

        yield answer
