"""From staging tables to a staged release: facts by plain SQL, a database that holds them, Parquet files of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from flows.load.base import prepare
from flows.load.build import build
from flows.load.connection import connect
from flows.load.history import history
from flows.load.parquet import write_parquet
from flows.load.staged import DATABASE_NAME, append
from flows.load.views import create_views


def load(
    staging: Path, stage_dir: Path, previous: Path | None = None, inserted: Path | None = None
) -> dict[str, int]:
    """Rows by published table, once `stage_dir` holds every table as Parquet and as `entente.duckdb`.

    Args:
        staging: folder of the frames of `flows.resolve.resolve`, as `flows.contract.final.write_staging` writes them.
        stage_dir: an existing, empty directory.
        previous: a sound release that this code has made: where it helps, only what differs from it is written.
        inserted: a database to write, in a folder of its own: the rows written beside those of `previous`. It is not
            there afterwards if none of them were taken over.
    """
    database = stage_dir / DATABASE_NAME
    if inserted is not None:
        shutil.rmtree(inserted.parent, ignore_errors=True)
        inserted.parent.mkdir()
    is_on_top = prepare(database, staging, previous)
    staged = build(database, staging, inserted if is_on_top else None)
    with connect(database) as con:
        con.begin()
        create_views(con)
        con.commit()
        return write_parquet(con, stage_dir, staged)


__all__ = ["DATABASE_NAME", "append", "history", "load", "write_parquet"]
