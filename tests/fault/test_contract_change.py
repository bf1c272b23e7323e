"""A release that an older program made, with fewer columns and tables, is built upon like any other (F33)."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from flows.contract import PUBLISHED
from flows.publish import manifest, pointer
from flows.publish.manifest import ReleaseMeta
from flows.publish.verify import verify
from tests.fault.forked import Forked

UNKNOWN = ("close_calls", "changes")  # tables that came later
LATER = {
    "documents": "source_id",
    "deals": "stake_pct",
    "pipeline_runs": "finished_at",
    "corrections": "old",
}  # columns


def run(root: Path, *options: str) -> dict[str, dict[str, str]]:
    done = Forked("plainly", [str(root), "--dummy", *options]).wait()
    assert done.returncode == 0, done.stderr[-800:]
    found: dict[str, dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A warehouse with one sound release that lacks what came later, and an article that waits."""
    root = tmp_path / "w"
    (root / "inbox").mkdir(parents=True)
    (root / "inbox" / "a.txt").write_text("Norway sold two ships.")
    run(root)
    release = (root / "latest").resolve()
    for path in (release, *release.rglob("*")):
        path.chmod(0o755)
    take_away(release)
    meta = ReleaseMeta("older", "0.9.0", "0", 1, {}, {})
    manifest.write(release, manifest.compose(release, sequence=1, parent=None, meta=meta))
    assert verify(release) == []
    (root / "inbox" / "b.txt").write_text("Peru signed.")
    return root


def take_away(release: Path) -> None:
    with duckdb.connect(str(release / "entente.duckdb")) as con:
        for (view,) in con.execute("select view_name from duckdb_views() where not internal").fetchall():
            con.execute(f'drop view if exists "{view}"')
        for table in UNKNOWN:
            con.execute(f'drop table "{table}"')
            (release / f"{table}.parquet").unlink()
        for table, column in LATER.items():
            path = release / f"{table}.parquet"
            rows = con.read_parquet(str(path)).project(f'* exclude "{column}"').arrow().read_all()
            path.unlink()
            duckdb.from_arrow(rows).write_parquet(str(path))
            con.execute(f'create or replace table "{table}" as select * from read_parquet(?)', [str(path)])


def test_the_next_release_has_all_columns_and_what_the_older_one_held(older: Path) -> None:
    made = run(older, "--judge")["content"]
    releases = pointer.published(older / "releases")
    assert [verify(release) for release in releases] == [[], []]
    with duckdb.connect(str(releases[-1] / "entente.duckdb"), read_only=True) as con:
        for name in ("pipeline_runs", *UNKNOWN, *LATER):
            assert con.table(name).columns == list(PUBLISHED[name].column_names)
        assert con.table("pipeline_runs").shape[0] == 2
        assert con.table("id_redirects").shape[0] == 0
    assert made == run(older)["content"]


def test_who_read_the_older_release_reads_the_newer_one(older: Path) -> None:
    """The same statements, by table and column name."""
    before = (older / "latest").resolve()
    asked = {path.stem: duckdb.read_parquet(str(path)).columns for path in before.glob("*.parquet")}
    types = {name: duckdb.read_parquet(str(before / f"{name}.parquet")).types for name in asked}
    run(older)
    after = (older / "latest").resolve()
    assert after != before
    for name, columns in asked.items():
        chosen = ", ".join(f'"{column}"' for column in columns)
        assert duckdb.read_parquet(str(after / f"{name}.parquet")).project(chosen).types == types[name]
