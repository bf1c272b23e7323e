"""Five articles on one story, in every order in which they can arrive, are the same facts."""

from __future__ import annotations

from itertools import permutations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.contract.frames import read_frames, read_parts
from flows.resolve import resolve
from tests.conftest import Made

STORY = (
    "arms/egypt-rafale-1-announced.txt",
    "arms/egypt-rafale-2-nile-observer.txt",
    "arms/egypt-rafale-3-atlantic-wire.txt",
    "arms/egypt-rafale-4-gulf-ledger.txt",
    "arms/egypt-mistral-bought.txt",
)
Parts = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def articles(bundled: Made) -> list[Parts]:
    """The reading of each article by itself, read once."""
    folders = [path.parent for path in (bundled.warehouse / "cache").glob("*/*/documents.parquet")]
    ids = {row["file_name"]: row["doc_id"] for folder in folders for row in read_frames(folder)["documents"].to_dicts()}
    return [read_parts(folders, {ids[name]}) for name in STORY]


def together(articles: list[Parts]) -> Parts:
    return {name: pl.concat([article[name] for article in articles]) for name in articles[0]}


def test_all_orders_of_arrival_give_the_same_rows(articles: list[Parts]) -> None:
    first = resolve(together(articles))
    assert first["deal_reports"]["deal_id"].drop_nulls().len() > len(articles)
    orders = 0
    for order in permutations(articles):
        orders += 1
        for name, rows in resolve(together(list(order))).items():
            assert_frame_equal(rows, first[name])
    assert orders == 120
