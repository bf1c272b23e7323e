import errno
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from flows.contract import PARTS, PUBLISHED
from flows.contract.final import write_staging
from flows.contract.schema import frame, polars_schema
from flows.load import append, load
from flows.resolve import resolve

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "builders"))

from loaded import load_frames  # noqa: E402


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A staged release of one document that says nothing."""
    folder = tmp_path_factory.mktemp("stage")
    load_frames(resolve(silent()), folder)
    return folder


def silent() -> dict[str, pl.DataFrame]:
    document = {
        "doc_id": "doc_1",
        "file_name": "a.txt",
        "content_sha256": "0",
        "version_no": 1,
        "pub_status": "usable",
        "n_chars": 1,
        "n_sentences": 0,
        "n_segments_dropped": 0,
        "raw_text": "x",
    }
    return {name: frame(table, [document] if name == "documents" else []) for name, table in PARTS.items()}


@pytest.mark.parametrize("name", list(PUBLISHED))
def test_every_table_is_a_parquet_file_of_the_contracts_types(stage: Path, name: str) -> None:
    assert pl.read_parquet_schema(stage / f"{name}.parquet") == polars_schema(PUBLISHED[name])


def test_footers_describe_the_table(stage: Path) -> None:
    metadata = pq.read_metadata(stage / "deals.parquet").metadata
    assert metadata[b"table"] == b"deals"
    assert b"deal_status" in metadata[b"columns"]


def test_the_same_rows_give_the_same_bytes(stage: Path, tmp_path: Path) -> None:
    load_frames(resolve(silent()), tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.glob("*.parquet")} == {
        p.name: p.read_bytes() for p in stage.glob("*.parquet")
    }


def test_nothing_but_tables_and_the_database_is_left(stage: Path) -> None:
    assert {p.name for p in stage.iterdir()} == {*(f"{name}.parquet" for name in PUBLISHED), "entente.duckdb"}


def test_the_database_holds_tables_views_and_comments(stage: Path) -> None:
    with duckdb.connect(str(stage / "entente.duckdb"), read_only=True) as con:
        tables = con.execute("select table_name, comment from duckdb_tables() where schema_name = 'main'").fetchall()
        views = con.execute("select view_name, comment from duckdb_views() where not internal").fetchall()
        assert dict(tables) == {name: table.grain for name, table in PUBLISHED.items()}
        assert {name for name, _ in views} >= {"v_deals", "v_agreements", "v_provenance", "v_timeline"}
        assert all(comment.startswith("grain: ") for _, comment in views)
        for name, _ in views:
            assert con.execute(f"select count(*) from {name}").fetchone() is not None


def test_views_that_gather_much_are_kept(stage: Path) -> None:
    """They are computed once, and stay views for whoever asks."""
    with duckdb.connect(str(stage / "entente.duckdb"), read_only=True) as con:
        kept = con.execute("select table_name from duckdb_tables() where schema_name = 'kept'").fetchall()
        views = con.execute("select view_name, sql from duckdb_views() where not internal").fetchall()
        assert ("v_deals",) in kept
        assert {name for (name,) in kept} == {name for name, sql in views if "kept." in sql}


def test_the_database_is_written_for_older_clients(stage: Path) -> None:
    header = (stage / "entente.duckdb").read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") <= 68  # the storage version that DuckDB 1.5 still reads


def test_the_runs_own_record_is_added_after_the_checks(tmp_path: Path) -> None:
    load_frames(resolve(silent()), tmp_path)
    now = datetime(2026, 1, 1)
    run = {
        "run_id": "r1",
        "started_at": now,
        "result": "published",
        "code_version": "1",
        "reader_version": "1",
        "contract_version": "1.0.0",
        "n_documents": 1,
        "n_new_documents": 1,
        "n_quarantined_files": 0,
        "n_deals": 0,
        "n_agreements": 0,
    }
    append(tmp_path, {"pipeline_runs": frame(PUBLISHED["pipeline_runs"], [run])})
    assert pl.read_parquet(tmp_path / "pipeline_runs.parquet")["run_id"].to_list() == ["r1"]
    with duckdb.connect(str(tmp_path / "entente.duckdb"), read_only=True) as con:
        assert con.execute("select run_id from pipeline_runs").fetchall() == [("r1",)]


def test_what_is_published_as_it_is_staged_is_the_staged_file(tmp_path: Path) -> None:
    """Nothing is written twice: a file in its final form is the release's, by another name."""
    staging, release = tmp_path / "staging", tmp_path / "release"
    release.mkdir()
    write_staging(resolve(silent()), staging)
    load(staging, release)
    shared = {path.stem for path in release.glob("*.parquet") if path.stat().st_nlink > 1}
    assert {"documents", "document_segments", "entity_mentions", "entity_aliases"} <= shared
    assert not shared & {"entities", "deals", "agreements", "deal_reports", "dq_results"}


def test_a_staged_file_on_another_disk_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    staging, release = tmp_path / "staging", tmp_path / "release"
    release.mkdir()
    write_staging(resolve(silent()), staging)
    monkeypatch.setattr("flows.load.parquet.os.link", refuse)
    load(staging, release)
    assert (release / "documents.parquet").read_bytes() == (staging / "documents.parquet").read_bytes()
