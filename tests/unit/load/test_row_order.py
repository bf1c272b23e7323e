"""Rows of a released table stand in the order of its key, so that the same rows give the same bytes."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

from flows.contract import PUBLISHED
from flows.resolve import resolve

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

from loaded import load_frames  # noqa: E402
from made_up import MadeUp  # noqa: E402


def test_rows_stand_in_the_order_of_their_key(tmp_path: Path) -> None:
    made_up = MadeUp()
    for n in range(30):
        made_up.document(f"doc_{n:02d}", "2016-12-13")
        made_up.deal(f"doc_{n:02d}", supplier="country:NOR", recipient="country:PER", goods=f"model {n} rifles")
    load_frames(resolve(made_up.parts()), tmp_path)
    disordered = []
    for name, table in PUBLISHED.items():
        rows = pl.read_parquet(tmp_path / f"{name}.parquet")
        keys = rows.select(table.key_names)
        if not keys.equals(keys.sort(table.key_names, nulls_last=True)):
            disordered.append(name)
    assert disordered == []
    assert pl.read_parquet(tmp_path / "documents.parquet").height == 30
