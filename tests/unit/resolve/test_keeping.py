"""What was resolved is kept where that pays; rows in order come fast, and right."""

import random
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.errors import WarehouseDamaged
from flows.resolve import kept, open_kept, resolve, resolve_further, table
from flows.resolve.kept import read_tables, write_state
from flows.resolve.order import CUTS, FEW, in_order, woven
from flows.resolve.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

from made_up import MadeUp  # noqa: E402

Parts = dict[str, pl.DataFrame]
READINGS = {f"doc_{n}": "first" for n in range(6)}


def read(name: str) -> Parts:
    made_up = MadeUp()
    made_up.document(name, "2016-12-13")
    made_up.entity(name, "person:ada", "Ada Lovelle")
    made_up.deal(name, supplier="country:NOR", recipient="country:PER", goods="rifles")
    return made_up.parts()


def together(*names: str) -> Parts:
    readings = [read(name) for name in names]
    return {table: pl.concat([parts[table] for parts in readings]) for table in readings[0]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where four articles were resolved; two more, one by one, are to be folded into a new base."""
    folder = tmp_path / "kept"
    first = dict(list(READINGS.items())[:4])
    resolve_further(open_kept(folder), [together(*first)], first)
    monkeypatch.setattr(kept, "WORTH", 2)
    return folder


def further(folder: Path, names: Sequence[str], n_in_all: int) -> None:
    """Resolve some articles more, and compare all rows with those of a run from scratch."""
    readings = dict(list(READINGS.items())[:n_in_all])
    found = resolve_further(open_kept(folder), [together(*names)], readings)
    assert open_kept(folder).readings == readings
    for name, rows in resolve(together(*readings)).items():
        assert_frame_equal(found[name], rows)


def test_an_article_more_is_kept_beside_the_base(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in (folder / "base").iterdir()}
    further(folder, ["doc_4"], 5)
    assert (folder / "late").is_dir()
    assert {path.name: path.read_bytes() for path in (folder / "base").iterdir() if path.name in before} == before


def test_the_next_is_resolved_on_top_of_both_and_all_is_folded_when_due(folder: Path) -> None:
    further(folder, ["doc_4"], 5)
    further(folder, ["doc_5"], 6)
    assert not (folder / "late").exists()
    assert open_kept(folder).tables["readings"].base.height == 6


@pytest.mark.parametrize("is_left", ["late of an older base", "unfinished base", "unfinished late"])
def test_what_a_run_that_was_cut_off_left_counts_for_nothing(folder: Path, is_left: str) -> None:
    further(folder, ["doc_4"], 5)
    late = shutil.copytree(folder / "late", folder.with_name("late"))
    further(folder, ["doc_5"], 6)
    left = {"late of an older base": "late", "unfinished base": ".base.tmp", "unfinished late": ".late.tmp"}[is_left]
    shutil.copytree(late, folder / left)
    assert open_kept(folder).readings == READINGS
    further(folder, ["doc_5"], 6)


def test_a_base_that_is_lost_is_made_anew(folder: Path) -> None:
    further(folder, ["doc_4"], 5)
    shutil.rmtree(folder / "base")
    assert open_kept(folder).readings == {}
    further(folder, [*READINGS][:5], 5)


def test_late_rows_that_are_damaged_are_resolved_once_more(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    further(folder, ["doc_4"], 5)
    path = folder / "late" / "tables.zip"
    path.write_bytes(b"\0" * path.stat().st_size)
    assert len(open_kept(folder).readings) == 4
    assert "What the last runs resolved is damaged" in caplog.text
    further(folder, ["doc_4"], 5)


def test_nothing_stays_kept_of_an_article_that_left(folder: Path) -> None:
    readings = {name: "first" for name in ("doc_1", "doc_2", "doc_3", "doc_4")}
    resolve_further(open_kept(folder), [read("doc_4")], readings)
    assert open_kept(folder).readings == readings


def test_indexes_by_other_hashes_are_not_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "SEED", 5)
    monkeypatch.setattr(table, "SEARCH", 0)
    further(folder, ["doc_4"], 5)


ROWS = pl.DataFrame(
    [(f"doc_{n % 700}", f"{n % 50:02}", n) for n in range(2000)],
    schema={"a": pl.String, "b": pl.String, "n": pl.Int64},
    orient="row",
)
ORDER = ("b", "n")


@pytest.mark.parametrize("is_searched", [False, True])
@pytest.mark.parametrize("n_steps", [0, 1, 6])
def test_a_table_holds_the_rows_that_changing_a_frame_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n_steps: int, is_searched: bool
) -> None:
    monkeypatch.setattr(kept, "looked_up", lambda _: ("a", "n"))
    monkeypatch.setattr(kept, "keys_of", lambda _: ORDER)
    monkeypatch.setattr(kept, "WORTH", 0)
    monkeypatch.setattr(table, "SEARCH", 0 if is_searched else 10**9)
    write_state({"readings": Table(ROWS, ORDER)}, tmp_path / "kept")
    changed, expected, dice = read_tables(tmp_path / "kept")["readings"], ROWS, random.Random(n_steps)
    for step in range(n_steps):
        gone = pl.Series([f"doc_{n}" for n in dice.sample(range(900), 5)])
        fresh = pl.DataFrame(
            [(dice.choice([*gone]), f"{n:02}", 3000 + 100 * step + n) for n in range(40)],
            schema=ROWS.schema,
            orient="row",
        )
        changed = changed.replaced(gone, fresh, "a")
        expected = pl.concat([expected.filter(~pl.col("a").is_in(gone.implode())), fresh])
        write_state({"readings": changed}, tmp_path / "kept")
        changed = read_tables(tmp_path / "kept")["readings"]
        assert changed.changes
    assert_frame_equal(changed.rows, expected.sort(ORDER))
    for column, values in (("a", expected["a"].head(9)), ("n", pl.Series([3, 3001, 3, -1]))):
        wanted = expected.filter(pl.col(column).is_in(values.implode()))
        assert_frame_equal(changed.of(column, values).sort("n"), wanted.sort("n"))
    assert_frame_equal(
        changed.between("07", "09").sort("n"), expected.filter(pl.col("b").is_in(["07", "08"])).sort("n")
    )


@pytest.mark.parametrize("n_groups", [7, 3 * FEW])
def test_rows_of_several_keys_come_in_order_whatever_stood_before(n_groups: int) -> None:
    dice = random.Random(4)
    rows = [(f"{dice.randrange(n_groups)}", dice.choice([None, 1, 2, 3]), n) for n in range(2 * FEW)]
    found = pl.DataFrame(rows, schema={"a": pl.String, "b": pl.Int32, "c": pl.Int32}, orient="row")
    expected = found.sort("a", "b", "c", nulls_last=True)
    nearly = pl.concat([expected.head(FEW), expected.tail(FEW - 1), expected.slice(FEW, 1)])
    for given in (found, expected, nearly):
        assert_frame_equal(in_order(given, ["a", "b", "c"]), expected)


@pytest.mark.parametrize("n_gone", [0, 1, 30])
@pytest.mark.parametrize("n_late", [0, 1, 50, CUTS])
@pytest.mark.parametrize("n_before", [1, FEW])
def test_rows_put_among_others_in_order_stand_as_if_all_were_sorted(n_before: int, n_late: int, n_gone: int) -> None:
    dice = random.Random(n_late)
    rows = pl.DataFrame(
        [(f"{dice.randrange(2 * FEW)}", dice.choice([None, 1, 2]), n) for n in range(n_before + n_late)],
        schema={"a": pl.String, "b": pl.Int32, "c": pl.Int64},
        orient="row",
    )
    keys = ["a", "b", "c"]
    before = rows.head(n_before).sort(keys, nulls_last=True)
    gone = np.array(sorted(dice.sample(range(n_before), min(n_gone, n_before))), dtype=np.int64)
    staying = before.filter(~pl.Series(range(n_before)).is_in(gone.tolist()))
    expected = pl.concat([staying, rows.tail(n_late)]).sort(keys, nulls_last=True)
    assert_frame_equal(woven(before, gone, rows.tail(n_late), keys), expected)


def test_what_rests_on_tables_damaged_meanwhile_is_not_kept(tmp_path: Path) -> None:
    folder, rows = tmp_path / "kept", Table(pl.DataFrame({"doc_id": ["doc_1"]}))
    write_state({"readings": rows}, folder)
    write_state({"readings": rows, "others": rows}, folder)
    path = folder / "base" / "others.arrow"
    path.write_bytes(b"\0" * path.stat().st_size)
    with pytest.raises(WarehouseDamaged, match=r"Run again.*entente run"):
        write_state({"readings": rows}, folder)
    assert not folder.exists()
