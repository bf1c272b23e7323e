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


def connect(path: Path, *, read_only: bool = False, memory: str = "2GB", threads: int = 2) -> duckdb.DuckDBPyConnection:
    """An open database with guarded settings that cannot be changed any more; scratch files lie beside it.

    Args:
        path: the database file.
        read_only: whether writing is refused.
        memory: DuckDB's memory limit.
        threads: how many it may use.
    """
    config = (
        GUARDED
        | READABLE_BY_OLDER
        | {
            "temp_directory": str(path.with_name(f".{path.name}.tmp")),
            "max_temp_directory_size": "20GB",
            "memory_limit": memory,
            "threads": str(threads),
        }
    )
    con = duckdb.connect(str(path), read_only=read_only, config=dict(config))
    con.execute("set lock_configuration = true")
    return con


def connect_memory() -> duckdb.DuckDBPyConnection:
    """An empty database in memory with guarded settings that cannot be changed any more."""
    con = duckdb.connect(":memory:", config=dict(GUARDED))
    con.execute("set lock_configuration = true")
    return con
