"""Warehouses made of two small tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from flows.publish.manifest import ReleaseMeta, record
from flows.publish.release import DATABASE_NAME, publish
from flows.publish.stage import open_stage

META = ReleaseMeta(
    run_id="r",
    contract_version="1.0",
    inputs_sha256="0" * 64,
    n_inputs=1,
    tools={"duckdb": "2"},
    checks={"passed": 1},
    created_at=datetime(2026, 11, 1, tzinfo=UTC),
)


class Warehouse:
    """A warehouse folder; `stage` fills a stage in which table `moving` holds `n` rows and `still` never changes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.releases = root / "releases"
        self.latest = root / "latest"
        self.runs = root / "runs"

    def stage(self, n: int, run_id: str = "") -> Path:
        stage = open_stage(self.releases, run_id or f"r{n}")
        with duckdb.connect(str(stage / DATABASE_NAME)) as con:
            con.execute("create table moving as select i, 'row ' || i as words from range(?) as t(i)", [n])
            con.execute("create table still as select 1 as i, null::varchar as words")
            for name in ("moving", "still"):
                con.table(name).write_parquet(str(stage / f"{name}.parquet"))
        return stage

    def publish(self, stage: Path) -> Path:
        return publish(stage, record(stage), releases=self.releases, latest=self.latest, meta=META)

    def names(self) -> list[str]:
        return sorted(path.name for path in self.releases.iterdir())


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "w")


@pytest.fixture
def published(warehouse: Warehouse) -> Callable[[int], Path]:
    return lambda n: warehouse.publish(warehouse.stage(n))
