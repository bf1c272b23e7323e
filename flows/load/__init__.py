"""From staging frames to a staged release: facts by plain SQL, Parquet files, and a database filled from them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from flows.load.build import build
from flows.load.connection import connect
from flows.load.history import history
from flows.load.parquet import write_parquet
from flows.load.staged import DATABASE_NAME, append, fill_staged

if TYPE_CHECKING:
    import polars as pl

BUILD_NAME = ".build.duckdb"


def load(staging: Mapping[str, pl.DataFrame], stage_dir: Path) -> dict[str, int]:
    """Rows by published table, once `stage_dir` holds every table as Parquet and as `entente.duckdb`.

    Args:
        staging: frames of `flows.resolve.resolve`, by name.
        stage_dir: an existing, empty directory.
    """
    scratch = stage_dir / BUILD_NAME
    with connect(scratch) as con:
        build(con, staging)
        counts = write_parquet(con, stage_dir)
    scratch.unlink()
    fill_staged(stage_dir, stage_dir / DATABASE_NAME)
    return counts


__all__ = ["DATABASE_NAME", "append", "fill_staged", "history", "load", "write_parquet"]
