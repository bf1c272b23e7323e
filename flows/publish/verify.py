"""Whether a release still is what was sealed: every file, every column, the database against the Parquet files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.errors import ReleaseDamaged
from flows.publish import manifest, pointer
from flows.publish.disk import files_below, sha256
from flows.publish.release import DATABASE_NAME

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Problem:
    """One file of a release that is not as its manifest says."""

    file: str
    what: str


def verify(release: Path) -> list[Problem]:
    """All that is wrong with a release; empty when it is whole.

    Only files whose hash is right are opened as data: a damaged file may harm the library that reads it.
    """
    try:
        content = manifest.read(release)
    except ReleaseDamaged as error:
        return [Problem(manifest.MANIFEST_NAME, error.what)]
    problems = _file_problems(release, content["files"])
    damaged = {problem.file for problem in problems}
    return problems + _content_problems(release, content, damaged)


def newest_sound(releases: Path, latest: Path) -> Path | None:
    """The public release, or the newest before it if a file of that one is damaged: what the next may be compared with.

    None where nothing was published, or nothing of it is sound.
    """
    public = pointer.current(latest)
    if public is None:
        return None
    older = [path for path in pointer.published(releases) if pointer.sequence(path) < pointer.sequence(public)]
    return next((release for release in (public, *reversed(older)) if _is_sound(release)), None)


def _is_sound(release: Path) -> bool:
    try:
        return not _file_problems(release, manifest.read(release)["files"])
    except ReleaseDamaged:
        return False


def _file_problems(release: Path, expected: Mapping[str, Mapping[str, Any]]) -> list[Problem]:
    found = {path.relative_to(release).as_posix(): path for path in files_below(release)}
    found.pop(manifest.MANIFEST_NAME, None)
    problems = [Problem(name, "is missing") for name in expected if name not in found]
    problems += [Problem(name, "is not in the manifest") for name in found if name not in expected]
    for name in sorted(found.keys() & expected.keys()):
        fault = _fault(found[name], expected[name])
        problems += [Problem(name, fault)] if fault else []
    return problems


def _fault(path: Path, expected: Mapping[str, Any]) -> str | None:
    if path.is_symlink() or not path.is_file():
        return "is not a plain file"
    if path.stat().st_size != expected["bytes"]:
        return f"has {path.stat().st_size} bytes instead of {expected['bytes']}"
    return None if sha256(path) == expected["sha256"] else "has other bytes than were published"


def _content_problems(release: Path, content: Mapping[str, Any], damaged: set[str]) -> list[Problem]:
    import duckdb

    sums: dict[str, tuple[int, int]] = {}
    problems = []
    with duckdb.connect() as con:
        for table, files in _parts(content).items():
            if not damaged.intersection(files):
                sums[table] = parquet_sum(con, [release / name for name in files])
                problems += _row_problems(files[0], sums[table][0], content["tables"][table]["rows"])
        if DATABASE_NAME in content["files"] and DATABASE_NAME not in damaged:
            problems += database_problems(con, release / DATABASE_NAME, sums)
    return problems


def _parts(content: Mapping[str, Any]) -> dict[str, list[str]]:
    names = [name for name in content["files"] if name.endswith(".parquet")]
    return {
        table: sorted(n for n in names if n.split("/")[0].removesuffix(".parquet") == table)
        for table in content["tables"]
    }


def _row_problems(name: str, rows: int, expected: int) -> list[Problem]:
    return [] if rows == expected else [Problem(name, f"has {rows} rows instead of {expected}")]


def parquet_sum(con: duckdb.DuckDBPyConnection, files: list[Path]) -> tuple[int, int]:
    """Row count and content hash, free of row order, over every column of a table's Parquet files."""
    query = "select count(*), coalesce(bit_xor(hash(t)), 0) from read_parquet(?) as t"
    return _pair(con.execute(query, [[str(path) for path in files]]).fetchone())


def database_problems(
    con: duckdb.DuckDBPyConnection, database: Path, sums: Mapping[str, tuple[int, int]]
) -> list[Problem]:
    """Tables of the database whose rows are not those of the Parquet files (`sums`: table to rows and hash)."""
    con.execute("attach ? as released (read_only)", [str(database)])
    held = {
        name
        for (name,) in con.execute("select table_name from duckdb_tables() where database_name = 'released'").fetchall()
    }
    problems = [Problem(database.name, f"lacks the table {table}") for table in sums if table not in held]
    for table in sums.keys() & held:
        rows = con.table(f"released.{_quoted(table)}").set_alias("t")
        found = _pair(rows.aggregate("count(*), coalesce(bit_xor(hash(t)), 0)").fetchall()[0])
        if found != sums[table]:
            problems.append(Problem(database.name, f"has other rows of {table} than {table}.parquet"))
    con.execute("detach released")
    return problems


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _pair(row: Any) -> tuple[int, int]:
    return int(row[0]), int(row[1])
