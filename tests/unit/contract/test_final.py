"""Staging frames that are published as they are, written in that form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from flows.contract import PUBLISHED
from flows.contract.final import is_final, write_staging
from flows.contract.schema import frame

TABLE = PUBLISHED["entity_aliases"]
ROWS = frame(
    TABLE,
    [
        {"entity_id": f"country:{n}", "alias": "A", "alias_norm": "a", "alias_type": "full_name", "source": "seed"}
        | {"n_mentions": n}
        for n in range(9)
    ],
)


def written(folder: Path, rows: pl.DataFrame) -> Path:
    write_staging({TABLE.name: rows}, folder)
    return folder / f"{TABLE.name}.parquet"


def test_such_a_file_is_described_and_says_where_null_may_stand(tmp_path: Path) -> None:
    path = written(tmp_path / "staging", ROWS)
    assert is_final(path, TABLE)
    assert pl.read_parquet(path).equals(ROWS)
    optional = {column.name for column in TABLE.columns if column.is_nullable}
    schema = pq.ParquetFile(path).schema
    assert {schema.column(n).name for n in range(len(schema)) if schema.column(n).max_definition_level} == optional


def test_its_strings_are_plain(tmp_path: Path) -> None:
    path = written(tmp_path / "staging", ROWS)
    assert pq.read_schema(path).field("alias").type == pa.string()


def test_its_bytes_depend_on_its_rows_alone(tmp_path: Path) -> None:
    in_pieces = pl.concat([ROWS[:2], ROWS[2:3], ROWS[3:]], rechunk=False)
    assert written(tmp_path / "one", ROWS).read_bytes() == written(tmp_path / "other", in_pieces).read_bytes()


def test_a_column_that_must_be_filled_holds_no_null(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="null"):
        written(tmp_path / "staging", ROWS.with_columns(alias_norm=pl.lit(None, pl.String)))
    assert list(tmp_path.iterdir()) == []


def test_other_columns_or_another_description_are_not_final(tmp_path: Path) -> None:
    path = written(tmp_path / "staging", ROWS.drop("n_mentions"))
    assert not is_final(path, TABLE)
    assert not is_final(written(tmp_path / "other", ROWS), replace(TABLE, grain="one name"))
    assert not is_final(tmp_path / "nothing.parquet", TABLE)
