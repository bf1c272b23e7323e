"""Verifying: whatever differs from what was sealed is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from flows.publish import manifest
from flows.publish.disk import sha256
from flows.publish.verify import Problem, verify

Publish = Callable[[int], Path]


@pytest.fixture
def release(published: Publish) -> Path:
    path = published(2000)
    path.chmod(0o755)
    for file in path.iterdir():
        file.chmod(0o644)
    return path


@pytest.mark.parametrize("name", ["moving.parquet", "still.parquet", "entente.duckdb", "manifest.json"])
@pytest.mark.parametrize("where", [0.01, 0.5, 0.99])
def test_one_flipped_bit_is_found(release: Path, name: str, where: float) -> None:
    path = release / name
    content = bytearray(path.read_bytes())
    content[int(len(content) * where)] ^= 1
    path.write_bytes(content)
    assert [problem.file for problem in verify(release)] == [name]


@pytest.mark.parametrize("name", ["moving.parquet", "entente.duckdb", "manifest.json"])
def test_a_truncated_file_is_found(release: Path, name: str) -> None:
    path = release / name
    path.write_bytes(path.read_bytes()[:-100])
    assert name in {problem.file for problem in verify(release)}


def test_a_missing_file_is_found(release: Path) -> None:
    (release / "still.parquet").unlink()
    assert Problem("still.parquet", "is missing") in verify(release)


def test_an_extra_file_is_found(release: Path) -> None:
    (release / "notes.txt").write_text("x")
    assert verify(release) == [Problem("notes.txt", "is not in the manifest")]


def test_a_link_in_place_of_a_file_is_found(release: Path) -> None:
    path = release / "still.parquet"
    path.rename(release.parent / "elsewhere")
    path.symlink_to(release.parent / "elsewhere")
    assert verify(release) == [Problem("still.parquet", "is not a plain file")]


def test_a_database_that_tells_other_rows_is_found(release: Path) -> None:
    with duckdb.connect(str(release / "entente.duckdb")) as con:
        con.execute("update moving set words = 'other' where i = 1000")
    seal_again(release)
    assert [problem.what for problem in verify(release)] == ["has other rows of moving than moving.parquet"]


def test_a_row_count_that_differs_from_the_manifest_is_found(release: Path) -> None:
    content = manifest.read(release)
    content["tables"]["moving"]["rows"] = 1
    manifest.write(release, content | {manifest.OWN_HASH: manifest.own_hash(content)})
    assert verify(release) == [Problem("moving.parquet", "has 2000 rows instead of 1")]


def seal_again(release: Path) -> None:
    content = manifest.read(release)
    for name, file in content["files"].items():
        file |= {"bytes": (release / name).stat().st_size, "sha256": sha256(release / name)}
    manifest.write(release, content | {manifest.OWN_HASH: manifest.own_hash(content)})
