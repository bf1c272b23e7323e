"""A release loaded on top of the one before it is the release that is loaded from nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.check.rows import offending_rows
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


def loaded(
    folder: Path, frames: dict[str, pl.DataFrame], previous: Path | None = None, inserted: Path | None = None
) -> Path:
    folder.mkdir()
    load_frames(frames, folder, previous, inserted)
    return folder


def files(release: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in release.glob("*.parquet")}


def held(release: Path) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(release / "entente.duckdb"), read_only=True) as con:
        names = [*map(quoted, PUBLISHED), *(path.stem for path in VIEWS.glob("*.sql"))]
        return {name: con.execute(f"from {name} order by all").fetchall() for name in names}


def tables(database: Path) -> dict[str, set[tuple[Any, ...]]]:
    """The rows of all tables of a database but what tells of which file it was made."""
    with duckdb.connect(str(database), read_only=True) as con:
        names = [name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()]
        return {name: set(con.execute(f"from {quoted(name)}").fetchall()) for name in names if name != "made_of"}


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


def from_another_outlet() -> dict[str, pl.DataFrame]:
    frames = staging(range(5))
    outlet = pl.when(doc_id="doc_03").then(pl.lit("Another Outlet")).otherwise(pl.col("outlet"))
    return frames | {"documents": frames["documents"].with_columns(outlet=outlet)}


@pytest.mark.parametrize(
    ("frames", "n_fresh"),
    [
        pytest.param(partial(staging, range(9)), 4, id="articles came"),
        pytest.param(partial(staging, range(5), "pistols"), 5, id="other readings"),
        pytest.param(from_another_outlet, 1, id="another document"),
        pytest.param(partial(staging, range(5)), 0, id="nothing changed"),
    ],
)
def test_what_is_written_on_top_is_told(
    tmp_path: Path, frames: Callable[[], dict[str, pl.DataFrame]], n_fresh: int
) -> None:
    """It is what comparing both releases finds, and judging rows by themselves need look at no more."""
    before = loaded(tmp_path / "before", staging(range(5)))
    log, now = tmp_path / "inserted" / "entente.duckdb", tmp_path / "now"
    loaded(now, frames(), before, log)
    came = {name: set(rows) - set(held(before)[name]) for name, rows in held(now).items() if name in PUBLISHED}
    assert tables(log) == {name: rows for name, rows in came.items() if rows or name in tables(log)}
    fresh = [tmp_path / "by log.duckdb", tmp_path / "by comparing.duckdb"]
    for path, inserted in zip(fresh, [log, None], strict=True):
        offending_rows(now / "entente.duckdb", before=before / "entente.duckdb", inserted=inserted, fresh=path)
    assert tables(fresh[0]) == tables(fresh[1])
    assert len(tables(fresh[0])["deal_reports"]) == n_fresh


@pytest.mark.parametrize("previous", [None, range(6)], ids=["nothing was there", "an article left"])
def test_nothing_is_told_of_what_was_built_on_nothing(tmp_path: Path, previous: range | None) -> None:
    before = previous and loaded(tmp_path / "before", staging(previous))
    log = tmp_path / "inserted" / "entente.duckdb"
    log.parent.mkdir()
    log.touch()
    loaded(tmp_path / "now", staging(range(4)), before or None, log)
    assert not log.exists()


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
