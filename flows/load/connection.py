"""Connections to DuckDB that can do what loading needs and nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb

# RELIABILITY section 6: nothing is fetched, no secret kept, no Python variable read as a table.
GUARDED: dict[str, str] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
}

# DuckDB 2.0 writes a storage version that clients up to 1.5 refuse, unless told to write theirs.
READABLE_BY_OLDER = {"storage_compatibility_version": "v1.5.0"}


THREADS = 2
MEMORY = "2GB"  # what does not fit is written beside the database: with half of it, 100,000 articles cost a tenth more


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """An open database with guarded settings that cannot be changed any more; scratch files lie beside it.

    Args:
        path: the database file.
        read_only: whether writing is refused.
    """
    return _locked(duckdb.connect(str(path), read_only=read_only, config=_config(path)))


def connect_beside(path: Path, alias: str) -> duckdb.DuckDBPyConnection:
    """A connection to which the database is known as `alias`; what is made outside of it is gone at the end."""
    con = duckdb.connect(":memory:", config=_config(path))
    con.execute("attach $path as " + alias, {"path": str(path)})
    return _locked(con)


def connect_memory() -> duckdb.DuckDBPyConnection:
    """An empty database in memory with guarded settings that cannot be changed any more."""
    return _locked(duckdb.connect(":memory:", config=dict(GUARDED)))


def _config(path: Path) -> dict[str, str | bool | int | float | list[str]]:
    return {
        **GUARDED,
        **READABLE_BY_OLDER,
        "temp_directory": str(path.with_name(f".{path.name}.tmp")),
        "max_temp_directory_size": "20GB",
        "memory_limit": MEMORY,
        "threads": str(THREADS),
    }


def _locked(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    con.execute("set lock_configuration = true")
    return con
