"""Bearers of a bare name are one where their articles name the same two people, in whatever order they come."""

import sys
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.resolve import open_kept, resolve, resolve_further

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

from made_up import MadeUp  # noqa: E402

Parts = dict[str, pl.DataFrame]
ADA, BO, CYD, DAN = "Ada Lovelle", "Bo Berg", "Cyd Lund", "Dan Moe"
BESIDE = {"doc_1": (ADA, BO), "doc_2": (CYD, DAN), "doc_3": (ADA, CYD), "doc_4": (ADA, BO, CYD, DAN)}


def read(name: str, people: Sequence[str]) -> Parts:
    made_up = MadeUp()
    made_up.document(name, "2016-12-13")
    for n, person in enumerate(("Hansen", *people)):
        made_up.entity(name, f"person:{n}", person)
    return made_up.parts()


def together(names: Sequence[str]) -> Parts:
    readings = [read(name, BESIDE[name]) for name in names]
    return {table: pl.concat([parts[table] for parts in readings]) for table in readings[0]}


def homes(rows: Parts) -> list[list[str]]:
    """Documents whose Hansen is one."""
    led = rows["entity_mentions"].filter(pl.col("span_text") == "Hansen").sort("doc_id")
    return sorted(led.group_by("entity_id").agg("doc_id")["doc_id"].to_list())


@pytest.mark.parametrize("order", [*permutations(BESIDE)][::5])
def test_a_bearer_more_brings_together_those_whose_people_it_names(order: tuple[str, ...], tmp_path: Path) -> None:
    for n, name in enumerate(order, start=1):
        readings = dict.fromkeys(order[:n], "first")
        found = resolve_further(open_kept(tmp_path / "kept"), [together([name])], readings)
        for table, rows in resolve(together(order[:n])).items():
            assert_frame_equal(found[table], rows)
    assert homes(found) == [["doc_1", "doc_2", "doc_3", "doc_4"]]
    calls = found["close_calls"].filter(pl.col("method") == "same_circle").select("doc_id_a", "doc_id_b")
    assert sorted(sorted(call) for call in calls.iter_rows()) == [["doc_1", f"doc_{n}"] for n in (2, 3, 4)]


def test_without_the_bearer_between_them_they_are_apart_again(tmp_path: Path) -> None:
    resolve_further(open_kept(tmp_path / "kept"), [together([*BESIDE])], dict.fromkeys(BESIDE, "first"))
    left = dict.fromkeys(("doc_1", "doc_2", "doc_3"), "first")
    found = resolve_further(open_kept(tmp_path / "kept"), [together(["doc_3"])], left)
    assert homes(found) == [["doc_1"], ["doc_2"], ["doc_3"]]
