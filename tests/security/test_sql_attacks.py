"""`entente sql` under attack: whatever is typed, no published file changes, none is made, nothing outside is read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pytest

from flows.commands.sql import answer_on
from flows.errors import ConfigurationError
from flows.report.release import open_release

WRITES = [
    "COPY deals TO '{db}' (FORMAT csv, USE_TMP_FILE false)",
    "COPY deals TO '{dir}/new.csv'",
    "COPY (SELECT 1) TO '{dir}/new.parquet'",
    "EXPLAIN ANALYZE COPY deals TO '{dir}/new.csv'",
    "EXPLAIN SELECT 1",
    "EXPORT DATABASE '{dir}/dump'",
    "CREATE TABLE t AS SELECT 1",
    "CREATE OR REPLACE VIEW deals AS SELECT 1",
    "CREATE TEMP TABLE t AS SELECT 1",
    "CREATE MACRO f() AS 1",
    "CREATE SECRET (TYPE s3)",
    "INSERT INTO deals SELECT * FROM deals",
    "UPDATE deals SET deal_name = 'x'",
    "DELETE FROM deals",
    "DROP TABLE deals",
    "ALTER TABLE deals RENAME TO d",
    "TRUNCATE deals",
    "VACUUM",
    "CHECKPOINT",
    "FORCE CHECKPOINT",
    "ATTACH '{dir}/new.duckdb' AS other",
    "ATTACH '{db}' AS again",
    "DETACH entente",
    "USE memory",
    "SET enable_external_access = true",
    "RESET enable_external_access",
    "SET lock_configuration = false",
    "SET memory_limit = '1TB'",
    "PRAGMA enable_external_access",
    "PRAGMA database_list",
    "INSTALL httpfs",
    "LOAD httpfs",
    "CALL pragma_version()",
    "BEGIN",
    "PREPARE p AS SELECT 1",
    "EXECUTE p",
    "SELECT 1; DROP TABLE deals",
    "SELECT 1; SELECT 2",
    "COMMENT ON TABLE deals IS 'x'",
    "IMPORT DATABASE '{dir}'",
    "",
    "-- nothing",
]
READS = [
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_parquet('{dir}/*.parquet')",
    "SELECT * FROM read_json('/etc/passwd')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM parquet_metadata('{dir}/deals.parquet')",
    "SELECT * FROM read_csv('https://example.org/x.csv')",
    "FROM '{dir}/deals.parquet'",
    "SELECT * FROM attack",
    "SELECT getenv('HOME')",
    "SELECT * FROM query('COPY deals TO ''{dir}/new.csv''')",
    "WITH x AS (DELETE FROM deals RETURNING *) SELECT * FROM x",
    "SELECT set_config('enable_external_access', 'true')",
]


@pytest.fixture
def release(tmp_path: Path) -> Path:
    folder = tmp_path / "releases" / "0001-2026-11-01"
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / "entente.duckdb")) as con:
        con.execute("create table deals as select i as deal_id, 'ferries' as deal_name from range(1000) as t(i)")
        con.table("deals").write_parquet(str(folder / "deals.parquet"))
    latest = tmp_path / "latest"
    latest.symlink_to("releases/0001-2026-11-01")
    return latest


def state(root: Path) -> dict[str, str]:
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_there_are_enough_attacks() -> None:
    assert len(WRITES) + len(READS) >= 40


@pytest.mark.parametrize("attack", [*WRITES, *READS])
def test_it_is_refused_and_changes_nothing(attack: str, release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    statement = attack.format(db=release.resolve() / "entente.duckdb", dir=release.resolve())
    before = state(release.parent)
    with open_release(release) as con, pytest.raises(ConfigurationError):
        answer_on(con, statement, "json")
    assert state(release.parent) == before
    assert "root:" not in capsys.readouterr().out


def test_a_question_without_end_is_broken_off(release: Path) -> None:
    endless = "select count(*) from range(100000000) as a(i), range(100000) as b(j) where a.i + b.j % 7 = 3"
    with open_release(release) as con, pytest.raises(ConfigurationError, match="more than"):
        answer_on(con, endless, "json", seconds=0.5)
