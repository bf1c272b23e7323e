"""What was resolved is kept where that pays; rows in order come fast, and right."""

import random
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.errors import WarehouseDamaged
from flows.resolve import further, open_kept, resolve, resolve_further
from flows.resolve.kept import CUTS, FEW, in_order, put_among, replaced, write_state

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
    """Where four articles were resolved, by rules that then keep no single one more."""
    folder = tmp_path / "kept"
    first = dict(list(READINGS.items())[:4])
    resolve_further(open_kept(folder), [together(*first)], first)
    monkeypatch.setattr(further, "NEW_FOR_ALL", 2)
    return folder


def test_an_article_more_is_not_kept_and_yet_in_the_rows(folder: Path) -> None:
    readings = dict(list(READINGS.items())[:5])
    found = resolve_further(open_kept(folder), [read("doc_4")], readings)
    assert "doc_4" not in open_kept(folder).readings
    for name, rows in resolve(together(*readings)).items():
        assert_frame_equal(found[name], rows)


def test_it_is_resolved_anew_and_kept_with_those_that_come_next(folder: Path) -> None:
    resolve_further(open_kept(folder), [read("doc_4")], dict(list(READINGS.items())[:5]))
    found = resolve_further(open_kept(folder), [together("doc_4", "doc_5")], READINGS)
    assert open_kept(folder).readings == READINGS
    for name, rows in resolve(together(*READINGS)).items():
        assert_frame_equal(found[name], rows)


def test_nothing_stays_kept_of_an_article_that_left(folder: Path) -> None:
    readings = {name: "first" for name in ("doc_1", "doc_2", "doc_3", "doc_4")}
    resolve_further(open_kept(folder), [read("doc_4")], readings)
    assert open_kept(folder).readings == readings


@pytest.mark.parametrize("n_groups", [7, 3 * FEW])
def test_rows_of_several_keys_come_in_order_whatever_stood_before(n_groups: int) -> None:
    dice = random.Random(4)
    rows = [(f"{dice.randrange(n_groups)}", dice.choice([None, 1, 2, 3]), n) for n in range(2 * FEW)]
    found = pl.DataFrame(rows, schema={"a": pl.String, "b": pl.Int32, "c": pl.Int32}, orient="row")
    expected = found.sort("a", "b", "c", nulls_last=True)
    nearly = pl.concat([expected.head(FEW), expected.tail(FEW - 1), expected.slice(FEW, 1)])
    for given in (found, expected, nearly):
        assert_frame_equal(in_order(given, ["a", "b", "c"]), expected)


@pytest.mark.parametrize("n_late", [1, 2, FEW])
def test_few_rows_behind_others_in_order_are_put_among_them(n_late: int) -> None:
    dice = random.Random(n_late)
    keys = [f"{dice.randrange(FEW):04d}" for _ in range(20 * FEW)]
    rows = pl.DataFrame({"a": [*sorted(keys[n_late:]), *keys[:n_late]], "b": range(len(keys))})
    assert_frame_equal(in_order(rows, ["a"]), rows.sort("a", maintain_order=True))


@pytest.mark.parametrize("n_late", [0, 1, CUTS, 3 * CUTS])
@pytest.mark.parametrize("n_before", [0, 1, FEW])
def test_rows_put_among_others_in_order_stand_as_if_all_were_sorted(n_before: int, n_late: int) -> None:
    dice = random.Random(n_late)
    rows = pl.DataFrame(
        [(f"{dice.randrange(2 * FEW)}", dice.choice([None, 1, 2]), n) for n in range(n_before + n_late)],
        schema={"a": pl.String, "b": pl.Int32, "c": pl.Int64},
        orient="row",
    )
    keys = ["a", "b", "c"]
    before = rows.head(n_before).sort(keys, nulls_last=True)
    assert_frame_equal(put_among(before, rows.tail(n_late), keys), rows.sort(keys, nulls_last=True))


@pytest.mark.parametrize("n_gone", [0, 1, 5, 6, FEW])
def test_rows_go_whether_cut_out_or_copied(n_gone: int) -> None:
    rows = pl.DataFrame({"doc_id": [f"doc_{n % (3 * FEW)}" for n in range(5 * FEW)], "n": range(5 * FEW)})
    gone = pl.Series([f"doc_{n}" for n in (*range(n_gone // 2), *range(3 * FEW - n_gone % 2, 3 * FEW))])
    kept = rows.filter(~pl.col("doc_id").is_in(gone.implode()))
    fresh = rows.head(2)
    assert_frame_equal(replaced(rows, gone, fresh), pl.concat([kept, fresh]))


def test_what_rests_on_tables_damaged_meanwhile_is_not_kept(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    rows = pl.DataFrame({"a": [1, 2, 3]})
    write_state({"rows": rows}, kept)
    write_state({"rows": rows, "others": rows}, kept)
    (kept / "rows.arrow").write_bytes(b"\0" * (kept / "rows.arrow").stat().st_size)
    with pytest.raises(WarehouseDamaged, match=r"Run again.*entente run"):
        write_state({"rows": rows}, kept)
    assert not kept.exists()
