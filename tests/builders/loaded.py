"""A staged release out of frames, which a run would have left in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from flows.contract.final import write_staging
from flows.load import load


def load_frames(
    staging: Mapping[str, pl.DataFrame], stage: Path, previous: Path | None = None, inserted: Path | None = None
) -> None:
    with TemporaryDirectory() as folder:
        write_staging(staging, Path(folder) / "staging")
        load(Path(folder) / "staging", stage, previous, inserted)
