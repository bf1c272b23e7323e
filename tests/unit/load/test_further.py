"""A release loaded on top of the one before it is the release that is loaded from nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.contract import PUBLISHED
from flows.contract.ddl import quoted
from flows.load import append
from flows.load.views import VIEWS
from flows.resolve import resolve

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

from loaded import load_frames  # noqa: E402
from made_up import MadeUp  # noqa: E402


def staging(numbers: Iterable[int], goods: str = "rifles") -> dict[str, pl.DataFrame]:
    made_up = MadeUp()
    for n in numbers:
        made_up.document(f"doc_{n:02d}", "2016-12-13")
        made_up.deal(f"doc_{n:02d}", supplier="country:NOR", recipient="country:PER", goods=f"model {n % 3} {goods}")
    return resolve(made_up.parts())


def loaded(folder: Path, frames: dict[str, pl.DataFrame], previous: Path | None = None) -> Path:
    folder.mkdir()
    load_frames(frames, folder, previous)
    return folder


def files(release: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in release.glob("*.parquet")}


def held(release: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(release / "entente.duckdb"), read_only=True) as con:
        names = [*map(quoted, PUBLISHED), *(path.stem for path in VIEWS.glob("*.sql"))]
        return {name: con.execute(f"from {name} order by all").fetchall() for name in names}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(range(5), range(9), id="articles came"),
        pytest.param(range(0), range(3), id="the first articles came"),
        pytest.param(range(4), range(4), id="nothing changed"),
        pytest.param(range(6), range(2, 6), id="articles left"),
    ],
)
def test_it_does_not_matter_what_was_there_before(tmp_path: Path, before: range, after: range) -> None:
    anew = loaded(tmp_path / "anew", staging(after))
    on_top = loaded(tmp_path / "on top", staging(after), loaded(tmp_path / "before", staging(before)))
    assert files(on_top) == files(anew)
    assert held(on_top) == held(anew)


def test_rows_that_changed_are_replaced(tmp_path: Path) -> None:
    before = loaded(tmp_path / "before", staging(range(5)))
    on_top = loaded(tmp_path / "on top", staging(range(5), "pistols"), before)
    assert files(on_top) == files(loaded(tmp_path / "anew", staging(range(5), "pistols")))
    assert "rifles" not in str(held(on_top)["deal_reports"])


@pytest.mark.parametrize("changed", [{}, {"n_mentions": 99}], ids=["the same", "with other values"])
def test_a_row_that_stands_twice_is_loaded_twice_for_the_gate_to_find(tmp_path: Path, changed: dict[str, int]) -> None:
    frames = staging(range(3))
    names = frames["entity_aliases"]
    again = names.head(1).with_columns(pl.lit(value, names.schema[name]).alias(name) for name, value in changed.items())
    twice = frames | {"entity_aliases": pl.concat([names, again])}
    on_top = loaded(tmp_path / "on top", twice, loaded(tmp_path / "before", frames))
    assert len(held(on_top)["entity_aliases"]) == names.height + 1


def test_what_an_earlier_run_said_of_itself_stays_with_it(tmp_path: Path) -> None:
    before = loaded(tmp_path / "before", staging(range(3)))
    row = {"old_id": "deal_1", "new_id": "deal_2", "entity_type": "deal", "reason": "merged", "run_id": "r"}
    known = {name: [row.get(name)] for name in PUBLISHED["id_redirects"].column_names}
    append(before, {"id_redirects": pl.DataFrame(known)})
    assert held(loaded(tmp_path / "on top", staging(range(4)), before))["id_redirects"] == []


def test_no_byte_stays_of_a_document_that_left(tmp_path: Path) -> None:
    frames = staging(range(4))
    text = pl.when(doc_id="doc_03").then(pl.lit("unmistakable " * 300)).otherwise(pl.col("raw_text"))
    before = loaded(tmp_path / "before", frames | {"documents": frames["documents"].with_columns(raw_text=text)})
    assert b"unmistakable" in (before / "entente.duckdb").read_bytes()
    after = loaded(tmp_path / "after", staging(range(3)), before)
    assert b"unmistakable" not in (after / "entente.duckdb").read_bytes()
